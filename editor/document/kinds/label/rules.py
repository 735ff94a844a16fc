"""What may be painted over: the rule that an artist set, and the labels that are locked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.kinds.label.layer import LabelLayer

Allowed = NDArray[np.bool_]
"""For each value that a tile can hold, whether it may be replaced."""


@dataclass(frozen=True, slots=True)
class PaintRule:
    """`keeps_labels`: only what is unlabelled may be painted over; `only_over`: only that label.

    Where both are said, the label counts. Locked labels are never painted over.
    """

    keeps_labels: bool = False
    only_over: int | None = None

    def allowed(self, layer: LabelLayer, index: int) -> Allowed:
        """What may become `index`; that itself is left out, for nothing would change."""
        plane = layer.labels
        count = 1 << (8 if plane.depth == "uint8" else 16)
        if self.only_over is not None:
            out = np.zeros(count, bool)
            _mark(out, plane.code(self.only_over), is_on=True)
        elif self.keeps_labels and index != layer.palette.unlabelled:
            out = np.zeros(count, bool)
            out[0] = True
        else:
            out = np.ones(count, bool)
        for locked in (*layer.facts.locked, index):
            _mark(out, plane.code(locked), is_on=False)
        return out


ANYTHING = PaintRule()


@dataclass(frozen=True, slots=True)
class LabelPaint:
    """What a stroke or a fill puts down, and over what it may go."""

    index: int
    rule: PaintRule = ANYTHING


def label_target(document: Document) -> LabelLayer:
    """The label layer that tools work on. Raises NotPaintable, which says what to do."""
    layer = document.active
    if not isinstance(layer, LabelLayer):
        raise NotPaintable("", "Choose a label layer, or make a new one in the Labels dock.")
    parent, around = document.parent_of(layer.id), [layer.visible]
    while parent is not None:
        around.append(parent.visible)
        parent = document.parent_of(parent.id)
    if not all(around):
        raise NotPaintable(layer.name, f"“{layer.name}” is hidden: show it to paint on it.")
    return layer


def require_open(layer: LabelLayer, index: int) -> None:
    """Raises NotPaintable where nothing may be painted with that label, or the layer has no room.

    Unlabelled is always open unless it is locked itself.
    """
    if index in layer.facts.locked:
        name = layer.facts.name_of(index)
        raise NotPaintable(
            name, f"The label “{name}” is locked: unlock it in the Labels dock to paint with it."
        )
    if index != layer.palette.unlabelled and layer.palette.find(index) is None:
        raise NotPaintable("", "Choose a label in the Labels dock first.")


def _mark(table: Allowed, held: int, *, is_on: bool) -> None:
    if held < len(table):
        table[held] = is_on
