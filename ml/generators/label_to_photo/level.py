"""One size of the picture while it is made: what is there so far and where it comes from."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ml.api.progress import Progress
from ml.generators.label_to_photo import kernels
from ml.generators.label_to_photo.effort import Effort
from ml.generators.label_to_photo.kernels import Field, Ints, Scene, Side
from ml.generators.label_to_photo.material import (
    PAD,
    Cells,
    padded_side,
    picks_of,
    sheet_of,
)
from ml.generators.label_to_photo.regions import Floats, border_distance
from ml.generators.label_to_photo.task import Task
from ml.patch import meld_kernels
from ml.patch.melding import relaxation

CHUNK = 20_000
"""Targets between two looks at the cancel flag: a fraction of a second."""

SEEN_FROM = 4
"""From this size on, counted from the finest, the rules of place count in full."""


@dataclass(frozen=True)
class Found:
    """What a size has found: per pixel of its padded picture the place in its padded sheet."""

    task: Task
    match: Ints


class Level:
    """One size: the picture so far and where each patch of it comes from."""

    def __init__(self, task: Task, effort: Effort, number: int, sheet: Side | None = None) -> None:
        """`number` counts from the finest; with a sheet made before, places have no say."""
        self.task, self.number = task, number
        self._effort = effort
        fade = effort.fading ** max(0, SEEN_FROM - number)
        weights = effort.weights.times(fade * (1 - 0.5 * task.variation))
        source = sheet or sheet_of(task.plates, weights, effort.radius)
        target = padded_side(task.target, None if sheet else weights, effort.radius)
        picks, first = picks_of(source, task.kinds)
        distance = np.pad(border_distance(task.target.kinds), PAD, "edge")
        firm = (distance > task.wander_px).astype(np.uint8)
        self._crowd = np.zeros(source.kind.shape, np.float32)
        self.scene = Scene(
            *(target, source, firm, self._crowd, picks, first, effort.radius, effort.mismatch)
        )
        side = np.ones((2 * effort.radius + 1,) * 2, np.uint8)
        near = cv2.dilate(task.hole.view(np.uint8), side) > 0
        self.targets = _listed(near & (task.target.kinds >= 0))
        known = first[1:] > first[:-1]
        kind = target.kind[tuple(self.targets.T)]
        self.targets = np.ascontiguousarray(self.targets[known[kind]])
        self.places = _listed(task.hole)
        shape = target.kind.shape
        self.field = Field(np.full((*shape, 2), -1, np.int32), np.zeros(shape, np.float32))

    def begin(self, progress: Progress) -> None:
        """The first match goes by place alone; with variation, by a place that was shifted."""
        scene = self.scene
        blank = np.zeros_like(scene.source.colour)
        empty = scene.target._replace(
            colour=np.zeros_like(scene.target.colour), place=self._shifted(scene.target.place)
        )
        blind = scene._replace(target=empty, source=scene.source._replace(colour=blank))
        for turn in range(4):
            self._search(blind, turn, 0, progress)
        self._vote()

    def _shifted(self, place: Floats) -> Floats:
        """Places with a smooth noise of the seed, so that other parts of the material fit."""
        chance = np.random.default_rng(self.task.seed)
        rough = chance.normal(size=(4, 5, place.shape[2])).astype(np.float32)
        smooth = cv2.resize(rough, place.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        amount = 0.02 + 0.25 * self.task.variation
        return (place + amount * smooth * np.abs(place).max(axis=(0, 1))).astype(np.float32)

    def found(self) -> Found:
        return Found(self.task, self.field.match)

    def inherit(self, coarse: Found, corner: tuple[int, int] = (0, 0)) -> None:
        """Takes over the matches of half the size and votes with them at this one.

        corner: where in the whole picture this one begins, if it is a part of it.
        """
        y, x = self.targets.T - PAD + np.array(corner, np.int32)[:, None]
        rows, columns = coarse.task.hole.shape
        half_y, half_x = np.minimum(y // 2, rows - 1), np.minimum(x // 2, columns - 1)
        match = coarse.match[half_y + PAD, half_x + PAD]
        found = self._refined(coarse, match, np.stack((y - 2 * half_y, x - 2 * half_x), axis=1))
        kind = self.scene.target.kind[tuple(self.targets.T)]
        inside = (found >= 0).all(axis=1)
        inside &= (found < np.array(self.scene.source.kind.shape)).all(axis=1)
        there = np.full(len(found), -2, np.int16)
        at = tuple(found[inside].T)
        there[inside] = np.where(self.scene.source.free[at] > 0, self.scene.source.kind[at], -2)
        self.field.match[tuple(self.targets.T)] = np.where((there == kind)[:, None], found, -1)
        if (there != kind).any():
            lost = np.ascontiguousarray(self.targets[there != kind])
            plan = (0, 12, self.task.seed * 131 + 7)
            kernels.search(self.scene, self.field, lost, plan)
        self._vote()

    def _refined(self, coarse: Found, match: Ints, odd: Ints) -> Ints:
        """Places of the coarse sheet as places of this one: each picture lies elsewhere in it."""
        found = np.full_like(match, -1)
        fine_top = coarse_top = PAD
        for fine, small in zip(self.task.plates, coarse.task.plates, strict=True):
            rows = small.kinds.shape[0]
            here = (match[:, 0] >= coarse_top) & (match[:, 0] < coarse_top + rows)
            found[here, 0] = 2 * (match[here, 0] - coarse_top) + odd[here, 0] + fine_top
            found[here, 1] = 2 * (match[here, 1] - PAD) + odd[here, 1] + PAD
            coarse_top += rows + 2 * PAD
            fine_top += fine.kinds.shape[0] + 2 * PAD
        return found

    def settle(self, progress: Progress) -> None:
        """Search and vote in turn."""
        rounds = self._effort.rounds_at(self.number)
        reach = max(self.scene.source.kind.shape) // 2 if self.number >= 3 else 12
        for turn in range(rounds):
            part = progress.part(turn / rounds, (turn + 1) / rounds)
            self._weigh_crowd()
            self._search(self.scene, self.task.seed * 977 + turn * 31 + self.number, reach, part)
            if self._vote() < 0.001:
                break

    def _search(self, scene: Scene, seed: int, reach: int, progress: Progress) -> None:
        draws = self._effort.draws_at(self.number)
        for turn in range(self._effort.passes):
            way = 1 if turn % 2 == 0 else -1
            chunks = range(0, len(self.targets), CHUNK)
            for first in chunks if way > 0 else reversed(chunks):
                done = (first if way > 0 else len(self.targets) - first) / len(self.targets)
                progress.set((turn + done) / self._effort.passes, "matching patches")
                draw = way * (1 + (seed * 8 + turn) * 4099 + first // CHUNK)
                part = self.targets[first : first + CHUNK]
                kernels.search(scene, self.field, part, (reach, draws, draw))

    def _weigh_crowd(self) -> None:
        """What was used more often than its share gets dearer."""
        uses = np.zeros(self._crowd.shape, np.float32)
        kernels.count_uses(self.field.match, self.targets, uses)
        side = 2 * self._effort.radius + 1
        near = cv2.boxFilter(uses, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
        kind = self.scene.target.kind[tuple(self.targets.T)]
        wanted = np.bincount(kind, minlength=self.task.kinds)
        there = np.maximum(np.diff(self.scene.first), 1)
        share = np.maximum(wanted / there, 1e-6).astype(np.float32)
        ratio = near / share[np.maximum(self.scene.source.kind, 0)]
        self._crowd[:] = self._effort.crowd * np.clip(ratio - 1, 0, 4)

    def _vote(self) -> float:
        cost = self.field.cost[tuple(self.targets.T)]
        spread = max(float(np.percentile(cost, 50)), 1e-6)
        share = np.exp(-np.minimum(cost / spread, 30)).astype(np.float32) + np.float32(1e-12)
        votes = np.zeros((*self.field.cost.shape, 4), np.float32)
        kernels.gather(self.scene, self.field, self.targets, share, votes)
        return kernels.settle(self.scene.target.colour, self.places, votes)

    def picture(self) -> Floats:
        """rows x columns x 3: what is there so far."""
        return _unpadded(self.scene.target)

    def finished(self, progress: Progress) -> Floats:
        """The picture as copies of single pixels whose light is levelled."""
        copies = self._chosen(progress.part(0, 0.7))
        soft = self.picture()[self.task.hole]
        colours = self._levelled(copies, soft, progress.part(0.7, 1.0))
        made = np.array(self.task.target.colour)
        made[self.task.hole] = colours
        return made

    def _chosen(self, progress: Progress) -> Ints:
        copies = np.full_like(self.field.match, -1)
        copies[tuple(self.places.T)] = self.field.match[tuple(self.places.T)]
        sweeps = self._effort.sweeps
        for sweep in range(sweeps):
            order = np.ascontiguousarray(self.places[:: 1 if sweep % 2 == 0 else -1])
            changed = 0
            for first in range(0, len(order), CHUNK):
                progress.set((sweep + first / len(order)) / sweeps, "copying pixels")
                part = order[first : first + CHUNK]
                changed += kernels.choose(self.scene, self.field, part, copies, (1.0, 0.5))
            if changed < 0.005 * len(order):
                break
        return copies

    def _levelled(self, copies: Ints, soft: Floats, progress: Progress) -> Floats:
        """n x 3: the copies, with the steps of light between pieces spread out."""
        links = np.empty((len(self.places), 4), np.int32)
        meld_kernels.link(self.places, links)
        wanted = np.empty((len(self.places), 3), np.float32)
        mass = np.empty(len(self.places), np.float32)
        kernels.wish(self.scene, copies, self.places, links, (wanted, mass))
        wanted += np.float32(self._effort.pull) * soft
        mass += np.float32(self._effort.pull)
        come = copies[tuple(self.places.T)]
        sheet = self.scene.source.colour.reshape(*self.scene.source.kind.shape, 3)
        colours = np.ascontiguousarray(sheet[tuple(come.T)])
        for sweep in range(self._effort.levelling):
            progress.set(sweep / self._effort.levelling, "levelling light")
            meld_kernels.relax(
                *(colours, links, wanted, mass, relaxation(sweep, self._effort.levelling))
            )
        return np.clip(colours, 0, 1)


def _listed(where: Cells) -> Ints:
    """n x 2 places of the padded picture in reading order."""
    return np.ascontiguousarray(np.argwhere(where).astype(np.int32) + PAD)


def _unpadded(side: Side) -> Floats:
    cube = side.colour.reshape(*side.kind.shape, 3)
    return np.ascontiguousarray(cube[PAD:-PAD, PAD:-PAD])
