"""What is on the screen is the document, however the view got there."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.canvas.view import CanvasView
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layer_commands import SetProperty
from editor.document.layers import PixelLayer
from editor.document.targets import SelectionTarget
from editor.tools.brush import BrushOptions, MaskBrush
from ml.api.regions import Box

OpenView = Callable[..., CanvasView]
Settle = Callable[[CanvasView], None]


def pixels(view: QWidget) -> np.ndarray:
    """What the view shows: (h, w, 3) RGB."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3].copy()


def shown_at(view: CanvasView, x: float, y: float) -> tuple[int, ...]:
    """The colour shown at a document position."""
    place = view.viewport.to_view(x, y)
    return tuple(int(part) for part in pixels(view)[int(place[1]), int(place[0])])


def cover(document: Document, box: Box) -> None:
    """Give the document a mask of one box, as one step."""
    mask = document.selection.of_box(box)
    step = replace_mask(document, SelectionTarget(), mask, "Box")
    assert step is not None
    document.apply(step)


def test_at_hundred_per_cent_every_pixel_is_the_documents(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    view.zoom_to_actual()
    settle(view)
    left, top = view.viewport.origin_px
    photo = document.layers[0].render(Box.of_size(1500, 1100), 0)
    part = photo[-top : -top + 480, -left : -left + 640, :3]
    assert np.array_equal(pixels(view), part)


@pytest.mark.parametrize("scale", [0.2, 0.5, 0.7, 1.0, 1.6, 3.0, 12.0])
def test_colours_are_right_at_every_zoom(
    document: Document, open_view: OpenView, settle: Settle, scale: float
) -> None:
    view = open_view(document)
    view.zoom_to(scale)
    settle(view)
    x, y = 744.0, 552.0  # the middle of a square of the pattern, and of the view
    red, green, _ = shown_at(view, x, y)
    assert red == pytest.approx(x * 255 / 1500, abs=3)
    assert green == pytest.approx(y * 255 / 1100, abs=3)


def test_above_two_hundred_per_cent_pixels_have_edges(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    view.zoom_to(8.0)
    settle(view)
    # The pattern is 0 or 200: a smooth enlargement would show values between.
    assert set(np.unique(pixels(view)[..., 2])) <= {0, 200}


def test_a_pan_shows_what_a_fresh_painting_would(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    fresh = open_view(document)
    steps = random.Random(7)
    view.zoom_to(0.83)
    for _ in range(12):
        view.look(view.viewport.panned(steps.randint(-90, 90), steps.randint(-70, 70)))
        view.repaint()
    settle(view)
    fresh.look(view.viewport)
    settle(fresh)
    assert np.array_equal(pixels(view), pixels(fresh))


def test_a_stroke_shows_what_a_fresh_painting_would(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=80)))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    for x in range(200, 420, 20):
        QTest.mouseMove(view, QPoint(x, 200 + x // 4))
        view.repaint()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(420, 300))
    view.set_tool(None)
    settle(view)
    fresh = open_view(document)
    fresh.look(view.viewport)
    settle(fresh)
    assert np.array_equal(pixels(view), pixels(fresh))


def test_a_stroke_is_on_the_screen_with_the_next_frame(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=100, hardness=1.0)))
    before = pixels(view)[240, 320]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 240))
    after = pixels(view)[240, 320]
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 240))
    magenta = np.array([255, 0, 255])
    expected = before + 0.45 * (magenta - before.astype(float))
    assert after == pytest.approx(expected, abs=2)


def test_the_edge_of_the_mask_is_a_dashed_black_and_white_line(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    view.zoom_to_actual()
    settle(view)
    left, top = view.viewport.origin_px
    box = Box(200 - left, 100 - top, 400 - left, 300 - top)
    cover(document, box)
    settle(view)
    shown = pixels(view)
    line = shown[100, 200:400].astype(int)
    assert {tuple(colour) for colour in line} == {(0, 0, 0), (255, 255, 255)}
    assert 80 <= (line[:, 0] == 255).sum() <= 120
    assert {tuple(colour) for colour in shown[101:300, 200]} == {(0, 0, 0), (255, 255, 255)}
    view.set_mask_shown(False)
    assert np.array_equal(pixels(view)[100, 200:400, 2] % 200, np.zeros(200))


def test_clearing_the_mask_leaves_nothing_of_it_behind(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    clean = pixels(view)
    cover(document, Box(100, 100, 700, 700))
    settle(view)
    assert not np.array_equal(pixels(view), clean)
    document.history.undo()
    settle(view)
    assert np.array_equal(pixels(view), clean)


def test_an_added_layer_appears(document: Document, open_view: OpenView, settle: Settle) -> None:
    view = open_view(document)
    red = np.zeros((300, 300, 4), np.uint8)
    red[...] = (255, 0, 0, 255)
    document.insert_layer(PixelLayer.from_pixels("Red", red, (600, 400)))
    settle(view)
    assert shown_at(view, 750, 550) == (255, 0, 0)
    layer = document.layers[1]
    document.apply(SetProperty(layer.id, "visible", True, False))
    settle(view)
    assert shown_at(view, 750, 550) != (255, 0, 0)


def test_squares_lie_behind_what_is_transparent_and_keep_their_size(
    qtbot: QtBot, open_view: OpenView, settle: Settle
) -> None:
    document = Document(800, 600)
    glass = np.zeros((600, 800, 4), np.uint8)
    glass[300:301, 400:401] = 255
    document.insert_layer(PixelLayer.from_pixels("Glass", glass))
    view = open_view(document)
    for scale in (0.5, 2.0):
        view.zoom_to(scale)
        settle(view)
        left, top = view.viewport.origin_px
        y = max(top, 0) + (8 - (max(top, 0) - top) % 8) % 8 + 3
        row = pixels(view)[y, max(left, 0) + 20 : max(left, 0) + 120, 0].astype(int)
        changes = np.flatnonzero(np.diff(row))
        assert len(set(row)) == 2
        assert set(np.diff(changes)) == {8}


def test_another_size_of_the_document_is_followed(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    document.resize(300, 200)
    settle(view)
    assert view.viewport.picture_width == 300
    assert view.viewport.picture_box.height <= 480


def test_the_display_conversion_is_used(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)

    def inverted(rgba: np.ndarray) -> np.ndarray:
        out = rgba.copy()
        out[..., :3] = 255 - out[..., :3]
        return out

    plain = pixels(view)
    box = view.viewport.picture_box
    view.set_document(document, inverted)
    settle(view)
    part = np.s_[box.top + 1 : box.bottom - 1, box.left + 1 : box.right - 1]
    sum_of_both = plain[part].astype(int) + pixels(view)[part]
    # Twice one step of rounding where four pixels become one.
    assert np.abs(sum_of_both - 255).max() <= 2


class PaintedAreas(QObject):
    """Notes which parts of a view are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region().boundingRect())
        return False

    def until_still(self) -> None:
        """Serve events until nothing is painted any more, and forget what was."""
        while True:
            self.areas.clear()
            for _ in range(3):
                QApplication.processEvents()
            if not self.areas:
                return


def test_a_stroke_repaints_only_its_own_rectangle(
    qtbot: QtBot, document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=60)))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    settle(view)
    noted = PaintedAreas()
    view.installEventFilter(noted)
    noted.until_still()
    QTest.mouseMove(view, QPoint(310, 204))
    qtbot.waitUntil(lambda: bool(noted.areas), timeout=60_000)
    view.removeEventFilter(noted)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(310, 204))
    assert all(area.width() < 120 and area.height() < 120 for area in noted.areas)
    assert any(area.contains(QPoint(305, 202)) for area in noted.areas)
