"""One size of the picture while it is filled on a graphics card: the tensor twin of `level`.

The same steps in the same order as there, but all pixels at once, so that the two engines give
pictures of the same quality and not the same pixels. Written for CUDA and tried on CPU tensors
only. The host waits for the card once a round, for the number that `improve` returns.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import interpolate

from ml.patch import torch_kernels as kernels
from ml.patch.engine import Check, Engine
from ml.patch.features import (
    CHANNELS,
    ONE,
    PAD,
    Weights,
    centres,
    channel_weights,
    colours_of,
    described,
    features_of,
    grown_by,
    places,
    trust_by,
)
from ml.patch.options import EXACT, NEAR_PX, Effort
from ml.patch.pyramid import Bools, Floats, Layer, depth_of
from ml.patch.torch_choice import Proposals, choose_copies
from ml.patch.torch_melding import meld

FARTHEST_JUMP = 32
"""The first step of propagation where no coarser level has found matches yet."""

NEAR_JUMP = 4
"""The first step where one has."""


def engine(device: str) -> Engine:
    """The engine that works on a device."""
    return Engine(partial(TorchLevel, device=device), partial(meld, device=device))


class TorchLevel:
    """Holds the feature image of one layer on a device and improves the guess inside its hole.

    Guarantees that no feature outside the hole ever changes, and the same numbers for the same
    seed on the same device.
    """

    def __init__(self, layer: Layer, effort: Effort, guide_weight: float, *, device: str) -> None:
        self.layer = layer
        self.radius = effort.radius
        self._effort = effort
        self._device = torch.device(device)
        self._inherited = False
        depth = depth_of(layer.hole)
        self._ring = np.ceil(depth[layer.hole]).astype(np.int32)
        self._places = places(layer.hole)
        self._width = layer.hole.shape[1] + 2 * PAD
        self._hole = self._numbers(layer.hole)
        self._targets = self._numbers(grown_by(layer.hole, self.radius))
        self.scene = self._scene(depth, guide_weight)
        size = self.scene.cells.shape[0]
        self.field = kernels.Matches(
            torch.full((size,), -1, dtype=torch.int64, device=self._device),
            torch.zeros(size, device=self._device),
        )

    def peel(self, seed: int, check: Check) -> None:
        """A first guess from the rim inwards, each ring from the ring before."""
        trust = self.scene.trust.clone()
        trust[self._hole] = 0
        ring_of = torch.from_numpy(self._ring).to(self._device)
        for ring in range(1, int(self._ring.max()) + 1):
            targets = self._hole[ring_of == ring]
            if not len(targets):
                continue
            scene = self.scene.trusting(trust)
            self._match(scene, targets, seed + ring, lambda share: check(0.0))
            even = torch.zeros_like(trust)
            even[targets] = 1
            total = kernels.vote(scene, targets, self.field.match, even)
            kernels.set_voted(scene, targets, total)
            trust[targets] = self.scene.trust[targets]

    def inherit(self, coarse: TorchLevel) -> None:
        """Takes the guess and the matches of the level of half the size."""
        self._inherited = True
        self._inherit_colours(coarse)
        y, x = self._targets // self._width - PAD, self._targets % self._width - PAD
        rows, columns = coarse.layer.hole.shape
        half_y, half_x = (y // 2).clamp_(max=rows - 1), (x // 2).clamp_(max=columns - 1)
        match = coarse.field.match[(half_y + PAD) * coarse._width + half_x + PAD]
        down = (match // coarse._width - PAD) * 2 + (y - 2 * half_y) + PAD
        across = (match % coarse._width - PAD) * 2 + (x - 2 * half_x) + PAD
        height, width = self.scene.shape
        found = down.clamp_(0, height - 1) * width + across.clamp_(0, width - 1)
        kept = (match >= 0) & self.scene.allowed[found]
        self.field.match[self._targets] = torch.where(kept, found, -1)
        self._vote()

    @property
    def targets(self) -> NDArray[np.int32]:
        """n x 2: the places in the layer whose patches reach into the hole, in reading order."""
        return places(grown_by(self.layer.hole, self.radius))

    def found(self) -> NDArray[np.int32]:
        """rows x columns x 2: the place that each pixel is matched with, below 0 for none."""
        match = self.field.match.view(self.scene.shape)[PAD:-PAD, PAD:-PAD]
        pair = torch.stack((match // self._width - PAD, match % self._width - PAD), 2)
        return torch.where(match[..., None] >= 0, pair, -1).to(torch.int32).cpu().numpy()

    def adopt(self, matches: NDArray[np.int32], colours: Floats) -> None:
        """Starts from each target's match (n x 2, -1: none) and each hole pixel's colour."""
        self._inherited = True
        self.scene.cells[self._hole, :3] = torch.from_numpy(described(colours)).to(self._device)
        pair = torch.from_numpy(matches).to(self._device).long() + PAD
        number = pair[:, 0] * self._width + pair[:, 1]
        kept = (pair >= PAD).all(1) & self.scene.allowed[number.clamp_(min=0)]
        self.field.match[self._targets] = torch.where(kept, number, -1)
        self._vote()

    def improve(self, seed: int, check: Check) -> float:
        """One round of search and vote; returns the mean change of luma and chroma."""
        self._match(self.scene, self._targets, seed, check)
        return float(self._vote())

    def choose(self, check: Check) -> NDArray[np.int32]:
        """n x 2: the row and column that each hole pixel, in reading order, is copied from."""
        proposals = Proposals(self.scene, self.field, self._hole)
        copies = choose_copies(proposals, self._effort.sweeps, check)
        found = torch.stack((copies // self._width - PAD, copies % self._width - PAD), 1)
        return found.to(torch.int32).cpu().numpy()

    def colours(self) -> Floats:
        """n x 3 in sRGB: the guess of each hole pixel, averaged and thus a little soft."""
        return colours_of(ONE * self.scene.cells[self._hole].cpu().numpy())

    def _scene(self, depth: Floats, guide_weight: float) -> kernels.Scene:
        layer = self.layer
        cells = torch.from_numpy(features_of(layer)).to(self._device).view(-1, CHANNELS) / ONE
        source = cells * cells[:, CHANNELS - 1 :]
        cells[:, CHANNELS - 1] = 1
        good = centres(layer.source, self.radius) > 0
        return kernels.Scene(
            cells=cells,
            source=source,
            trust=torch.from_numpy(np.pad(trust_by(depth), PAD).reshape(-1)).to(self._device) / 255,
            allowed=torch.from_numpy(np.pad(good, PAD).reshape(-1)).to(self._device),
            candidates=self._numbers(good),
            channel_weight=torch.from_numpy(channel_weights(layer, Weights(), guide_weight)).to(
                self._device
            ),
            shape=(layer.hole.shape[0] + 2 * PAD, self._width),
            radius=self.radius,
        )

    def _numbers(self, where: Bools) -> Tensor:
        return torch.from_numpy(np.flatnonzero(np.pad(where, PAD))).to(self._device)

    def _match(self, scene: kernels.Scene, targets: Tensor, seed: int, check: Check) -> None:
        if len(targets) * len(scene.candidates) <= EXACT:
            kernels.search_all(scene, self.field, targets, partial(check, 0.0))
            return
        reach, jump = max(scene.shape) // 2, FARTHEST_JUMP
        if self._inherited:
            reach, jump = min(reach, NEAR_PX), NEAR_JUMP
        jumps = tuple(jump >> k for k in range(jump.bit_length()))
        for turn in range(self._effort.passes):
            plan = kernels.Search(jumps, reach, seed * 64 + turn)
            done = turn / self._effort.passes
            kernels.search(scene, self.field, targets, plan, partial(check, done))

    def _vote(self) -> Tensor:
        """Sets the hole to the weighted mean of all patches over each pixel."""
        cost = self.field.cost[self._targets]
        middle = cost.kthvalue(max(1, round(0.75 * len(cost)))).values
        share = torch.zeros_like(self.field.cost)
        near = torch.exp(-(cost / (2 * middle.clamp(min=1e-7))).clamp(max=30))
        share[self._targets] = self.scene.trust[self._targets] * near
        total = kernels.vote(self.scene, self._hole, self.field.match, share)
        return kernels.set_voted(self.scene, self._hole, total)

    def _inherit_colours(self, coarse: TorchLevel) -> None:
        height, width = coarse.scene.shape
        small = coarse.scene.cells.view(height, width, CHANNELS)[PAD:-PAD, PAD:-PAD, :3]
        large = interpolate(small.permute(2, 0, 1)[None], scale_factor=2.0, mode="bilinear")[0]
        y, x = self._hole // self._width - PAD, self._hole % self._width - PAD
        self.scene.cells[self._hole, :3] = large[:, y, x].T
