"""`bench torture`: kills in mid save and full disks, or of a training; none may lose anything."""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Sequence

from benchmarks.torture.failing_calls import CallCount, fail_every_call
from benchmarks.torture.full_disk import DiskCount, fill_disk
from benchmarks.torture.kills import KillCount, KillPlan, kill_saves
from benchmarks.torture.savers import save_by_function, save_in_place
from benchmarks.torture.window import save_in_window

KILLS, QUICK_KILLS = 200, 10
TRAINING_KILLS = 100
SIZES, QUICK_SIZES = 50, 3
QUICK_PART_S = 12.0
_CONTROL_SHARE = 10


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
    kills = chosen.kills or (QUICK_KILLS if chosen.quick else KILLS)
    sizes = QUICK_SIZES if chosen.quick else SIZES
    limit_s = QUICK_PART_S if chosen.quick else float("inf")
    plan = KillPlan(kills, chosen.seed, limit_s)
    few = KillPlan(max(5, kills // _CONTROL_SHARE), chosen.seed, limit_s)
    columns = {
        "window": kill_saves(plan, save_in_window),
        "function": kill_saves(plan, save_by_function),
        "in place": kill_saves(few, save_in_place),
    }
    disk = fill_disk(sizes)
    calls = fail_every_call(step=_CONTROL_SHARE if chosen.quick else 1)
    _print_table(columns, disk)
    _print_calls(calls)
    ours = (columns["window"], columns["function"])
    is_safe = not any(count.lost or count.stale for count in ours)
    is_safe = is_safe and not (disk.harmed or disk.untold or disk.left)
    is_safe = is_safe and all(count.is_safe for count in calls.values())
    if chosen.json:
        result = {
            "bench": "torture",
            "safe": is_safe,
            "kills": {name: count.as_json() for name, count in columns.items()},
            "full_disk": disk.as_json(),
            "failing_calls": {suffix: count.as_json() for suffix, count in calls.items()},
            "seconds": round(time.monotonic() - started_s, 1),
        }
        print(json.dumps(result))
    return 0 if is_safe else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench torture", description=__doc__)
    parser.add_argument("--training", action="store_true", help="kill a training instead")
    parser.add_argument("--quick", action="store_true", help="a tenth of it, within 60 s")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--kills", type=int, default=0, help="how many kills in mid save")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments")
    return parser


def _print_table(columns: dict[str, KillCount], disk: DiskCount) -> None:
    print(f"{'killed while saving':34}" + "".join(f"{name:>10}" for name in columns))
    rows = {
        "kills": "kills",
        "of them in mid save": "in_save",
        "saves finished": "saves",
        "found the version before": "old",
        "found the new version": "new",
        "lost": "lost",
        "temporary files swept": "swept",
        "temporary files left": "stale",
    }
    for title, name in rows.items():
        values = (getattr(count, name) for count in columns.values())
        print(f"{title:34}" + "".join(f"{value:>10}" for value in values))
    kind = "a small disk in memory" if disk.real_disk else "writes that fail as on a full disk"
    print(f"\nfull disk ({kind})")
    for name in ("tries", "refused", "saved", "harmed", "untold", "left"):
        print(f"{name:34}{getattr(disk, name):>10}")


def _print_calls(calls: dict[str, CallCount]) -> None:
    titles = "".join(f"{title:>10}" for title in ("calls", "told", "harmed", "left"))
    print(f"\n{'every call failing, one by one':34}{titles}")
    for suffix, count in calls.items():
        numbers = (count.calls, count.told, count.harmed + count.untold, count.left)
        print(f"{suffix:34}" + "".join(f"{number:>10}" for number in numbers))
