"""SIGKILL at a random moment of scripted edits; then the journal is read back and judged."""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from benchmarks.torture.variants import small_variant
from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides
from editor.document.layer_commands import SetProperty
from editor.document.layer_steps import AddLayer
from editor.document.layers import PixelLayer
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels, SelectionTarget
from editor.document.tiles import TilePlane
from editor.files.decoder import Decoder
from editor.files.native import load, save
from editor.recovery.journal import Journal
from editor.recovery.restore import discard, pending, restore

_START_LIMIT_S = 120.0
_STEPS_PER_SAVE = 20
_BEYOND = 3
"""Steps that may be in the journal though the process died before it could tell of them."""
_MOST_LAYERS = 6


@dataclass
class EditCount:
    """`lost`: what came back is a state that the script never had, or one of before the last save.

    `too_early`: killed before the journal was there, with nothing saved. `offered_older`: the
    journal was behind the file as saved, which is whole. `steps_behind` and `seconds_behind`: the
    most by which what came back lay behind what was done, those that were too early included.
    """

    kills: int = 0
    steps: int = 0
    saves: int = 0
    restored: int = 0
    from_file: int = 0
    too_early: int = 0
    offered_older: int = 0
    lost: int = 0
    steps_behind: int = 0
    seconds_behind: float = 0.0

    @property
    def is_safe(self) -> bool:
        return not self.lost

    def as_json(self) -> dict[str, int | float]:
        return asdict(self)


@dataclass(frozen=True)
class _Life:
    """What one process told: the state after each step with its time, and the step last saved."""

    digests: list[str]
    times_s: list[float]
    saved: int


@dataclass(frozen=True)
class _Found:
    """The digests of what the journal gives back and of the file; empty where there is none."""

    journal: str
    file: str


def kill_edits(kills: int, seed: int = 1, limit_s: float = float("inf")) -> EditCount:
    """Start a process that edits without end, kill it, judge what comes back; again and again."""
    chance, count = random.Random(seed), EditCount()
    deadline_s = time.monotonic() + limit_s
    with Decoder() as decoder:
        for number in range(kills):
            if time.monotonic() > deadline_s:
                break
            with tempfile.TemporaryDirectory() as folder:
                script = seed * 100_000 + number
                life = _killed(Path(folder), script, chance.uniform(0.05, 1.0))
                found = _found_in(Path(folder), decoder)
                _judge(count, script, life, found)
    return count


def edit(connection: Connection, folder: Path, seed: int) -> None:
    """The process that is killed: a journal, steps, and a save now and then."""
    document = small_variant(seed)
    path = folder / "picture.ora"
    journal = Journal(document, folder / "recovery", is_in_file=False)
    for number, digest in enumerate(script_of(document, seed)):
        connection.send_bytes(f"step {digest} {time.monotonic()}".encode("ascii"))
        if number % _STEPS_PER_SAVE == _STEPS_PER_SAVE - 1:
            cut = journal.begin_save()
            save(document.snapshot(), path)
            document.path = path
            document.history.mark_clean()
            connection.send_bytes(f"saved {number} 0".encode("ascii"))
            journal.end_save(cut, path)


def script_of(document: Document, seed: int) -> Iterator[str]:
    """The digest after each of endless steps, the same ones for the same seed."""
    chance = np.random.default_rng(seed)
    while True:
        _step(document, chance)
        yield document.digest()


def _step(document: Document, chance: np.random.Generator) -> None:
    kind = int(chance.integers(10))
    history = document.history
    if kind == 0 and history.position:
        history.undo()
    elif kind == 1 and history.position < len(history.entries):
        history.redo()
    elif kind == 2 and len(document.layers) < _MOST_LAYERS:
        layer_id = chance.bytes(16).hex()
        document.apply(AddLayer(PixelLayer("New", TilePlane(4), layer_id=layer_id)))
    elif kind == 3:
        layer = document.layers[int(chance.integers(len(document.layers)))]
        opacity = float(chance.random())
        document.apply(SetProperty.of(document, layer.id, "opacity", opacity))
    elif kind == 4:
        guides = Guides((float(chance.integers(100)),))
        document.apply(SetGuides(document.guides, guides))
    else:
        _paint(document, chance, on_selection=kind == 5)


