"""Keeps the moving average of the weights: what is shown, measured and published."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import torch
from torch import Tensor, nn

_RAMP = 10.0


class Average:
    """An exponential average of each network's parameters; buffers are copied as they are.

    `networks` are whole modules in evaluation mode that never need gradients. The decay is
    ramped up, min(decay, (1 + n) / (10 + n)) after n steps, so that the start is soon forgotten.
    """

    def __init__(self, networks: Mapping[str, nn.Module], decay: float) -> None:
        self.decay = decay
        self.networks: dict[str, nn.Module] = {}
        self._pairs: tuple[list[Tensor], list[Tensor]] = ([], [])
        self._copied: tuple[list[Tensor], list[Tensor]] = ([], [])
        self._follow(networks)

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Move towards the present weights after `step` (from 0)."""
        if not self._pairs[0] and not self._copied[0]:
            return
        decay = min(self.decay, (1.0 + step) / (_RAMP + step))
        torch._foreach_lerp_(self._pairs[0], self._pairs[1], 1.0 - decay)  # pyright: ignore[reportPrivateImportUsage]
        if self._copied[0]:
            torch._foreach_copy_(self._copied[0], self._copied[1])  # pyright: ignore[reportPrivateImportUsage]

    @torch.no_grad()
    def begin_anew(self) -> None:
        """Forget the past: the average is what the weights are now."""
        for mine, live in zip(*self._pairs, strict=True):
            mine.copy_(live)
        for mine, live in zip(*self._copied, strict=True):
            mine.copy_(live)

    def grow(self, networks: Mapping[str, nn.Module]) -> None:
        """Follow networks that have grown: what is new starts at its present weights."""
        before = {name: network.state_dict() for name, network in self.networks.items()}
        self._follow(networks)
        with torch.no_grad():
            for name, network in self.networks.items():
                for key, tensor in network.state_dict().items():
                    old = before.get(name, {}).get(key)
                    if old is not None and old.shape == tensor.shape:
                        tensor.copy_(old)

    def _follow(self, networks: Mapping[str, nn.Module]) -> None:
        self.networks = {}
        averaged, live = list[Tensor](), list[Tensor]()
        copied, source = list[Tensor](), list[Tensor]()
        for name, network in networks.items():
            twin = copy.deepcopy(network).eval().requires_grad_(False)
            self.networks[name] = twin
            averaged += list(twin.parameters())
            live += [parameter.detach() for parameter in network.parameters()]
            copied += list(twin.buffers())
            source += list(network.buffers())
        self._pairs, self._copied = (averaged, live), (copied, source)
