"""Upscale in the real window: sizes and time, the split, a new picture, resized layers, stop."""

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

from editor.docks.task import Task
from editor.document.composite import flatten
from editor.document.layers import PixelLayer
from editor.jobs import Result
from editor.part_preview import PartPreview
from ml.api.messages import Done, Lane
from plugins.builtin.upscale.manifest import PLUGIN

from window_program import loader_of  # isort: skip

pytestmark = pytest.mark.journey
SHOTS = os.environ.get("PENTIMENTO_SHOTS", "")
MARK = (11, 22, 33)


class EnlargingClient(FakeClient):
    """Repeats each pixel; the first one of the result is marked."""

    seconds = 4.0

    def finish(self, number: int, **info: object) -> None:
        job = self.jobs[number]
        factor = round(job.params.factor)  # type: ignore[union-attr]
        image = np.asarray(job.inputs["image"][0]).repeat(factor, 0).repeat(factor, 1).copy()
        image[0, 0, :3] = MARK
        facts = {"tile_px": 320, **info}
        result = Result(image, None, facts, seconds=self.seconds, device="cpu")
        self._results[number] = result
        self.say(Done(job=number, seconds=self.seconds, device="cpu"))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=EnlargingClient(), loader=loader_of(PLUGIN)) as opened:
        yield opened


def task(window: Window) -> Task:
    return window.program.generate.task("upscale.upscale")


def facts(window: Window) -> str:
    return task(window)._facts.text()


def expected(window: Window) -> str:
    return task(window).foot.estimate.text()


def run(window: Window) -> None:
    window.program.generate.open("upscale.upscale")
    task(window).foot.button.click()
    wait_until(lambda: window.program.runs.has_result, "the result")
    settle()


def choose(window: Window, **values: object) -> None:
    task(window).write(values)  # type: ignore[arg-type]
    task(window).values_changed.emit()
    settle()


def test_sizes_tiles_and_time_are_said_before(window: Window) -> None:
    window.open(400, 300)
    window.program.generate.open("upscale.upscale")
    choose(window, factor=2.0)
    assert facts(window) == "400 \u00d7 300 \u2192 800 \u00d7 600 px \u00b7 tiles of 512 px"
    assert expected(window) == "Time is learned as it runs"
    run(window)
    window.program.bench.escape()
    settle()
    assert expected(window) == "About 4 s"
    document = window.open(800, 600)
    assert facts(window).startswith(f"{document.width} \u00d7 600")
    assert expected(window) == "About 16 s"
    choose(window, factor=4.0)
    assert expected(window) == "Time is learned as it runs"


def test_the_result_is_compared_in_its_own_scale_and_dropped_without_a_trace(
    window: Window,
) -> None:
    document = window.open(400, 300)
    digest, canvas = document.digest(), window.program.canvas
    before = canvas.viewport.scale
    choose(window, factor=4.0)
    run(window)
    assert canvas.overlays.preview.split == 0.5
    assert canvas.viewport.scale == pytest.approx(4.0)
    assert canvas.overlays.preview.picture.pixels.shape == (1200, 1600, 4)
    shot(window, "upscale_split")
    window.key(Qt.Key.Key_Escape)
    assert document.digest() == digest
    assert canvas.overlays.preview.picture is None
    assert canvas.overlays.preview.split is None
    assert canvas.viewport.scale == pytest.approx(before)


def test_it_opens_as_a_new_picture_and_the_old_one_stays(window: Window) -> None:
    document = window.open(400, 300)
    digest = document.digest()
    choose(window, factor=2.0)
    run(window)
    window.key(Qt.Key.Key_Return)
    wait_until(lambda: len(window.program.session) == 2, "the new picture")
    settle()
    made = window.program.session.document
    assert made is not document
    assert (made.width, made.height) == (800, 600)
    assert made.path is None
    assert window.program.session.current.name == "test 800\u00d7600"
    np.testing.assert_array_equal(flatten(made)[0, 0, :3], MARK)
    assert document.digest() == digest
    assert not window.program.runs.has_result


