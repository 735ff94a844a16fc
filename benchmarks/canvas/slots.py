"""The longest event on the window's thread in each gesture, in the whole program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from benchmarks.canvas import memory

SLOT_GOAL_MS, UNDO_GOAL_MS = 100.0, 50.0
_PATIENCE_S = 600.0
_ROOT = Path(__file__).resolve().parents[2]


class Slot(TypedDict):
    """One gesture and its longest events, the longest first: processor milliseconds and names."""

    gesture: str
    longest: list[tuple[float, str]]


def measure(folder: Path) -> list[Slot]:
    """Ten layers of 24 megapixels and a photograph of 24, in one program that is driven."""
    document = memory.layered(folder / "ten layers.ora")
    photo = memory.photo(folder / "photograph.jpg", (6000, 4000))
    home = folder / "slots home"
    memory.compile_loops(home)
    environment = os.environ | {
        "PENTIMENTO_HOME": str(home),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    words = [sys.executable, "-m", "benchmarks.canvas.slots_probe", str(document), str(photo)]
    done = subprocess.run(
        words, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, timeout=_PATIENCE_S, check=True
    )
    found: dict[str, list[tuple[float, str]]] = json.loads(done.stdout.splitlines()[-1])
    return [Slot(gesture=name, longest=longest) for name, longest in found.items() if name != "end"]


def goals(slots: Sequence[Slot]) -> dict[str, bool]:
    """Which of the marks were met; starting is measured by itself."""
    found = {
        f"no event above {SLOT_GOAL_MS:g} ms of CPU while: {one['gesture']}": (
            one["longest"][0][0] <= SLOT_GOAL_MS
        )
        for one in slots
        if one["gesture"] != "start"
    }
    for one in slots:
        if one["gesture"].startswith("undo"):
            name = f"{one['gesture']}: longest event within {UNDO_GOAL_MS:g} ms of CPU"
            found[name] = one["longest"][0][0] <= UNDO_GOAL_MS
    return found


def table(slots: Sequence[Slot]) -> str:
    lines = [
        f"{one['gesture']:26} "
        + "   ".join(f"{cost_ms:6.1f} {name}" for cost_ms, name in one["longest"])
        for one in slots
    ]
    return "\n".join([f"{'gesture':26} longest events, ms of CPU", *lines])
