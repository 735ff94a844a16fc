"""`bench torture`: kills in mid save and full disks; none may lose a picture."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence

from benchmarks.torture.full_disk import DiskCount, fill_disk
from benchmarks.torture.kills import KillCount, kill_saves, save_in_place

KILLS, QUICK_KILLS = 200, 20
SIZES, QUICK_SIZES = 50, 6
_CONTROL_SHARE = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Run the torture; 0 where nothing was lost, 1 where something was."""
    chosen = _parser().parse_args(argv)
    started_s = time.monotonic()
    kills = chosen.kills or (QUICK_KILLS if chosen.quick else KILLS)
    sizes = QUICK_SIZES if chosen.quick else SIZES
    saves = kill_saves(kills, seed=chosen.seed)
    control = kill_saves(max(5, kills // _CONTROL_SHARE), save_in_place, seed=chosen.seed)
    disk = fill_disk(sizes)
    _print_table(saves, control, disk)
    is_safe = not (saves.lost or saves.stale or disk.harmed or disk.untold or disk.left)
    if chosen.json:
        result = {
            "bench": "torture",
            "safe": is_safe,
            "kills": saves.as_json(),
            "control_in_place": control.as_json(),
            "full_disk": disk.as_json(),
            "seconds": round(time.monotonic() - started_s, 1),
        }
        print(json.dumps(result))
    return 0 if is_safe else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench torture", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it, within 60 s")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--kills", type=int, default=0, help="how many kills in mid save")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments")
    return parser


def _print_table(saves: KillCount, control: KillCount, disk: DiskCount) -> None:
    print(f"{'killed while saving':34}{'ours':>10}{'in place':>10}")
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
        print(f"{title:34}{getattr(saves, name):>10}{getattr(control, name):>10}")
    kind = "a small disk in memory" if disk.real_disk else "writes that fail as on a full disk"
    print(f"\nfull disk ({kind})")
    for name in ("tries", "refused", "saved", "harmed", "untold", "left"):
        print(f"{name:34}{getattr(disk, name):>10}")
