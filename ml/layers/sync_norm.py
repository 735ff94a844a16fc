"""Batch normalisation over the joined batch of several processes, on any device."""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn


class SyncBatchNorm2d(nn.BatchNorm2d):
    """The same as torch's BatchNorm2d of the joined batch; with one process it is that.

    Torch's own SyncBatchNorm takes tensors of graphics cards alone. Every process must hold
    equally many examples. Gradients may be differentiated again.
    """

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - torch's name
        """(batch, channels, rows, columns) -> the same."""
        if not self.training or not dist.is_initialized() or dist.get_world_size() == 1:
            return super().forward(input)
        self._check_input_dim(input)
        found = input.float() if input.dtype in (torch.float16, torch.bfloat16) else input
        mean, variance = self._joined(found)
        if self.track_running_stats:
            self._remember(mean, variance, input.numel() // input.shape[1])
        scale = torch.rsqrt(variance + self.eps)
        normal = (found - _wide(mean)) * _wide(scale)
        if self.affine:
            normal = normal * _wide(self.weight) + _wide(self.bias)
        return normal.to(input.dtype)

    def _joined(self, found: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and biased variance by channel over all processes, in two passes."""
        ranks = dist.get_world_size()
        mean = joined_sum(found.mean((0, 2, 3))) / ranks
        apart = (found - _wide(mean)).square().mean((0, 2, 3))
        return mean, joined_sum(apart) / ranks

    @torch.no_grad()
    def _remember(self, mean: Tensor, variance: Tensor, count: int) -> None:
        joined = count * dist.get_world_size()
        if self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)
        momentum = self.momentum
        if momentum is None:
            momentum = 1.0 / float(self.num_batches_tracked or 1)
        if self.running_mean is not None and self.running_var is not None:
            self.running_mean.lerp_(mean, momentum)
            self.running_var.lerp_(variance * (joined / max(1, joined - 1)), momentum)


def joined_sum(values: Tensor) -> Tensor:
    """The sum over all processes, through which gradients reach all of them."""
    return _JoinedSum.apply(values)  # pyright: ignore[reportReturnType] - torch's stub has no type


class _JoinedSum(torch.autograd.Function):
    """Every process's result depends on every input: backwards it is the same sum of gradients."""

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:  # noqa: ANN401 - torch's context
        summed = values.contiguous().clone()
        dist.all_reduce(summed)
        return summed

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:  # noqa: ANN401 - torch's context
        return joined_sum(gradients[0])


def _wide(values: Tensor) -> Tensor:
    return values.view(1, -1, 1, 1)
