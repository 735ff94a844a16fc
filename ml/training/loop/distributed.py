"""Lets one training run in several processes, on one machine or more, started by torchrun."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor

_BUCKET_NUMBERS = 8 << 20
"""Gradients go out in pieces of at most this many numbers (32 MiB)."""


@dataclass(frozen=True)
class Processes:
    """The processes of this run. Where there is only one, everything here costs nothing.

    Gradients are averaged by this class and not by DistributedDataParallel: a step moves several
    networks in turns, with parameters that need gradients in one turn and not in the next.
    """

    rank: int = 0
    ranks: int = 1
    device: torch.device = torch.device("cpu")

    @property
    def is_first(self) -> bool:
        """Whether this process writes files."""
        return self.rank == 0

    def average(self, tensors: Sequence[Tensor]) -> None:
        """Replace each tensor by its mean over the processes, in place; same order in all."""
        if self.ranks == 1:
            return
        for bucket in _buckets(tensors):
            flat = torch.cat([tensor.detach().reshape(-1).float() for tensor in bucket])
            dist.all_reduce(flat)
            flat /= self.ranks
            parts = flat.split([tensor.numel() for tensor in bucket])
            for tensor, part in zip(bucket, parts, strict=True):
                tensor.copy_(part.view_as(tensor))

    def mean_of(self, values: dict[str, float | None]) -> dict[str, float | None]:
        """The mean over the processes of numbers that all have under the same names."""
        if self.ranks == 1 or not values:
            return values
        numbers = [math.nan if value is None else value for value in values.values()]
        column = torch.tensor(numbers, device=self.device)
        dist.all_reduce(column)
        means = [float(value) / self.ranks for value in column.tolist()]
        pairs = zip(values, means, strict=True)
        return {name: mean if math.isfinite(mean) else None for name, mean in pairs}

    def any(self, value: bool) -> bool:  # noqa: FBT001 - the value itself
        """Whether it is true in any process."""
        if self.ranks == 1:
            return value
        flag = torch.tensor([float(value)], device=self.device)
        dist.all_reduce(flag, op=dist.ReduceOp.MAX)
        return bool(flag.item())

    def share(self, content: bytes | None) -> bytes | None:
        """The first process's bytes, in all processes."""
        if self.ranks == 1:
            return content
        size = torch.tensor([-1 if content is None else len(content)], device=self.device)
        dist.broadcast(size, 0)
        if size.item() < 0:
            return None
        data = torch.empty(int(size.item()), dtype=torch.uint8, device=self.device)
        if content:
            data.copy_(torch.frombuffer(bytearray(content), dtype=torch.uint8))
        dist.broadcast(data, 0)
        return data.cpu().numpy().tobytes()

    def meet(self) -> None:
        """Wait for the others."""
        if self.ranks > 1:
            dist.barrier()


@contextmanager
def joined(device: torch.device) -> Iterator[Processes]:
    """The processes that torchrun tells of in RANK and WORLD_SIZE; this one alone without them."""
    ranks = int(os.environ.get("WORLD_SIZE", "1"))
    if ranks == 1:
        yield Processes(device=device)
        return
    is_ours = not dist.is_initialized()
    if is_ours:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield Processes(dist.get_rank(), ranks, device)
    finally:
        if is_ours:
            dist.destroy_process_group()


def _buckets(tensors: Sequence[Tensor]) -> Iterator[list[Tensor]]:
    bucket, filled = list[Tensor](), 0
    for tensor in tensors:
        if bucket and filled + tensor.numel() > _BUCKET_NUMBERS:
            yield bucket
            bucket, filled = [], 0
        bucket.append(tensor)
        filled += tensor.numel()
    if bucket:
        yield bucket
