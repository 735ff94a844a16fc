"""One picture of the reference shelf: press it to take a colour, drag it to another place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.shade import shade_of

RADIUS_PX = 6
EMPTY_HEIGHT_PX = 64
HIGHEST_PX = 168
SAMPLE_PX = 1
"""A colour is the mean of what lies so far around the pointer, on the shelf's own picture."""
MIME = "application/x-pentimento-reference"
SWATCH_PX = 18
REMOVE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
MOVE_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ReferenceCard(QWidget):
    """Shows its picture as wide as the shelf; `picked` brings red, green, blue (0..1, sRGB)."""

    picked = Signal(float, float, float)
    removed = Signal()
    moved = Signal(int)
    opened = Signal()
    parts_asked = Signal()

    def __init__(self, path: Path, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._pixels: NDArray[np.uint8] | None = None
        self._picture = QPixmap()
        self._shade = QPixmap()
        self._trouble = ""
        self._pressed: QPoint | None = None
        self._under: tuple[float, float, float] | None = None
        self.setAccessibleName(f"Reference {path.name}")
        self.setToolTip(f"{path.name}: press to take a colour, drag to sort")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.close_button = icon_button(
            icons.icon("cancel"), f"Take {path.name} off the shelf", tip="Take off the shelf (Del)"
        )
        self.close_button.setParent(self)
        self.close_button.setFixedSize(22, 22)
        self.close_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.close_button.clicked.connect(self.removed)
        self.close_button.hide()
        self._fit()

    @property
    def has_picture(self) -> bool:
        return self._pixels is not None

    def set_pixels(self, pixels: NDArray[np.uint8]) -> None:
        """rows x columns x 3 in sRGB, small."""
        self._pixels = np.ascontiguousarray(pixels)
        rows, columns = pixels.shape[:2]
        shape = QImage.Format.Format_RGB888
        image = QImage(self._pixels.tobytes(), columns, rows, 3 * columns, shape)
        self._picture = QPixmap.fromImage(image)
        self._fit()
        self.update()

    def set_parts(self, parts: NDArray[np.uint8] | None) -> None:
        """Only what is white is used (rows x columns); the rest lies in shade."""
        self._shade = QPixmap() if parts is None else QPixmap.fromImage(shade_of(parts))
        self.update()

    def set_trouble(self, sentence: str) -> None:
        """It cannot be shown."""
        self._trouble = sentence
        self.setToolTip(sentence)
        self.update()

    def colour_at(self, place: QPoint) -> tuple[float, float, float] | None:
        """The colour of the picture under a place of the card; None beside the picture."""
        body = self._body()
        if self._pixels is None or not body.contains(place.toPointF()):
            return None
        rows, columns = self._pixels.shape[:2]
        x = int((place.x() - body.left()) / body.width() * columns)
        y = int((place.y() - body.top()) / body.height() * rows)
        x, y = min(max(x, 0), columns - 1), min(max(y, 0), rows - 1)
        near = self._pixels[
            max(0, y - SAMPLE_PX) : y + SAMPLE_PX + 1, max(0, x - SAMPLE_PX) : x + SAMPLE_PX + 1
        ]
        red, green, blue = (float(value) for value in near.reshape(-1, 3).mean(axis=0) / 255)
        return red, green, blue

    # ---- Qt

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()
        self.close_button.move(self.width() - 26, 4)

    def enterEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self.close_button.show()
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self._under = None
        self.close_button.setVisible(self.hasFocus())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        here = event.position().toPoint()
        self._under = self.colour_at(here)
        self.update()
        far = QApplication.startDragDistance()
        if self._pressed is not None and (here - self._pressed).manhattanLength() >= far:
            self._pressed = None
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        pressed, self._pressed = self._pressed, None
        colour = self.colour_at(event.position().toPoint())
        if pressed is not None and colour is not None:
            self.picked.emit(*colour)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Two quick presses take two colours; they open nothing by accident."""
        self.mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Its own keys are no shortcuts of the window while it has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if event.key() in REMOVE_KEYS or (is_alt and event.key() in MOVE_KEYS):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in REMOVE_KEYS:
            self.removed.emit()
        elif is_alt and event.key() in MOVE_KEYS:
            self.moved.emit(MOVE_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        menu = QMenu(self)
        menu.addAction(tr("Open as a picture"), self.opened.emit)
        paint = menu.addAction(tr("Choose the parts to use…"), self.parts_asked.emit)
        paint.setEnabled(self.has_picture)
        menu.addAction(tr("Move up"), lambda: self.moved.emit(-1))
        menu.addAction(tr("Move down"), lambda: self.moved.emit(1))
        menu.addSeparator()
        menu.addAction(tr("Take off the shelf"), self.removed.emit)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = self._body()
        shape = QPainterPath()
        shape.addRoundedRect(body, RADIUS_PX, RADIUS_PX)
        if self.has_picture:
            painter.setClipPath(shape)
            painter.drawPixmap(body, self._picture, QRectF(self._picture.rect()))
            if not self._shade.isNull():
                painter.drawPixmap(body, self._shade, QRectF(self._shade.rect()))
            painter.setClipping(False)
        else:
            painter.fillPath(shape, self.palette().color(QPalette.ColorRole.Button))
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            words = self._trouble or f"Opening {self.path.name}"
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(body.adjusted(10, 4, -30, -4), flags, words)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawPath(shape)
        self._paint_swatch(painter, body)
        painter.end()

    def _paint_swatch(self, painter: QPainter, body: QRectF) -> None:
        """What a press here would take."""
        if self._under is None:
            return
        place = QRectF(body.left() + 6, body.bottom() - SWATCH_PX - 6, SWATCH_PX, SWATCH_PX)
        painter.setPen(QPen(QColor(255, 255, 255, 220), 1.5))
        painter.setBrush(QColor.fromRgbF(*self._under))
        painter.drawEllipse(place)

    def _body(self) -> QRectF:
        """Where the picture lies: all of the card's width, or less where it is too high."""
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if not self.has_picture:
            return inside
        wide, high = self._picture.width(), self._picture.height()
        scale = min(inside.width() / wide, inside.height() / high)
        size = (wide * scale, high * scale)
        left = inside.left() + (inside.width() - size[0]) / 2
        return QRectF(left, inside.top(), *size)

    def _fit(self) -> None:
        height = EMPTY_HEIGHT_PX
        if self.has_picture:
            wanted = self.width() * self._picture.height() / max(1, self._picture.width())
            height = round(min(HIGHEST_PX, max(24.0, wanted)))
        if height != self.height():
            self.setFixedHeight(height)

    def _drag(self) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, str(self.path).encode("utf-8", "surrogateescape"))
        drag.setMimeData(data)
        if self.has_picture:
            drag.setPixmap(
                self._picture.scaledToWidth(96, Qt.TransformationMode.SmoothTransformation)
            )
        drag.exec(Qt.DropAction.MoveAction)
