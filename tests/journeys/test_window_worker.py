"""The window with its true worker: a thing is removed, and a killed worker costs one job."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.application import client_options
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.jobs import open_client
from editor.widgets.notice import Notice

pytestmark = [pytest.mark.journey, pytest.mark.slow]
SIDE_PX = 128


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=open_client(client_options())) as opened:
        opened.program.jobs.start()
        opened.program.generate.task("remove.remove").form.write(
            {"mode": "patch", "quality": "draft", "grow": 2, "feather": 2}
        )
        yield opened


def stripes_with_a_dot() -> np.ndarray:
    """Vertical stripes, and a red dot that does not belong there."""
    y, x = np.mgrid[0:SIDE_PX, 0:SIDE_PX]
    light = ((x // 8) % 2 * 160 + 40).astype(np.uint8)
    picture = np.dstack((light, light, light))
    picture[(x - 64) ** 2 + (y - 64) ** 2 < 100] = (255, 0, 0)
    return picture


def open_stripes(window: Window) -> Document:
    document = Document(SIDE_PX, SIDE_PX)
    document.insert_layer(PixelLayer.from_pixels("Stripes", stripes_with_a_dot()))
    document.history.mark_clean()
    window.program.session.add(document, "stripes.png")
    settle()
    window.program.desk.toolbox.set_option("brush", {"size": 26, "close_loops": False})
    window.drag((64, 64), (66, 64))
    return document


def run(window: Window) -> None:
    window.program.shell.trigger("generate.run")
    wait_until(lambda: not window.program.runs.is_running, "the run")


def test_a_dot_is_gone_and_nothing_else_changed(window: Window) -> None:
    document = open_stripes(window)
    before = flatten(document)
    assert _reds(before) > 200
    run(window)
    assert window.program.runs.has_result, _words(window)
    assert window.program.status.device.text().startswith("CPU")
    window.key(Qt.Key.Key_Return)
    after = flatten(document)
    assert _reds(after) == 0
    layer = document.layers[1]
    x, y = layer.position
    covered = layer.mask.coverage(document.canvas.moved(-x, -y)) > 0
    np.testing.assert_array_equal(after[~covered], before[~covered])
    document.history.undo()
    np.testing.assert_array_equal(flatten(document), before)
    document.history.redo()
    np.testing.assert_array_equal(flatten(document), after)


@pytest.mark.skipif(os.name != "posix", reason="kills with a POSIX signal")
def test_a_killed_worker_costs_one_job_and_the_next_one_works(window: Window) -> None:
    document = open_stripes(window)
    run(window)
    process = int(window.program.runs.attempt.current.result.info.get("process", 0))
    window.program.runs.drop()
    workers = _workers()
    assert workers
    digest = document.digest()
    window.program.shell.trigger("generate.run")
    wait_until(lambda: window.program.runs.attempt.job is not None, "the job")
    for worker in workers if not process else [process]:
        os.kill(worker, signal.SIGKILL)
    wait_until(lambda: not window.program.runs.is_running, "the end")
    assert document.digest() == digest
    if not window.program.runs.has_result:
        assert "untouched" in _words(window)
    window.program.runs.drop()
    run(window)
    assert window.program.runs.has_result, _words(window)


def _reds(pixels: np.ndarray) -> int:
    wide = pixels.astype(int)
    return int((wide[..., 0] - wide[..., 1] > 100).sum())


def _words(window: Window) -> str:
    notice = window.program.stage.findChild(Notice)
    return notice.words.text() if notice is not None else ""


def _workers() -> list[int]:
    """The processes that this test started and that serve as workers."""
    import multiprocessing

    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]
