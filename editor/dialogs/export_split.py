"""The picture before and after an export, side by side at 100 %, to be moved under a line."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from editor.files.raster import Picture
from editor.lazy import late
from ml.api.regions import Box

_shown_crop = late("editor.files.export_preview:shown_crop")
_GRIP_PX = 8
_STEP_PX = 32
_LABEL_GAP = 8


class SplitView(QWidget):
    """Left of the line `before`, right of it `after`; a pixel of the picture is one of the screen.

    Dragging moves the picture, dragging the line moves the line; arrow keys move the picture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(QSize(360, 300))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Preview: before on the left, as exported on the right")
        self.words: tuple[str, str] = ("Before", "Exported")
        self.line = 0.5
        self._before: Picture | None = None
        self._after: Picture | None = None
        self._middle: QPointF | None = None
        self._shown: dict[int, tuple[Box, QImage]] = {}
        self._grabbed = ""
        self._last = QPointF()

    def show_before(self, picture: Picture) -> None:
        self._before = picture
        if self._middle is None:
            self._middle = QPointF(picture.width / 2, picture.height / 2)
        self._forget()

    def show_after(self, picture: Picture | None) -> None:
        """None while the next one is made: the left side is then shown alone."""
        self._after = picture
        self._forget()

    @property
    def view_box(self) -> Box:
        """The part of the picture that is seen."""
        if self._before is None or self._middle is None:
            return Box(0, 0, 0, 0)
        width, height = (min(a, b) for a, b in zip(self._room(), self._size(), strict=True))
        left = _kept_within(self._middle.x() - width / 2, self._before.width - width)
        top = _kept_within(self._middle.y() - height / 2, self._before.height - height)
        return Box(left, top, left + width, top + height)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by device pixels."""
        if self._before is None:
            return
        box = self.view_box
        middle = QPointF((box.left + box.right) / 2 - dx, (box.top + box.bottom) / 2 - dy)
        self._middle = middle
        box = self.view_box
        self._middle = QPointF((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        self._forget()

    def _room(self) -> tuple[int, int]:
        scale = self.devicePixelRatioF()
        return max(1, int(self.width() * scale)), max(1, int(self.height() * scale))

    def _size(self) -> tuple[int, int]:
        return (self._before.width, self._before.height) if self._before else (1, 1)

    def _forget(self) -> None:
        self._shown.clear()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().window().color().darker(115))
        if self._before is None:
            return
        at = self._line_px()
        self._paint_side(painter, self._before, QRect(0, 0, at, self.height()))
        if self._after is not None:
            right = QRect(at, 0, self.width() - at, self.height())
            self._paint_side(painter, self._after, right)
        self._paint_line(painter, at)
        self._paint_words(painter, at)

    def _paint_side(self, painter: QPainter, picture: Picture, part: QRect) -> None:
        image = self._image(picture)
        scale = self.devicePixelRatioF()
        size = QPointF(image.width() / scale, image.height() / scale)
        corner = QPointF((self.width() - size.x()) / 2, (self.height() - size.y()) / 2)
        painter.save()
        painter.setClipRect(part)
        painter.drawImage(corner, image)
        painter.restore()

    def _image(self, picture: Picture) -> QImage:
        box = self.view_box
        known = self._shown.get(id(picture))
        if known is None or known[0] != box:
            pixels = np.ascontiguousarray(_shown_crop(picture, box))
            height, width, _ = pixels.shape
            image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            image = image.copy()
            image.setDevicePixelRatio(self.devicePixelRatioF())
            known = (box, image)
            self._shown[id(picture)] = known
        return known[1]

    def _paint_line(self, painter: QPainter, at: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 3))
        painter.drawLine(at, 0, at, self.height())
        painter.setPen(QPen(QColor(255, 255, 255, 230), 1))
        painter.drawLine(at, 0, at, self.height())
        painter.setBrush(QColor(255, 255, 255, 235))
        painter.drawEllipse(QPoint(at, self.height() // 2), 5, 5)

    def _paint_words(self, painter: QPainter, at: int) -> None:
        metrics = painter.fontMetrics()
        for words, is_right in zip(self.words, (False, True), strict=True):
            width = metrics.horizontalAdvance(words) + 12
            left = at + _LABEL_GAP if is_right else at - _LABEL_GAP - width
            plate = QRect(left, _LABEL_GAP, width, metrics.height() + 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 140))
            painter.drawRoundedRect(plate, 4, 4)
            painter.setPen(QColor(255, 255, 255))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _line_px(self) -> int:
        return round(self.width() * self.line)

    def _is_on_line(self, place: QPointF) -> bool:
        return abs(place.x() - self._line_px()) <= _GRIP_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._grabbed = "line" if self._is_on_line(event.position()) else "picture"
        self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position()
        if self._grabbed == "line":
            self.line = min(0.98, max(0.02, place.x() / max(1, self.width())))
            self.update()
        elif self._grabbed == "picture":
            moved = (place - self._last) * self.devicePixelRatioF()
            self.pan(moved.x(), moved.y())
        on_line = self._grabbed == "line" or self._is_on_line(place)
        kind = Qt.CursorShape.SplitHCursor if on_line else Qt.CursorShape.OpenHandCursor
        self.setCursor(kind)
        self._last = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._grabbed = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {
            Qt.Key.Key_Left: (_STEP_PX, 0),
            Qt.Key.Key_Right: (-_STEP_PX, 0),
            Qt.Key.Key_Up: (0, _STEP_PX),
            Qt.Key.Key_Down: (0, -_STEP_PX),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.pan(*step)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._forget()


def _kept_within(start: float, most: int) -> int:
    return max(0, min(round(start), most))
