"""The real window: every paint tool with a real mouse, the keys of colours, the Colours dock."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import GREY, FakeClient, Window, open_window, settle, wait_until

from editor.document.document import Document
from ml.api.messages import Failed

pytestmark = pytest.mark.journey
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RED = (1.0, 0.0, 0.0)
LINE = ((100, 100), (120, 100), (140, 100))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


def pixels(document: Document) -> np.ndarray:
    return document.active.pixels.read(document.canvas)


def take(window: Window, key: Qt.Key, tool: str, **options: object) -> None:
    """The tool by its key, with small hard options where it has them."""
    modifier = SHIFT if tool in ("smudge", "tone") else Qt.KeyboardModifier.NoModifier
    window.program.canvas.setFocus()
    window.key(key, modifier)
    assert window.program.desk.toolbox.current.id == tool
    assert window.program.canvas.tool.id == tool
    window.program.desk.toolbox.set_option(tool, options)


def press(window: Window, x: float, y: float, modifier: Qt.KeyboardModifier) -> tuple[int, int]:
    """Click there; the pixel of the picture that was hit."""
    canvas = window.program.canvas
    point = QPoint(*map(round, canvas.viewport.to_view(x, y)))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, modifier, point)
    settle()
    hit = canvas.viewport.to_document(point.x(), point.y())
    return int(hit[0]), int(hit[1])


def busy(window: Window) -> None:
    wait_until(lambda: window.program.desk.background.is_idle, "the background")
    settle()


def test_brush_and_eraser(window: Window) -> None:
    document = window.open()
    before = pixels(document)
    window.program.desk.toolbox.colours.set_foreground(RED)
    take(window, Qt.Key.Key_B, "paint", size=12, hardness=1.0)
    assert window.program.rail.button("paint").isChecked()
    window.drag(*LINE)
    assert pixels(document)[100, 120].tolist() == [255, 0, 0, 255]
    assert document.history.undo_title == "Brush stroke"
    assert document.selection.is_empty
    take(window, Qt.Key.Key_E, "paint_eraser", size=12, hardness=1.0)
    window.drag(*LINE)
    assert pixels(document)[100, 120, 3] == 0
    window.program.shell.trigger("edit.undo")
    window.program.shell.trigger("edit.undo")
    np.testing.assert_array_equal(pixels(document), before)
    assert window.program.colours.recent.colours == (RED,)


def test_stamp_says_what_it_needs_then_copies(window: Window) -> None:
    document = window.open()
    before = pixels(document)
    take(window, Qt.Key.Key_S, "clone", size=12, hardness=1.0)
    window.drag(*LINE)
    np.testing.assert_array_equal(pixels(document), before)
    assert "Alt-click" in window.program.stage._notice.words.text()
    x, y = press(window, 200.5, 60.5, ALT)
    assert window.program.canvas.overlays.sketch.sketch.crosses
    to_x, to_y = press(window, 100.5, 100.5, Qt.KeyboardModifier.NoModifier)
    window.drag(*LINE)
    dx, dy = x - to_x, y - to_y
    copied = before[98 + dy : 103 + dy, 100 + dx : 140 + dx]
    np.testing.assert_array_equal(pixels(document)[98:103, 100:140], copied)


def test_healing_fills_in_the_background_and_is_one_step(qtbot: QtBot) -> None:
    client = FakeClient(answers_at_once=False)
    with open_window(client=client) as window:
        document = window.open()
        digest = document.digest()
        take(window, Qt.Key.Key_J, "heal", size=16, hardness=1.0)
        window.drag(*LINE)
        wait_until(lambda: len(client.jobs) == 1, "the job")
        assert document.digest() == digest
        assert window.program.canvas.overlays.sketch.sketch.bands
        assert window.program.runs.attempt is None, "no panel is involved"
        window.drag((30, 30), (50, 30))
        client.finish(1)
        wait_until(lambda: len(client.jobs) == 2, "the second job")
        assert document.history.undo_title == "Heal"
        assert pixels(document)[100, 120].tolist() == [GREY, GREY, GREY, 255]
        client.say(Failed(job=2, code="failed", message="It could not be done.", details=""))
        settle()
        assert "could not be done" in window.program.stage._notice.words.text()
        assert len(document.history.entries) == 1
        assert window.program.canvas.overlays.sketch.sketch is None
        document.history.undo()
        assert document.digest() == digest
        assert window.program.healing.is_idle


def test_healing_onto_a_new_layer(window: Window) -> None:
    document = window.open()
    below = pixels(document)
    take(window, Qt.Key.Key_J, "heal", size=16, onto="new layer")
    window.drag(*LINE)
    wait_until(lambda: window.program.healing.is_idle, "the healing")
    assert [layer.name for layer in document.layers] == ["Photo", "Healed"]
    np.testing.assert_array_equal(document.layers[0].pixels.read(document.canvas), below)


def test_smudge_and_toning(window: Window) -> None:
    document = window.open()
    take(window, Qt.Key.Key_O, "tone", size=20, opacity=1.0)
    before = pixels(document)
    window.drag(*LINE)
    after = pixels(document)
    assert after[100, 120, :3].sum() > before[100, 120, :3].sum()
    take(window, Qt.Key.Key_S, "smudge", size=20)
    window.drag(*LINE)
    assert not np.array_equal(pixels(document), after)
    assert [entry.title for entry in document.history.entries] == ["Dodge", "Smudge"]


def test_fill_and_gradient(window: Window) -> None:
    document = window.open()
    window.program.desk.toolbox.colours.set_foreground(RED)
    take(window, Qt.Key.Key_F, "fill", tolerance=255, antialias=False)
    press(window, 50, 50, Qt.KeyboardModifier.NoModifier)
    busy(window)
    assert (pixels(document) == [255, 0, 0, 255]).all()
    take(window, Qt.Key.Key_G, "gradient")
    window.drag((0, 120), (100, 120), (320, 120))
    busy(window)
    line = pixels(document)[120]
    assert line[0, 1] < 6
    assert line[319, 1] > 249
    assert len(document.history.entries) == 2


def test_picking_by_the_tool_and_by_ctrl(window: Window) -> None:
    document = window.open()
    colours = window.program.desk.toolbox.colours
    take(window, Qt.Key.Key_P, "picker")
    x, y = press(window, 200.5, 60.5, Qt.KeyboardModifier.NoModifier)
    wanted = [value / 255 for value in pixels(document)[y, x, :3]]
    assert colours.foreground == pytest.approx(wanted)
    take(window, Qt.Key.Key_B, "paint")
    colours.reset()
    press(window, 200.5, 60.5, CTRL)
    assert colours.foreground == pytest.approx(wanted)
    assert len(document.history.entries) == 0


def test_keys_of_colours_size_hardness_and_opacity(window: Window) -> None:
    window.open()
    box = window.program.desk.toolbox
    box.colours.set_foreground(RED)
    take(window, Qt.Key.Key_B, "paint", size=40, hardness=0.5, opacity=0.5)
    window.key(Qt.Key.Key_X)
    assert box.colours.background == RED
    window.key(Qt.Key.Key_D)
    assert box.colours.foreground == (0, 0, 0)
    window.key(Qt.Key.Key_BracketRight)
    assert box.current.options.size > 40
    window.key(Qt.Key.Key_O)
    assert box.current.options.opacity == pytest.approx(0.6)
    window.key(Qt.Key.Key_I)
    window.key(Qt.Key.Key_I)
    assert box.current.options.opacity == pytest.approx(0.4)
    window.program.shell.trigger("tool.harder")
    assert box.current.options.hardness == pytest.approx(0.6)
    window.program.shell.trigger("tool.opacity_30")
    assert window.program.options.values("paint")["opacity"] == pytest.approx(0.3)
    window.key(Qt.Key.Key_B, SHIFT)
    window.key(Qt.Key.Key_X)
    assert box.current.id == "eraser"


def test_digits_set_the_opacity_in_the_photoshop_keys(window: Window) -> None:
    window.open()
    window.program.keyboard.use("photoshop")
    take(window, Qt.Key.Key_B, "paint")
    window.key(Qt.Key.Key_4)
    assert window.program.desk.toolbox.current.options.opacity == pytest.approx(0.4)


def test_fills_by_key(window: Window) -> None:
    document = window.open()
    window.program.desk.toolbox.colours.set_foreground(RED)
    window.program.shell.trigger("edit.fill_foreground")
    busy(window)
    assert (pixels(document) == [255, 0, 0, 255]).all()
    assert document.history.undo_title == "Fill"


def test_what_cannot_be_painted_is_said(window: Window) -> None:
    document = window.open()
    document.active.visible = False
    take(window, Qt.Key.Key_B, "paint")
    window.drag(*LINE)
    assert "hidden" in window.program.stage._notice.words.text()
    assert len(document.history.entries) == 0


def pen(kind: QEvent.Type, window: Window, place: tuple[float, float], **more: float) -> None:
    canvas = window.program.canvas
    at = QPointF(*canvas.viewport.to_view(*place))
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Pressure,
        1,
        1,
    )
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else _LEFT
    event = QTabletEvent(
        kind,
        device,
        at,
        QPointF(canvas.mapToGlobal(at)),
        more.get("pressure", 1.0),
        more.get("tilt_x", 0.0),
        more.get("tilt_y", 0.0),
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        _LEFT,
        held,
    )
    event.setTimestamp(int(more.get("at_ms", 1000)))
    QApplication.sendEvent(canvas, event)
    settle()


_LEFT = Qt.MouseButton.LeftButton


def test_the_pen_leans_and_presses_and_made_up_mouse_events_are_dropped(window: Window) -> None:
    document = window.open()
    box = window.program.desk.toolbox
    box.colours.set_foreground(RED)
    take(
        window,
        Qt.Key.Key_B,
        "paint",
        size=60,
        hardness=1.0,
        roundness=0.2,
        angle_by_tilt=True,
        size_by="even",
    )
    pen(QEvent.Type.TabletPress, window, (100, 100), pressure=0.5, tilt_y=60)
    pen(QEvent.Type.TabletRelease, window, (100, 100), pressure=0.0, tilt_y=60)
    red = (pixels(document) == [255, 0, 0, 255]).all(axis=2)
    rows, cols = np.nonzero(red)
    assert 20 <= np.ptp(rows) <= 30
    assert np.ptp(cols) <= 8
    steps = len(document.history.entries)
    canvas = window.program.canvas
    for at_ms, painted in ((1100, 0), (2000, 1)):
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            at = QPointF(*canvas.viewport.to_view(200, 150))
            there = QPointF(canvas.mapToGlobal(at))
            event = QMouseEvent(kind, at, there, _LEFT, _LEFT, Qt.KeyboardModifier.NoModifier)
            event.setTimestamp(at_ms)
            QApplication.sendEvent(canvas, event)
        settle()
        assert len(document.history.entries) == steps + painted


def test_the_colours_dock_mixes_types_and_remembers(window: Window) -> None:
    window.open()
    program, colours = window.program, window.program.desk.toolbox.colours
    program.swatch.asked.emit()
    settle()
    dock = program.colours
    assert program.docks.is_seen("colours")
    strip, field = dock.strip, dock.field
    QTest.mouseClick(strip, _LEFT, pos=QPoint(strip.width() * 2 // 3, strip.height() // 2))
    QTest.mouseClick(field, _LEFT, pos=QPoint(field.width() - 1, 0))
    red, green, blue = colours.foreground
    assert blue == pytest.approx(1, abs=0.02)
    assert max(red, green) < 0.05
    dock.numbers.text.setFocus()
    dock.numbers.text.selectAll()
    QTest.keyClicks(dock.numbers.text, "#40c080")
    QTest.keyClick(dock.numbers.text, Qt.Key.Key_Return)
    assert colours.foreground == pytest.approx((0x40 / 255, 0xC0 / 255, 0x80 / 255))
    assert [round(row.number) for row in dock.numbers.rgb_rows] == [0x40, 0xC0, 0x80]
    cell = dock.palette_strip.cell(13).center().toPoint()
    QTest.mouseClick(dock.palette_strip, Qt.MouseButton.RightButton, pos=cell)
    assert colours.background == dock.palette_strip.colours[13]
    dock.swap.click()
    assert colours.foreground == dock.palette_strip.colours[13]
    assert dock.numbers.text.text() == "#f2c14e"


def test_grey_keeps_the_hue_that_was_chosen(window: Window) -> None:
    window.open()
    window.program.docks.open("colours")
    settle()
    dock, colours = window.program.colours, window.program.desk.toolbox.colours
    dock.numbers.hsv_changed.emit((0.6, 0.5, 0.0))
    assert colours.foreground == (0, 0, 0)
    dock.numbers.hsv_changed.emit((0.6, 0.0, 0.7))
    QTest.mouseClick(dock.field, _LEFT, pos=QPoint(dock.field.width() - 1, 1))
    red, green, blue = colours.foreground
    assert blue > green > red
