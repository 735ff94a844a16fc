"""What is to be made of what, at any size."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ml.generators.label_to_photo.material import Cells, Plate

COARSEST_PX = 40
"""The longest side of the smallest size, about: a patch then spans a sixth of the picture."""


@dataclass(frozen=True)
class Task:
    """What is wanted.

    target: the picture that is made; its colours count outside `hole` only. plates: the material.
    kinds: how many there are. wander_px: how far a border between labels may move.
    """

    target: Plate
    hole: Cells
    plates: list[Plate]
    kinds: int
    wander_px: float = 0.0
    seed: int = 0
    variation: float = 0.0

    def halved(self) -> Task:
        rows, columns = self.hole.shape
        even = np.pad(self.hole, ((0, rows % 2), (0, columns % 2)), "edge")
        small = even.reshape((rows + 1) // 2, 2, (columns + 1) // 2, 2).any(axis=(1, 3))
        plates = [plate.halved() for plate in self.plates]
        halved = replace(self, target=self.target.halved(), hole=small, plates=plates)
        return replace(halved, wander_px=self.wander_px / 2)

    def part(self, rows: slice, columns: slice) -> Task:
        """The same for a rectangle of the picture; the material stays whole."""
        here = self.target
        cut = Plate(
            np.ascontiguousarray(here.colour[rows, columns]),
            np.ascontiguousarray(here.kinds[rows, columns]),
            np.ascontiguousarray(here.free[rows, columns]),
        )
        return replace(self, target=cut, hole=np.ascontiguousarray(self.hole[rows, columns]))


def pyramid(task: Task) -> list[Task]:
    """The task at falling sizes, as long as no material gets lost."""
    tasks = [task]
    wanted = np.unique(task.target.kinds[task.hole])
    while max(tasks[-1].hole.shape) > 1.5 * COARSEST_PX and min(tasks[-1].hole.shape) > 12:
        small = tasks[-1].halved()
        there = np.unique(np.concatenate([plate.kinds[plate.free] for plate in small.plates]))
        small_wanted = np.unique(small.target.kinds[small.hole])
        if not np.isin(wanted, there).all() or not np.isin(small_wanted, wanted).all():
            break
        tasks.append(small)
    return tasks
