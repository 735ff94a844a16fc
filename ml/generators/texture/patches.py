"""More of a texture from pieces of it: quilted with the cheapest seams, ends that meet on request.

Efros and Freeman 2001: blocks overlap, each is one of those that fit best, and the cut between two
follows the path where they differ least.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.progress import Progress

Picture = NDArray[np.float32]
BLOCK_PX = 48
OVERLAP_SHARE = 3
"""A block overlaps its neighbours by a third of its side."""
TOLERANCE = 1.15
"""Any block may be taken whose difference is at most so many times the least one."""


def grown(sample: Picture, size: tuple[int, int], seed: int, progress: Progress) -> Picture:
    """`size` (rows, columns) of texture; raises `Cancelled` between blocks."""
    return _quilted(sample, size, np.random.default_rng(seed), progress)


def tile_of(sample: Picture, side_px: int, seed: int, progress: Progress) -> Picture:
    """A square tile whose opposite ends meet: its last rows and columns run on into its first.

    More is quilted than is needed, and the surplus at each end is cut into the beginning along the
    cheapest seam.
    """
    chance = np.random.default_rng(seed)
    block = _block(sample)
    lap = min(max(2, block), side_px // 2)
    made = _quilted(sample, (side_px + lap, side_px + lap), chance, progress)
    made = _wrapped(made, side_px)
    return np.ascontiguousarray(_wrapped(made.transpose(1, 0, 2), side_px).transpose(1, 0, 2))


def _block(sample: Picture) -> int:
    return max(6, min(BLOCK_PX, min(sample.shape[:2]) // 2))


def _quilted(
    sample: Picture, size: tuple[int, int], chance: np.random.Generator, progress: Progress
) -> Picture:
    rows, columns = size
    block = _block(sample)
    lap = max(2, block // OVERLAP_SHARE)
    step = block - lap
    down, across = -(-max(0, rows - lap) // step), -(-max(0, columns - lap) // step)
    made = np.zeros((down * step + lap, across * step + lap, 3), np.float32)
    for row in range(down):
        for column in range(across):
            progress.set((row * across + column) / (down * across), "laying pieces")
            known = np.zeros((block, block), bool)
            known[:lap] |= row > 0
            known[:, :lap] |= column > 0
            here = made[row * step : row * step + block, column * step : column * step + block]
            piece = _fitting(sample, here, known, chance)
            keep = _kept(here, piece, lap, (row > 0, column > 0))
            here[~keep] = piece[~keep]
    return made[:rows, :columns]


def _fitting(
    sample: Picture, here: Picture, known: NDArray[np.bool_], chance: np.random.Generator
) -> Picture:
    """One of the blocks of the sample that differ least from what is there already."""
    block = len(here)
    if not known.any():
        top = int(chance.integers(sample.shape[0] - block + 1))
        left = int(chance.integers(sample.shape[1] - block + 1))
        return sample[top : top + block, left : left + block]
    weight = np.repeat(known[..., None].astype(np.float32), 3, axis=2)
    cost = cv2.matchTemplate(sample, here, cv2.TM_SQDIFF, mask=weight)
    cost = np.maximum(np.nan_to_num(cost, nan=np.inf), 0.0)
    near = np.argwhere(cost <= cost.min() * TOLERANCE + 1e-4)
    top, left = near[int(chance.integers(len(near)))]
    return sample[top : top + block, left : left + block]


def _kept(here: Picture, piece: Picture, lap: int, beside: tuple[bool, bool]) -> NDArray[np.bool_]:
    """Where the old pixels stay: above and left of the cheapest seams."""
    above, left = beside
    side = len(here)
    keep = np.zeros((side, side), bool)
    cost = ((here - piece) ** 2).sum(axis=2)
    if left:
        seam = _seam(cost[:, :lap])
        keep |= np.arange(side)[None, :] < seam[:, None]
    if above:
        seam = _seam(cost[:lap].T)
        keep |= np.arange(side)[:, None] < seam[None, :]
    return keep


def _seam(cost: Picture) -> NDArray[np.int64]:
    """For each row the column at which the cheapest path from the first row to the last stands."""
    total = cost.astype(np.float64)
    for row in range(1, len(total)):
        before = np.pad(total[row - 1], 1, constant_values=np.inf)
        total[row] += np.minimum(np.minimum(before[:-2], before[1:-1]), before[2:])
    path = np.zeros(len(total), np.int64)
    path[-1] = int(total[-1].argmin())
    for row in range(len(total) - 2, -1, -1):
        low = max(0, path[row + 1] - 1)
        path[row] = low + int(total[row, low : path[row + 1] + 2].argmin())
    return path


def _wrapped(made: Picture, length: int) -> Picture:
    """The first `length` rows, where the beginning takes the surplus at the end over a seam."""
    lap = len(made) - length
    if lap < 2:
        return made[:length]
    beginning, surplus = made[:lap], made[length:]
    cost = ((beginning - surplus) ** 2).sum(axis=2)
    # Row 0 must follow the last row, and row `lap` the row before it: the seam lies between.
    seam = np.clip(_seam(cost.T), 1, lap - 1)
    first = np.arange(lap)[:, None] < seam[None, :]
    joined = made[:length].copy()
    joined[:lap] = np.where(first[..., None], surplus, beginning)
    return joined
