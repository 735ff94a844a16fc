"""One size of the picture while it is filled: the present guess and where it comes from."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportCallIssue=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.patch import kernels
from ml.patch.kernels import CHANNELS, Field, Plan, Pull, Sites, View
from ml.patch.options import Effort
from ml.patch.pyramid import LUMA, Bools, Floats, Layer, depth_of, extend, gradients

PAD = 8
"""Rows and columns added on every side, wider than any patch radius."""

CHUNK = 40_000
"""Targets between two looks at the cancel flag: a fraction of a second."""

NEAR_PX = 8
"""How far around a match that a coarser level has found the search goes on."""

EXACT = 1_500_000
"""Comparisons up to which the exact search is cheaper than the random one is bad."""

PULL = 0.00001
"""How strongly melded colours are held at the voted ones: weakly, against drift."""

GUIDED_PULL = 0.01
"""The same where a guide says how bright the hole should be."""

_WARM = np.array([0.5, -0.4, -0.1], np.float32)
_COLD = np.array([-0.25, -0.25, 0.5], np.float32)

Check = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a squared difference counts in each kind of channel, and what a missing pixel costs."""

    luma: float = 1.0
    chroma: float = 1.0
    gradient: float = 2.0
    texture: float = 15.0
    missing: float = 0.03


