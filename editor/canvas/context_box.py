"""The part of the picture that a generator looks at: shown as a frame that the artist can drag."""

from __future__ import annotations

from enum import IntFlag

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.viewport import Viewport
from ml.api.regions import Box

MINIMUM_SIDE_PX = 64
MULTIPLE_PX = 8
_GRIP_PX = 7.0
_HANDLE_PX = 3.5
_LINE = QColor(255, 255, 255, 200)
_SHADE = QColor(0, 0, 0, 120)


class Side(IntFlag):
    """Which sides of the frame a drag moves; a corner is two of them."""

    NONE = 0
    LEFT = 1
    TOP = 2
    RIGHT = 4
    BOTTOM = 8


_CURSORS = {
    Side.LEFT: Qt.CursorShape.SizeHorCursor,
    Side.RIGHT: Qt.CursorShape.SizeHorCursor,
    Side.TOP: Qt.CursorShape.SizeVerCursor,
    Side.BOTTOM: Qt.CursorShape.SizeVerCursor,
    Side.LEFT | Side.TOP: Qt.CursorShape.SizeFDiagCursor,
    Side.RIGHT | Side.BOTTOM: Qt.CursorShape.SizeFDiagCursor,
    Side.RIGHT | Side.TOP: Qt.CursorShape.SizeBDiagCursor,
    Side.LEFT | Side.BOTTOM: Qt.CursorShape.SizeBDiagCursor,
}


class ContextFrame:
    """Shows `box` (document pixels) and lets its sides and corners be dragged inside the canvas."""

    def __init__(self) -> None:
        self.box: Box | None = None
        self._held = Side.NONE

    @property
    def is_dragged(self) -> bool:
        return self._held != Side.NONE

    def bounds(self, viewport: Viewport) -> QRect:
        """The logical pixels that it touches."""
        if self.box is None:
            return QRect()
        return _view_rect(self.box, viewport).toAlignedRect().adjusted(-6, -6, 6, 6)

    def side_at(self, x: float, y: float, viewport: Viewport) -> Side:
        """The sides under a view position."""
        if self.box is None:
            return Side.NONE
        rect = _view_rect(self.box, viewport)
        near = rect.adjusted(-_GRIP_PX, -_GRIP_PX, _GRIP_PX, _GRIP_PX)
        if not near.contains(x, y):
            return Side.NONE
        side = Side.NONE
        # A frame smaller than its grips keeps its right and lower sides in reach.
        if abs(x - rect.right()) <= _GRIP_PX:
            side |= Side.RIGHT
        elif abs(x - rect.left()) <= _GRIP_PX:
            side |= Side.LEFT
        if abs(y - rect.bottom()) <= _GRIP_PX:
            side |= Side.BOTTOM
        elif abs(y - rect.top()) <= _GRIP_PX:
            side |= Side.TOP
        return side

    @staticmethod
    def cursor(side: Side) -> Qt.CursorShape:
        return _CURSORS[side]

    def grab(self, side: Side) -> None:
        self._held = side

    def drag(self, x: float, y: float, canvas: Box) -> None:
        """Move the held sides to a document position."""
        if self.box is None:
            return
        left, top, right, bottom = self.box.left, self.box.top, self.box.right, self.box.bottom
        if self._held & Side.LEFT:
            left = _between(_snapped(x), canvas.left, right - MINIMUM_SIDE_PX)
        if self._held & Side.RIGHT:
            right = _between(_snapped(x), left + MINIMUM_SIDE_PX, canvas.right)
        if self._held & Side.TOP:
            top = _between(_snapped(y), canvas.top, bottom - MINIMUM_SIDE_PX)
        if self._held & Side.BOTTOM:
            bottom = _between(_snapped(y), top + MINIMUM_SIDE_PX, canvas.bottom)
        self.box = Box(left, top, right, bottom)

    def let_go(self) -> None:
        self._held = Side.NONE

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.box is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        rect = _view_rect(self.box, viewport)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_SHADE, 3.0))
        painter.drawRect(rect)
        line = QPen(_LINE, 1.0)
        line.setDashPattern((6.0, 4.0))
        painter.setPen(line)
        painter.drawRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_SHADE, 1.0))
        painter.setBrush(QColor(255, 255, 255))
        for place in _handles(rect):
            painter.drawEllipse(place, _HANDLE_PX, _HANDLE_PX)


def _view_rect(box: Box, viewport: Viewport) -> QRectF:
    left, top = viewport.to_view(box.left, box.top)
    right, bottom = viewport.to_view(box.right, box.bottom)
    return QRectF(left, top, right - left, bottom - top)


def _handles(rect: QRectF) -> list[QPointF]:
    middle = rect.center()
    xs = (rect.left(), middle.x(), rect.right())
    ys = (rect.top(), middle.y(), rect.bottom())
    return [QPointF(x, y) for x in xs for y in ys if (x, y) != (middle.x(), middle.y())]


def _snapped(value: float) -> int:
    return round(value / MULTIPLE_PX) * MULTIPLE_PX


def _between(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
