"""Matches every place of a small picture with a place in a reference, from coarse to fine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.progress import Progress
from ml.generators.reference_sr.agreement_kernels import NUMBERS, agree
from ml.generators.reference_sr.looks import FINEST, Reference, looks_of
from ml.generators.reference_sr.resampling import resampled
from ml.generators.reference_sr.search_kernels import (
    Field,
    Looks,
    Plan,
    measure,
    offer,
    plant,
    sweep,
)
from ml.generators.reference_sr.seeds import Seeds, find_seeds

Plane = NDArray[np.float32]
LEVELS = 3
LEAST_SIDE = 16
CHUNK_PX = 60_000
"""Places between two looks at the clock of cancel."""
LEAST_SCALE, MOST_SCALE = float(np.log(0.6)), float(np.log(3.2))
MOST_TURN = float(np.pi)


@dataclass(frozen=True)
class Sweeps:
    """How one level is searched: passes, tries anywhere, reach and tries around the best."""

    passes: int
    anywhere: int
    reach: float
    tries: int


COARSE = Sweeps(6, 2, 8.0, 6)
MIDDLE = Sweeps(3, 1, 2.0, 5)
FINE = Sweeps(4, 0, 1.0, 5)


@dataclass(frozen=True)
class Correspondence:
    """For each place of the small picture: rows x columns x NUMBERS, and the likeness there."""

    places: Plane
    scores: Plane

    @property
    def agreement(self) -> Plane:
        """Which share of the neighbours says the same, 0..1."""
        return self.places[..., 6]


@dataclass(frozen=True)
class Wanted:
    """The small picture's luminance, the whole factor it is enlarged by, and the seed."""

    picture: Plane
    scale: int
    seed: int = 0


def search(wanted: Wanted, reference: Reference, progress: Progress) -> Correspondence:
    """The best place for each pixel of the small picture; raises `Cancelled`."""
    looks = looks_of(reference, wanted.scale)
    progress.set(0.15)
    seeds = _seeds(wanted, looks)
    progress.set(0.3)
    return _Search(wanted, reference, looks, seeds).run(progress.part(0.3, 1.0))


def _seeds(wanted: Wanted, looks: Looks) -> Seeds:
    """Both at twice the fineness of the small picture."""
    index = -FINEST
    rows, columns = wanted.picture.shape
    mine = resampled(wanted.picture, (2 * rows, 2 * columns), 0.5, 1.0)
    if index >= len(looks.steps):
        nothing = np.zeros((1, 1), np.float32)
        return find_seeds(mine, nothing, wanted.scale / 2)
    start, size = looks.starts[index], (looks.rows[index], looks.columns[index])
    theirs = looks.values[start : start + size[0] * size[1]].reshape(size)
    return find_seeds(mine, theirs, wanted.scale / 2)


