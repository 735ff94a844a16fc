"""The turned and mirrored view as Qt's transforms."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPolygonF, QTransform

from editor.canvas.viewport import Viewport
from editor.document.geometry import corners
from ml.api.regions import Box


def turned_about_corner(viewport: Viewport, factor: float) -> QTransform:
    """Units of `factor` device pixels from the picture's corner, to device pixels."""
    x_x, x_y, y_x, y_y = viewport.turn
    left, top = viewport.origin_px
    return QTransform(factor * x_x, factor * x_y, factor * y_x, factor * y_y, left, top)


def from_upright(viewport: Viewport) -> QTransform:
    """The upright view to this one, in logical pixels."""
    x_x, x_y, y_x, y_y = viewport.turn
    left, top = (part / viewport.ratio for part in viewport.origin_px)
    turned = QTransform(x_x, x_y, y_x, y_y, left, top)
    return QTransform.fromTranslate(-left, -top) * turned


def device_polygon(box: Box, viewport: Viewport) -> QPolygonF:
    """The corners of a document box in device pixels."""
    return QPolygonF([QPointF(*viewport.to_device(x, y)) for x, y in corners(box)])


def turned_rect(rect: QRect, viewport: Viewport) -> QRect:
    """The view's rectangle around one of the upright view."""
    return rect if viewport.is_straight else from_upright(viewport).mapRect(rect)
