"""Starts the real program again and again; prints medians, or one JSON object as the last line."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks.start.probe import BEGUN

PHOTO_SIZE = (8000, 6000)
WINDOW_GOAL_CPU_S = 1.0
PHOTO_GOAL_S = 3.0
_RUNS, _QUICK_RUNS = 9, 3
_ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """Measures and prints; a missed goal is told, it is no failure of the program."""
    parser = argparse.ArgumentParser(prog="bench start", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three runs each, ends within 60 s")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(arguments)
    summary = measure(_QUICK_RUNS if options.quick else _RUNS)
    for line in told(summary):
        print(line)
    if options.json:
        print(json.dumps(summary))
    return 0


def measure(runs: int) -> dict[str, object]:
    """Medians over `runs` warm starts of each kind; one start before them warms the caches."""
    with tempfile.TemporaryDirectory() as folder:
        photo = large_photo(Path(folder) / "photo.jpg")
        home = Path(folder) / "home"
        start(home, None)
        empty = [start(home, None) for _ in range(runs)]
        opened = [start(home, photo) for _ in range(runs)]
    return {
        "benchmark": "start",
        "runs": runs,
        "load": round(os.getloadavg()[0], 1),
        "window_cpu_s": median(empty, "window_cpu"),
        "window_wall_s": median(empty, "window"),
        "photo_megapixels": PHOTO_SIZE[0] * PHOTO_SIZE[1] / 1e6,
        "photo_sharp_wall_s": median(opened, "picture"),
        "photo_after_window_s": round(
            statistics.median(run["picture"] - run["window"] for run in opened), 3
        ),
    }


def start(home: Path, picture: Path | None) -> dict[str, float]:
    """One start in a process of its own."""
    environment = os.environ | {
        BEGUN: str(time.time()),
        "PENTIMENTO_HOME": str(home),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    # A warm machine has the compiled modules, as the built program and the set-up leave them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [sys.executable, "-m", "benchmarks.start.probe", *([str(picture)] if picture else [])]
    done = subprocess.run(
        words, env=environment, cwd=_ROOT, capture_output=True, text=True, timeout=60
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"The program did not start: {done.stderr[-500:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def large_photo(path: Path) -> Path:
    """A JPEG of 48 megapixels with detail at several sizes, as a camera would write it."""
    chance = np.random.default_rng(0)
    width, height = PHOTO_SIZE
    picture = np.zeros((height, width, 3), np.float32)
    for cell in (1000, 200, 40, 8):
        grid = chance.random((height // cell, width // cell, 3), np.float32)
        picture += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) * 64
    done, data = cv2.imencode(".jpg", picture.clip(0, 255).astype(np.uint8))
    assert done
    path.write_bytes(data.tobytes())
    return path


def median(runs: Sequence[dict[str, float]], what: str) -> float:
    return round(statistics.median(run[what] for run in runs), 3)


def told(summary: dict[str, object]) -> list[str]:
    """The goals and how they were met, in sentences."""
    window, photo = summary["window_cpu_s"], summary["photo_after_window_s"]
    assert isinstance(window, float)
    assert isinstance(photo, float)
    return [
        f"{word(window <= WINDOW_GOAL_CPU_S)} the empty window within {WINDOW_GOAL_CPU_S} s of "
        f"processor time: {window} s ({summary['window_wall_s']} s wall)",
        f"{word(photo <= PHOTO_GOAL_S)} a JPEG of {summary['photo_megapixels']} megapixels sharp "
        f"within {PHOTO_GOAL_S} s of the window: {photo} s",
        f"load average {summary['load']}",
    ]


def word(is_met: bool) -> str:
    return f"{'met' if is_met else 'MISSED':7}"
