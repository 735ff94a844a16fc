"""Two loops that take the same steps: ours, and the one that anybody writes first."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ml.training.experiment import Experiment
from ml.training.loop.distributed import Processes
from ml.training.loop.loader import Part
from ml.training.loop.optimisers import settings_of
from ml.training.loop.precision import autocast
from ml.training.loop.state import State
from ml.training.loop.tally import Tally
from ml.training.loop.turns import Update
from ml.training.loop.update import Updater
from ml.training.noise import Noise
from ml.training.recipe import Recipe


class Loop(Protocol):
    """Takes steps on batches that lie ready on the CPU."""

    name: str

    def step(self, number: int, part: Part) -> None: ...


class OurLoop:
    """`Updater`, optimisers and averages as `Trainer` uses them, guard and records included."""

    name = "ours"

    def __init__(self, recipe: Recipe[Any], experiment: Experiment, device: torch.device) -> None:
        self._state = State(recipe, experiment, device)
        stages = recipe.stages()
        self._state.enter(0, stages)
        self._turns = stages[0].turns
        self._tally = Tally()
        self._updater = Updater(
            recipe, experiment, self._state.all_networks, self._state.optimisers,
            self._state.buffers, self._state.guard, self._tally, Processes(device=device),
            lambda: False,
        )  # fmt: skip

    def step(self, number: int, part: Part) -> None:
        """Every turn once, then the average; losses are read at every 50th step."""
        for turn_number, turn in enumerate(self._turns):
            self._updater.run(number, Update(turn, turn_number, 0), (part,))
        self._state.average.update(number)
        if number % 50 == 0:
            self._tally.take()
            self._state.guard.check(0.0)


class PlainLoop:
    """PyTorch as its tutorials show it: the same networks, losses, batches, precision and average.

    Nothing waits for the device; the layout and the optimisers are torch's defaults.
    """

    name = "plain"

    def __init__(self, recipe: Recipe[Any], experiment: Experiment, device: torch.device) -> None:
        self._recipe, self._experiment, self._device = recipe, experiment, device
        torch.manual_seed(experiment.seed)
        self._networks = {n: network.to(device) for n, network in recipe.networks().items()}
        frozen = recipe.frozen().items()
        self._all = {**self._networks, **{name: network.to(device) for name, network in frozen}}
        self._turns = recipe.stages()[0].turns
        self._optimisers = {
            name: self._adam(name, network) for name, network in self._networks.items()
        }
        average = get_ema_multi_avg_fn(experiment.average)
        self._averages = {
            name: AveragedModel(self._networks[name], multi_avg_fn=average)
            for name in recipe.published
        }

    def step(self, number: int, part: Part) -> None:
        """Every turn once, then the average."""
        for turn in self._turns:
            batch = {name: self._moved(tensor) for name, tensor in part.items()}
            for name in turn.trains:
                self._optimisers[name].zero_grad()
            with autocast(self._experiment.precision, self._device):
                losses = self._recipe.losses(turn, self._all, batch, Noise(number, self._device))
            torch.stack([v for name, v in losses.items() if name[0] != "_"]).sum().backward()
            for name in turn.trains:
                self._optimisers[name].step()
        for name, average in self._averages.items():
            average.update_parameters(self._networks[name])

    def _adam(self, name: str, network: nn.Module) -> torch.optim.Adam:
        chosen = settings_of(self._experiment, name)
        betas = (chosen.beta1, chosen.beta2)
        return torch.optim.Adam(network.parameters(), lr=chosen.lr, betas=betas)

    def _moved(self, tensor: torch.Tensor) -> torch.Tensor:
        moved = tensor.to(self._device, non_blocking=True)
        return moved.float() / 255 if moved.dtype is torch.uint8 else moved


def both(
    recipes: Sequence[Recipe[Any]], experiment: Experiment, device: torch.device
) -> tuple[Loop, Loop]:
    """Ours and the plain one, each with a recipe of its own."""
    ours, plain = recipes
    return OurLoop(ours, experiment, device), PlainLoop(copy.copy(plain), experiment, device)
