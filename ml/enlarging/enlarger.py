"""One pass over a picture: a network on every tile, its details, its alpha, its colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.progress import Progress
from ml.enlarging import crispness
from ml.enlarging.alpha import between_neighbours
from ml.enlarging.drift import without_drift
from ml.enlarging.networks import Network
from ml.enlarging.tiles import Cutting, enlarged_rows

Picture = NDArray[np.float32]


@dataclass(frozen=True)
class Enlarger:
    """A network with the crisp one to blend with, if any, and how crisp it is to be (0..1)."""

    network: Network
    crisp: Network | None
    strength: float
    tile_px: int

    @property
    def scale(self) -> int:
        return self.network.scale

    def rows(self, picture: Picture, progress: Progress) -> Iterator[Picture]:
        """Rows x columns x 3 or 4 in 0..1 -> blocks of rows of the large picture."""
        blocks = enlarged_rows(picture, self._tile, self._cutting(), progress)
        return without_drift(blocks, picture, self.scale)

    def _cutting(self) -> Cutting:
        networks = [self.network, *([self.crisp] if self.crisp else [])]
        reach_px = max(one.reach_px for one in networks)
        if self.strength and self.crisp is None:
            reach_px += crispness.REACH_PX
        overlap_px = max(one.overlap_px for one in networks)
        return Cutting(self.scale, self.tile_px, reach_px, overlap_px)

    def _tile(self, tile: Picture) -> Picture:
        colours = self._colours(np.ascontiguousarray(tile[..., :3]))
        if tile.shape[2] == 3:
            return colours
        alpha = self._alpha(np.ascontiguousarray(tile[..., 3]))
        return np.concatenate([colours, alpha[..., None]], axis=2)

    def _colours(self, tile: Picture) -> Picture:
        share = np.float32(self.strength)
        if self.crisp is not None and share == 1:
            return self.crisp.enlarge(tile)
        made = self.network.enlarge(tile)
        if not share:
            return made
        if self.crisp is None:
            return crispness.crisper(made, self.scale, self.strength)
        mixed = made + share * (self.crisp.enlarge(tile) - made)
        return mixed.astype(np.float32, copy=False)

    def _alpha(self, alpha: Picture) -> Picture:
        """Alpha as a grey picture through the same network; what is all alike needs none."""
        rows, columns = (side * self.scale for side in alpha.shape)
        if alpha.min() == alpha.max():
            return np.full((rows, columns), alpha.flat[0], np.float32)
        grey = np.repeat(alpha[..., None], 3, axis=2)
        return between_neighbours(self.network.enlarge(grey).mean(axis=2, dtype=np.float32), alpha)
