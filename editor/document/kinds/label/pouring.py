"""Fills areas with a label: what a mask covers by half or more takes the number, exactly."""

from __future__ import annotations

import numpy as np

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.rules import Allowed, LabelPaint, require_open
from editor.document.mask import Mask
from editor.document.mask_flood import flood_from
from editor.document.mask_similar import Coverage
from editor.document.painting_fill import Pour
from editor.document.painting_media import Place
from editor.document.targets import LayerLabels, Target
from editor.document.tile_change import TileChange
from editor.document.tiles import Pixels, box_of, keys_of
from ml.api.regions import Box

FILL = "Fill with a label"
_HALF = 32768


class LabelMedium:
    """Puts one number wherever the coverage reaches a half and the old number may be replaced."""

    def __init__(self, held: int, allowed: Allowed) -> None:
        self._held = held
        self._allowed = allowed

    def title(self, target: Target) -> str:
        return FILL

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        inside = place.part.slices
        reached = (cover[inside] >= _HALF) & self._allowed[before[inside]]
        np.copyto(out[inside], np.array(self._held, out.dtype), where=reached)


def label_pour(
    document: Document, layer: LabelLayer, paint: LabelPaint, mask: Mask | None = None
) -> Pour:
    """`paint` over `mask` (on the canvas; all of it without one). Raises NotPaintable."""
    target = LayerLabels(layer.id)
    document.require_paintable(target)
    require_open(layer, paint.index)
    held, allowed = layer.labels.code(paint.index), paint.rule.allowed(layer, paint.index)
    medium = LabelMedium(held, allowed)
    return Pour(document, target, medium, mask)


def poured(
    document: Document,
    layer: LabelLayer,
    paint: LabelPaint,
    mask: Mask | None = None,
    title: str = FILL,
) -> TileChange | None:
    """The step that fills `mask` with a label, not done yet; None where nothing changes."""
    pour = label_pour(document, layer, paint, mask)
    return pour.step(pour.make(), title)


def label_step(
    document: Document, layer_id: str, paint: LabelPaint, mask: Mask, title: str = FILL
) -> TileChange | None:
    """`poured` on the layer of that id; None where it is gone."""
    layer = document.layer(layer_id) if document.has_layer(layer_id) else None
    return poured(document, layer, paint, mask, title) if isinstance(layer, LabelLayer) else None


def connected(layer: LabelLayer, x: int, y: int, canvas: Box) -> Mask:
    """All pixels of one label that are connected by their sides with the one at (x, y)."""
    twin = layer.share()
    wanted = twin.index_at(x, y)
    return flood_from(lambda box: _equal(twin, box, wanted), x, y, canvas)


def covered_by(layer: LabelLayer, index: int, canvas: Box) -> Mask:
    """Where on the canvas the label is, as a mask."""
    twin, out = layer.share(), Mask()
    for key in keys_of(canvas):
        box = box_of(key).intersection(canvas)
        out.write(box, _equal(twin, box, index))
    return out


def _equal(layer: LabelLayer, box: Box, index: int) -> Coverage:
    return np.where(layer.indices(box) == index, np.uint8(255), np.uint8(0))
