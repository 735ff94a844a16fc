"""Upscale with references in the real window: the shelf goes along, the map shows the places."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, loader_of, open_window, settle, wait_until

from editor.jobs import Result
from ml.api.messages import Done
from ml.generators.reference_sr.swap_map import SwapMap
from plugins.builtin.reference_sr.manifest import PLUGIN

pytestmark = pytest.mark.journey
SHOTS = os.environ.get("PENTIMENTO_SHOTS", "")
TASK = "reference_sr.upscale"


def swap_text() -> str:
    """The right half was surely taken from the lower left of the second reference."""
    shape = (6, 8)
    confidence = np.zeros(shape, np.float32)
    confidence[:, 4:] = 0.8
    reference = np.where(confidence > 0, 2, 0).astype(np.uint8)
    across, down = np.full(shape, 0.25, np.float32), np.full(shape, 0.75, np.float32)
    return SwapMap(confidence, reference, across, down).to_text()


class ReferringClient(FakeClient):
    """Repeats each pixel, and tells where from."""

    def finish(self, number: int, **info: object) -> None:
        job = self.jobs[number]
        factor = round(job.params.factor)  # type: ignore[union-attr]
        image = np.asarray(job.inputs["image"][0]).repeat(factor, 0).repeat(factor, 1)
        facts = {"taken_from_references": "50 %", "swap_map": swap_text(), **info}
        self._results[number] = Result(image, None, facts, seconds=4.0, device="cpu")
        self.say(Done(job=number, seconds=4.0, device="cpu"))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with open_window(client=ReferringClient(), loader=loader_of(PLUGIN)) as opened:
        opened.open(400, 300)
        paths = [tmp_path / "one.png", tmp_path / "two.png"]
        for number, path in enumerate(paths):
            y, x = np.mgrid[0:90, 0:120]
            pixels = np.dstack([x * 2, y * 2, np.full_like(x, 90 * number)])
            Image.fromarray(pixels.astype(np.uint8)).save(path)
        opened.program.references.take(paths)
        yield opened


def run(window: Window) -> None:
    window.program.generate.open(TASK)
    task = window.program.generate.task(TASK)
    task.write({"factor": 2.0})
    task.values_changed.emit()
    task.foot.button.click()
    wait_until(lambda: window.program.runs.has_result, "the result")
    settle()


def seen(window: Window) -> np.ndarray:
    QApplication.processEvents()
    image = window.program.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    data = np.frombuffer(image.constBits(), np.uint8)
    rows = data.reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(np.int64)


def test_the_shelf_goes_along_and_the_map_is_no_fact_to_read(window: Window) -> None:
    run(window)
    inputs = window.client.jobs[1].inputs
    assert [np.asarray(picture).shape for picture in inputs["reference"]] == [(90, 120, 3)] * 2
    assert "within" not in inputs
    attempt = window.program.runs.attempt
    assert attempt is not None
    about = window.program.generate.task(TASK).foot.result.details()
    assert "Taken from references: 50 %" in about
    assert "cells" not in about


def test_the_map_is_switched_on_and_says_where_a_place_came_from(window: Window) -> None:
    program = window.program
    overlay = program.canvas.overlays.swap
    assert program.desk.book.find("view.swap_map").why_not()
    run(window)
    plain = seen(window)
    program.shell.trigger("view.swap_map")
    settle()
    warm = seen(window)
    assert np.abs(warm - plain).max() > 30
    program.canvas.point_at(100.0, 150.0)
    assert overlay.pointed is None
    program.canvas.point_at(300.0, 150.0)
    place = overlay.pointed
    assert place is not None
    assert (place.reference, place.confidence) == (2, pytest.approx(0.8, abs=0.01))
    assert (place.across, place.down) == (pytest.approx(0.25, 1e-3), pytest.approx(0.75, 1e-3))
    wait_until(lambda: overlay.has_pictures, "the small references")
    settle()
    pointed = seen(window)
    assert np.abs(pointed - warm).max() > 60
    if SHOTS:
        program.window.grab().save(str(Path(SHOTS) / "swap_map.png"))
    program.shell.trigger("view.swap_map")
    settle()
    np.testing.assert_array_equal(seen(window), plain)


def test_it_goes_with_the_result(window: Window) -> None:
    run(window)
    assert window.program.canvas.overlays.swap.has_map
    window.program.bench.escape()
    settle()
    assert not window.program.canvas.overlays.swap.has_map