def test_or_all_layers_are_resized_below_it_in_one_step(window: Window) -> None:
    document = window.open(400, 300)
    spot = PixelLayer.from_pixels("Spot", np.full((50, 60, 4), 255, np.uint8), (100, 80))
    document.insert_layer(spot)
    before = flatten(document)
    choose(window, factor=2.0, result="this_picture")
    run(window)
    window.key(Qt.Key.Key_Return)
    wait_until(lambda: document.width == 800, "the step")
    settle()
    assert len(window.program.session) == 1
    assert [layer.name for layer in document.walk()] == ["Photo", "Spot", "Enlarged"]
    bounds = document.layer(spot.id).bounds
    assert abs(bounds.left - 200) <= 4
    assert abs(bounds.width - 120) <= 8
    np.testing.assert_array_equal(flatten(document)[0, 0, :3], MARK)
    window.program.shell.trigger("edit.undo")
    assert (document.width, document.height) == (400, 300)
    np.testing.assert_array_equal(flatten(document), before)


def test_the_line_is_dragged_with_the_hand_that_the_panel_puts_into_the_hand(
    window: Window,
) -> None:
    window.open(400, 300)
    choose(window, factor=2.0)
    run(window)
    canvas = window.program.canvas
    window.program.desk.toolbox.choose("hand")
    looked = canvas.viewport
    left, right = looked.to_view(0, 150), looked.to_view(400, 150)
    start = QPoint(round((left[0] + right[0]) / 2), round(left[1]))
    end = QPoint(start.x() + 60, start.y())
    assert canvas.overlays.preview.holds_split(start.x(), start.y(), looked.upright)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    settle()
    assert canvas.viewport == looked, "the picture stays where it is"
    assert canvas.overlays.preview.split == pytest.approx(0.5 + 60 / (right[0] - left[0]), abs=0.01)


def test_a_part_is_previewed_before_all_is_run(window: Window) -> None:
    client = window.program.jobs._client
    document = window.open(400, 300)
    window.program.generate.open("upscale.upscale")
    preview = window.program.generate.findChild(PartPreview)
    switch, picture = preview.frame("upscale.upscale")
    choose(window, factor=4.0)
    preview.ask()
    assert not client.jobs, "it is off until it is asked for"
    switch.setChecked(True)
    wait_until(lambda: not picture.is_empty, "the preview")
    job = client.jobs[max(client.jobs)]
    assert job.lane is Lane.PREVIEW
    assert job.inputs["image"][0].shape[:2] == (60 + 48, 60 + 48)
    before, after = picture.pictures
    assert (before.width(), after.width()) == (60, 240)
    seen = np.asarray(job.inputs["image"][0])
    middle = after.pixelColor(120, 120)
    assert (middle.red(), middle.green()) == tuple(seen[24 + 30, 24 + 30, :2])
    assert not window.program.runs.has_result
    asked = len(client.jobs)
    choose(window, factor=2.0)
    wait_until(lambda: len(client.jobs) > asked, "the next preview")
    wait_until(lambda: picture.pictures[0].width() == 120, "its picture")
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert picture.split == pytest.approx(0.55)
    shot(window, "upscale_part")
    assert document.digest()
    switch.setChecked(False)
    assert picture.is_empty


def test_it_can_be_stopped(qtbot: QtBot) -> None:
    client = EnlargingClient(answers_at_once=False)
    with open_window(client=client, loader=loader_of(PLUGIN)) as window:
        document = window.open(400, 300)
        digest = document.digest()
        window.program.generate.open("upscale.upscale")
        task(window).foot.button.click()
        wait_until(lambda: len(client.jobs) == 1, "the job")
        client.progress(1, 0.5, 90.0)
        settle()
        assert window.program.status.words.text() == "Upscale \u00b7 2 min left"
        window.program.status.stop.click()
        settle()
        assert client.cancelled == [1]
        assert document.digest() == digest


def shot(window: Window, name: str) -> None:
    """A picture of the window, where somebody wants to look at it."""
    if SHOTS:
        QApplication.processEvents()
        window.program.window.grab().save(str(Path(SHOTS) / f"{name}.png"))
