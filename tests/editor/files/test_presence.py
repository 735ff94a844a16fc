"""Two programs that open one file: the second hears of it; a dead one is forgotten."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from editor.files.presence import Presence


@pytest.fixture
def other(monkeypatch, tmp_path):
    """Another program: opens what it is sent until it is killed."""
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "home"))
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def run() -> None:
        presence = Presence()
        while True:
            presence.hold(theirs.recv())
            theirs.send("held")

    process = context.Process(target=run, daemon=True)
    process.start()

    def holds(*paths: Path) -> None:
        ours.send(paths)
        assert ours.poll(200)
        ours.recv()

    yield holds, process
    process.kill()
    process.join()
    ours.close()
    theirs.close()


def test_a_file_that_is_open_elsewhere_is_told_until_it_is_closed_there(other, tmp_path):
    holds, _ = other
    path, free = tmp_path / "a.ora", tmp_path / "b.ora"
    holds(path)
    ours = Presence()
    ours.hold([path, free])
    assert ours.is_elsewhere(path)
    assert not ours.is_elsewhere(free)
    holds()
    ours.hold([path, free])
    assert not ours.is_elsewhere(path)
    holds(path)
    theirs_again = Presence()
    theirs_again.hold([path])
    assert theirs_again.is_elsewhere(path)
    ours.hold([])


def test_a_program_that_died_holds_nothing(other, tmp_path):
    holds, process = other
    path = tmp_path / "a.ora"
    holds(path)
    process.kill()
    process.join()
    ours = Presence()
    ours.hold([path])
    assert not ours.is_elsewhere(path)
    ours.hold([])
    assert not list((tmp_path / "home").rglob("*.lock"))
