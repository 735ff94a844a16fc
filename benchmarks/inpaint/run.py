"""Runs methods over cells with a checkpoint after every fill."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.inpaint.methods import Method, MethodFailed, WarmMethod
from benchmarks.inpaint.places import PeerMissing
from benchmarks.inpaint.records import Record
from benchmarks.inpaint.score import Judge, Truth

BLANK = 128
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Task:
    """One cell, its picture and hole loaded only when it is its turn."""

    name: str
    size_px: int
    kind: str
    load: Callable[[], tuple[Picture, NDArray[np.bool_]]]


@dataclass(frozen=True)
class Plan:
    """What is run, against which deadline, and where fills are kept for looking at."""

    tasks: Sequence[Task]
    methods: Sequence[Method]
    judge: Judge
    done: frozenset[tuple[str, str]] = frozenset()
    deadline_s: float = float("inf")  # on the monotonic clock
    limit_s: float = 900.0
    pictures: Path | None = None


def available(methods: Sequence[Method]) -> tuple[list[Method], dict[str, str]]:
    """The methods that can run here, and a sentence for each that cannot."""
    usable: list[Method] = []
    absent: dict[str, str] = {}
    for method in methods:
        try:
            method.python()
            usable.append(method)
        except PeerMissing as missing:
            absent[method.name] = str(missing)
    return usable, absent


def execute(plan: Plan, keep: Callable[[Record], None]) -> bool:
    """Run what is not done yet, cell by cell; False where the deadline came first."""
    revision = code_revision()
    warm = {method.name: WarmMethod(method) for method in plan.methods}
    try:
        for task in plan.tasks:
            open_methods = [m for m in plan.methods if (m.name, task.name) not in plan.done]
            if not open_methods:
                continue
            picture, hole = task.load()
            truth = Truth(plan.judge, picture, hole)
            given = picture.copy()
            given[hole] = BLANK  # nobody may see what was there
            for method in open_methods:
                if time.monotonic() >= plan.deadline_s:
                    return False
                record = Record(method.name, task.name, task.size_px, task.kind, revision)
                record = _fill(plan, warm[method.name], record, (given, hole, truth))
                if record.failure and time.monotonic() >= plan.deadline_s:
                    return False  # stopped by the clock: no fault of the method
                keep(record)
    finally:
        for process in warm.values():
            process.stop()
    return True


def _fill(
    plan: Plan,
    warm: WarmMethod,
    record: Record,
    cell: tuple[Picture, NDArray[np.bool_], Truth],
) -> Record:
    given, hole, truth = cell
    left_s = max(0.1, plan.deadline_s - time.monotonic())
    try:
        if not warm.is_running:
            warm.start(min(left_s, 300.0))
            left_s = max(0.1, plan.deadline_s - time.monotonic())
        fill = warm.run(given, hole, limit_s=min(plan.limit_s, left_s))
    except MethodFailed as failed:
        return replace(record, failure=str(failed))
    if plan.pictures is not None:
        plan.pictures.mkdir(parents=True, exist_ok=True)
        Image.fromarray(fill.picture).save(
            plan.pictures / f"{record.cell}.{record.method}.jpg", quality=92
        )
    costs = replace(record, cpu_s=fill.cpu_s, wall_s=fill.wall_s, peak_mb=fill.peak_mb)
    return costs.with_score(truth.score(fill.picture))


def code_revision() -> str:
    """Short revision of the checkout, or "unknown" outside one."""
    asked = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return answer.stdout.strip()
