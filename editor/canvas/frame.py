"""Keeps the painted view, so that a pan repaints a strip and a stroke its own rectangle."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.canvas.backdrop import box_of_rect, rect_of
from editor.canvas.scene import Scene
from editor.canvas.viewport import Viewport
from ml.api.regions import Box

_REACH_PX = 2
_MOST_MARKS = 64


class Frame:
    """An image of the view in device pixels; `update` makes it true again as cheaply as it can."""

    def __init__(self) -> None:
        self._image = QImage()
        self._spare = QImage()
        self._shown: Viewport | None = None
        self._marks: list[Box] = []

    @property
    def image(self) -> QImage:
        return self._image

    def mark(self, box: Box) -> None:
        """What is painted for `box` (document pixels) is out of date."""
        self._marks.append(box)
        if len(self._marks) > _MOST_MARKS:
            self._marks = [reduce(Box.union, self._marks)]

    def mark_all(self) -> None:
        self._shown = None

    def update(self, viewport: Viewport, scene: Scene) -> QRegion:
        """Paint what is out of date in this view; returns where that was, in device pixels."""
        whole = QRect(0, 0, viewport.device_width, viewport.device_height)
        if self._image.size() != whole.size():
            self._image = QImage(whole.size(), QImage.Format.Format_RGB32)
            self._spare = QImage(whole.size(), QImage.Format.Format_RGB32)
            self._shown = None
        self._image.setDevicePixelRatio(1.0)
        shift = self._shift_to(viewport)
        dirty = QRegion(whole) if shift is None else self._scroll(*shift)
        for box in self._marks:
            # A pixel's colour reaches its neighbours where it is drawn smoothly.
            dirty = dirty.united(rect_of(viewport.device_box(box).padded(_REACH_PX)))
        dirty = dirty.intersected(whole)
        self._shown, self._marks = viewport, []
        if not dirty.isEmpty():
            painter = QPainter(self._image)
            rects: Iterable[QRect] = dirty  # type: ignore[assignment]
            for rect in rects:
                scene.paint(painter, box_of_rect(rect), viewport)
            painter.end()
        self._image.setDevicePixelRatio(viewport.ratio)
        return dirty

    def _shift_to(self, viewport: Viewport) -> tuple[int, int] | None:
        """By how much the painted picture only has to move; None where it must be made anew."""
        shown = self._shown
        if shown is None or _shape(shown) != _shape(viewport):
            return None
        old, new = shown.origin_px, viewport.origin_px
        dx, dy = new[0] - old[0], new[1] - old[1]
        if abs(dx) >= viewport.device_width or abs(dy) >= viewport.device_height:
            return None
        return dx, dy

    def _scroll(self, dx: int, dy: int) -> QRegion:
        """Move what is painted; returns what came into view."""
        if (dx, dy) == (0, 0):
            return QRegion()
        self._spare.setDevicePixelRatio(1.0)
        painter = QPainter(self._spare)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(QPoint(dx, dy), self._image)
        painter.end()
        self._image, self._spare = self._spare, self._image
        whole = self._image.rect()
        return QRegion(whole).subtracted(QRegion(whole.translated(dx, dy)))


def _shape(viewport: Viewport) -> tuple[float, ...]:
    return (
        viewport.scale,
        viewport.ratio,
        viewport.picture_width,
        viewport.picture_height,
        viewport.view_width,
        viewport.view_height,
        viewport.angle,
        viewport.mirrored,
        viewport.level,
    )
