"""Save is pressed in the real window while the disk is full: told, nothing lost, still unsaved."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from window_program import Window, open_window, wait_until

from benchmarks.torture.full_disk import fill_disk
from editor.files import atomic
from editor.files.native import load
from editor.files.open import open_document

TRIES = 10


@contextmanager
def disk_with(room_bytes: int) -> Iterator[Callable[[], bool]]:
    """Writes fail once `room_bytes` are used up; tells whether one did."""
    left = room_bytes
    real_write = os.write
    failed = False

    def write(descriptor: int, data: bytes) -> int:
        nonlocal left, failed
        if len(data) > left:
            failed = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left -= len(data)
        return real_write(descriptor, data)

    with patch.object(atomic.os, "write", write):
        yield lambda: failed


def paint(window: Window, turn: int) -> None:
    window.drag((20 + 5 * turn, 30), (60 + 5 * turn, 50), (90, 60 + 5 * turn))


def press_save(window: Window) -> None:
    window.program.desk.book.trigger("file.save")
    wait_until(lambda: window.program.desk.background.is_idle, "the save")


@pytest.mark.journey
def test_ten_saves_on_full_disks_keep_the_old_picture_and_the_new_strokes(qapp, tmp_path: Path):
    path = tmp_path / "picture.ora"
    with open_window() as window:
        document = window.open()
        window.asker.place = path
        paint(window, 0)
        press_save(window)
        needed = path.stat().st_size
        sheet = window.program.session.current
        assert not sheet.is_dirty
        for turn in range(1, TRIES + 1):
            saved = path.read_bytes()
            paint(window, turn)
            painted = document.digest()
            stage = window.program.stage
            with disk_with(needed * (turn - 1) // TRIES) as has_failed:
                with patch.object(stage, "tell", wraps=stage.tell) as told:
                    press_save(window)
            assert has_failed()
            sentence = told.call_args.args[0]
            assert sentence.is_trouble
            assert "disk is full" in sentence.text
            assert "untouched" in sentence.text
            assert sentence.way_out is not None
            assert path.read_bytes() == saved
            assert sorted(name.name for name in tmp_path.iterdir()) == ["picture.ora"]
            assert sheet.is_dirty
            assert document.digest() == painted
        press_save(window)
        assert not sheet.is_dirty
        assert load(path).digest() == document.digest()
        assert open_document(path).digest() == document.digest()


@pytest.mark.slow
def test_every_format_on_a_disk_that_is_really_full():
    count = fill_disk(10)
    assert count.tries == 10 * 8  # kinds of files
    assert count.refused > 50
    assert (count.harmed, count.untold, count.left) == (0, 0, 0)
