"""A stroke on a layer whose alpha is locked is the same when it is done again."""

from __future__ import annotations

import pytest

from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.layers import Locks, PixelLayer
from editor.document.stroke import PaintMode, StrokeSession
from editor.document.targets import LayerPixels
from editor.document.tiles import Depth, TilePlane
from ml.api.regions import Box


@pytest.mark.parametrize("mode", list(PaintMode))
@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_no_medium_gets_around_the_lock(depth: Depth, mode: PaintMode) -> None:
    document = Document(600, 300, depth)
    layer = PixelLayer("half", TilePlane(4, depth))
    document.insert_layer(layer)
    full = 255 if depth == "uint8" else 65535
    layer.pixels.fill(Box(0, 0, 120, 300), (full // 3, full // 5, 0, full // 2))
    layer.locks = Locks(alpha=True)
    untouched = layer.pixels.read(document.canvas)[..., 3].copy()
    before = document.digest()
    stroke = StrokeSession(
        document, LayerPixels(layer.id), Brush(40, 0.5, 0.8), mode, colour=(0.9, 0.2, 0.1, 0.8)
    )
    for x in range(60, 560, 25):
        stroke.add(x, 150)
    step = stroke.finish()
    assert (layer.pixels.read(document.canvas)[..., 3] == untouched).all()
    painted = document.digest()
    assert (step is not None) == (painted != before)
    if step is not None:
        document.history.push_done(step)
        document.history.undo()
        assert document.digest() == before
        document.history.redo()
        assert document.digest() == painted
    assert (painted != before) == (mode is PaintMode.PAINT)
