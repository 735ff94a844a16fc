"""A finger that drags wet paint along: every dab depends on what the one before picked up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.document.brush import Brush, Mark, Touch
from editor.document.document import Document
from editor.document.engine import kernels
from editor.document.painting_path import DabPath
from editor.document.painting_tiles import NOTHING, TouchedTiles
from editor.document.sheets import Smear
from editor.document.stroke import moved, press, reach_of
from editor.document.targets import Target
from editor.document.tile_change import TileChange
from editor.document.tiles import TILE_PX, Key, Pixels, box_of, keys_of
from ml.api.regions import Box


@dataclass(frozen=True, slots=True)
class Finger:
    """How long the finger keeps its load (0..1), and whether clear pixels stay clear."""

    strength: float = 0.7
    keeps_alpha: bool = False


class SmudgeSession:
    """One drag of a finger on one plane, visible while it is drawn."""

    title = "Smudge"

    def __init__(self, document: Document, target: Target, brush: Brush, finger: Finger) -> None:
        self._tiles = TouchedTiles(document, target)
        self._brush = brush
        self._finger = finger
        self._path = DabPath(brush)
        # As wide as the widest dab, so that what is carried needs no scaling.
        self._side = math.ceil(brush.size_px) + 3
        self._carry: NDArray[np.float32] | None = None

    def touch(self, *touches: Touch) -> Box:
        """The pen went through these places on the canvas; the box on it that changed."""
        dx, dy = self._tiles.origin
        return self._drag(
            mark for touch in touches for mark in self._path.to(touch.moved(-dx, -dy))
        )

    def finish(self) -> TileChange | None:
        """The whole drag as one step that is done already; None where it changed nothing."""
        self._drag(self._path.end())
        return self._tiles.change(self.title)

    def abort(self) -> Box:
        """Take everything back; the box on the canvas that changed."""
        self._path, self._carry = DabPath(self._brush), None
        return self._tiles.restore()

    def _drag(self, marks: Iterable[Mark]) -> Box:
        """All dabs of one event on one piece of the plane, then back into its tiles."""
        found = list(marks)
        area = NOTHING
        for mark in found:
            area = area.union(self._place(mark))
        area = area.intersection(self._tiles.canvas)
        if area.is_empty:
            return NOTHING
        pixels = self._tiles.plane.read(area)
        veil = self._veil(area)
        total = NOTHING
        for mark in found:
            part = self._place(mark).intersection(self._tiles.canvas)
            if not part.is_empty:
                self._dab(pixels, veil, mark, area)
                total = total.union(part)
        self._put(area, pixels)
        return self._tiles.announce(total)

    def _place(self, mark: Mark) -> Box:
        """The square that the finger's load covers at a dab."""
        left, top = round(mark.x - self._side / 2), round(mark.y - self._side / 2)
        return Box(left, top, left + self._side, top + self._side)

    def _dab(self, pixels: Pixels, veil: Pixels | None, mark: Mark, area: Box) -> None:
        """One dab; `pixels` and `veil` are those of `area`."""
        square = self._place(mark)
        part = square.intersection(area)
        cover = np.zeros((self._side, self._side), np.uint16)
        reach = reach_of(mark).intersection(part).moved(-square.left, -square.top)
        if not reach.is_empty:
            window = (reach.top, reach.bottom, reach.left, reach.right)
            press(cover, self._brush, moved(mark, -square.left, -square.top), window)
        there = part.moved(-area.left, -area.top).slices
        inside = part.moved(-square.left, -square.top)
        if veil is not None:
            held = cover[inside.slices].astype(np.uint32) * veil[there] // 255
            cover[inside.slices] = held
        carry = self._loaded(pixels[there], inside.slices)
        how = Smear(
            (inside.top, inside.bottom, inside.left, inside.right),
            square.top - area.top,
            square.left - area.left,
            self._finger.strength,
            self._finger.keeps_alpha,
        )
        kernels().smear(pixels, carry, cover, how)

    def _loaded(self, pixels: Pixels, inside: tuple[slice, slice]) -> NDArray[np.float32]:
        """What the finger carries; at the first dab it takes up what lies there."""
        if self._carry is None:
            self._carry = np.zeros((self._side, self._side, *pixels.shape[2:]), np.float32)
            load = pixels.astype(np.float32)
            if pixels.ndim == 3:
                load[..., :3] *= load[..., 3:] / np.iinfo(pixels.dtype).max
            self._carry[inside] = load
        return self._carry

    def _veil(self, area: Box) -> Pixels | None:
        """How far the selection lets `area` change, (h, w; 0..255); None where all may."""
        full = np.full((TILE_PX, TILE_PX), 255, np.uint16)
        veil = np.empty((area.height, area.width), np.uint16)
        whole = True
        for key, part, inside in _pieces(area):
            held = self._tiles.held_back(key, full, part)
            whole = whole and held is full
            veil[inside] = held[part.slices]
        return None if whole else veil

    def _put(self, area: Box, pixels: Pixels) -> None:
        for key, part, inside in _pieces(area):
            tile = self._tiles.now(key)
            tile[part.slices] = pixels[inside]
            self._tiles.put(key, tile)


def _pieces(area: Box) -> Iterable[tuple[Key, Box, tuple[slice, slice]]]:
    """Each tile under `area`: its part in the tile, and where that lies in `area`."""
    for key in keys_of(area):
        place = box_of(key)
        shared = area.intersection(place)
        yield (
            key,
            shared.moved(-place.left, -place.top),
            shared.moved(-area.left, -area.top).slices,
        )
