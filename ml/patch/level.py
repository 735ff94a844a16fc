"""One size of the picture while it is filled on the CPU: the guess and where it comes from."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportCallIssue=false

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ml.patch import kernels
from ml.patch.features import (
    CHANNELS,
    ONE,
    PAD,
    Features,
    Weights,
    centres,
    channel_weights,
    colours_of,
    described,
    features_of,
    grown_by,
    places,
    stored,
    trust_by,
)
from ml.patch.kernels import Field, Ints, Plan, Pull, Sites, View
from ml.patch.melding import Check, sampled
from ml.patch.options import EXACT, NEAR_PX, Effort
from ml.patch.pyramid import Floats, Layer, depth_of

BAND_PX = 64
"""Rows of votes that are counted at once."""

CHUNK = 40_000
"""Targets between two looks at the cancel flag: a fraction of a second."""


LIGHT_PIXELS = 500_000
"""Up to so many pixels the features may take twice the memory: the loops then need not turn them
into floating numbers each time, which is a third of the search."""


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
        self._targets = places(np.pad(grown_by(layer.hole, self.radius), PAD))
        self.hole = places(np.pad(layer.hole, PAD))
        self.image: Features = features_of(layer)
        if layer.hole.size <= LIGHT_PIXELS:
            self.image = self.image.astype(np.float32)
        counts = channel_weights(layer, weights or Weights(), guide_weight) / np.float32(ONE) ** 2
        trust = np.pad(trust_by(depth_of(layer.hole)), PAD)
        self.view = View(self.image, trust, counts.astype(np.float32), self.radius)
        allowed = np.pad(centres(layer.source, self.radius), PAD)
        self._sites = Sites(self._targets, allowed, *_runs_of(allowed))
        number = np.int16 if max(allowed.shape) < 2**15 else np.int32
        self.field = Field(
            np.full((*allowed.shape, 2), -1, number), np.zeros(allowed.shape, np.float32)
        )

    def peel(self, seed: int, check: Check) -> None:
        """A first guess from the rim inwards, each ring from the ring before."""
        trust = np.array(self.view.trust)
        ring_of = np.ceil(depth_of(self.layer.hole)[self.layer.hole]).astype(np.int32)
        trust[tuple(self.hole.T)] = 0
        for ring in range(1, int(ring_of.max()) + 1):
            targets = np.ascontiguousarray(self.hole[ring_of == ring])
            if not len(targets):
                continue
            view = self.view._replace(trust=trust)
            sites = self._sites._replace(targets=targets)
            self._match(view, sites, seed + ring, lambda share: check(0.0))
            self._vote(targets, targets, np.ones(len(targets), np.float32))
            trust[tuple(targets.T)] = self.view.trust[tuple(targets.T)]

    def show(self, answer: Floats) -> None:
        """Makes an answer (rows x columns x 3) the guess inside the hole."""
        whole = np.where(self.layer.hole[..., None], answer, self.layer.colour)
        nothing = np.zeros_like(self.layer.hole)
        shown = features_of(Layer(whole, nothing, self.layer.source, self.layer.texture))
        y, x = self.hole.T
        self._cube(self.image)[y, x, : CHANNELS - 1] = self._cube(shown)[y, x, : CHANNELS - 1]

    def mean_cost(self, check: Check | None = None) -> float:
        """How far, as a mean over the hole, each patch of the guess is from the nearest source."""
        even = np.pad(np.ones(self.layer.hole.shape, np.uint8), PAD)
        for turn in range(3):
            self._match(self.view._replace(trust=even), self._sites, turn, check or _never)
        return float(self.field.cost[tuple(self.hole.T)].mean())

    def improve(self, seed: int, check: Check) -> float:
        """One round of search and vote; returns the mean change of luma and chroma."""
        self._match(self.view, self._sites, seed, check)
        return self.vote()

    def vote(self) -> float:
        """Sets the hole to the weighted mean of all patches over each pixel."""
        at = tuple(self._targets.T)
        cost = self.field.cost[at]
        spread = max(float(np.percentile(cost, 75)), 1e-7)
        share = self.view.trust[at] * np.exp(-np.minimum(cost / (2 * spread), 30))
        return self._vote(self._targets, self.hole, share.astype(np.float32))

    def inherit(self, coarse: Level) -> None:
        """Takes the guess and the matches of the level of half the size."""
        self._inherited = True
        self._inherit_colours(coarse)
        rows, columns = coarse.layer.hole.shape
        allowed = self._sites.allowed
        for first in range(0, len(self._targets), CHUNK):
            part = self._targets[first : first + CHUNK]
            y, x = part.T - PAD
            half_y, half_x = np.minimum(y // 2, rows - 1), np.minimum(x // 2, columns - 1)
            match = coarse.field.match[half_y + PAD, half_x + PAD].astype(np.int32)
            down = (match[:, 0] - PAD) * 2 + (y - 2 * half_y) + PAD
            across = (match[:, 1] - PAD) * 2 + (x - 2 * half_x) + PAD
            down = np.clip(down, 0, allowed.shape[0] - 1)
            across = np.clip(across, 0, allowed.shape[1] - 1)
            kept = (match[:, 0] >= 0) & (allowed[down, across] > 0)
            found = np.where(kept[:, None], np.stack((down, across), 1), -1)
            self.field.match[tuple(part.T)] = found
        self.vote()

    @property
    def targets(self) -> Ints:
        """n x 2: the places in the layer whose patches reach into the hole, in reading order."""
        return self._targets - PAD

    def found(self) -> Ints:
        """rows x columns x 2: the place that each pixel is matched with, below 0 for none."""
        return self.field.match[PAD:-PAD, PAD:-PAD].astype(np.int32) - PAD

    def adopt(self, matches: Ints, colours: Floats) -> None:
        """Starts from each target's match (n x 2, -1: none) and each hole pixel's colour."""
        self._inherited = True
        y, x = self.hole.T
        self._cube(self.image)[y, x, :3] = stored(described(colours))
        inside = (matches[:, 0] >= 0) & (matches[:, 1] >= 0)
        inside[inside] = self._sites.allowed[tuple((matches[inside] + PAD).T)] > 0
        self.field.match[tuple(self._targets.T)] = np.where(inside[:, None], matches + PAD, -1)
        self.vote()

    def choose(self, check: Check) -> NDArray[np.int32]:
        """n x 2: the row and column that each hole pixel, in reading order, is copied from."""
        at = tuple(self.hole.T)
        copies = np.full_like(self.field.match, -1)
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
        return copies[at].astype(np.int32) - PAD

    def colours(self) -> Floats:
        """n x 3 in sRGB: the guess of each hole pixel, averaged and thus a little soft."""
        return colours_of(self._cube(self.image)[tuple(self.hole.T)])

    def _match(self, view: View, sites: Sites, seed: int, check: Check) -> None:
        count = len(sites.targets)
        if count * int(sites.passed[-1]) <= EXACT:
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

    def _vote(self, targets: Ints, where: Ints, share: Floats) -> float:
        """Sets `where` to what the targets say; both in reading order. Goes down band by band."""
        change, radius = np.zeros(2), self.radius
        votes = np.zeros((BAND_PX + 2 * radius, self.image.shape[1]), np.float32)
        first_row, last_row = int(targets[0, 0]), int(targets[-1, 0]) + 1
        for top in range(first_row, last_row, BAND_PX):
            band = (votes, top - radius)
            heard = slice(*np.searchsorted(targets[:, 0], (top, top + BAND_PX)))
            kernels.gather_votes(self.view, targets[heard], self.field, share[heard], band)
            # The rows below still wait for the next band's voters; they begin that band.
            done = top + BAND_PX - radius if top + BAND_PX < last_row else last_row + radius
            set_now = slice(*np.searchsorted(where[:, 0], (top - radius, done)))
            kernels.settle_votes(self.image, where[set_now], band, change)
            votes[: 2 * radius] = votes[BAND_PX:]
            votes[2 * radius :] = 0
        return float(change[0] / max(3 * change[1], 1))

    def _inherit_colours(self, coarse: Level) -> None:
        """Colours at twice the size, bilinear, for the hole alone."""
        small = self._cube(coarse.image)[PAD:-PAD, PAD:-PAD, :3]
        cube, last = self._cube(self.image), np.array(small.shape[:2]) - 1
        for first in range(0, len(self.hole), CHUNK):
            part = self.hole[first : first + CHUNK]
            where = np.clip((part - PAD - 0.5) / 2, 0, last).astype(np.float32)
            cube[part[:, 0], part[:, 1], :3] = np.rint(sampled(small, where))

    @staticmethod
    def _cube(image: Features) -> Features:
        return image.reshape(image.shape[0], -1, CHANNELS)


def _never(share: float) -> None:
    """No cancel: the work is a small fraction of a second."""


def _runs_of(allowed: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """The first pixels of the runs of allowed pixels (m x 2), and how many pixels lie before each.

    No run goes on in the next row, for the padding is not allowed.
    """
    flat = allowed.reshape(-1) > 0
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    first, behind = edges[::2], edges[1::2]
    runs = np.stack(np.divmod(first, allowed.shape[1]), axis=1).astype(np.int32)
    passed = np.concatenate(([0], np.cumsum(behind - first)))
    return runs, passed.astype(np.int32)
