"""A run never blocks, never changes the document by itself, and always ends."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.jobs import Result
from editor.runs import preview_pixels, seam_of


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=FakeClient(answers_at_once=False)) as opened:
        opened.open()
        opened.drag((100, 100), (140, 100))
        yield opened


def start(window: Window) -> int:
    count = len(window.client.jobs)
    window.program.shell.trigger("generate.run")
    wait_until(lambda: len(window.client.jobs) > count, "the job")
    settle()
    return count + 1


def test_a_second_run_drops_the_first_one(window: Window) -> None:
    first = start(window)
    second = start(window)
    assert window.client.cancelled == [first]
    window.client.finish(first)
    settle()
    assert not window.program.runs.has_result
    window.client.finish(second)
    wait_until(lambda: window.program.runs.has_result, "the result")


def test_a_stop_before_the_job_is_ready_stops_it(window: Window) -> None:
    window.program.shell.trigger("generate.run")
    window.program.runs.stop()
    wait_until(lambda: window.program.desk.background.is_idle, "the preparation")
    settle()
    assert window.client.jobs == {}
    assert not window.program.runs.is_running


def test_a_stopped_variation_leaves_the_one_before(window: Window) -> None:
    window.client.finish(start(window))
    wait_until(lambda: window.program.runs.has_result, "the result")
    window.program.bench.walk(1)
    wait_until(lambda: len(window.client.jobs) == 2, "the variation")
    window.program.runs.stop()
    settle()
    attempt = window.program.runs.attempt
    assert attempt is not None
    assert attempt.shown == 0
    assert list(attempt.found) == [0]


def test_what_cannot_be_prepared_is_a_sentence(window: Window) -> None:
    document = window.program.session.document
    document.set_active(None)
    window.program.settings.change(all_visible=False)
    window.program.shell.trigger("generate.run")
    wait_until(lambda: not window.program.runs.is_running, "the end")
    assert "choose one" in window.program.stage._notice.words.text()
    assert window.client.jobs == {}


def test_notes_of_a_job_stand_with_its_result(window: Window) -> None:
    number = start(window)
    window.client.note(number, "The picture needs 5.2 GB; it runs in tiles now.")
    window.client.finish(number)
    wait_until(lambda: window.program.runs.has_result, "the result")
    notes = window.program.generate.task("remove.remove").foot.result.notes
    assert notes.text() == "The picture needs 5.2 GB; it runs in tiles now."


def test_a_closed_picture_takes_its_run_along(window: Window) -> None:
    number = start(window)
    window.program.shell.trigger("file.close")
    settle()
    assert window.client.cancelled == [number]
    assert window.program.runs.attempt is None


def test_a_result_waits_for_its_picture_to_come_back_to_the_front(window: Window) -> None:
    window.client.finish(start(window))
    wait_until(lambda: window.program.runs.has_result, "the result")
    first = window.program.session.current
    other = window.open(64, 64)
    assert window.program.canvas.overlays.preview.picture is None
    assert not window.program.bench.keep()
    assert len(other.layers) == 1
    window.program.session.bring(first)
    settle()
    assert window.program.canvas.overlays.preview.picture is not None
    assert window.program.bench.keep()
    assert len(first.document.layers) == 2


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("channels", [3, 4])
def test_a_preview_is_eight_bit_with_coverage_as_alpha(depth: str, channels: int) -> None:
    top = np.iinfo(depth).max
    image = np.full((2, 3, channels), top, depth)
    coverage = np.array([[0, 128, 255], [255, 0, 0]], np.uint8)
    made = preview_pixels(Result(image, coverage, {}, 0.1, "cpu"))
    assert made.shape == (2, 3, 4)
    assert made.dtype == np.uint8
    assert (made[..., :3] == 255).all()
    np.testing.assert_array_equal(made[..., 3], coverage)


@pytest.mark.parametrize(
    ("info", "seam"), [({"seam": 4.5}, 4.5), ({}, None), ({"seam": "?"}, None)]
)
def test_the_seam_is_a_number_or_nothing(info: dict[str, object], seam: float | None) -> None:
    assert seam_of(Result(np.zeros((1, 1, 3), np.uint8), None, info, 0.0, "cpu")) == seam
