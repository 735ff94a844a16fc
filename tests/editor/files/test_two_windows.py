"""Two programs that save one file never write over each other's work without a word."""

from __future__ import annotations

import multiprocessing
import os
import random
from pathlib import Path

from editor.files.atomic import SaveOptions, Stamp
from editor.files.problems import ChangedOnDisk
from editor.files.versions import KEPT
from editor.files.writer import write_bytes

SAVES = 60


def save_often(path: Path, home: Path, seed: int, told) -> None:
    """Save as an artist does: over what was last seen; where it changed, look again."""
    os.environ["PENTIMENTO_HOME"] = str(home)
    chance = random.Random(seed)
    seen = Stamp.of(path)
    for number in range(SAVES):
        content = f"{seed}-{number}-{'x' * chance.randrange(200)}".encode()
        try:
            write_bytes(path, content, SaveOptions(keep_previous=True, only_over=seen))
            told.append((seed, content, True))
        except ChangedOnDisk:
            told.append((seed, content, False))
        seen = Stamp.of(path)


def test_interleaved_saves_are_refused_and_never_lost_in_silence(tmp_path):
    context = multiprocessing.get_context("fork")
    path = tmp_path / "a.ora"
    path.write_bytes(b"first")
    with context.Manager() as manager:
        told = manager.list()
        windows = [
            context.Process(target=save_often, args=(path, tmp_path / "home", seed, told))
            for seed in (1, 2)
        ]
        for window in windows:
            window.start()
        for window in windows:
            window.join(200)
        tries = list(told)
    assert len(tries) == 2 * SAVES
    saved = [content for _, content, is_saved in tries if is_saved]
    assert path.read_bytes() in saved
    versions = [p for p in tmp_path.iterdir() if p.name.startswith("a.ora~")]
    assert len(versions) <= KEPT
    assert all(version.read_bytes() in (*saved, b"first") for version in versions)
    assert not list(tmp_path.glob(".pentimento-*"))


def test_of_two_that_saw_the_same_file_one_is_asked(tmp_path):
    path = tmp_path / "a.ora"
    path.write_bytes(b"first")
    seen = Stamp.of(path)
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(2)
    with context.Manager() as manager:
        told = manager.list()

        def save(seed: int) -> None:
            gate.wait(200)
            try:
                write_bytes(path, b"%d" % seed, SaveOptions(only_over=seen))
                told.append(("saved", b"%d" % seed))
            except ChangedOnDisk:
                told.append(("asked", b"%d" % seed))

        for _ in range(10):
            path.write_bytes(b"first")
            seen = Stamp.of(path)
            del told[:]
            both = [context.Process(target=save, args=(seed,)) for seed in (1, 2)]
            for process in both:
                process.start()
            for process in both:
                process.join(200)
            outcomes = dict(told)
            assert sorted(outcomes) == ["asked", "saved"]
            assert path.read_bytes() == outcomes["saved"]
