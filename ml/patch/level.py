"""One size of the picture while it is filled on the CPU: the guess and where it comes from."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportCallIssue=false

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.patch import kernels
from ml.patch.features import (
    CHANNELS,
    PAD,
    VOTED,
    Weights,
    centres,
    channel_weights,
    colours_of,
    features_of,
    grown_by,
    places,
    trust_by,
)
from ml.patch.kernels import Field, Plan, Pull, Sites, View
from ml.patch.melding import Check
from ml.patch.options import EXACT, NEAR_PX, Effort
from ml.patch.pyramid import Floats, Layer, depth_of

CHUNK = 40_000
"""Targets between two looks at the cancel flag: a fraction of a second."""


class Level:
    """Holds the padded feature image of one layer and improves the guess inside its hole.

    Guarantees that no feature outside the hole ever changes.
    """

    def __init__(
        self,
        layer: Layer,
        effort: Effort,
        guide_weight: float,
        weights: Weights | None = None,
    ) -> None:
        self.layer = layer
        self.radius = effort.radius
        self._effort = effort
        self._inherited = False
        hole = np.pad(layer.hole, PAD)
        self._rim = np.pad(grown_by(layer.hole, self.radius), PAD)
        self._targets = places(self._rim)
        self.hole = places(hole)
        depth = depth_of(layer.hole)
        self._depth = np.pad(depth, PAD)
        self.image = features_of(layer)
        copied = np.pad(layer.source, PAD)[..., None].astype(np.float32)
        source = (self._cube(self.image) * copied).reshape(self.image.shape)
        allowed = np.pad(centres(layer.source, self.radius), PAD)
        self._sites = Sites(self._targets, places(allowed), allowed.astype(np.uint8))
        self.view = View(
            self.image,
            source,
            np.pad(trust_by(depth), PAD),
            channel_weights(layer, weights or Weights(), guide_weight),
            self.radius,
        )
        self.field = Field(
            np.full((*hole.shape, 2), -1, np.int32), np.zeros(hole.shape, np.float32)
        )

    def peel(self, seed: int, check: Check) -> None:
        """A first guess from the rim inwards, each ring from the ring before."""
        trust = np.array(self.view.trust)
        at = tuple(self.hole.T)
        ring_of = np.ceil(self._depth[at]).astype(np.int32)
        trust[at] = 0
        for ring in range(1, int(ring_of.max()) + 1):
            targets = np.ascontiguousarray(self.hole[ring_of == ring])
            if not len(targets):
                continue
            view = self.view._replace(trust=trust)
            self._match(
                view, self._sites._replace(targets=targets), seed + ring, lambda share: check(0.0)
            )
            even = np.zeros(trust.shape, np.float32)
            even[tuple(targets.T)] = 1
            self._vote(view, targets, even)
            trust[tuple(targets.T)] = self.view.trust[tuple(targets.T)]

    def show(self, answer: Floats) -> None:
        """Makes an answer (rows x columns x 3) the guess inside the hole."""
        whole = np.where(self.layer.hole[..., None], answer, self.layer.colour)
        nothing = np.zeros_like(self.layer.hole)
        shown = features_of(Layer(whole, nothing, self.layer.source, self.layer.texture))
        at = tuple(self.hole.T)
        self._cube(self.image)[at] = self._cube(shown)[at]

    def mean_cost(self, check: Check | None = None) -> float:
        """How far, as a mean over the hole, each patch of the guess is from the nearest source."""
        even = np.pad(np.ones(self.layer.hole.shape, np.float32), PAD)
        for turn in range(3):
            self._match(self.view._replace(trust=even), self._sites, turn, check or _never)
        return float(self.field.cost[tuple(self.hole.T)].mean())

    def improve(self, seed: int, check: Check) -> float:
        """One round of search and vote; returns the mean change of luma and chroma."""
        self._match(self.view, self._sites, seed, check)
        return self.vote()

    def vote(self) -> float:
        """Sets the hole to the weighted mean of all patches over each pixel."""
        rim = self._rim
        cost = self.field.cost
        spread = max(float(np.percentile(cost[rim], 75)), 1e-7)
        share = self.view.trust * np.exp(-np.minimum(cost / (2 * spread), 30))
        return self._vote(self.view, self._targets, np.where(rim, share, 0).astype(np.float32))

    def inherit(self, coarse: Level) -> None:
        """Takes the guess and the matches of the level of half the size."""
        self._inherited = True
        self._inherit_colours(coarse)
        y, x = self._targets.T - PAD
        rows, columns = coarse.layer.hole.shape
        half_y, half_x = np.minimum(y // 2, rows - 1), np.minimum(x // 2, columns - 1)
        match = coarse.field.match[half_y + PAD, half_x + PAD]
        down = (match[:, 0] - PAD) * 2 + (y - 2 * half_y) + PAD
        across = (match[:, 1] - PAD) * 2 + (x - 2 * half_x) + PAD
        allowed = self._sites.allowed
        down = np.clip(down, 0, allowed.shape[0] - 1)
        across = np.clip(across, 0, allowed.shape[1] - 1)
        kept = (match[:, 0] >= 0) & (allowed[down, across] > 0)
        found = np.where(kept[:, None], np.stack((down, across), 1), -1)
        self.field.match[tuple(self._targets.T)] = found
        self.vote()

    def choose(self, check: Check) -> NDArray[np.int32]:
        """n x 2: the row and column that each hole pixel, in reading order, is copied from."""
        at = tuple(self.hole.T)
        copies = np.full((*self._rim.shape, 2), -1, np.int32)
        copies[at] = self.field.match[at]
        for sweep in range(self._effort.sweeps):
            order = np.ascontiguousarray(self.hole[:: 1 if sweep % 2 == 0 else -1])
            changed = 0
            for first in range(0, len(order), CHUNK):
                check((sweep + first / len(order)) / self._effort.sweeps)
                part = order[first : first + CHUNK]
                pull = Pull(seam=1.0, match=0.5)
                changed += kernels.choose_copies(self.view, self.field, part, copies, pull)
            if changed < 0.005 * len(order):
                break
        return copies[at] - PAD

    def colours(self) -> Floats:
        """n x 3 in sRGB: the guess of each hole pixel, averaged and thus a little soft."""
        return colours_of(self._cube(self.image)[tuple(self.hole.T)])

    def _match(self, view: View, sites: Sites, seed: int, check: Check) -> None:
        count = len(sites.targets)
        if count * len(sites.sources) <= EXACT:
            check(0.0)
            kernels.search_all(view, sites, self.field, Plan(0, count, 0, 0))
            return
        reach = max(sites.allowed.shape) // 2
        if self._inherited:
            reach = min(reach, NEAR_PX)
        for turn in range(self._effort.passes):
            for first in range(0, count, CHUNK):
                check((turn + first / count) / self._effort.passes)
                last = min(first + CHUNK, count)
                draw = (seed * 64 + turn) * 4099 + first // CHUNK
                plan = Plan(first, last, reach, draw)
                if turn % 2 != seed % 2:
                    plan = Plan(count - 1 - first, count - 1 - last, reach, draw)
                kernels.search(view, sites, self.field, plan)

    def _vote(self, view: View, targets: NDArray[np.int32], share: Floats) -> float:
        votes = np.zeros_like(self.image)
        kernels.gather_votes(view, targets, self.field.match, share, votes)
        # Texture and guide, the channels 5 and 6, are known beforehand and stay.
        at = self.hole if targets is self._targets else targets
        total = self._cube(votes)[tuple(at.T)]
        heard = total[:, CHANNELS - 1] > 0
        at, total = at[heard], total[heard]
        new = total[:, :VOTED] / total[:, CHANNELS - 1 :]
        cube = self._cube(self.image)
        old = cube[at[:, 0], at[:, 1], :VOTED]
        cube[at[:, 0], at[:, 1], :VOTED] = new
        return float(np.abs(new[:, :3] - old[:, :3]).mean()) if len(at) else 0.0

    def _inherit_colours(self, coarse: Level) -> None:
        height, width = self.layer.hole.shape
        small = self._cube(coarse.image)[PAD:-PAD, PAD:-PAD, :3]
        large = cv2.resize(
            np.ascontiguousarray(small), None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR
        )
        cube = self._cube(self.image)[PAD : PAD + height, PAD : PAD + width]
        cube[self.layer.hole, :3] = large[:height, :width][self.layer.hole]

    @staticmethod
    def _cube(image: Floats) -> Floats:
        return image.reshape(image.shape[0], -1, CHANNELS)


def _never(share: float) -> None:
    """No cancel: the work is a small fraction of a second."""
