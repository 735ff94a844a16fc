"""A generator's result shown over the picture before the artist keeps it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from editor.canvas.display_tile import picture_image
from editor.canvas.viewport import Viewport
from ml.api.regions import Box

BORDER_PX = 2
_GRIP_PX = 8.0
_KNOB_PX = 9.0
NEAREST_FROM_SCALE = 2.0


@dataclass(frozen=True, eq=False)
class PreviewPicture:
    """What a result would look like: straight RGBA (h, w, 4) uint8 in the colours of the screen.

    `box` is where it lies in the document; the pixels have the size of the box. What is
    transparent in it shows the document.
    """

    box: Box
    pixels: NDArray[np.uint8]


class PreviewOverlay:
    """The picture under its accent border; with a split handle the left side shows the document."""

    def __init__(self) -> None:
        self.opacity = 1.0
        self.split: float | None = None
        self.picture: PreviewPicture | None = None
        self._levels: list[QImage] = []

    def show(self, picture: PreviewPicture | None) -> None:
        self.picture = picture
        self._levels = [] if picture is None else [picture_image(picture.pixels)]

    def bounds(self, viewport: Viewport) -> QRect:
        """The logical pixels that it touches."""
        if self.picture is None:
            return QRect()
        return _view_rect(self.picture.box, viewport).toAlignedRect().adjusted(-12, -12, 12, 12)

    def holds_split(self, x: float, y: float, viewport: Viewport) -> bool:
        """Whether a view position is on the split handle."""
        if self.picture is None or self.split is None:
            return False
        rect = _view_rect(self.picture.box, viewport)
        return abs(x - self._split_x(rect)) <= _GRIP_PX and rect.top() <= y <= rect.bottom()

    def drag_split(self, x: float, viewport: Viewport) -> None:
        """Move the split to a view position."""
        if self.picture is not None:
            rect = _view_rect(self.picture.box, viewport)
            self.split = min(1.0, max(0.0, (x - rect.left()) / max(1.0, rect.width())))

    def paint(self, painter: QPainter, viewport: Viewport, accent: QColor) -> None:
        if self.picture is None:
            return
        rect = _view_rect(self.picture.box, viewport)
        painter.save()
        painter.setOpacity(self.opacity)
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform, viewport.scale < NEAREST_FROM_SCALE
        )
        if self.split is not None:
            shown = QRectF(rect)
            shown.setLeft(self._split_x(rect))
            painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
        painter.drawImage(rect, self._image(viewport.scale))
        painter.restore()
        self._paint_border(painter, rect, accent)

    def _paint_border(self, painter: QPainter, rect: QRectF, accent: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = BORDER_PX / 2
        pen = QPen(accent, BORDER_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(-half, -half, half, half))
        if self.split is None:
            return
        x = self._split_x(rect)
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setBrush(accent)
        painter.setPen(QPen(QColor(0, 0, 0, 110), 1.0))
        painter.drawEllipse(QPointF(x, rect.center().y()), _KNOB_PX, _KNOB_PX)
        painter.setPen(QPen(QColor(20, 20, 20), 1.5))
        for side in (-1, 1):
            tip = QPointF(x + side * 5.5, rect.center().y())
            painter.drawLine(tip, tip + QPointF(-side * 3, -3))
            painter.drawLine(tip, tip + QPointF(-side * 3, 3))

    def _split_x(self, rect: QRectF) -> float:
        return rect.left() + rect.width() * (0.5 if self.split is None else self.split)

    def _image(self, scale: float) -> QImage:
        """The picture halved until the view needs no more than half of it again."""
        level = 0
        while scale * (1 << level) < 0.5 and self._levels[level].width() > 1:
            level += 1
            if level == len(self._levels):
                last = self._levels[-1]
                self._levels.append(
                    last.scaled(
                        max(1, last.width() // 2),
                        max(1, last.height() // 2),
                        Qt.AspectRatioMode.IgnoreAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
        return self._levels[level]


def _view_rect(box: Box, viewport: Viewport) -> QRectF:
    left, top = viewport.to_view(box.left, box.top)
    right, bottom = viewport.to_view(box.right, box.bottom)
    return QRectF(left, top, right - left, bottom - top)
