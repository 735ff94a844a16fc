"""A picture on which what is not to be used is painted over."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.widgets.shade import shade_of

STEPS_KEPT = 20
USED, LEFT_OUT = 255, 0
_GREY = QImage.Format.Format_Grayscale8


class PartsPainter(QWidget):
    """The left button leaves out, the right one brings back; `changed` after each stroke."""

    changed = Signal()

    def __init__(
        self,
        pixels: NDArray[np.uint8],
        parts: NDArray[np.uint8] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        rows, columns = pixels.shape[:2]
        held = np.ascontiguousarray(pixels)
        image = QImage(held.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        self._picture = QPixmap.fromImage(image)
        self._parts = QImage(columns, rows, _GREY)
        self._parts.fill(USED)
        if parts is not None:
            self._parts = _grey(parts)
        self._earlier: list[QImage] = []
        self._last: QPointF | None = None
        self._pointer: QPointF | None = None
        self.size_px = max(8.0, min(rows, columns) / 8)
        self.setAccessibleName("Parts of the reference that are used")
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def parts(self) -> NDArray[np.uint8]:
        """rows x columns of the small picture; white is used."""
        rows, columns = self._parts.height(), self._parts.width()
        line = self._parts.bytesPerLine()
        values = np.frombuffer(self._parts.constBits(), np.uint8).reshape(rows, line)
        return values[:, :columns].copy()

    def fill(self, value: int) -> None:
        """Use all of it, or nothing."""
        self._keep()
        self._parts.fill(value)
        self._tell()

    def invert(self) -> None:
        self._keep()
        self._parts.invertPixels()
        self._tell()

    def undo(self) -> None:
        """Take back the last step, if there is one."""
        if self._earlier:
            self._parts = self._earlier.pop()
            self._tell()

    @property
    def can_undo(self) -> bool:
        return bool(self._earlier)

    # ---- Qt

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._picture.size().expandedTo(QSize(360, 240))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        self._keep()
        self._last = None
        self._stroke(event.position(), event.button())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pointer = event.position()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            if event.buttons() & button:
                self._stroke(event.position(), button)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        del event
        self._last = None
        self._tell()

    def leaveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        del event
        self._pointer = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        body = self._body()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(body, self._picture, QRectF(self._picture.rect()))
        shade = shade_of(self.parts())
        painter.drawImage(body, shade, QRectF(shade.rect()))
        if self._pointer is not None:
            radius = self.size_px / 2 * body.width() / self._picture.width()
            for colour, width in (("black", 2.5), ("white", 1.2)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawEllipse(self._pointer, radius, radius)
        painter.end()

    def _stroke(self, place: QPointF, button: Qt.MouseButton) -> None:
        here = self._on_picture(place)
        value = LEFT_OUT if button is Qt.MouseButton.LeftButton else USED
        pen = QPen(QColor(value, value, value), self.size_px)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        # No soft rim: what is brought back is whole again.
        painter = QPainter(self._parts)
        painter.setPen(pen)
        if self._last is None:
            painter.drawPoint(here)
        else:
            painter.drawLine(self._last, here)
        painter.end()
        self._last = here
        self.update()

    def _on_picture(self, place: QPointF) -> QPointF:
        body = self._body()
        scale = self._picture.width() / body.width()
        return (place - body.topLeft()) * scale

    def _body(self) -> QRectF:
        """Where the picture lies: whole, in the middle."""
        inside = QRectF(self.rect())
        wide, high = self._picture.width(), self._picture.height()
        scale = min(inside.width() / wide, inside.height() / high)
        left = inside.left() + (inside.width() - wide * scale) / 2
        top = inside.top() + (inside.height() - high * scale) / 2
        return QRectF(left, top, wide * scale, high * scale)

    def _keep(self) -> None:
        self._earlier.append(self._parts.copy())
        del self._earlier[:-STEPS_KEPT]

    def _tell(self) -> None:
        self.update()
        self.changed.emit()


def _grey(parts: NDArray[np.uint8]) -> QImage:
    rows, columns = parts.shape
    held = np.ascontiguousarray(parts)
    return QImage(held.tobytes(), columns, rows, columns, _GREY).copy()
