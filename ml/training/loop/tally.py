"""Gathers losses and gradient norms of many steps without waiting for the device."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor


class Tally:
    """Scalars by name since the last `take`, kept where they were computed."""

    def __init__(self) -> None:
        self._values: dict[str, list[Tensor]] = {}

    def add(self, turn: str, losses: Mapping[str, Tensor]) -> None:
        """Losses of one part of an update; the underscore of those not added goes."""
        for name, value in losses.items():
            self._append(f"{turn}/{name.lstrip('_')}", value)

    def add_norm(self, turn: str, norm: Tensor) -> None:
        """The gradient norm of one update, before clipping."""
        self._append(f"{turn}/gradient_norm", norm)

    def take(self) -> dict[str, float | None]:
        """Means since the last time; what was no number is left out, None where nothing is left."""
        names = list(self._values)
        columns = [torch.stack([v.reshape(()) for v in self._values[name]]) for name in names]
        sizes = [len(column) for column in columns]
        self._values = {}
        if not columns:
            return {}
        flat = torch.cat(columns).tolist()
        means: dict[str, float | None] = {}
        begin = 0
        for name, size in zip(names, sizes, strict=True):
            fine = [value for value in flat[begin : begin + size] if math.isfinite(value)]
            means[name] = sum(fine) / len(fine) if fine else None
            begin += size
        return means

    def _append(self, name: str, value: Tensor) -> None:
        self._values.setdefault(name, []).append(value.detach().float())
