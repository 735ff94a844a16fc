"""Fills outwards from seeds through connected pixels, looking only at the tiles it reaches."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from editor.document.mask import FULL, Mask
from editor.document.tiles import TILE_PX, Key, box_of
from ml.api.regions import Box

Coverage = NDArray[np.uint8]
Labels = NDArray[np.uint16]
Passable = Callable[[Box], Coverage]
"""Not zero (h, w) where a fill may go, for a box on the canvas."""

_CONNECTED_BY_SIDES = 4


def _opencv() -> ModuleType:
    # Imported late: it takes as long to load as an empty window, and is rarely needed.
    return importlib.import_module("cv2")


@dataclass(slots=True)
class _Sheet:
    """One tile of the fill: its pieces by number (0 is no piece) and those that are filled."""

    box: Box
    labels: Labels
    filled: set[int] = field(default_factory=set[int])


class Flood:
    """A fill on one canvas; every tile is cut into its connected pieces once, when reached."""

    def __init__(self, passable: Passable, canvas: Box) -> None:
        self._passable = passable
        self._canvas = canvas
        self._sheets: dict[Key, _Sheet] = {}
        self._open: dict[Key, set[int]] = {}

    def start(self, key: Key, seeds: NDArray[np.bool_]) -> None:
        """Begin at the true pixels of `seeds`, which has the shape of that tile on the canvas."""
        sheet = self._sheet(key)
        self._reach(key, np.unique(sheet.labels[seeds]))

    def run(self) -> Mask:
        """All pixels that are connected with the seeds by their sides."""
        while self._open:
            key, pieces = self._open.popitem()
            self._spread(key, pieces)
        out = Mask()
        for sheet in self._sheets.values():
            if sheet.filled:
                table = np.zeros(int(sheet.labels.max()) + 1, np.uint8)
                table[list(sheet.filled)] = FULL
                out.write(sheet.box, table[sheet.labels])
        return out

    def _sheet(self, key: Key) -> _Sheet:
        sheet = self._sheets.get(key)
        if sheet is None:
            box = box_of(key).intersection(self._canvas)
            sheet = self._sheets[key] = _Sheet(box, _pieces(self._passable(box)))
        return sheet

    def _reach(self, key: Key, pieces: Iterable[int]) -> None:
        filled = self._sheets[key].filled
        new = {int(piece) for piece in pieces} - filled - {0}
        if new:
            filled |= new
            # What comes in from several sides before its turn spreads at once.
            self._open[key] = self._open.get(key, set()) | new

    def _spread(self, key: Key, pieces: set[int]) -> None:
        """Go on into the four neighbours, wherever a new piece touches them."""
        labels = self._sheets[key].labels
        row, col = key
        sides = (
            ((row - 1, col), labels[0], np.s_[-1, :]),
            ((row + 1, col), labels[-1], np.s_[0, :]),
            ((row, col - 1), labels[:, 0], np.s_[:, -1]),
            ((row, col + 1), labels[:, -1], np.s_[:, 0]),
        )
        spreads = np.zeros(1 << 16, bool)
        spreads[list(pieces)] = True
        for other, border, side in sides:
            touched = spreads[border]
            if touched.any() and not box_of(other).intersection(self._canvas).is_empty:
                there = self._sheet(other).labels[side]
                self._reach(other, np.unique(there[touched]))


def _pieces(passable: Coverage) -> Labels:
    """Numbers from 1 for the connected pieces of what is not zero."""
    if passable.all():
        return np.broadcast_to(np.uint16(1), passable.shape)
    cv2 = _opencv()
    _, labels = cv2.connectedComponents(
        passable, connectivity=_CONNECTED_BY_SIDES, ltype=cv2.CV_16U
    )
    return np.asarray(labels, np.uint16)


def flood_from(passable: Passable, x: int, y: int, canvas: Box) -> Mask:
    """What is connected with one pixel; empty where that one is not passable."""
    fill = Flood(passable, canvas)
    key = (y // TILE_PX, x // TILE_PX)
    box = box_of(key).intersection(canvas)
    seeds = np.zeros((box.height, box.width), bool)
    seeds[y - box.top, x - box.left] = True
    fill.start(key, seeds)
    return fill.run()