class _Search:
    """One picture, one reference."""

    def __init__(self, wanted: Wanted, reference: Reference, looks: Looks, seeds: Seeds) -> None:
        self._wanted = wanted
        self._looks = looks
        self._seeds = seeds
        rows, columns = reference.size
        self._limits = np.array([columns, rows, LEAST_SCALE, MOST_SCALE, MOST_TURN], np.float32)

    def run(self, progress: Progress) -> Correspondence:
        planes = _halvings(self._wanted.picture)
        field: Field | None = None
        for level in reversed(range(len(planes))):
            part = progress.part(*((0.0, 0.8) if level == 0 else (0.0, 0.0)))
            field = self._level(planes[level], level, field, part)
        assert field is not None
        return self._joined(field, progress.part(0.8, 1.0))

    def _level(self, plane: Plane, level: int, coarser: Field | None, progress: Progress) -> Field:
        field = self._first(plane) if coarser is None else self._grown(coarser, plane, level)
        how = FINE if level == 0 else COARSE if coarser is None else MIDDLE
        passes = how.passes if level == 0 or coarser is not None else COARSE.passes
        for plan in self._plans(plane, level, Sweeps(1, 0, 0.0, 0)):
            progress.check()
            measure(plane, self._looks, field, plan)
            offer(plane, self._looks, field, plan, self._seeds.ways)
        self._plant(plane, field, level)
        for number in range(passes):
            for plan in self._plans(plane, level, how, number):
                progress.set(number / passes)
                sweep(plane, self._looks, field, plan, self._limits)
        return field

    def _plans(
        self, plane: Plane, level: int, how: Sweeps, number: int = 0, *, whole: bool = False
    ) -> list[Plan]:
        """One pass cut into bands of rows."""
        rows = plane.shape[0] if whole else max(1, CHUNK_PX // plane.shape[1])
        forward = number % 2 == 0
        starts = list(range(0, plane.shape[0], rows))
        return [
            Plan(
                pixel=float(self._wanted.scale << level), coarser=level, forward=forward,
                first=start, last=min(start + rows, plane.shape[0]), anywhere=how.anywhere,
                reach=how.reach * 0.5 ** (number // 2), tries=how.tries,
                seed=(self._wanted.seed * 7919 + level * 977 + number * 131 + start + 1) % 2**31,
            )
            for start in (starts if forward else reversed(starts))
        ]  # fmt: skip

    def _first(self, plane: Plane) -> Field:
        """Anywhere in the reference, upright and in its own size."""
        chance = np.random.default_rng(self._wanted.seed)
        matches = np.zeros((*plane.shape, 4), np.float32)
        matches[..., :2] = chance.random((*plane.shape, 2), np.float32) * self._limits[:2]
        return Field(matches, np.full(plane.shape, -1.0, np.float32))

    def _grown(self, coarser: Field, plane: Plane, level: int) -> Field:
        """Each place starts with what the one twice its size has found."""
        rows, columns = plane.shape
        down = np.minimum(np.arange(rows) // 2, coarser.scores.shape[0] - 1)
        across = np.minimum(np.arange(columns) // 2, coarser.scores.shape[1] - 1)
        matches = coarser.matches[down][:, across]
        pixel = self._wanted.scale << level
        dx = (np.arange(columns) + 0.5) * pixel - (across + 0.5) * 2 * pixel
        dy = (np.arange(rows) + 0.5) * pixel - (down + 0.5) * 2 * pixel
        size, turn = np.exp(matches[..., 2]), matches[..., 3]
        a, b = size * np.cos(turn), size * np.sin(turn)
        matches[..., 0] += a * dx[None] - b * dy[:, None]
        matches[..., 1] += b * dx[None] + a * dy[:, None]
        return Field(np.ascontiguousarray(matches), np.full(plane.shape, -1.0, np.float32))

    def _plant(self, plane: Plane, field: Field, level: int) -> None:
        """Try every pair of points where it lies."""
        seeds = self._seeds
        pairs = np.column_stack([seeds.here, seeds.there, seeds.scale, seeds.turn])
        [plan] = self._plans(plane, level, Sweeps(1, 0, 0.0, 0), whole=True)
        plant(plane, self._looks, field, plan, pairs.astype(np.float32))

    def _joined(self, field: Field, progress: Progress) -> Correspondence:
        rows, columns = field.scores.shape
        places = np.zeros((rows, columns, NUMBERS), np.float32)
        band = max(1, CHUNK_PX // columns)
        for start in range(0, rows, band):
            progress.set(start / rows)
            bounds = (start, min(start + band, rows))
            agree(field.matches, field.scores, float(self._wanted.scale), places, bounds)
        return Correspondence(places, field.scores)


def _halvings(picture: Plane) -> list[Plane]:
    """The picture, half of it, a quarter, as far as something is left."""
    planes = [picture]
    while len(planes) < LEVELS and min(planes[-1].shape) >= 2 * LEAST_SIDE:
        rows, columns = planes[-1].shape
        half = (max(1, (rows + 1) // 2), max(1, (columns + 1) // 2))
        planes.append(resampled(planes[-1], half, 2.0, 2.0))
    return planes
