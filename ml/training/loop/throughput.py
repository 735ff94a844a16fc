"""Says which share of a device's measured peak a run reaches, without changing the run."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import torch

from ml.training.loop.loader import Part
from ml.training.loop.peak import measured_peak, operations_of
from ml.training.loop.precision import autocast
from ml.training.loop.state import State
from ml.training.loop.update import on_device
from ml.training.noise import Noise
from ml.training.recipe import Stage, Turn


@dataclass(frozen=True)
class Throughput:
    """Operations of a mean step of one stage in this process, and the device's measured peak."""

    operations: float
    peak_per_s: float

    def share(self, steps_per_s: float) -> float:
        """Of the peak, in 0..1."""
        return self.operations * steps_per_s / self.peak_per_s


def throughput_of(state: State, stage: Stage, part: Part, parts: int) -> Throughput:
    """Count the operations of each turn on copies of the networks; `part` is one of `parts`.

    Pools are put back, and every update seeds chance anew: the run ends in the same bits.
    """
    before = state.recipe.state()
    networks = copy.deepcopy(state.networks)
    batch = on_device(part, state.device, channels_last=state.experiment.channels_last)
    total = 0.0

    def work(turn: Turn) -> None:
        for name, network in networks.items():
            network.requires_grad_(name in turn.trains)
        every = {**networks, **state.frozen}
        with autocast(state.experiment.precision, state.device):
            losses = state.recipe.losses(turn, every, batch, Noise(0, state.device))
        torch.stack([v.float() for name, v in losses.items() if name[0] != "_"]).sum().backward()

    for turn in stage.turns:
        total += operations_of(lambda turn=turn: work(turn)) * parts * turn.repeats / turn.every
    state.recipe.restore(before)
    return Throughput(total, measured_peak(state.device, state.experiment.precision))
