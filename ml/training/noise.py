"""Gives losses their random tensors, the same on one machine or on several."""

from __future__ import annotations

import torch
from torch import Tensor


class Noise:
    """Draws for the whole batch and hands out this process's part of it.

    Drawn on the CPU, so that a run's latents do not depend on the device. `rank` of `ranks`
    processes holds the examples rank, rank + ranks, ... of the batch.
    """

    def __init__(self, seed: int, device: torch.device, rank: int = 0, ranks: int = 1) -> None:
        self._generator = torch.Generator().manual_seed(seed % (1 << 63))
        self._device = device
        self._rank, self._ranks = rank, ranks

    def normal(self, count: int, *shape: int) -> Tensor:
        """Standard normal, (count, *shape), where `count` is this process's batch."""
        drawn = torch.randn((count * self._ranks, *shape), generator=self._generator)
        return self._mine(drawn)

    def uniform(self, count: int, *shape: int) -> Tensor:
        """Uniform in 0..1, (count, *shape)."""
        drawn = torch.rand((count * self._ranks, *shape), generator=self._generator)
        return self._mine(drawn)

    def integers(self, count: int, below: int) -> Tensor:
        """Whole numbers in 0..below-1, (count,)."""
        drawn = torch.randint(below, (count * self._ranks,), generator=self._generator)
        return self._mine(drawn)

    def chances(self, count: int) -> list[float]:
        """Uniform in 0..1 as plain numbers, for decisions; never waits for the device."""
        drawn = torch.rand((count * self._ranks,), generator=self._generator)
        return drawn[self._rank :: self._ranks].tolist()

    def _mine(self, drawn: Tensor) -> Tensor:
        mine = drawn[self._rank :: self._ranks]
        if self._device.type == "cuda":
            # From pinned memory the copy runs beside what the device is doing.
            return mine.contiguous().pin_memory().to(self._device, non_blocking=True)
        return mine.to(self._device)
