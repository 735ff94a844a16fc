"""The kind of layer that fills the whole canvas, however large it becomes."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from editor.document.geometry import PlaneMap
from editor.document.kinds.fill.colours import read_colour
from editor.document.kinds.fill.following import Fill, filled_after
from editor.document.kinds.fill.gradients import draw_gradient
from editor.document.kinds.fill.params import ColourFill, GradientFill, PatternFill
from editor.document.kinds.fill.patterns import Tile, draw_pattern, pattern_tile
from editor.document.layer_protocol import EVERYWHERE
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels
from ml.api.params import to_scalars
from ml.api.regions import Box

TITLES: dict[type[Fill], str] = {
    ColourFill: "Colour fill",
    GradientFill: "Gradient fill",
    PatternFill: "Pattern fill",
}


class FillLayer(LayerTraits):
    """A colour, a gradient or a pattern over the whole canvas; `tile` is the pattern's own picture.

    Moving the layer moves gradient and pattern.
    """

    kind = "fill"

    def __init__(
        self,
        params: Fill,
        *,
        depth: Depth = "uint8",
        tile: Pixels | None = None,
        layer_id: str | None = None,
    ) -> None:
        """`depth` is the document's; `tile` is straight RGBA (h, w, 4) that nobody writes to."""
        super().__init__(TITLES[type(params)], layer_id)
        self.params: Fill = params
        self.tile = tile
        self._depth: Depth = depth
        self._drawn: Tile | None = None

    @property
    def bounds(self) -> Box:
        return EVERYWHERE

    @property
    def depth(self) -> Depth:
        return self._depth

    @property
    def size_bytes(self) -> int:
        return self.mask_bytes + (self.tile.nbytes if self.tile is not None else 0)

    def render(self, box: Box, level: int = 0) -> Pixels:
        x, y = self.position
        box = box.moved(-(x >> level), -(y >> level))
        params, depth = self.params, self._depth
        if isinstance(params, ColourFill):
            pixels = np.empty((box.height, box.width, 4), depth)
            pixels[...] = _in_depth(params.colour, depth)
            return pixels
        if isinstance(params, GradientFill):
            return draw_gradient(params, box, level, depth)
        if self._drawn is None:
            self._drawn = pattern_tile(params, self.tile)
        colours = draw_pattern(self._drawn, params, box, level)
        return np.rint(colours * np.iinfo(depth).max).astype(depth)

    def with_params(self, params: Fill) -> FillLayer:
        """A twin that fills by `params`; for `ReplaceLayer`."""
        twin = FillLayer(params, depth=self._depth, tile=self.tile).like(self)
        twin.invalidate(EVERYWHERE)
        return twin

    def transformed(self, way: PlaneMap) -> FillLayer:
        """The fill after a map of the canvas: a gradient moves its points, a pattern its tile.

        The mask stays as it was: who asked brings it along.
        """
        x, y = self.position
        own = PlaneMap.moving(-x, -y) @ way @ PlaneMap.moving(x, y)
        return self.with_params(filled_after(self.params, own))

    def share(self) -> FillLayer:
        return FillLayer(self.params, depth=self._depth, tile=self.tile).like(self)

    def digest(self) -> str:
        tile = "" if self.tile is None else hashlib.sha256(self.tile.tobytes()).hexdigest()
        sort = type(self.params).__name__
        return f"{self.traits_digest()} {sort} {to_scalars(self.params)} {tile}"


@lru_cache(maxsize=64)
def _in_depth(colour: str, depth: Depth) -> Pixels:
    return np.rint(np.array(read_colour(colour)) * np.iinfo(depth).max).astype(depth)
