"""Measures the canvas and prints a table, or one JSON object as the last line."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from editor.platform.references import keep_constants_alive

if TYPE_CHECKING:
    from benchmarks.canvas.memory import Held
    from benchmarks.canvas.slots import Slot

GOAL_MS = 16.0
LABEL_GOAL_MS = 33.0
"""For a stroke over label numbers, which napari paints at 60 frames a second."""
_FRAMES, _QUICK_FRAMES = 240, 40


class Row(TypedDict):
    """One measured gesture on one document; times in milliseconds."""

    document: str
    gesture: str
    frames: int
    cpu_median_ms: float
    cpu_p95_ms: float
    process_cpu_median_ms: float
    wall_median_ms: float
    wall_p95_ms: float
    blurred_frames: int
    sharp_after_ms: float


def main(arguments: Sequence[str]) -> int:
    """Measures and prints; a missed goal is told, it is no failure of the program."""
    parser = argparse.ArgumentParser(prog="bench canvas", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer frames, ends within 60 s")
    parser.add_argument("--labels", action="store_true", help="strokes on label layers alone")
    parser.add_argument("--no-program", action="store_true", help="the canvas widget alone")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants_alive()
    begun = time.perf_counter()
    frames = _QUICK_FRAMES if options.quick else _FRAMES
    rows = [] if options.labels else measure(frames)
    rows += measure_labels(frames) if options.labels or not options.quick else []
    print(table(rows))
    is_short = options.quick or options.labels or options.no_program
    program = None if is_short else measure_program()
    summary = summarise(rows, program, time.perf_counter() - begun)
    for goal, met in summary["goals"].items():
        print(f"{'met' if met else 'MISSED':7} {goal}")
    if options.json:
        print(json.dumps(summary))
    return 0


def measure(frames: int) -> list[Row]:
    """Every gesture on every document, one process, one view at a time."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.canvas import gestures
    from benchmarks.canvas.documents import MAKERS
    from benchmarks.canvas.stage import Stage
    from editor.document.engine import warm
    from editor.tools.brush import BrushOptions, MaskBrush

    application = QApplication.instance() or QApplication([])
    warm()
    rows: list[Row] = []
    for name, maker in MAKERS.items():
        stage = Stage(maker())
        if "1 layer" not in name or "100" in name:
            rows.append(row(name, "pan", gestures.pan(stage, frames), stage.first_sharp_s))
            found, sharp_s = gestures.zoom(stage, frames)
            rows.append(row(name, "zoom", found, sharp_s))
        if "100" not in name:
            mask = gestures.stroke(stage, MaskBrush(BrushOptions(size=120)), frames)
            rows.append(row(name, "mask stroke", mask, stage.settle()))
            layer = gestures.stroke(stage, gestures.layer_brush(), frames)
            rows.append(row(name, "layer stroke", layer, stage.settle()))
        stage.close()
    application.processEvents()
    return rows


def measure_labels(frames: int) -> list[Row]:
    """Small and large strokes on label layers that cover the whole of a large picture."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.canvas import gestures
    from benchmarks.canvas.documents import LABELLED
    from benchmarks.canvas.stage import Stage
    from editor.document.engine import warm

    application = QApplication.instance() or QApplication([])
    warm()
    rows: list[Row] = []
    for name, maker in LABELLED.items():
        stage = Stage(maker())
        for size_px in (40.0, 400.0):
            found = gestures.stroke(stage, gestures.label_brush(size_px), frames)
            rows.append(row(name, f"{size_px:.0f} px label", found, stage.settle()))
        stage.close()
    application.processEvents()
    return rows


def measure_program() -> Program:
    """What the whole program holds in memory, and its longest event in each gesture."""
    from benchmarks.canvas import memory, slots

    with tempfile.TemporaryDirectory() as folder:
        held = memory.measure(Path(folder))
        print(memory.table(held))
        longest = slots.measure(Path(folder))
        print(slots.table(longest))
    return Program(held=held, slots=longest, goals=memory.goals(held) | slots.goals(longest))


def row(document: str, gesture: str, frames: Sequence[object], sharp_s: float) -> Row:
    from benchmarks.canvas.stage import Frame

    found = [frame for frame in frames if isinstance(frame, Frame)]
    cpu = [frame.window_s * 1e3 for frame in found]
    wall = [frame.wall_s * 1e3 for frame in found]
    return Row(
        document=document,
        gesture=gesture,
        frames=len(found),
        cpu_median_ms=round(statistics.median(cpu), 2),
        cpu_p95_ms=round(p95(cpu), 2),
        process_cpu_median_ms=round(statistics.median(frame.process_s * 1e3 for frame in found), 2),
        wall_median_ms=round(statistics.median(wall), 2),
        wall_p95_ms=round(p95(wall), 2),
        blurred_frames=sum(not frame.is_sharp for frame in found),
        sharp_after_ms=round(sharp_s * 1e3, 1),
    )


def p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


class Program(TypedDict):
    """What was found in the whole program."""

    held: list[Held]
    slots: list[Slot]
    goals: dict[str, bool]


class Summary(TypedDict):
    """What `--json` prints."""

    benchmark: str
    view: str
    seconds: float
    goals: dict[str, bool]
    rows: list[Row]
    program: Program | None


def summarise(rows: list[Row], program: Program | None, seconds: float) -> Summary:
    goals: dict[str, bool] = dict(program["goals"]) if program is not None else {}
    for one in rows:
        name = f"{one['document']}: {one['gesture']}"
        if one["gesture"] in ("pan", "zoom"):
            met = one["process_cpu_median_ms"] < GOAL_MS
            goals[f"{name}, median frame under {GOAL_MS:g} ms of CPU"] = met
        else:
            goal = LABEL_GOAL_MS if one["gesture"].endswith("label") else GOAL_MS
            goals[f"{name}, p95 under {goal:g} ms of CPU"] = one["cpu_p95_ms"] < goal
    return Summary(
        benchmark="canvas",
        view="1920x1080",
        seconds=round(seconds, 1),
        goals=goals,
        rows=rows,
        program=program,
    )


def table(rows: Sequence[Row]) -> str:
    head = (
        f"{'document':18} {'gesture':13} {'frames':>6} {'cpu med':>8} {'cpu p95':>8} "
        f"{'all thr':>8} {'wall med':>9} {'wall p95':>9} {'blurred':>8} {'sharp ms':>9}"
    )
    lines = [
        f"{one['document']:18} {one['gesture']:13} {one['frames']:6} "
        f"{one['cpu_median_ms']:8.2f} {one['cpu_p95_ms']:8.2f} "
        f"{one['process_cpu_median_ms']:8.2f} {one['wall_median_ms']:9.2f} "
        f"{one['wall_p95_ms']:9.2f} {one['blurred_frames']:8} {one['sharp_after_ms']:9.1f}"
        for one in rows
    ]
    return "\n".join([head, *lines])
