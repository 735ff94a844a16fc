"""The real window: click a thing, box a thing, the subject, the background, with a real mouse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.document.composite import flatten
from editor.document.document import Document
from editor.jobs import Job, Result
from editor.widgets.notice import Notice
from ml.api.messages import Done, Failed

pytestmark = pytest.mark.journey
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SHOTS = os.environ.get("PENTIMENTO_SHOTS", "")


class SeeingClient(FakeClient):
    """Sees a square of 40 px around each click, what is in a box, and the left half as subject."""

    def finish(self, number: int, **info: object) -> None:
        job = self.jobs[number]
        rows, columns = job.inputs["image"][0].shape[:2]
        mask = np.zeros((rows, columns, 1), np.uint8)
        if job.generator != "select_object":
            mask[:, : columns // 2] = 255
        else:
            left, top, right, bottom = box_of(job, rows, columns)
            mask[top:bottom, left:right] = 255
        result = Result(image=mask, coverage=None, info=info, seconds=0.5, device="cpu")
        self._results[number] = result
        self.say(Done(job=number, seconds=0.5, device="cpu"))


def box_of(job: Job, rows: int, columns: int) -> tuple[int, int, int, int]:
    params = job.params
    words = params.box or params.points  # type: ignore[union-attr]
    values = [float(word.removesuffix("%")) / 100 for word in words.split(",")]
    x, y = round(values[0] * columns), round(values[1] * rows)
    if len(values) == 4:
        return x, y, round(values[2] * columns), round(values[3] * rows)
    return max(0, x - 20), max(0, y - 20), x + 20, y + 20


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=SeeingClient()) as opened:
        yield opened


def click(
    window: Window, x: float, y: float, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    window.program.desk.toolbox.choose("object_select")
    canvas = window.program.canvas
    place = QPoint(*map(round, canvas.viewport.to_view(x, y)))
    QTest.mouseMove(canvas, place)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, held, place)
    settle()


def answered(window: Window) -> None:
    wait_until(lambda: not window.program.selecting.is_running, "the answer")
    wait_until(lambda: window.program.desk.background.is_idle, "the step")


def selected(document: Document) -> np.ndarray:
    return document.selection.coverage(document.canvas) > 127


def test_a_click_selects_shift_adds_alt_subtracts_and_each_is_one_step(window: Window) -> None:
    document = window.open()
    picture = flatten(document)
    click(window, 100, 100)
    answered(window)
    assert document.history.undo_title == "Select object"
    shot(window, "object_click")
    assert selected(document)[85:115, 85:115].all()
    assert not selected(document)[:, 130:].any()
    click(window, 200, 100, SHIFT)
    answered(window)
    assert selected(document)[100, 100]
    assert selected(document)[100, 200]
    click(window, 100, 100, ALT)
    answered(window)
    assert not selected(document)[100, 100]
    assert selected(document)[100, 200]
    click(window, 50, 200)
    answered(window)
    assert selected(document)[200, 50]
    assert not selected(document)[100, 200]
    assert document.history.position == 4
    for _ in range(3):
        window.program.shell.trigger("edit.undo")
    assert selected(document)[100, 100]
    np.testing.assert_array_equal(flatten(document), picture)


def test_a_drag_is_a_box_and_shows_it(window: Window) -> None:
    document = window.open()
    window.program.desk.toolbox.choose("object_select")
    window.drag((60, 50), (100, 90), (180, 150))
    answered(window)
    (job,) = window.client.jobs.values()
    assert job.params.points == ""  # type: ignore[union-attr]
    assert job.params.box.count("%") == 4  # type: ignore[union-attr]
    found = selected(document)
    assert found[60:140, 70:170].all()
    assert not found[:40].any()


def test_the_picture_is_cut_out_once_until_a_pixel_changes(window: Window) -> None:
    document = window.open()
    for place in ((100, 100), (200, 100), (150, 60)):
        click(window, *place)
        answered(window)
    jobs = list(window.client.jobs.values())
    assert jobs[0].inputs["image"][0] is jobs[1].inputs["image"][0] is jobs[2].inputs["image"][0]
    document.pixels_changed.emit(document.canvas)
    click(window, 100, 100)
    answered(window)
    assert window.client.jobs[4].inputs["image"][0] is not jobs[0].inputs["image"][0]


def test_a_new_question_drops_the_old_and_the_cross_stops_it(qtbot: QtBot) -> None:
    client = SeeingClient(answers_at_once=False)
    with open_window(client=client) as window:
        document = window.open()
        click(window, 100, 100)
        assert window.program.status.words.text() == "Select object \u00b7 starting"
        wait_until(lambda: len(client.jobs) == 1, "the job")
        client.progress(1, 0.4, 2.0)
        settle()
        assert window.program.status.words.text() == "Select object \u00b7 2 s left"
        click(window, 200, 100)
        wait_until(lambda: len(client.jobs) == 2, "the second job")
        assert client.cancelled == [1]
        client.finish(1)
        settle()
        assert not selected(document).any()
        window.key(Qt.Key.Key_Escape)
        assert client.cancelled == [1, 2]
        assert not window.program.selecting.is_running
        assert not window.program.status.stop.isVisible()
        assert document.history.position == 0


def test_a_large_picture_is_shown_small_and_its_mask_comes_back_large(window: Window) -> None:
    document = window.open(3000, 2000)
    click(window, 1500, 1000)
    answered(window)
    (job,) = window.client.jobs.values()
    assert job.inputs["image"][0].shape == (1024, 1536, 3)
    found = selected(document)
    assert found.shape == (2000, 3000)
    assert found[1000, 1500]
    assert found.sum() == pytest.approx((40 * 3000 / 1536) ** 2, rel=0.06)


def test_subject_and_background_in_one_step_each(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    window.program.shell.trigger("select.subject")
    answered(window)
    assert document.history.undo_title == "Select subject"
    assert selected(document)[:, :160].all()
    assert not selected(document)[:, 160:].any()
    window.program.shell.trigger("layer.remove_background")
    answered(window)
    assert document.history.undo_title == "Remove background"
    after = flatten(document)
    assert (after[:, 160:, 3] == 0).all()
    np.testing.assert_array_equal(after[:, :160], before[:, :160])
    window.program.shell.trigger("edit.undo")
    np.testing.assert_array_equal(flatten(document), before)
    assert document.active.mask is None


def test_a_failure_is_one_sentence_and_nothing_changes(qtbot: QtBot) -> None:
    client = SeeingClient(answers_at_once=False)
    with open_window(client=client) as window:
        document = window.open()
        digest = document.digest()
        window.program.shell.trigger("select.subject")
        wait_until(lambda: len(client.jobs) == 1, "the job")
        client.say(Failed(job=1, code="bad_input", message="No subject stands out."))
        settle()
        notice = window.program.stage.findChild(Notice)
        assert notice.words.text() == "No subject stands out."
        assert document.digest() == digest


def test_a_missing_model_is_offered_once_with_a_button(qtbot: QtBot) -> None:
    client = SeeingClient(answers_at_once=False)
    with open_window(client=client) as window:
        window.open()
        click(window, 100, 100)
        wait_until(lambda: len(client.jobs) == 1, "the job")
        client.miss(1, "mobile-sam")
        settle()
        notice = window.program.stage.findChild(Notice)
        assert "MobileSAM" in notice.words.text()
        assert "38 MB" in notice.words.text()
        assert notice.out.text() == "Install MobileSAM"
        shot(window, "object_missing")


def shot(window: Window, name: str) -> None:
    """A picture of the window, where somebody wants to look at it."""
    if SHOTS:
        QApplication.processEvents()
        window.program.window.grab().save(str(Path(SHOTS) / f"{name}.png"))
