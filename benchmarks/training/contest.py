"""Lets two loops take turns on the same machine and compares them block by block."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import torch

from benchmarks.training.loops import Loop
from ml.training.loop.loader import Part


@dataclass(frozen=True)
class Pace:
    """Images a second of one loop, in wall time and in CPU time of all threads: medians."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Result:
    """`ratio`: the median over the pairs of blocks of our speed over the plain one's, by CPU time
    on a CPU and by wall time on a graphics card; `low` and `high` are its quartiles."""

    case: str
    batch: int
    ours: Pace
    plain: Pace
    ratio: float
    low: float
    high: float
    blocks: int
    share_of_peak: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """`blocks` pairs of `steps` steps each, after one pair that does not count."""

    blocks: int
    steps: int
    batch: int


def compete(
    case: str, loops: tuple[Loop, Loop], parts: Sequence[Part], plan: Plan, device: torch.device
) -> Result:
    """Ours and the plain one in turn, the first of a pair changing each time."""
    seen: dict[str, list[tuple[float, float]]] = {loop.name: [] for loop in loops}
    number = 0
    for block in range(plan.blocks + 1):
        for loop in loops if block % 2 else loops[::-1]:
            times = _timed(loop, parts, (number, plan.steps), device)
            if block:
                seen[loop.name].append(times)
        number += plan.steps
    kind = 0 if device.type == "cuda" else 1
    pairs = zip(seen["ours"], seen["plain"], strict=True)
    ratios = [plain[kind] / ours[kind] for ours, plain in pairs]
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    images = plan.steps * plan.batch
    return Result(
        case, plan.batch, _pace(seen["ours"], images), _pace(seen["plain"], images),
        round(middle, 3), round(low, 3), round(high, 3), plan.blocks, 0.0,
    )  # fmt: skip


def _timed(
    loop: Loop, parts: Sequence[Part], steps: tuple[int, int], device: torch.device
) -> tuple[float, float]:
    first, count = steps
    _wait(device)
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    for number in range(first, first + count):
        loop.step(number, parts[number % len(parts)])
    _wait(device)
    return time.perf_counter() - wall_s, time.process_time() - cpu_s


def _pace(times: Sequence[tuple[float, float]], images: int) -> Pace:
    wall = statistics.median(images / each[0] for each in times)
    cpu = statistics.median(images / each[1] for each in times)
    return Pace(round(wall, 2), round(cpu, 2))


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
