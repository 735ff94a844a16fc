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

from benchmarks.torture.variants import variant
from editor.document.document import Document
from editor.files.atomic import sweep_stale
from editor.files.decoder import Decoder
from editor.files.native import load, save
from editor.files.openraster.archive import EncodedBefore
from editor.files.openraster.writer import OpenRasterWriter
from editor.files.problems import FileProblem

Save = Callable[[Document, Path], object]
_START_LIMIT_S = 60.0
_VARIANTS = 64


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

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def save_in_place(document: Document, path: Path) -> None:
    """The control: the same bytes, written straight over the old file as most programs do."""
    with path.open("wb") as file:
        OpenRasterWriter(document, EncodedBefore()).write(file)


def kill_saves(kills: int, save_action: Save = save, *, seed: int = 1) -> KillCount:
    """Start a process that saves without end, kill it, judge the file; `kills` times."""
    chance = random.Random(seed)
    count = KillCount()
    with tempfile.TemporaryDirectory() as folder, Decoder() as decoder:
        path = Path(folder) / "picture.ora"
        known = {number: variant(number).digest() for number in range(_VARIANTS)}
        save(variant(0), path)
        standing = 0
        typical_s = _typical_save_s(path)
        for _ in range(kills):
            done, begun = _one_kill(path, save_action, standing, chance.uniform(0, 4 * typical_s))
            count.kills += 1
            count.saves += (done - standing) % _VARIANTS
            count.in_save += begun != done
            found = _digest(path, decoder)
            if found == known[done]:
                count.old += 1
                standing = done
            elif found == known[begun]:
                count.new += 1
                standing = begun
            else:
                count.lost += 1
                save(variant(0), path)
                standing = 0
            count.swept += len(sweep_stale(path.parent))
            count.stale += sum(1 for _ in path.parent.glob(".pentimento-*"))
    return count


def _typical_save_s(path: Path) -> float:
    started_s = time.monotonic()
    for number in (1, 2, 0):
        save(variant(number), path)
    return (time.monotonic() - started_s) / 3


def _one_kill(path: Path, save_action: Save, standing: int, delay_s: float) -> tuple[int, int]:
    """The number of the last document that was surely saved, and of the last that was begun."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = _process()(target=_save_forever, args=(theirs, path, save_action, standing))
    process.start()
    theirs.close()
    if not ours.poll(_START_LIMIT_S):
        raise TimeoutError("the saving process did not start")
    time.sleep(delay_s)
    process.kill()
    process.join()
    done = begun = standing
    try:
        while True:
            word, number = ours.recv_bytes().decode("ascii").split()
            if word == "done":
                done = int(number)
            else:
                begun = int(number)
    except EOFError:
        ours.close()
    process.close()
    return done, begun


def _process() -> type[BaseProcess]:
    """A forked process starts at once; where there is none, a fresh one imports everything."""
    if "fork" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("fork").Process
    return multiprocessing.get_context("spawn").Process


def _save_forever(connection: Connection, path: Path, save_action: Save, standing: int) -> None:
    number = standing
    while True:
        number = (number + 1) % _VARIANTS
        document = variant(number)
        connection.send_bytes(f"begun {number}".encode("ascii"))
        save_action(document, path)
        connection.send_bytes(f"done {number}".encode("ascii"))


def _digest(path: Path, decoder: Decoder) -> str | None:
    try:
        return load(path, decoder).digest()
    except FileProblem:
        return None
