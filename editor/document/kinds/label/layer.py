"""The kind of layer that says of each pixel which label it has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.document.geometry import PlaneMap
from editor.document.kinds.label.facts import LabelFacts
from editor.document.kinds.label.look import colour_words, painted
from editor.document.kinds.label.plane import LabelPlane, depth_of
from editor.document.kinds.label.warp import warped_labels
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels
from ml.api.labels import Palette
from ml.api.regions import Box

NAME = "Labels"
_COARSEST_LEVEL = 6
"""Rims are drawn at the level that is looked at: so far zoomed out, at most, they reach."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Colours, and what they were made for."""

    facts: LabelFacts
    depths: tuple[Depth, Depth]
    table: NDArray[np.unsignedinteger]


class LabelLayer(LayerTraits):
    """One number for each pixel, shown in the colours of its palette; never anti-aliased.

    Numbers are taken, never mixed: not by strokes, not by zooming, not by transforms. `labels` is
    changed through `LayerLabels`, the target of that name; `facts` by `SetLabels`.
    """

    kind = "label"

    def __init__(
        self,
        labels: LabelPlane,
        facts: LabelFacts,
        *,
        name: str = NAME,
        depth: Depth = "uint8",
        layer_id: str | None = None,
    ) -> None:
        """`depth` is the document's; that of the numbers is the plane's."""
        super().__init__(name, layer_id)
        self.labels = labels
        self.facts = facts
        self._depth: Depth = depth
        self._words: _Words | None = None

    @classmethod
    def blank(cls, palette: Palette, *, name: str = NAME, depth: Depth = "uint8") -> LabelLayer:
        """All unlabelled."""
        largest = max((palette.unlabelled, *palette.indices))
        plane = LabelPlane(palette.unlabelled, depth_of(largest))
        return cls(plane, LabelFacts(palette), name=name, depth=depth)

    @classmethod
    def of_indices(
        cls, indices: Pixels, palette: Palette, *, name: str = NAME, depth: Depth = "uint8"
    ) -> LabelLayer:
        """A layer that holds `indices` (h, w; uint8 or uint16) from the canvas's corner on."""
        layer = cls.blank(palette, name=name, depth=depth)
        plane = LabelPlane.from_indices(indices, palette.unlabelled)
        is_deeper = layer.labels.depth == "uint16" and plane.depth == "uint8"
        layer.labels = plane.deepened() if is_deeper else plane
        return layer

    @property
    def palette(self) -> Palette:
        return self.facts.palette

    @property
    def bounds(self) -> Box:
        return self.labels.bounds.moved(*self.position)

    @property
    def reach(self) -> Box:
        """A box around all that is shown, known at once also while a stroke is drawn."""
        return self.labels.extent.moved(*self.position)

    @property
    def depth(self) -> Depth:
        return self._depth

    @property
    def size_bytes(self) -> int:
        return self.labels.size_bytes + self.mask_bytes

    @property
    def rim_px(self) -> int:
        """How far around itself, in pixels of the canvas, a changed pixel looks different."""
        return self.facts.contour_px << _COARSEST_LEVEL

    def indices(self, box: Box) -> Pixels:
        """The label numbers (h, w) of `box` on the canvas; a copy."""
        x, y = self.position
        return self.labels.indices(box.moved(-x, -y))

    def index_at(self, x: int, y: int) -> int:
        """The label number of one pixel of the canvas."""
        return self.labels.index_at(x - self.position[0], y - self.position[1])

    def can_hold(self, index: int) -> bool:
        return self.labels.depth == "uint16" or index <= np.iinfo(np.uint8).max

    def render(self, box: Box, level: int = 0) -> Pixels:
        x, y = self.position
        place = box.moved(-(x >> level), -(y >> level))
        return painted(self.labels, self._colours(), place, level, self.facts.contour_px)

    def with_facts(self, facts: LabelFacts) -> LabelLayer:
        """A twin with another palette or look; it makes room for larger numbers."""
        largest = max((facts.palette.unlabelled, *facts.palette.indices))
        needs_room = not self.can_hold(largest)
        plane = self.labels.deepened() if needs_room else self.labels.share()
        twin = LabelLayer(plane, facts, depth=self._depth).like(self)
        twin.invalidate(twin.bounds)
        return twin

    def transformed(self, way: PlaneMap) -> LabelLayer:
        """The labels after a map of the canvas; the mask stays as it was."""
        x, y = self.position
        own = PlaneMap.moving(-x, -y) @ way @ PlaneMap.moving(x, y)
        twin = LabelLayer(warped_labels(self.labels, own), self.facts, depth=self._depth).like(self)
        twin.invalidate(twin.bounds)
        return twin

    def share(self) -> LabelLayer:
        twin = LabelLayer(self.labels.share(), self.facts, depth=self._depth).like(self)
        twin._words = self._words
        return twin

    def digest(self) -> str:
        return f"{self.traits_digest()} {self.facts.to_json()} {self.labels.digest()}"

    def _colours(self) -> NDArray[np.unsignedinteger]:
        words = self._words
        depths: tuple[Depth, Depth] = (self._depth, self.labels.depth)
        # The very same facts: to compare two palettes would take longer than to draw a tile.
        if words is None or words.facts is not self.facts or words.depths != depths:
            words = _Words(self.facts, depths, colour_words(self.facts, *depths))
            self._words = words
        return words.table


def label_layer(layer: object) -> LabelLayer | None:
    """The layer, where it is one of labels."""
    return layer if isinstance(layer, LabelLayer) else None
