"""All that moves in a run: networks, averages, optimisers, pools and the place reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from ml.training.experiment import Experiment
from ml.training.loop.average import Average
from ml.training.loop.chance import Purpose, seed_of
from ml.training.loop.checkpoint import Checkpoint, CheckpointDamaged
from ml.training.loop.guard import Buffers, Guard
from ml.training.loop.optimisers import Optimisers
from ml.training.loop.precision import seed_torch
from ml.training.loop.tree import put_together, take_apart
from ml.training.recipe import Recipe, Stage


class State:
    """A run's state after `step` whole steps and `done` updates of the next one."""

    def __init__(self, recipe: Recipe[Any], experiment: Experiment, device: torch.device) -> None:
        self.recipe, self.experiment, self.device = recipe, experiment, device
        self.step = 0
        self.done = 0
        self.stage = -1
        seed_torch(seed_of(Purpose.NETWORKS, experiment.seed), device)
        self.networks = recipe.networks()
        self.frozen = {
            name: network.eval().requires_grad_(False) for name, network in recipe.frozen().items()
        }
        self.guard = Guard(device)
        self._place({**self.networks, **self.frozen})
        self.optimisers = Optimisers(self.networks, experiment)
        self.average = Average(self._averaged(), experiment.average)
        self.buffers = Buffers({**self.networks, **self.frozen})

    @property
    def all_networks(self) -> dict[str, nn.Module]:
        """Those that are trained and the frozen ones, by name."""
        return {**self.networks, **self.frozen}

    @property
    def shown(self) -> dict[str, nn.Module]:
        """Networks to look at results with: averaged ones where there are."""
        return {**self.all_networks, **self.average.networks}

    def enter(self, number: int, stages: tuple[Stage, ...]) -> None:
        """Enter every stage up to this one, in order, as the uninterrupted run did."""
        while self.stage < number:
            self.stage += 1
            self.optimisers.thaw()
            seed_torch(seed_of(Purpose.STAGE, self.experiment.seed, self.stage), self.device)
            self.recipe.enter(stages[self.stage], self.networks)
            self._place(self.all_networks)
            self.optimisers.grow(self.networks)
            self.average.grow(self._averaged())
            self.buffers = Buffers(self.all_networks)
        if self.experiment.compile:
            for network in self.networks.values():
                network.compile()

    def checkpoint(self, identity: Mapping[str, Any]) -> Checkpoint:
        """Everything, ready to be written."""
        tensors: dict[str, Tensor] = {}
        for kind, networks in (("network", self.networks), ("average", self.average.networks)):
            for name, network in networks.items():
                for key, value in network.state_dict().items():
                    tensors[f"{kind}/{name}/{key}"] = value
        for name, value in self.optimisers.state().items():
            tensors[f"optimiser/{name}"] = value
        kept = take_apart(self.recipe.state(), "recipe", tensors)
        facts = {
            "identity": dict(identity),
            "step": self.step,
            "done": self.done,
            "stage": self.stage,
            "skipped": self.guard.state(),
            "recipe": kept,
        }
        return Checkpoint(tensors, facts)

    def take(self, checkpoint: Checkpoint, stages: tuple[Stage, ...]) -> None:
        """Become what `checkpoint` was made of; raises CheckpointDamaged where it does not fit."""
        facts = checkpoint.facts
        self.enter(int(facts["stage"]), stages)
        for kind, networks in (("network", self.networks), ("average", self.average.networks)):
            for name, network in networks.items():
                _load(network, _below(checkpoint.tensors, f"{kind}/{name}/"), name)
        self.optimisers.restore(_below(checkpoint.tensors, "optimiser/"))
        kept = {
            name: tensor.to(self.device)
            for name, tensor in checkpoint.tensors.items()
            if name.startswith("recipe/") or name == "recipe"
        }
        self.recipe.restore(put_together(facts["recipe"], kept))
        self.guard.restore(facts["skipped"])
        self.step, self.done = int(facts["step"]), int(facts["done"])

    def _averaged(self) -> dict[str, nn.Module]:
        if self.experiment.average <= 0:
            return {}
        return {name: self.networks[name] for name in self.recipe.published}

    def _place(self, networks: Mapping[str, nn.Module]) -> None:
        for network in networks.values():
            network.to(self.device)
            if self.experiment.channels_last:
                for each in (*network.parameters(), *network.buffers()):
                    if each.dim() == 4:
                        each.data = each.data.contiguous(memory_format=torch.channels_last)


def _below(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    size = len(prefix)
    return {name[size:]: value for name, value in tensors.items() if name.startswith(prefix)}


def _load(network: nn.Module, tensors: Mapping[str, Tensor], name: str) -> None:
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise CheckpointDamaged(
            f"The checkpoint's {name} has other layers than the program's; "
            "it comes from another version. Train in a new folder."
        ) from error
