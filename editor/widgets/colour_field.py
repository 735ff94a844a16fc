"""Where a colour is chosen by eye: a field of one hue, and a strip of all hues."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.widgets import colour_mixing
from editor.widgets.colour_mixing import Hsv

Pixels = NDArray[np.uint8]
ToScreen = Callable[[Pixels], Pixels]
"""Straight RGBA (h, w, 4) in the picture's profile to the screen's."""

FIELD_PX, STRIP_PX, RADIUS_PX = 132, 18, 5
# Painted at a half of its size and smoothed: half a step of 8 bits is not seen.
_COARSE = 2
_STEP, _FINE = 0.05, 0.01


class _Plane(QWidget):
    """A picture with a mark on it that is dragged; places are shares of width and height."""

    moved = Signal(float, float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = (0.0, 0.0)
        self._image = QImage()
        self._to_screen: ToScreen | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def picture(self) -> Pixels:
        """What it shows, in the picture's profile."""
        raise NotImplementedError

    def set_to_screen(self, to_screen: ToScreen | None) -> None:
        self._to_screen = to_screen
        self.forget()

    def put(self, across: float, down: float) -> None:
        """Move the mark; nobody is told."""
        self._place = (across, down)
        self.update()

    def forget(self) -> None:
        """What is shown must be made again."""
        self._image = QImage()
        self.update()

    def _shown(self) -> QImage:
        if self._image.isNull():
            pixels = self.picture()
            if self._to_screen is not None:
                pixels = self._to_screen(pixels)
            pixels = np.ascontiguousarray(pixels)
            height, width = pixels.shape[:2]
            shape = QImage.Format.Format_RGBA8888
            self._image = QImage(pixels.tobytes(), width, height, 4 * width, shape).copy()
        return self._image

    # ---- Qt's calls

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rim = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rim, RADIUS_PX, RADIUS_PX)
        painter.save()
        painter.setClipPath(path)
        painter.drawImage(rim, self._shown())
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1.5))
            painter.drawRoundedRect(rim.adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
        self._paint_mark(painter, self._at())
        painter.end()

    def _paint_mark(self, painter: QPainter, middle: QPointF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, radius in ((QColor(0, 0, 0, 190), 6.0), (QColor(255, 255, 255), 5.0)):
            painter.setPen(QPen(colour, 1.5))
            painter.drawEllipse(middle, radius, radius)

    def _at(self) -> QPointF:
        return QPointF(self._place[0] * self.width(), self._place[1] * self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.forget()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        step = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        self._go(self._place[0] + way[0] * step, self._place[1] + way[1] * step)

    def _drag(self, place: QPointF) -> None:
        self._go(place.x() / max(1, self.width()), place.y() / max(1, self.height()))

    def _go(self, across: float, down: float) -> None:
        self.put(min(1.0, max(0.0, across)), min(1.0, max(0.0, down)))
        self.moved.emit(*self._place)


class ColourField(_Plane):
    """Saturation grows to the right, value upwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Saturation and value", parent)
        self._hue = 0.0
        self.setFixedHeight(FIELD_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("Saturation to the right, value upwards; arrow keys step")

    def picture(self) -> Pixels:
        wide, high = max(2, self.width() // _COARSE), max(2, self.height() // _COARSE)
        return colour_mixing.field(self._hue, wide, high)

    def show_colour(self, hsv: Hsv) -> None:
        if hsv[0] != self._hue:
            self._hue = hsv[0]
            self.forget()
        self.put(hsv[1], 1.0 - hsv[2])
        self.setAccessibleDescription(f"Saturation {hsv[1]:.0%}, value {hsv[2]:.0%}")


class HueStrip(_Plane):
    """All hues from red over green and blue back to red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Hue", parent)
        self.setFixedHeight(STRIP_PX)
        self.setToolTip("Hue; arrow keys step")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, STRIP_PX)

    def picture(self) -> Pixels:
        return colour_mixing.hues(max(2, self.width() // _COARSE))

    def show_colour(self, hsv: Hsv) -> None:
        self.put(hsv[0], 0.5)
        self.setAccessibleDescription(f"{hsv[0] * 360:.0f} degrees")

    def _paint_mark(self, painter: QPainter, middle: QPointF) -> None:
        x = min(max(middle.x(), 3.0), self.width() - 3.0)
        bar = QRectF(x - 2, 1, 4, self.height() - 2)
        painter.setPen(QPen(QColor(0, 0, 0, 190), 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawRoundedRect(bar, 2, 2)
