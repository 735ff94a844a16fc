"""The navigator of the real window: the picture small, a drag that pans, a slider that zooms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

pytestmark = pytest.mark.journey
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.open(640, 480)
        opened.program.docks.open("navigator")
        wait_until(lambda: opened.program.desk.background.is_idle, "the overview")
        settle()
        yield opened


def at(window: Window, x: float, y: float) -> QPoint:
    """Where a document position lies in the overview."""
    place = window.program.navigator.overview.place()
    scale = place.width() / 640
    return QPoint(round(place.left() + x * scale), round(place.top() + y * scale))


def test_it_shows_the_picture(window: Window) -> None:
    shown = window.program.navigator.overview.grab().toImage()
    left, right = shown.pixelColor(at(window, 40, 240)), shown.pixelColor(at(window, 600, 240))
    assert right.red() > left.red() + 100


def test_a_press_and_a_drag_move_the_canvas(window: Window) -> None:
    canvas, overview = window.program.canvas, window.program.navigator.overview
    canvas.zoom_to(4.0)
    for x, y in ((160, 120), (480, 360)):
        QTest.mousePress(overview, LEFT, pos=at(window, x, y))
        QTest.mouseMove(overview, at(window, x, y))
        QTest.mouseRelease(overview, LEFT, pos=at(window, x, y))
        view = canvas.viewport
        middle = view.to_document(view.view_width / 2, view.view_height / 2)
        assert middle == pytest.approx((x, y), abs=4)


def test_the_slider_zooms_and_follows(window: Window) -> None:
    canvas, zoom = window.program.canvas, window.program.navigator.zoom
    zoom.set_number(250)
    assert canvas.viewport.scale == pytest.approx(2.5)
    canvas.zoom_to_actual()
    assert zoom.number == pytest.approx(100, abs=1)


def test_it_follows_a_stroke(window: Window) -> None:
    overview = window.program.navigator.overview
    before = overview.grab().toImage()
    window.program.shell.trigger("tool.paint")
    window.drag((100, 240), (540, 240))

    def is_drawn() -> bool:
        return overview.grab().toImage().pixelColor(at(window, 400, 240)) != before.pixelColor(
            at(window, 400, 240)
        )

    wait_until(is_drawn, "the stroke in the overview")


def test_it_lets_go_of_a_closed_picture(window: Window) -> None:
    document = window.program.session.document
    count = len(document.pixels_changed)
    window.program.session.close(window.program.session.current)
    settle()
    assert len(document.pixels_changed) < count
    assert window.program.navigator.overview.place().width() > 0
