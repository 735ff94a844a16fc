"""Shows over a result how sure each place is and, under the pointer, where it was taken from."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from editor.canvas.swap_map import Place, SwapMap
from editor.canvas.viewport import Viewport
from ml.api.regions import Box

CARD_PX = 168.0
AWAY_PX = 36.0
RING_PX = 9.0
OPACITY = 0.55
SHADES = ((24, 28, 72), (150, 52, 118), (255, 176, 58))
"""From plain to sure; apart in lightness too, for eyes that mix up colours."""


class SwapOverlay:
    """The heat map of one result; painted only while `is_shown`."""

    def __init__(self) -> None:
        self.is_shown = False
        self._map: SwapMap | None = None
        self._box = Box(0, 0, 0, 0)
        self._heat = QImage()
        self._pointed: tuple[int, int] | None = None
        self._pictures: dict[int, QImage] = {}

    @property
    def has_map(self) -> bool:
        return self._map is not None

    @property
    def has_pictures(self) -> bool:
        return bool(self._pictures)

    @property
    def pointed(self) -> Place | None:
        """What the cell under the pointer says."""
        if self._map is None or self._pointed is None:
            return None
        return self._map.place_of(self._pointed)

    def show(self, swapped: SwapMap | None, box: Box) -> None:
        """`box`: where the result lies in the document."""
        self._map, self._box, self._pointed = swapped, box, None
        self._pictures = {}
        self._heat = QImage() if swapped is None else _heat(swapped.confidence)

    def set_pictures(self, pictures: Mapping[int, NDArray[np.uint8]]) -> None:
        """Small references by their number, rows x columns x 3 in the colours of the screen."""
        self._pictures = {number: _image(pixels) for number, pixels in pictures.items()}

    def point_at(self, x: float, y: float) -> bool:
        """The pointer is at a place of the document; whether another cell lies under it now."""
        before = self._pointed
        self._pointed = None
        if self._map is not None and not self._box.is_empty:
            across = (x - self._box.left) / self._box.width
            down = (y - self._box.top) / self._box.height
            self._pointed = self._map.cell_at(across, down)
        return self._pointed != before

    def paint(self, painter: QPainter, upright: Viewport) -> None:
        """The heat map; the painter is turned as the picture is."""
        if not self.is_shown or self._map is None:
            return
        left, top = upright.to_view(self._box.left, self._box.top)
        right, bottom = upright.to_view(self._box.right, self._box.bottom)
        painter.save()
        painter.setOpacity(OPACITY)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), self._heat)
        painter.restore()

    def paint_card(self, painter: QPainter, viewport: Viewport, accent: QColor) -> None:
        """The reference beside the pointer, with an arrow to the place; never turned."""
        place = self.pointed
        if not self.is_shown or place is None or self._map is None or self._pointed is None:
            return
        rows, columns = self._map.confidence.shape
        x = self._box.left + (self._pointed[1] + 0.5) / columns * self._box.width
        y = self._box.top + (self._pointed[0] + 0.5) / rows * self._box.height
        here = QPointF(*viewport.to_view(x, y))
        picture = self._pictures.get(place.reference)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        card = _card_beside(here, picture, painter)
        if picture is not None:
            painter.drawImage(card, picture)
        else:
            painter.fillRect(card, QColor(30, 30, 30))
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(card)
        there = QPointF(
            card.left() + place.across * card.width(), card.top() + place.down * card.height()
        )
        _paint_arrow(painter, here, there, accent)
        words = f"Reference {place.reference} \u00b7 {place.confidence:.0%} sure"
        _paint_words(painter, card, words)
        painter.restore()


def _card_beside(here: QPointF, picture: QImage | None, painter: QPainter) -> QRectF:
    """To the right of the place, or to the left where there is no room."""
    share = 0.66 if picture is None else picture.height() / max(1, picture.width())
    wide, high = (CARD_PX, CARD_PX * share) if share <= 1 else (CARD_PX / share, CARD_PX)
    view = painter.viewport()
    left = here.x() + AWAY_PX
    if left + wide > view.width():
        left = here.x() - AWAY_PX - wide
    top = min(max(8.0, here.y() - high / 2), max(8.0, view.height() - high - 30.0))
    return QRectF(left, top, wide, high)


def _paint_arrow(painter: QPainter, here: QPointF, there: QPointF, accent: QColor) -> None:
    for colour, width in ((QColor(0, 0, 0, 150), 4.0), (accent, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(there, RING_PX, RING_PX)
        painter.drawEllipse(here, 3.0, 3.0)
        way = there - here
        length = max(1.0, (way.x() ** 2 + way.y() ** 2) ** 0.5)
        along = QPointF(way.x() / length, way.y() / length)
        tip = there - along * RING_PX
        painter.drawLine(here, tip)
        side = QPointF(-along.y(), along.x())
        for sign in (-1.0, 1.0):
            painter.drawLine(tip, tip - along * 8.0 + side * (4.0 * sign))


def _paint_words(painter: QPainter, card: QRectF, words: str) -> None:
    below = QRectF(card.left(), card.bottom() + 2, max(card.width(), 140.0), 20.0)
    painter.fillRect(below, QColor(20, 20, 20, 220))
    painter.setPen(QColor(240, 240, 240))
    painter.drawText(below.adjusted(6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


def _heat(confidence: NDArray[np.float32]) -> QImage:
    levels = np.linspace(0, 1, len(SHADES))
    shades = np.array(SHADES, np.float32)
    planes = [np.interp(confidence, levels, shades[:, channel]) for channel in range(3)]
    return _image(np.rint(np.stack(planes, axis=2)).astype(np.uint8))


def _image(pixels: NDArray[np.uint8]) -> QImage:
    """Rows x columns x 3, copied."""
    rows, columns = pixels.shape[:2]
    data = np.ascontiguousarray(pixels).tobytes()
    return QImage(data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()
