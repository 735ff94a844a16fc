"""A document with something to see, and views that always end their threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.document.layers import PixelLayer

OpenView = Callable[..., CanvasView]


def photograph(width: int, height: int, alpha: bool = False) -> np.ndarray:
    """A picture in which every place looks different: (h, w, 4) uint8."""
    y, x = np.mgrid[0:height, 0:width]
    red = (x * 255 // width).astype(np.uint8)
    green = (y * 255 // height).astype(np.uint8)
    blue = (((x // 16 + y // 16) % 2) * 200).astype(np.uint8)
    opacity = np.full_like(red, 255)
    if alpha:
        opacity[:, : width // 2] = 0
    return np.dstack((red, green, blue, opacity))


NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
PEN = QPointingDevice(
    "pen",
    7,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)
PEN_BACK = QPointingDevice(
    "pen",
    8,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Eraser,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)


class Pointer:
    """Sends real events to a view."""

    back = PEN_BACK
    tip = PEN

    def turn(
        self,
        view: CanvasView,
        place: tuple[int, int],
        delta: int,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        at = QPointF(*place)
        # Qt itself turns a wheel with Alt into a sideways one.
        angle = QPoint(delta, 0) if modifiers & ALT else QPoint(0, delta)
        event = QWheelEvent(
            at,
            view.mapToGlobal(at),
            QPoint(),
            angle,
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)

    def drag(
        self,
        view: CanvasView,
        start: tuple[int, int],
        end: tuple[int, int],
        button: Qt.MouseButton = LEFT,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        QTest.mousePress(view, button, modifiers, QPoint(*start))
        for step in range(1, 6):
            x = start[0] + (end[0] - start[0]) * step // 5
            y = start[1] + (end[1] - start[1]) * step // 5
            self.move(view, (x, y), button, modifiers)
        QTest.mouseRelease(view, button, modifiers, QPoint(*end))

    def move(
        self,
        view: CanvasView,
        place: tuple[int, int],
        buttons: Qt.MouseButton = Qt.MouseButton.NoButton,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        at = QPointF(*place)
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            view.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            buttons,
            modifiers,
        )
        QApplication.sendEvent(view, event)

    def pen(
        self,
        view: CanvasView,
        kind: QEvent.Type,
        place: tuple[float, float],
        pressure: float,
        device: QPointingDevice = PEN,
    ) -> None:
        at = QPointF(*place)
        button = LEFT if kind != QEvent.Type.TabletMove else Qt.MouseButton.NoButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
        event = QTabletEvent(
            kind, device, at, view.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, NONE, button, held
        )
        QApplication.sendEvent(view, event)


@pytest.fixture
def pointer() -> Pointer:
    return Pointer()


@pytest.fixture
def document() -> Document:
    made = Document(1500, 1100)
    made.insert_layer(PixelLayer.from_pixels("Photo", photograph(1500, 1100)))
    return made


@pytest.fixture
def open_view(qtbot: QtBot) -> Iterator[OpenView]:
    """Opens a document in a shown view and waits until it is sharp."""
    views: list[CanvasView] = []

    def opened(document: Document, width: int = 640, height: int = 480) -> CanvasView:
        view = CanvasView()
        views.append(view)
        qtbot.addWidget(view)
        view.set_reduced_motion(True)
        view.resize(width, height)
        view.show()
        view.set_document(document)
        view.setFocus()
        settle(view)
        return view

    def settle(view: CanvasView) -> None:
        view.repaint()
        qtbot.waitUntil(lambda: view.is_sharp, timeout=60_000)

    yield opened
    for view in views:
        view.release()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[CanvasView], None]:
    """Waits until the view shows all that is in it."""

    def wait(view: CanvasView) -> None:
        view.repaint()
        qtbot.waitUntil(lambda: view.is_sharp, timeout=60_000)
        view.repaint()

    return wait
