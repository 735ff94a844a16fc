"""The real window: open, brush, run, keep, undo, redo, save, open again, with a real mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_program import GREY, FakeClient, Window, open_window, settle, wait_until

from editor.docks.task import Task
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import Layer
from ml.api.messages import Failed

pytestmark = pytest.mark.journey
RIGHT = Qt.MouseButton.RightButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def task(window: Window) -> Task:
    return window.program.generate.task("remove.remove")


def stroke(window: Window) -> None:
    window.program.desk.toolbox.set_option("brush", {"size": 24, "close_loops": False})
    window.drag((100, 100), (120, 100), (140, 100))


def run(window: Window) -> None:
    window.program.shell.trigger("generate.run")
    wait_until(lambda: window.program.runs.has_result, "the result")


def coverage_of(layer: Layer, document: Document) -> np.ndarray:
    """The layer's mask on the whole canvas."""
    x, y = layer.position
    return layer.mask.coverage(document.canvas.moved(-x, -y))


def test_brush_run_keep_undo_redo_save_and_open_again(window: Window, tmp_path: Path) -> None:
    document = window.open()
    before = flatten(document)
    stroke(window)
    assert document.history.undo_title == "Paint mask"
    assert document.selection.coverage(document.canvas)[100, 120] == 255
    run(window)
    np.testing.assert_array_equal(flatten(document), before)
    assert window.program.canvas.overlays.preview.picture is not None
    window.key(Qt.Key.Key_Return)
    kept = flatten(document)
    assert (kept[100, 120, :3] == GREY).all()
    assert [layer.name for layer in document.layers] == ["Photo", "Removed"]
    assert window.program.canvas.overlays.preview.picture is None
    outside = coverage_of(document.layers[1], document) == 0
    np.testing.assert_array_equal(kept[outside], before[outside])
    assert outside.any()
    assert not outside.all()

    window.program.shell.trigger("edit.undo")
    np.testing.assert_array_equal(flatten(document), before)
    window.program.shell.trigger("edit.redo")
    np.testing.assert_array_equal(flatten(document), kept)

    path = tmp_path / "mein Bild é.ora"
    window.asker.place = path
    window.program.shell.trigger("file.save")
    wait_until(lambda: not window.program.session.current.is_dirty, "the save")
    digest = document.digest()
    window.program.shell.trigger("file.close")
    settle()
    assert window.program.session.current is None
    window.program.pictures.open([path])
    wait_until(lambda: window.program.session.current is not None, "the picture")
    again = window.program.session.document
    assert again is not None
    assert again.digest() == digest
    np.testing.assert_array_equal(flatten(again), kept)


def test_the_button_says_why_it_cannot_be_pressed(window: Window) -> None:
    window.open()
    button = task(window).foot.button
    assert not button.isEnabled()
    assert button.toolTip() == "Brush over something first."
    stroke(window)
    assert button.isEnabled()


def test_the_right_button_erases_and_a_stroke_is_one_step(window: Window) -> None:
    document = window.open()
    stroke(window)
    steps = document.history.position
    window.drag((100, 100), (120, 100), (140, 100), button=RIGHT)
    assert document.history.position == steps + 1
    assert document.selection.coverage(document.canvas)[100, 120] == 0


def test_progress_is_there_at_once_and_can_be_stopped(qtbot: QtBot) -> None:
    client = FakeClient(answers_at_once=False)
    with open_window(client=client) as window:
        document = window.open()
        stroke(window)
        digest = document.digest()
        window.program.shell.trigger("generate.run")
        assert window.program.status.words.text() == "Remove · starting"
        assert task(window).foot.progress.isVisible()
        wait_until(lambda: len(client.jobs) == 1, "the job")
        client.progress(1, 0.5, 3.2)
        settle()
        assert window.program.status.words.text() == "Remove · 3 s left"
        assert task(window).foot.words.text() == "Matching · 3 s left"
        assert window.program.canvas.overlays.running.box is not None
        window.drag((40, 40), (60, 60))
        assert document.digest() != digest
        window.key(Qt.Key.Key_Escape)
        assert client.cancelled == [1]
        assert not window.program.runs.is_running
        assert not task(window).foot.progress.isVisible()
        assert window.program.canvas.overlays.running.box is None
        assert [layer.name for layer in document.layers] == ["Photo"]


def test_escape_drops_the_preview_and_keeps_the_strokes(window: Window) -> None:
    document = window.open()
    stroke(window)
    digest = document.digest()
    run(window)
    window.key(Qt.Key.Key_Escape)
    assert document.digest() == digest
    assert not window.program.runs.has_result
    assert not task(window).foot.result.isVisible()
    assert task(window).foot.button.isVisible()


def test_arrows_walk_three_variations_and_each_is_made_once(window: Window) -> None:
    window.open()
    stroke(window)
    run(window)
    card = task(window).foot.result
    assert card.place.text() == "Variation 1 of 3"
    shown = []
    for _ in range(3):
        window.key(Qt.Key.Key_Right)
        wait_until(lambda: not window.program.runs.is_running, "the variation")
        picture = window.program.canvas.overlays.preview.picture
        assert picture is not None
        x, y = 120 - picture.box.left, 100 - picture.box.top
        shown.append(int(picture.pixels[y, x, 0]))
    assert shown == [GREY + 1, GREY + 2, GREY]
    assert len(window.client.jobs) == 3
    window.key(Qt.Key.Key_Left)
    assert card.place.text() == "Variation 3 of 3"


