"""SIGKILL at a random moment of a save, again and again; then the file is opened and judged."""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from benchmarks.torture.variants import variant
from editor.files.atomic import sweep_stale
from editor.files.decoder import Decoder
from editor.files.native import load, save
from editor.files.problems import FileProblem

Saver = Callable[[Connection, Path, int], None]
"""Saves to a path without end, and says before and after each save which document it is."""
_START_LIMIT_S = 120.0


@dataclass
class KillCount:
    """`lost`: no readable document, or one that was never saved. `in_save`: kills that came while
    a save was under way. `stale`: temporary files left after the sweep at the next start."""

    kills: int = 0
    in_save: int = 0
    saves: int = 0
    old: int = 0
    new: int = 0
    lost: int = 0
    swept: int = 0
    stale: int = 0

    @property
    def is_safe(self) -> bool:
        return not (self.lost or self.stale)

    def as_json(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class _Told:
    """What the process said before it died: the document surely saved, and the one begun."""

    done: str
    begun: str
    saves: int


@dataclass(frozen=True)
class KillPlan:
    """How often to kill, with which chance, and after how long to stop early.

    `start` is how processes are started: `fork` is quick, `spawn` and `forkserver` are for where
    a process with threads or a window asks.
    """

    kills: int
    seed: int = 1
    limit_s: float = float("inf")
    start: str = ""


def kill_saves(plan: KillPlan, saver: Saver) -> KillCount:
    """Start a process that saves without end, kill it, judge the file; again and again."""
    chance = random.Random(plan.seed)
    count = KillCount()
    deadline_s = time.monotonic() + plan.limit_s
    with tempfile.TemporaryDirectory() as folder, Decoder() as decoder:
        path = Path(folder) / "picture.ora"
        first = variant(0)
        save(first, path)
        standing = first.digest()
        typical_s = _typical_save_s(path)
        for number in range(plan.kills):
            if time.monotonic() > deadline_s:
                break
            delay_s = chance.uniform(0, 4 * typical_s)
            process, connection = _started(saver, path, (number + 1) * 1000, plan.start)
            told = _killed(process, connection, delay_s, standing)
            standing = _judge(count, told, _digest(path, decoder))
            if not standing:
                save(first, path)
                standing = first.digest()
            count.swept += len(sweep_stale(path.parent))
            count.stale += sum(1 for _ in path.parent.glob(".pentimento-*"))
    return count


def _judge(count: KillCount, told: _Told, found: str | None) -> str:
    """Count what was found; returns it, or nothing where the picture is lost."""
    count.kills += 1
    count.saves += told.saves
    count.in_save += told.begun != told.done
    if found == told.done:
        count.old += 1
    elif found == told.begun:
        count.new += 1
    else:
        count.lost += 1
        return ""
    return found or ""


def _typical_save_s(path: Path) -> float:
    started_s = time.monotonic()
    for number in (1, 2, 0):
        save(variant(number), path)
    return (time.monotonic() - started_s) / 3


def _started(saver: Saver, path: Path, seed: int, start: str) -> tuple[BaseProcess, Connection]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    methods = multiprocessing.get_all_start_methods()
    wanted = start or ("fork" if "fork" in methods else "spawn")
    context: Any = multiprocessing.get_context(wanted)
    process = context.Process(target=saver, args=(theirs, path, seed))
    process.start()
    theirs.close()
    return process, ours


def _killed(process: BaseProcess, connection: Connection, delay_s: float, standing: str) -> _Told:
    if not connection.poll(_START_LIMIT_S):
        process.kill()
        raise TimeoutError("the saving process did not start")
    time.sleep(delay_s)
    process.kill()
    process.join()
    done = begun = standing
    saves = 0
    try:
        while True:
            word, digest = connection.recv_bytes().decode("ascii").split()
            if word == "done":
                done = digest
                saves += 1
            else:
                begun = digest
    except EOFError:
        connection.close()
    process.close()
    return _Told(done, begun, saves)


def _digest(path: Path, decoder: Decoder) -> str | None:
    try:
        return load(path, decoder).digest()
    except FileProblem:
        return None