class Level:
    """Holds the padded feature image of one layer and improves the guess inside its hole.

    Guarantees that no feature outside the hole ever changes.
    """

    def __init__(self, layer: Layer, effort: Effort, weights: Weights, guide_weight: float) -> None:
        self.layer = layer
        self.radius = effort.radius
        self._effort = effort
        self._inherited = False
        hole = np.pad(layer.hole, PAD)
        self._rim = np.pad(self._grown(layer.hole), PAD)
        self._targets = _places(self._rim)
        self.hole = _places(hole)
        self._depth = np.pad(depth_of(layer.hole), PAD)
        self.image = _features(layer)
        copied = np.pad(layer.source, PAD)[..., None].astype(np.float32)
        source = (self._cube(self.image) * copied).reshape(self.image.shape)
        self._sites = self._find_sources()
        # Confidence falls with the distance to what is known (Wexler et al. 2007, section 3.2).
        trust = np.maximum(np.float32(1.3) ** -depth_of(layer.hole), np.float32(0.02))
        self.view = View(
            self.image,
            source,
            np.pad(trust.astype(np.float32), PAD),
            _channel_weights(layer, weights, guide_weight),
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
            self._match(view, self._sites._replace(targets=targets), seed + ring, check)
            even = np.zeros(trust.shape, np.float32)
            even[tuple(targets.T)] = 1
            self._vote(view, targets, even)
            trust[tuple(targets.T)] = self.view.trust[tuple(targets.T)]

    def show(self, answer: Floats) -> None:
        """Makes an answer (rows x columns x 3) the guess inside the hole."""
        whole = np.where(self.layer.hole[..., None], answer, self.layer.colour)
        nothing = np.zeros_like(self.layer.hole)
        shown = _features(Layer(whole, nothing, self.layer.source, self.layer.texture))
        at = tuple(self.hole.T)
        self._cube(self.image)[at] = self._cube(shown)[at]

    def mean_cost(self) -> float:
        """How far, as a mean over the hole, each patch of the guess is from the nearest source."""
        even = np.pad(np.ones(self.layer.hole.shape, np.float32), PAD)
        for turn in range(3):
            self._match(self.view._replace(trust=even), self._sites, turn, _never)
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
        """For every pixel of the unpadded layer the row and column that it is copied from."""
        copies = np.stack(np.mgrid[: self._rim.shape[0], : self._rim.shape[1]], -1)
        copies = np.ascontiguousarray(copies, np.int32)
        copies[tuple(self.hole.T)] = self.field.match[tuple(self.hole.T)]
        for sweep in range(self._effort.sweeps):
            order = np.ascontiguousarray(self.hole[:: 1 if sweep % 2 == 0 else -1])
            changed = 0
            for first in range(0, len(order), CHUNK):
                check()
                part = order[first : first + CHUNK]
                pull = Pull(seam=1.0, match=0.5)
                changed += kernels.choose_copies(self.view, self.field, part, copies, pull)
            if changed < 0.005 * len(order):
                break
        return copies[PAD:-PAD, PAD:-PAD] - PAD

    def meld(self, copies: NDArray[np.int32], check: Check) -> Floats:
        """rows x columns x 3: the copies with the steps between them levelled out.

        Keeps the copies' own detail and lets only their brightness drift, so that pieces of
        different light meet without an edge (Darabi et al. 2012).
        """
        wide = ((PAD, PAD), (PAD, PAD), (0, 0))
        colours = np.pad(np.ascontiguousarray(self.layer.colour), wide)
        usable = np.pad(self.layer.source, PAD).astype(np.uint8)
        inside = np.pad(np.ones(self.layer.hole.shape, np.uint8), PAD)
        soft = np.pad(self.colours(), wide)[tuple(self.hole.T)]
        from_where = np.pad(copies + PAD, wide)
        steps = np.empty((len(self.hole), 4, 3), np.float32)
        check()
        kernels.wish_steps(colours, usable, self.hole, from_where, steps)
        colours[tuple(self.hole.T)] = soft + self._rim_error(soft)
        pull = PULL if self.layer.guide is None else GUIDED_PULL
        reach = float(np.clip(2 * self._depth.max(), 30, self._effort.levelling))
        for sweep in range(int(reach)):
            check()
            # The best over-relaxation for a domain as wide as the sweeps can reach across; the
            # last ones are plain, because over-relaxed ones leave a fine pattern.
            over = 2 / (1 + np.pi / reach) if sweep < reach - 2 else 1.0
            kernels.relax(colours, inside, self.hole, steps, (soft, pull, over))
        return np.clip(colours[PAD:-PAD, PAD:-PAD], 0, 1)

    def colours(self) -> Floats:
        """rows x columns x 3 in sRGB: the guess, averaged and thus a little soft."""
        turn = np.linalg.inv(np.stack((LUMA, _COLD, _WARM))).astype(np.float32)
        cube = self._cube(self.image)[PAD:-PAD, PAD:-PAD, :3].copy()
        cube[..., 0] += 0.5
        return cube @ turn.T

    def _rim_error(self, soft: Floats) -> Floats:
        """n x 3: how far the light of the vote is off at the rim, spread smoothly over the hole."""
        rim = (self._depth > 0) & (self._depth < 2)
        known = (~self.layer.hole).astype(np.float32)
        around = extend(self.layer.colour * known[..., None], known)
        error = np.pad(around, ((PAD, PAD), (PAD, PAD), (0, 0)))
        error[tuple(self.hole.T)] -= soft
        error = extend(error * rim[..., None], rim.astype(np.float32))
        return error[tuple(self.hole.T)]

    def _match(self, view: View, sites: Sites, seed: int, check: Check) -> None:
        count = len(sites.targets)
        if count * len(sites.sources) <= EXACT:
            check()
            kernels.search_all(view, sites, self.field, Plan(0, count, 0, 0))
            return
        reach = max(sites.allowed.shape) // 2
        if self._inherited:
            reach = min(reach, NEAR_PX)
        for turn in range(self._effort.passes):
            for first in range(0, count, CHUNK):
                check()
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
        new = total[:, :5] / total[:, CHANNELS - 1 :]
        cube = self._cube(self.image)
        old = cube[at[:, 0], at[:, 1], :5]
        cube[at[:, 0], at[:, 1], :5] = new
        return float(np.abs(new[:, :3] - old[:, :3]).mean()) if len(at) else 0.0

    def _inherit_colours(self, coarse: Level) -> None:
        height, width = self.layer.hole.shape
        small = self._cube(coarse.image)[PAD:-PAD, PAD:-PAD, :3]
        large = cv2.resize(
            np.ascontiguousarray(small), None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR
        )
        cube = self._cube(self.image)[PAD : PAD + height, PAD : PAD + width]
        cube[self.layer.hole, :3] = large[:height, :width][self.layer.hole]

    def _find_sources(self) -> Sites:
        """Source centres: the pixel itself may be copied, and a third of the patch around it."""
        side = 2 * self.radius + 1
        may = self.layer.source.astype(np.float32)
        share = cv2.boxFilter(may, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
        good = (share > 0.34) & self.layer.source
        allowed = np.pad(good if good.any() else self.layer.source, PAD)
        return Sites(self._targets, _places(allowed), allowed.astype(np.uint8))

    def _grown(self, hole: Bools) -> Bools:
        side = 2 * self.radius + 1
        return cv2.dilate(hole.astype(np.uint8), np.ones((side, side), np.uint8)) > 0

    @staticmethod
    def _cube(image: Floats) -> Floats:
        return image.reshape(image.shape[0], -1, CHANNELS)


def _never() -> None:
    """No cancel: the work is a small fraction of a second."""


def _places(where: Bools) -> NDArray[np.int32]:
    return np.argwhere(where).astype(np.int32)


def _features(layer: Layer) -> Floats:
    """(rows + 2 PAD) x ((columns + 2 PAD) * CHANNELS).

    Luma about 0, two chromas, the luma's gradient across and down, then the two texture energies
    or a luma and a chroma of the guide, and the constant 1.
    """
    known = (~layer.hole).astype(np.float32)
    if layer.guide is None:
        colour = extend(layer.colour * known[..., None], known)
    else:
        colour = np.where(layer.hole[..., None], layer.guide, layer.colour)
    out = np.ones((*layer.hole.shape, CHANNELS), np.float32)
    luma = colour @ LUMA
    out[..., 0] = luma - 0.5
    out[..., 1], out[..., 2] = colour @ _COLD, colour @ _WARM
    out[..., 3], out[..., 4] = gradients(luma)
    if layer.guide is None:
        out[..., 5:7] = layer.texture
    else:
        out[..., 5] = layer.guide @ LUMA - 0.5
        out[..., 6] = layer.guide @ (_WARM - _COLD)
    padded = np.pad(out, ((PAD, PAD), (PAD, PAD), (0, 0)), mode="edge")
    return np.ascontiguousarray(padded.reshape(padded.shape[0], -1))


def _channel_weights(layer: Layer, weights: Weights, guide_weight: float) -> Floats:
    extra = weights.texture if layer.guide is None else guide_weight * weights.luma
    gradient, chroma = weights.gradient, weights.chroma
    counts = (weights.luma, chroma, chroma, gradient, gradient, extra, extra, weights.missing)
    return np.array(counts, np.float32)
