"""Makes a picture for a map of kinds out of material: from coarse to fine, then copied exactly.

Image analogies (Hertzmann et al. 2001) with labels: PatchMatch (Barnes et al. 2009) in rounds of
search and vote (Wexler et al. 2007), uniform use of the material (Kaspar et al. 2015), hidden
seams (Kwatra et al. 2003) and levelled light (Darabi et al. 2012).
"""

# numpy's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ml.api.progress import Progress
from ml.generators.label_to_photo.effort import Effort
from ml.generators.label_to_photo.level import Found, Level
from ml.generators.label_to_photo.material import PAD, sheet_of
from ml.generators.label_to_photo.regions import Floats
from ml.generators.label_to_photo.task import Task, pyramid

TILED_PIXELS = 3_000_000
"""A larger size is made tile by tile, so that memory holds no second picture of what is known."""

TILE_PX = 1024
OVERLAP_PX = 24
"""So much more is made on every side of a tile and let go. Even, as the tile is."""

MADE = 0.85
"""The share of the time after which all is matched."""


def synthesise(
    task: Task, effort: Effort, progress: Progress, tiled_pixels: int = TILED_PIXELS
) -> Floats:
    """rows x columns x 3: the picture with its hole made; outside every number is the same."""
    tasks = pyramid(task)
    costs = [effort.rounds_at(n) * one.hole.sum() + 2000 for n, one in enumerate(tasks)]
    ends = np.cumsum([0.0, *reversed(costs)]) / sum(costs) * MADE
    found: Found | None = None
    for step, number in enumerate(reversed(range(len(tasks)))):
        here = tasks.pop()
        part = progress.part(float(ends[step]), float(ends[step + 1]))
        if found is not None and here.hole.size > tiled_pixels:
            if not number:
                return _tiled(here, found, effort, progress.part(float(ends[step]), 1.0))
            found = _tiled_matches(here, found, effort, number, part)
            continue
        level = Level(here, effort, number)
        if found is None:
            level.begin(part)
        else:
            level.inherit(found)
        level.settle(part)
        if not number:
            return level.finished(progress.part(MADE, 1.0))
        progress.preview(level.picture())
        found = level.found()
    raise AssertionError("a picture has at least one size")


def _tiled(task: Task, found: Found, effort: Effort, progress: Progress) -> Floats:
    """The finest size, tile by tile; all start from the same coarser one, so they agree."""
    made = np.array(task.target.colour)
    for level, core, inner, part in _levels(task, found, effort, 0, progress):
        level.settle(part.part(0.0, 0.6))
        made[core] = level.finished(part.part(0.6, 1.0))[inner]
    return made


def _tiled_matches(
    task: Task, found: Found, effort: Effort, number: int, progress: Progress
) -> Found:
    rows, columns = task.hole.shape
    match = np.full((rows + 2 * PAD, columns + 2 * PAD, 2), -1, np.int32)
    whole = match[PAD:-PAD, PAD:-PAD]
    for level, core, inner, part in _levels(task, found, effort, number, progress):
        level.settle(part)
        whole[core] = level.found().match[PAD:-PAD, PAD:-PAD][inner]
    return Found(task, match)


Slices = tuple[slice, slice]


def _levels(
    task: Task, found: Found, effort: Effort, number: int, progress: Progress
) -> Iterator[tuple[Level, Slices, Slices, Progress]]:
    """A begun level for each tile that has anything to make, its core in the picture and in it."""
    sheet = sheet_of(task.plates, None, effort.radius)
    tiles = [
        (slice(top, top + TILE_PX), slice(left, left + TILE_PX))
        for top in range(0, task.hole.shape[0], TILE_PX)
        for left in range(0, task.hole.shape[1], TILE_PX)
        if task.hole[top : top + TILE_PX, left : left + TILE_PX].any()
    ]
    for turn, core in enumerate(tiles):
        corner = max(0, core[0].start - OVERLAP_PX), max(0, core[1].start - OVERLAP_PX)
        wide = [slice(low, side.stop + OVERLAP_PX) for low, side in zip(corner, core, strict=True)]
        level = Level(task.part(*wide), effort, number, sheet)
        level.inherit(found, corner)
        first = [side.start - low for side, low in zip(core, corner, strict=True)]
        inner = (slice(first[0], first[0] + TILE_PX), slice(first[1], first[1] + TILE_PX))
        yield level, core, inner, progress.part(turn / len(tiles), (turn + 1) / len(tiles))
