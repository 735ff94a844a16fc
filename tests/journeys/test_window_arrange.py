"""Moving, cropping, transforming, measuring and turning in the real window, with a real mouse."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.dialogs.canvas_size import CanvasSizeDialog
from editor.dialogs.image_size import ImageSizeDialog
from editor.dialogs.rotate import RotateDialog
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.guides import Guides
from editor.document.layers import PixelLayer
from ml.api.regions import Box

pytestmark = pytest.mark.journey
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


@pytest.fixture
def document(window: Window) -> Document:
    """A photo below and a stamp above, which is active; one picture pixel is one of the view."""
    document = window.open(640, 480)
    stamp = np.full((60, 80, 4), (200, 30, 30, 255), np.uint8)
    document.insert_layer(PixelLayer.from_pixels("Stamp", stamp, (200, 150)))
    window.program.canvas.zoom_to_actual()
    document.history.mark_clean()
    settle()
    return document


def idle(window: Window) -> None:
    wait_until(lambda: window.program.desk.background.is_idle, "the work")
    settle()


def take(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, tool: str) -> None:
    window.program.canvas.setFocus()
    window.key(key, modifier)
    assert window.program.canvas.tool is not None
    assert window.program.canvas.tool.id == tool


NONE = Qt.KeyboardModifier.NoModifier


def test_the_move_tool_drags_and_nudges_a_layer(window: Window, document: Document) -> None:
    take(window, Qt.Key.Key_T, NONE, "move")
    stamp = document.layers[-1]
    window.drag((240, 180), (260, 190), (290, 210))
    assert stamp.position == (250, 180)
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_Down, SHIFT)
    assert stamp.position == (251, 190)
    window.key(Qt.Key.Key_Z, CTRL)
    assert stamp.position in ((250, 180), (200, 150))
    while document.history.can_undo:
        window.key(Qt.Key.Key_Z, CTRL)
    assert stamp.position == (200, 150)


def test_selected_pixels_are_moved_as_one_step(window: Window, document: Document) -> None:
    document.set_active(document.layers[0])
    document.selection.fill(Box(20, 20, 80, 80), 255)
    before = flatten(document)
    take(window, Qt.Key.Key_T, NONE, "move")
    window.drag((50, 50), (90, 60), (150, 350))
    idle(window)
    after = flatten(document)
    assert document.history.position == 1
    assert np.array_equal(after[320:380, 120:180], before[20:80, 20:80])
    assert not after[20:80, 20:80, 3].any()
    window.key(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(flatten(document), before)


def test_crop_by_handles_enter_and_esc(window: Window, document: Document) -> None:
    flat = flatten(document)
    take(window, Qt.Key.Key_C, NONE, "crop")
    canvas = window.program.canvas
    assert canvas.overlays.figure.figure is not None
    window.drag((640, 480), (600, 400), (500, 300))
    window.key(Qt.Key.Key_Escape)
    assert (document.width, document.height) == (640, 480)
    window.drag((640, 480), (600, 400), (500, 300))
    window.drag((0, 0), (40, 30), (100, 50))
    window.key(Qt.Key.Key_Return)
    idle(window)
    assert (document.width, document.height) == (400, 250)
    assert np.array_equal(flatten(document), flat[50:300, 100:500])
    assert window.program.status.facts.text().startswith("400 \u00d7 250")
    window.key(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(flatten(document), flat)
    assert document.digest()


def test_straighten_by_the_slider(window: Window, document: Document) -> None:
    take(window, Qt.Key.Key_C, NONE, "crop")
    window.program.desk.toolbox.set_option("crop", {"angle": 5.0})
    settle()
    window.key(Qt.Key.Key_Return)
    idle(window)
    assert document.width < 640
    assert (flatten(document)[..., 3] > 250).mean() > 0.995
    assert document.history.position == 1


def test_free_transform_shows_before_it_does(window: Window, document: Document) -> None:
    take(window, Qt.Key.Key_T, CTRL, "transform")
    canvas, stamp = window.program.canvas, document.layers[-1]
    before = flatten(document)
    window.drag((280, 210), (300, 230), (360, 270))
    assert window.program.options.values("transform")["width"] == 200
    wait_until(lambda: canvas.is_sharp, "the stand-in")
    assert np.array_equal(flatten(document), before)
    shown = canvas.grab().toImage()
    x, y = canvas.viewport.to_view(330, 250)
    seen = shown.pixelColor(round(x), round(y))
    assert (seen.red(), seen.green(), seen.blue()) == (200, 30, 30)
    window.key(Qt.Key.Key_Return)
    idle(window)
    assert document.history.position == 1
    assert stamp.bounds.contains(Box(201, 151, 359, 269))
    window.key(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(flatten(document), before)


def test_ctrl_z_takes_back_a_drag_of_the_transform_first(
    window: Window, document: Document
) -> None:
    take(window, Qt.Key.Key_T, CTRL, "transform")
    window.drag((240, 180), (250, 190), (270, 180))
    window.key(Qt.Key.Key_Z, CTRL)
    tool = window.program.desk.toolbox.current
    assert not tool.is_active
    assert document.history.position == 0
    assert not document.history.can_redo


def test_measuring(window: Window, document: Document) -> None:
    take(window, Qt.Key.Key_M, SHIFT, "measure")
    window.drag((100, 100), (150, 150), (400, 100))
    figure = window.program.canvas.overlays.figure.figure
    assert figure is not None
    assert figure.words[0].text.startswith("300.0 px   0.0\u00b0")
    window.key(Qt.Key.Key_Escape)
    assert window.program.canvas.overlays.figure.figure is None


def test_turning_and_mirroring_the_view_touch_no_pixel(window: Window, document: Document) -> None:
    before, canvas = document.digest(), window.program.canvas
    canvas.setFocus()
    window.key(Qt.Key.Key_6)
    assert canvas.viewport.angle == 15
    assert "15\u00b0" in window.program.status.zoom.text()
    window.key(Qt.Key.Key_4)
    window.key(Qt.Key.Key_4)
    assert canvas.viewport.angle == -15
    window.key(Qt.Key.Key_M)
    assert canvas.viewport.mirrored
    assert "mirrored" in window.program.status.zoom.text()
    window.key(Qt.Key.Key_5)
    assert canvas.viewport.angle == 0
    assert document.digest() == before
    # What is painted in a turned, mirrored view lands where the pointer is.
    canvas.turn(15)
    take(window, Qt.Key.Key_T, NONE, "move")
    window.drag((240, 180), (250, 180), (300, 180))
    x, y = document.layers[-1].position
    assert abs(x - 260) <= 1
    assert abs(y - 150) <= 1


def test_shift_space_drag_turns_the_view(window: Window, document: Document) -> None:
    canvas = window.program.canvas
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_Space, SHIFT)
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, SHIFT, middle + QPoint(200, 0))
    QTest.mouseMove(canvas, middle + QPoint(150, 150))
    QTest.mouseRelease(canvas, LEFT, SHIFT, middle + QPoint(0, 200))
    QTest.keyRelease(canvas, Qt.Key.Key_Space, SHIFT)
    assert canvas.viewport.angle == pytest.approx(45, abs=0.5)


def test_a_guide_comes_from_the_ruler_and_goes_back(window: Window, document: Document) -> None:
    canvas = window.program.canvas
    canvas.setFocus()
    window.program.shell.trigger("view.rulers")
    settle()
    x, y = canvas.viewport.to_view(120, 100)
    place = QPoint(round(x), round(y))
    _pull(window, QPoint(place.x(), 8), place)
    assert document.guides == Guides(across=(100.0,))
    _pull(window, QPoint(8, place.y()), place)
    assert document.guides == Guides((100.0,), (120.0,))
    # A layer clicks to it.
    take(window, Qt.Key.Key_T, NONE, "move")
    window.drag((240, 180), (200, 180), (163, 180))
    assert document.layers[-1].position[0] == 120
    # Dragged onto the ruler it is gone.
    _pull(window, place - QPoint(0, 40), QPoint(5, place.y()))
    assert document.guides == Guides((100.0,))
    window.key(Qt.Key.Key_Z, CTRL)
    assert document.guides == Guides((100.0,), (120.0,))


def _pull(window: Window, start: QPoint, end: QPoint) -> None:
    canvas = window.program.canvas
    QTest.mousePress(canvas, LEFT, pos=start)
    QTest.mouseMove(canvas, (start + end) / 2)
    QTest.mouseMove(canvas, end)
    QApplication.processEvents()
    QTest.mouseRelease(canvas, LEFT, pos=end)
    settle()


def test_image_size_through_its_dialog(window: Window, document: Document) -> None:
    before = document.digest()
    window.program.canvas.setFocus()
    window.key(Qt.Key.Key_I, CTRL | ALT)
    dialog = window.program.image.dialog
    assert isinstance(dialog, ImageSizeDialog)
    dialog.lengths.unit.setCurrentText("%")
    dialog.lengths.across.setValue(50)
    assert dialog.lengths.size_px == (320, 240)
    QTest.mouseClick(dialog.go, LEFT)
    idle(window)
    assert (document.width, document.height) == (320, 240)
    assert flatten(document)[..., 3].min() == 255
    window.key(Qt.Key.Key_Z, CTRL)
    assert document.digest() == before


def test_canvas_size_keeps_the_picture_where_it_is_asked(
    window: Window, document: Document
) -> None:
    flat = flatten(document)
    window.program.canvas.setFocus()
    window.key(Qt.Key.Key_C, CTRL | ALT)
    dialog = window.program.image.dialog
    assert isinstance(dialog, CanvasSizeDialog)
    dialog.lengths.across.setValue(700)
    dialog.lengths.down.setValue(400)
    QTest.mouseClick(dialog.anchor.cell(2, 2), LEFT)
    QTest.mouseClick(dialog.go, LEFT)
    idle(window)
    assert (document.width, document.height) == (700, 400)
    assert np.array_equal(flatten(document)[:, 60:], flat[80:])
    assert not flatten(document)[:, :60, 3].any()
    window.key(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(flatten(document), flat)


def test_rotating_by_any_angle(window: Window, document: Document) -> None:
    window.program.shell.trigger("image.rotate")
    dialog = window.program.image.dialog
    assert isinstance(dialog, RotateDialog)
    assert not dialog.go.isEnabled()
    dialog.angle.set_number(30.0)
    settle()
    QTest.mouseClick(dialog.go, LEFT)
    idle(window)
    assert (document.width, document.height) == (795, 736)
    window.key(Qt.Key.Key_Z, CTRL)
    assert (document.width, document.height) == (640, 480)


@pytest.mark.parametrize(
    ("action", "turned"),
    [
        ("image.right", lambda flat: np.rot90(flat, -1)),
        ("image.left", np.rot90),
        ("image.half", lambda flat: np.rot90(flat, 2)),
        ("image.flip_across", lambda flat: flat[:, ::-1]),
        ("image.flip_down", lambda flat: flat[::-1]),
    ],
)
def test_turns_and_mirrors_are_exact(
    window: Window, document: Document, action: str, turned: object
) -> None:
    flat = flatten(document)
    window.program.shell.trigger(action)
    idle(window)
    assert callable(turned)
    assert np.array_equal(flatten(document), turned(flat))
    assert document.history.position == 1
    window.key(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(flatten(document), flat)


def test_layers_turn_about_their_middle(window: Window, document: Document) -> None:
    stamp = document.layers[-1]
    window.program.shell.trigger("layer.right")
    idle(window)
    assert stamp.bounds == Box(210, 140, 270, 220)
    window.program.shell.trigger("layer.flip_across")
    idle(window)
    assert stamp.bounds == Box(210, 140, 270, 220)


def test_crop_to_selection_and_trim(window: Window, document: Document) -> None:
    flat = flatten(document)
    document.selection.fill(Box(100, 90, 300, 250), 255)
    window.program.desk.touch()
    settle()
    window.program.shell.trigger("image.crop")
    idle(window)
    assert np.array_equal(flatten(document), flat[90:250, 100:300])
    window.key(Qt.Key.Key_Z, CTRL)
    document.layers[0].visible = False
    window.program.shell.trigger("image.trim")
    idle(window)
    assert (document.width, document.height) == (80, 60)
