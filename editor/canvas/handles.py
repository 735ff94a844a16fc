"""Paints what tools draw besides brush and line: frames, handles, a dimmed surround, words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from editor.canvas.viewport import Viewport
from editor.document.geometry import Point, Quad
from editor.tools.figure import Figure, Grip, Stroke, Words

_DARK = QColor(0, 0, 0, 170)
_LIGHT = QColor(255, 255, 255, 240)
_FAINT = QColor(255, 255, 255, 110)
_DIM = QColor(0, 0, 0, 140)
_PLATE = QColor(24, 24, 24, 235)
_RIM = QColor(255, 255, 255, 50)
_HANDLE_PX = 4.5
_MARK_ALPHA = 110
_ROOM_PX = 8.0

CURSORS = {
    Grip.NONE: Qt.CursorShape.ArrowCursor,
    Grip.MOVE: Qt.CursorShape.SizeAllCursor,
    Grip.SIZE_ACROSS: Qt.CursorShape.SizeHorCursor,
    Grip.SIZE_DOWN: Qt.CursorShape.SizeVerCursor,
    Grip.SIZE_FALLING: Qt.CursorShape.SizeFDiagCursor,
    Grip.SIZE_RISING: Qt.CursorShape.SizeBDiagCursor,
    Grip.TURN: Qt.CursorShape.PointingHandCursor,
    Grip.SHEAR: Qt.CursorShape.SplitHCursor,
    Grip.CROSS: Qt.CursorShape.CrossCursor,
    Grip.TEXT: Qt.CursorShape.IBeamCursor,
}
_ROUND = (Grip.SIZE_ACROSS, Grip.SIZE_FALLING, Grip.SIZE_DOWN, Grip.SIZE_RISING)


def cursor_of(grip: Grip, viewport: Viewport) -> Qt.CursorShape:
    """The cursor for a grip as it lies on the screen, where the view may be turned."""
    if grip in _ROUND:
        index = _ROUND.index(grip)
        index = -index if viewport.mirrored else index
        grip = _ROUND[(index + round(viewport.angle / 45)) % 4]
    return CURSORS[grip]


class FigureOverlay:
    """One figure; white on dark, so that it is seen on any picture."""

    def __init__(self) -> None:
        self.figure: Figure | None = None
        self.caret_shown = True

    def paint(self, painter: QPainter, viewport: Viewport, accent: QColor) -> None:
        figure = self.figure
        if figure is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if figure.window is not None:
            self._paint_dim(painter, viewport, figure.window)
        for mark in figure.marks:
            _paint_mark(painter, viewport, mark, accent)
        for stroke in figure.strokes:
            _paint_stroke(painter, viewport, stroke)
        if figure.caret is not None and self.caret_shown:
            _paint_caret(painter, viewport, figure.caret)
        for place in figure.handles:
            _paint_handle(painter, _seen(place, viewport))
        if figure.pivot is not None:
            _paint_pivot(painter, _seen(figure.pivot, viewport), accent)
        for words in figure.words:
            _paint_words(painter, viewport, words)
        painter.restore()

    @staticmethod
    def _paint_dim(painter: QPainter, viewport: Viewport, window: tuple[Point, ...]) -> None:
        path = QPainterPath()
        path.addRect(QRectF(0, 0, viewport.view_width, viewport.view_height))
        path.addPolygon(QPolygonF([_seen(place, viewport) for place in window]))
        path.closeSubpath()
        painter.fillPath(path, _DIM)


def _seen(place: Point, viewport: Viewport) -> QPointF:
    return QPointF(*viewport.to_view(*place))


def _paint_stroke(painter: QPainter, viewport: Viewport, stroke: Stroke) -> None:
    line = QPolygonF([_seen(place, viewport) for place in stroke.points])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pens = (QPen(_FAINT, 1.0),) if stroke.faint else (QPen(_DARK, 2.5), QPen(_LIGHT, 1.0))
    for pen in pens:
        painter.setPen(pen)
        if stroke.closed:
            painter.drawPolygon(line)
        else:
            painter.drawPolyline(line)


def _paint_mark(painter: QPainter, viewport: Viewport, mark: Quad, accent: QColor) -> None:
    """What is chosen, as in a text field."""
    tint = QColor(accent)
    tint.setAlpha(_MARK_ALPHA)
    path = QPainterPath()
    path.addPolygon(QPolygonF([_seen(place, viewport) for place in mark]))
    path.closeSubpath()
    painter.fillPath(path, tint)


def _paint_caret(painter: QPainter, viewport: Viewport, ends: tuple[Point, Point]) -> None:
    """White in a dark rim, so that it is seen on any letter."""
    top, bottom = (_seen(place, viewport) for place in ends)
    for pen in (QPen(_DARK, 4.0), QPen(QColor(255, 255, 255), 1.6)):
        painter.setPen(pen)
        painter.drawLine(top, bottom)


def _paint_handle(painter: QPainter, middle: QPointF) -> None:
    half = _HANDLE_PX
    painter.setPen(QPen(_DARK, 1.0))
    painter.setBrush(QBrush(QColor(255, 255, 255)))
    square = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    painter.drawRoundedRect(square, 1.5, 1.5)


def _paint_pivot(painter: QPainter, middle: QPointF, accent: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_DARK, 3.0), QPen(accent, 1.5)):
        painter.setPen(pen)
        painter.drawEllipse(middle, 4.0, 4.0)


def _paint_words(painter: QPainter, viewport: Viewport, words: Words) -> None:
    """The plate stays inside the view wherever its place is."""
    metrics = painter.fontMetrics()
    lines = words.text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _ROOM_PX
    height = metrics.height() * len(lines) + _ROOM_PX
    x, y = viewport.to_view(*words.at)
    x = min(max(4.0, x + 14.0), viewport.view_width - width - 4)
    y = min(max(4.0, y + 14.0), viewport.view_height - height - 4)
    plate = QRectF(x, y, width, height)
    painter.setPen(QPen(_RIM, 1.0))
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(plate, 5, 5)
    painter.setPen(QColor(255, 255, 255))
    inside = plate.adjusted(_ROOM_PX, _ROOM_PX / 2, -_ROOM_PX, -_ROOM_PX / 2)
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words.text)
