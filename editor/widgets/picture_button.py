"""A picture to press: a rounded thumbnail with its name, as in the empty window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from editor.language import tr

RADIUS_PX = 8
HEIGHT_PX = 128


class PictureButton(QAbstractButton):
    """Fills itself with its picture; the accent frames it under the pointer and with focus."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setText(name)
        self.setAccessibleName(tr("Open the sample {name}").format(name=name))
        self.setToolTip(tr("Open the sample \u201c{name}\u201d").format(name=name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def set_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(192, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(body, RADIUS_PX, RADIUS_PX)
        painter.fillPath(shape, self.palette().color(QPalette.ColorRole.Button))
        painter.setClipPath(shape)
        if self.has_picture:
            painter.setOpacity(1.0 if self.underMouse() or self.hasFocus() else 0.86)
            painter.drawPixmap(body, self._picture, self._cut(body))
            painter.setOpacity(1.0)
        painter.setClipping(False)
        if self.underMouse() or self.hasFocus():
            pen = QPen(self.palette().color(QPalette.ColorRole.Highlight), 2)
        else:
            pen = QPen(QColor(255, 255, 255, 26), 1)
        painter.setPen(pen)
        painter.drawPath(shape)

    def _cut(self, body: QRectF) -> QRectF:
        """The middle of the picture in the shape of the button."""
        wide, high = self._picture.width(), self._picture.height()
        scale = min(wide / body.width(), high / body.height())
        size = body.width() * scale, body.height() * scale
        return QRectF((wide - size[0]) / 2, (high - size[1]) / 2, *size)
