"""Which label is in the artist's hand, on which layer, and what it may paint over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psygnal import Signal

from editor.lazy import late

if TYPE_CHECKING:
    # Most pictures have no labels: what they need is loaded with the first that has.
    from editor.document.kinds.label.layer import LabelLayer
    from editor.document.kinds.label.rules import LabelPaint, PaintRule

_rule = late("editor.document.kinds.label.rules:PaintRule")
_paint = late("editor.document.kinds.label.rules:LabelPaint")


class LabelHand:
    """Shared by all tools and the Labels dock. Each layer remembers its own label."""

    changed = Signal()

    def __init__(self) -> None:
        self._current: dict[str, int] = {}
        self._before: dict[str, int] = {}
        self._only_over: dict[str, int] = {}
        self._keeps_labels = False

    def current(self, layer: LabelLayer) -> int:
        """The label to paint with; the first of the palette until one is chosen."""
        index = self._current.get(layer.id)
        if index is not None and _exists(layer, index):
            return index
        labels = layer.palette.labels
        return labels[0].index if labels else layer.palette.unlabelled

    def choose(self, layer: LabelLayer, index: int) -> None:
        """Take a label, or unlabelled, into the hand; one that does not exist is left alone."""
        if _exists(layer, index) and index != self._current.get(layer.id):
            self._before[layer.id] = self.current(layer)
            self._current[layer.id] = index
            self.changed.emit()

    def step(self, layer: LabelLayer, by: int) -> None:
        """The next or the earlier label in the palette's order; it stops at the ends."""
        indices = layer.palette.indices
        if not indices:
            return
        now = self.current(layer)
        at = indices.index(now) + by if now in indices else 0
        self.choose(layer, indices[min(len(indices) - 1, max(0, at))])

    def swap(self, layer: LabelLayer) -> None:
        """Unlabelled instead of the label in the hand, and that one again."""
        unlabelled = layer.palette.unlabelled
        if self.current(layer) != unlabelled:
            self.choose(layer, unlabelled)
        else:
            first = layer.palette.indices[0] if layer.palette.indices else unlabelled
            self.choose(layer, self._before.get(layer.id, first))

    # ---- what may be painted over

    @property
    def keeps_labels(self) -> bool:
        """Whether only what is unlabelled is painted over."""
        return self._keeps_labels

    def set_keeps_labels(self, is_on: bool) -> None:  # noqa: FBT001 - the one thing it says
        if is_on != self._keeps_labels:
            self._keeps_labels = is_on
            self.changed.emit()

    def only_over(self, layer: LabelLayer) -> int | None:
        """The one label that may be painted over; None where there is no such rule."""
        index = self._only_over.get(layer.id)
        return index if index is not None and _exists(layer, index) else None

    def set_only_over(self, layer: LabelLayer, index: int | None) -> None:
        if index is None:
            self._only_over.pop(layer.id, None)
        else:
            self._only_over[layer.id] = index
        self.changed.emit()

    def rule(self, layer: LabelLayer) -> PaintRule:
        return _rule(self._keeps_labels, self.only_over(layer))

    def paint(self, layer: LabelLayer, *, erases: bool = False) -> LabelPaint:
        """What a gesture puts down now."""
        index = layer.palette.unlabelled if erases else self.current(layer)
        return _paint(index, self.rule(layer))


def _exists(layer: LabelLayer, index: int) -> bool:
    return index == layer.palette.unlabelled or layer.palette.find(index) is not None
