"""`bench torture`: kills, full disks, contests, or kills of a training; none may lose anything."""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from benchmarks.torture.contest import contest
from benchmarks.torture.edits import kill_edits
from benchmarks.torture.failing_calls import fail_every_call
from benchmarks.torture.full_disk import fill_disk
from benchmarks.torture.kills import KillPlan, kill_saves
from benchmarks.torture.savers import save_by_function, save_in_place
from benchmarks.torture.window import save_in_window

KILLS, QUICK_KILLS = 200, 10
TRAINING_KILLS = 100
EDIT_KILLS = 500
SAVES, QUICK_SAVES = 1000, 20
SIZES, QUICK_SIZES = 50, 3
QUICK_PART_S = 12.0
_CONTROL_SHARE = 10
CONTROL = "in place"
"""The same kills of a save that writes as many programs do; it is there to lose pictures."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the torture; 0 where nothing was lost, 1 where something was."""
    chosen = _parser().parse_args(argv)
    return _kill_trainings(chosen) if chosen.training else _kill_and_fill(chosen)


def _kill_trainings(chosen: argparse.Namespace) -> int:
    # Imports torch, which the other half has no use for.
    training = importlib.import_module("benchmarks.torture.training")
    kills = chosen.kills or (QUICK_KILLS if chosen.quick else TRAINING_KILLS)
    steps, limit_s = (12, 45.0) if chosen.quick else (24, float("inf"))
    plan = training.TrainingPlan(kills, steps, chosen.seed, limit_s)
    count = training.kill_trainings(plan)
    for name, value in count.as_json().items():
        print(f"{name.replace('_', ' '):34}{value:>10}")
    if chosen.json:
        print(json.dumps({"bench": "torture", "safe": count.is_safe, "training": count.as_json()}))
    return 0 if count.is_safe else 1


def _kill_and_fill(chosen: argparse.Namespace) -> int:
    started_s = time.monotonic()
    counts = {part: PARTS[part](chosen) for part in chosen.part or PARTS}
    for part, count in counts.items():
        _print(part, count.as_json())
    is_safe = all(count.is_safe for part, count in counts.items() if part != CONTROL)
    if chosen.json:
        result = {
            "bench": "torture",
            "safe": is_safe,
            "parts": {part: count.as_json() for part, count in counts.items()},
            "seconds": round(time.monotonic() - started_s, 1),
        }
        print(json.dumps(result))
    return 0 if is_safe else 1


class Count(Protocol):
    """What came of one part."""

    @property
    def is_safe(self) -> bool: ...

    def as_json(self) -> Mapping[str, object]: ...


def _plan(chosen: argparse.Namespace, share: int = 1) -> KillPlan:
    kills = chosen.kills or (QUICK_KILLS if chosen.quick else KILLS)
    return KillPlan(max(5, kills // share), chosen.seed, _limit_s(chosen))


def _limit_s(chosen: argparse.Namespace) -> float:
    return QUICK_PART_S if chosen.quick else float("inf")


def _edits(chosen: argparse.Namespace) -> Count:
    kills = chosen.kills or (QUICK_KILLS if chosen.quick else EDIT_KILLS)
    return kill_edits(kills, chosen.seed, _limit_s(chosen))


PARTS: dict[str, Callable[[argparse.Namespace], Count]] = {
    "window": lambda chosen: kill_saves(_plan(chosen), save_in_window),
    "function": lambda chosen: kill_saves(_plan(chosen), save_by_function),
    CONTROL: lambda chosen: kill_saves(_plan(chosen, _CONTROL_SHARE), save_in_place),
    "edits": _edits,
    "two processes": lambda chosen: contest(QUICK_SAVES if chosen.quick else SAVES),
    "full disk": lambda chosen: fill_disk(QUICK_SIZES if chosen.quick else SIZES),
    "failing calls": lambda chosen: fail_every_call(step=_CONTROL_SHARE if chosen.quick else 1),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench torture", description=__doc__)
    parser.add_argument("--training", action="store_true", help="kill a training instead")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="this one alone")
    parser.add_argument("--quick", action="store_true", help="a tenth of it, within 60 s")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--kills", type=int, default=0, help="how many kills in mid save")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments")
    return parser


def _print(part: str, numbers: Mapping[str, object]) -> None:
    print(f"\n{part}")
    for name, value in numbers.items():
        print(f"  {name.replace('_', ' '):32}{value!s:>10}")