def _paint(document: Document, chance: np.random.Generator, *, on_selection: bool) -> None:
    layer = document.layers[int(chance.integers(len(document.layers)))]
    target = SelectionTarget() if on_selection else LayerPixels(layer.id)
    red, green, blue = chance.random(3)
    colour = (float(red), float(green), float(blue), 1.0)
    stroke = StrokeSession(document, target, Brush(size_px=24), colour=colour)
    for x, y in chance.uniform(0, 100, (4, 2)):
        stroke.add(float(x), float(y))
    change = stroke.finish()
    if change is not None:
        document.history.push_done(change)


def _killed(folder: Path, script: int, delay_s: float) -> _Life:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    process = context.Process(target=edit, args=(theirs, folder, script))  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    words = _heard(ours, _START_LIMIT_S, 1)
    # The pipe is emptied meanwhile, for a process that waits for it is not in mid edit.
    words += _heard(ours, delay_s)
    process.kill()
    process.join()
    process.close()
    words += _heard(ours, _START_LIMIT_S)
    ours.close()
    if not words:
        raise TimeoutError("the editing process did not start")
    steps = [word for word in words if word[0] == "step"]
    saved = max((int(word[1]) for word in words if word[0] == "saved"), default=-1)
    return _Life([word[1] for word in steps], [float(word[2]) for word in steps], saved)


def _heard(connection: Connection, limit_s: float, most: float = math.inf) -> list[list[str]]:
    """What comes within the time, until the other end is closed."""
    words: list[list[str]] = []
    end_s = time.monotonic() + limit_s
    with contextlib.suppress(EOFError):
        while len(words) < most and connection.poll(max(0.0, end_s - time.monotonic())):
            words.append(connection.recv_bytes().decode("ascii").split())
            if time.monotonic() > end_s:
                break
    return words


def _judge(count: EditCount, script: int, life: _Life, found: _Found) -> None:
    count.kills += 1
    count.steps += len(life.digests)
    count.saves += (life.saved + 1) // _STEPS_PER_SAVE
    count.restored += bool(found.journal)
    digests = [*life.digests, *_beyond(script, len(life.digests))]
    offered, kept = (_place(digests, digest) for digest in (found.journal, found.file))
    count.from_file += not found.journal and bool(found.file)
    if not found.journal and not found.file and life.saved < 0:
        count.too_early += 1
    elif max(offered, kept) < max(0, life.saved) or (found.journal and offered < 0):
        count.lost += 1
        return
    count.offered_older += bool(found.journal) and offered < kept
    _measure(count, life, max(offered, kept))


def _measure(count: EditCount, life: _Life, place: int) -> None:
    """How far the state at `place` lies behind the last one."""
    last = len(life.digests) - 1
    if place < last:
        count.steps_behind = max(count.steps_behind, last - place)
        waited_s = life.times_s[last] - life.times_s[place + 1]
        count.seconds_behind = max(count.seconds_behind, round(waited_s, 3))


def _place(digests: list[str], digest: str) -> int:
    """The last step after which the picture was so; -1 where it never was."""
    return max((n for n, known in enumerate(digests) if known == digest), default=-1)


def _found_in(folder: Path, decoder: Decoder) -> _Found:
    """What an artist gets after the next start: the journal's state, and the file as saved."""
    journal = file = ""
    works = pending(folder / "recovery")
    if works:
        journal = restore(works[0], lambda path: load(path, decoder)).document.digest()
        discard(works[0])
    path = folder / "picture.ora"
    if path.is_file():
        file = load(path, decoder).digest()
    return _Found(journal, file)


def _beyond(script: int, told: int) -> list[str]:
    """The states that come after the last one told, from the same script run again."""
    states = script_of(small_variant(script), script)
    return [digest for n, digest in zip(range(told + _BEYOND), states, strict=False) if n >= told]
