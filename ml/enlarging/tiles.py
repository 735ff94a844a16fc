"""Runs a network over a picture tile by tile and gives the large rows as soon as they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.progress import Progress
from ml.api.regions import Box

Picture = NDArray[np.float32]
Enlarge = Callable[[Picture], Picture]
"""Rows x columns x channels in, `scale` times the sides out."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Cutting:
    """How a picture is cut; all in pixels of the small picture.

    `reach_px` of its surroundings are shown to the network with each tile and thrown away again:
    where a network looks no further, the joined tiles are the whole. Neighbours share
    `overlap_px`, over which the one fades into the other: for networks that look further.
    """

    scale: int
    tile_px: int
    reach_px: int
    overlap_px: int = 0


def spans(length: int, cutting: Cutting) -> list[Span]:
    """From where to where the tiles go along one side; the last one may be shorter."""
    step = max(1, cutting.tile_px - _overlap_px(cutting))
    starts = range(0, max(1, length - _overlap_px(cutting)), step)
    return [(start, min(start + cutting.tile_px, length)) for start in starts]


def enlarged_rows(
    picture: Picture, enlarge: Enlarge, cutting: Cutting, progress: Progress
) -> Iterator[Picture]:
    """The large picture from top to bottom, some rows at a time; raises `Cancelled`."""
    down = spans(picture.shape[0], cutting)
    shared = _overlap_px(cutting) * cutting.scale
    fade = _half_sine(shared)[:, None, None]
    carried: Picture | None = None
    for index in range(len(down)):
        row = progress.part(index / len(down), (index + 1) / len(down))
        band = _band(picture, enlarge, cutting, (index, row))
        if carried is not None:
            band[:shared] = band[:shared] * fade + carried * (1 - fade)
        if shared and index < len(down) - 1:
            carried = band[-shared:].copy()
            band = band[:-shared]
        yield band
    progress.set(1.0)


def _band(
    picture: Picture, enlarge: Enlarge, cutting: Cutting, where: tuple[int, Progress]
) -> Picture:
    """One row of tiles, by its number, faded into one another."""
    number, progress = where
    rows, columns, channels = picture.shape
    scale = cutting.scale
    down, across = spans(rows, cutting), spans(columns, cutting)
    top, bottom = down[number]
    shared = _overlap_px(cutting) * scale
    fade = _half_sine(shared)[None, :, None]
    made = np.zeros(((bottom - top) * scale, columns * scale, channels), np.float32)
    for index, (left, right) in enumerate(across):
        tile_number = number * len(across) + index + 1
        words = f"enlarging, tile {tile_number} of {len(down) * len(across)}"
        progress.set(index / len(across), words)
        box = Box(left, top, right, bottom)
        seen = box.padded(cutting.reach_px).intersection(Box(0, 0, columns, rows))
        large = enlarge(np.ascontiguousarray(picture[seen.slices]))
        tile = large[_times(box.moved(-seen.left, -seen.top), scale).slices]
        if shared and index:
            tile[:, :shared] *= fade
        if shared and index < len(across) - 1:
            tile[:, -shared:] *= 1 - fade
        made[:, left * scale : right * scale] += tile
    return made


def _half_sine(count: int) -> Picture:
    """From 0 to 1 without a corner; what rises and what falls always add up to 1."""
    places = (np.arange(count, dtype=np.float32) + 0.5) / max(1, count)
    return (0.5 - 0.5 * np.cos(np.pi * places)).astype(np.float32)


def _overlap_px(cutting: Cutting) -> int:
    """Never so much that three tiles would meet."""
    return min(cutting.overlap_px, (cutting.tile_px - 1) // 2)


def _times(box: Box, scale: int) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
