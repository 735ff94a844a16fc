"""Counts a step's operations and measures what a device can do at most, to compare the two."""

from __future__ import annotations

import time
from collections.abc import Callable

import torch
from torch.utils.flop_counter import FlopCounterMode

from ml.training.experiment import Precision
from ml.training.loop.precision import autocast

_SIDES = {"cuda": 8192, "cpu": 768}
_TRIES = 5


def operations_of(work: Callable[[], object]) -> int:
    """Floating-point operations of matrix products and convolutions in `work`, both directions."""
    counter = FlopCounterMode(display=False)
    with counter:
        work()
    return int(counter.get_total_flops())


def measured_peak(device: torch.device, precision: Precision) -> float:
    """Operations a second of one large matrix product in this precision: the best of five.

    On a CPU by CPU seconds, all threads together, so that other programs do not count.
    """
    side = _SIDES.get(device.type, 2048)
    left = torch.ones(side, side, device=device)
    clock = time.process_time if device.type == "cpu" else time.perf_counter
    best_s = float("inf")
    with torch.no_grad(), autocast(precision, device):
        for _ in range(_TRIES):
            _wait(device)
            began_s = clock()
            torch.matmul(left, left)
            _wait(device)
            best_s = min(best_s, clock() - began_s)
    return 2.0 * side**3 / best_s


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
