"""The selection limits what may be painted, in the frame of the plane that is painted."""

from __future__ import annotations

import numpy as np

from editor.document.commands import AddLayer, replace_mask
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.selection import allows, limit
from editor.document.targets import LayerPixels, SelectionTarget
from ml.api.regions import Box


def _document(selected: Box | None) -> tuple[Document, LayerPixels]:
    document = Document(600, 400)
    layer = PixelLayer.from_pixels("a", np.zeros((400, 600, 4), np.uint8), position=(10, -5))
    document.apply(AddLayer.of(document, layer))
    if selected is not None:
        step = replace_mask(document, SelectionTarget(), Mask.of_box(selected), "Select")
        assert step is not None
        document.apply(step)
    return document, LayerPixels(layer.id)


def test_nothing_is_held_back_without_a_selection() -> None:
    document, target = _document(None)
    assert limit(document, target, Box(0, 0, 300, 300)) is None


def test_the_selection_is_seen_from_the_layer_that_lies_elsewhere() -> None:
    document, target = _document(Box(100, 50, 200, 80))
    coverage = limit(document, target, Box(0, 0, 300, 300))
    assert coverage is not None
    expected = np.zeros((300, 300), np.uint8)
    expected[55:85, 90:190] = 255
    assert np.array_equal(coverage, expected)


def test_inside_all_may_change_and_far_away_nothing() -> None:
    document, target = _document(Box(0, 0, 300, 300))
    assert limit(document, target, Box(0, 10, 200, 200)) is None
    assert not allows(document, target, Box(520, 0, 580, 200))
    assert allows(document, target, Box(250, 0, 580, 200))


def test_the_selection_never_limits_itself() -> None:
    document, _ = _document(Box(0, 0, 30, 30))
    assert limit(document, SelectionTarget(), Box(0, 0, 300, 300)) is None