def test_about_a_result_names_generator_seed_time_and_seam(window: Window) -> None:
    window.open()
    stroke(window)
    run(window)
    card = task(window).foot.result
    assert card.seam.text() == "Seam 4.5 ΔE, may be visible"
    details = card.details()
    for words in ("Remove (inpaint)", "Device: cpu", "Time: 0.5 s", "Seed: 0", "Method: fake"):
        assert words in details


def test_the_seam_is_corrected_with_one_click(window: Window) -> None:
    window.open()
    stroke(window)
    run(window)
    task(window).foot.result.correct.click()
    wait_until(lambda: len(window.client.jobs) == 2, "the second job")
    wait_until(lambda: not window.program.runs.is_running, "the correction")
    assert window.client.jobs[2].params.blend
    assert task(window).foot.result.correct.text() == "Seam corrected"


def test_a_failure_is_one_sentence_with_details(qtbot: QtBot) -> None:
    client = FakeClient(answers_at_once=False)
    with open_window(client=client) as window:
        document = window.open()
        stroke(window)
        digest = document.digest()
        window.program.shell.trigger("generate.run")
        wait_until(lambda: len(client.jobs) == 1, "the job")
        words = "The picture needs 5 GB; choose draft."
        client.say(Failed(job=1, code="out_of_memory", message=words, details="tried 512"))
        settle()
        notice = window.program.stage.findChild(type(window.program.stage._notice))
        assert notice.words.text() == words
        assert notice.copy.isVisible()
        assert document.digest() == digest
        notice.out.click()
        wait_until(lambda: len(client.jobs) == 2, "another try")


def test_after_a_kept_result_the_next_stroke_begins_a_new_mask(window: Window) -> None:
    document = window.open()
    stroke(window)
    run(window)
    window.key(Qt.Key.Key_Return)
    assert not document.selection.is_empty
    assert not window.program.desk.mask_shown
    window.drag((200, 50), (220, 50))
    cover = document.selection.coverage(document.canvas)
    assert cover[100, 120] == 0
    assert cover[50, 210] == 255
    assert window.program.desk.mask_shown
    document.history.undo()
    document.history.undo()
    assert document.selection.coverage(document.canvas)[100, 120] == 255


def test_run_after_each_stroke(window: Window) -> None:
    window.open()
    task(window).after_stroke.setChecked(True)
    stroke(window)
    wait_until(lambda: window.program.runs.has_result, "the result")
    assert len(window.client.jobs) == 1
    window.program.shell.trigger("select.invert")
    settle()
    assert len(window.client.jobs) == 1


def test_the_source_is_painted_in_a_mask_of_its_own(window: Window) -> None:
    document = window.open()
    stroke(window)
    mask = document.selection.digest()
    task(window).source.setChecked(True)
    settle()
    window.drag((20, 20), (60, 20))
    assert document.selection.digest() == mask
    window.program.shell.trigger("edit.undo")
    window.program.shell.trigger("edit.redo")
    assert document.selection.digest() == mask
    task(window).source.setChecked(False)
    settle()
    assert window.program.canvas.document is document
    run(window)
    job = window.client.jobs[1]
    source, hole = np.asarray(job.inputs["source"][0]), np.asarray(job.inputs["mask"][0])
    assert source.shape == hole.shape
    assert source.any()
    assert not (source & hole).any()


def test_expand_grows_the_canvas_as_one_step(window: Window) -> None:
    document = window.open()
    digest = document.digest()
    window.program.generate.open("remove.expand")
    expand = window.program.generate.task("remove.expand")
    expand.own.write({"left": 32, "bottom": 16})
    window.program.bench.run()
    wait_until(lambda: window.program.runs.has_result, "the result")
    assert (document.width, document.height) == (320, 240)
    window.key(Qt.Key.Key_Return)
    assert (document.width, document.height) == (352, 256)
    assert (flatten(document)[250, 4, :3] == GREY).all()
    document.history.undo()
    assert document.digest() == digest


def test_expand_by_nothing_is_a_sentence(window: Window) -> None:
    window.open()
    window.program.generate.open("remove.expand")
    window.program.bench.run()
    settle()
    assert window.client.jobs == {}
    assert "at least one side" in window.program.stage._notice.words.text()


def test_the_context_box_is_shown_and_can_be_dragged(window: Window) -> None:
    window.open(1200, 900)
    window.program.desk.toolbox.set_option("brush", {"size": 60})
    window.drag((600, 450), (620, 450))
    wait_until(lambda: window.program.canvas.context_box is not None, "the box")
    box = window.program.canvas.context_box
    window.drag((box.left, 450), (box.left - 120, 450))
    wider = window.program.canvas.context_box
    assert wider.left < box.left
    run(window)
    assert window.client.jobs[1].inputs["image"][0].shape[1] == wider.width


def test_what_the_generator_sees_is_a_choice(window: Window) -> None:
    window.open()
    window.program.shell.trigger("layer.add")
    stroke(window)
    run(window)
    seen = np.asarray(window.client.jobs[1].inputs["image"][0])
    assert seen.any()
    task(window).input.box.setCurrentIndex(0)
    window.program.runs.drop()
    run(window)
    seen = np.asarray(window.client.jobs[2].inputs["image"][0])
    assert not seen[..., :3].any()
