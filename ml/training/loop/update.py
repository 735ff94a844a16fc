"""Carries out one update: losses, gradients, and weights that move only if all are numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ml.training.experiment import Experiment
from ml.training.loop.chance import Purpose, seed_of
from ml.training.loop.distributed import Processes
from ml.training.loop.guard import Buffers, Guard
from ml.training.loop.loader import Part
from ml.training.loop.optimisers import Optimisers
from ml.training.loop.precision import autocast, seed_torch
from ml.training.loop.tally import Tally
from ml.training.loop.turns import Update
from ml.training.noise import Noise
from ml.training.problems import TrainingProblem
from ml.training.recipe import Batch, Recipe, Turn


class NothingToLearn(TrainingProblem):
    """A turn's losses do not depend on what it trains."""


@dataclass
class Updater:
    """What all updates of a stage share. `networks` holds the frozen ones too."""

    recipe: Recipe[Any]
    experiment: Experiment
    networks: Mapping[str, nn.Module]
    optimisers: Optimisers
    buffers: Buffers
    guard: Guard
    tally: Tally
    processes: Processes
    stopping: Callable[[], bool]

    def run(self, step: int, update: Update, parts: Sequence[Part]) -> bool:
        """Move the turn's networks once; False where it was stopped and nothing has changed."""
        turn = update.turn
        parameters = self.optimisers.only(turn.trains)
        self.buffers.save()
        before = self.recipe.state() if len(parts) > 1 else {}
        totals = list[Tensor]()
        for number, part in enumerate(parts):
            if number and self.stopping():
                self.buffers.put_back(self.networks)
                self.recipe.restore(before)
                return False
            total = self._losses(step, update, (number, len(parts)), part)
            (total / len(parts) if len(parts) > 1 else total).backward()
            totals.append(total.detach())
        self._move(step, turn, parameters, totals)
        return True

    def _losses(self, step: int, update: Update, place: tuple[int, int], part: Part) -> Tensor:
        number, parts = place
        turn, seed = update.turn, self.experiment.seed
        where = (seed, step, update.turn_number, update.repeat)
        ranks = self.processes.ranks
        mine = self.processes.rank + number * ranks
        noise = Noise(seed_of(Purpose.NOISE, *where), self.processes.device, mine, ranks * parts)
        seed_torch(seed_of(Purpose.GLOBAL, *where, mine), self.processes.device)
        batch = on_device(part, self.processes.device, channels_last=self.experiment.channels_last)
        with autocast(self.experiment.precision, self.processes.device):
            losses = self.recipe.losses(turn, self.networks, batch, noise)
        self.tally.add(turn.name, losses)
        added = [value.float() for name, value in losses.items() if not name.startswith("_")]
        total = torch.stack(added).sum() if len(added) > 1 else added[0]
        if not total.requires_grad:
            raise NothingToLearn(
                f"The losses of the turn {turn.name} do not depend on {', '.join(turn.trains)}."
            )
        return total

    def _move(
        self, step: int, turn: Turn, parameters: Sequence[nn.Parameter], totals: Sequence[Tensor]
    ) -> None:
        gradients = [each.grad for each in parameters if each.grad is not None]
        loss = totals[0] if len(totals) == 1 else torch.stack(list(totals)).sum()
        self.processes.average([*gradients, loss])
        norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))  # pyright: ignore[reportPrivateImportUsage]
        limit = self.optimisers.clip_of(turn.trains)
        if limit > 0:
            torch._foreach_mul_(gradients, (limit / (norm + 1e-6)).clamp(max=1.0))  # pyright: ignore[reportPrivateImportUsage]
        self.tally.add_norm(turn.name, norm)
        others = [name for name in self.networks if name not in turn.trains]
        self.buffers.put_back(others)
        if self.guard.is_lazy:
            bad = self.guard.mark(norm, loss)
            self.buffers.put_back_where(turn.trains, bad)
            self.optimisers.move(turn.trains, step, bad)
        elif self.guard.is_fine(norm, loss):
            self.optimisers.move(turn.trains, step)
        else:
            self.buffers.put_back(turn.trains)


def on_device(part: Part, device: torch.device, *, channels_last: bool) -> Batch:
    """Move a batch; uint8 images, (examples, channels, rows, columns), become float32 in 0..1.

    uint8 of fewer dimensions (label maps) stays as it is.
    """
    moved: dict[str, Tensor] = {}
    for name, tensor in part.items():
        found = tensor.to(device, non_blocking=True)
        if found.dtype is torch.uint8 and found.dim() >= 4:
            found = found.float().div_(255.0)
        if channels_last and found.dim() == 4 and found.is_floating_point():
            found = found.contiguous(memory_format=torch.channels_last)
        moved[name] = found
    return moved
