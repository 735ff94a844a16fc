"""Two pictures of the same place in one frame, with a line between them that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.language import tr

STEP = 0.05
KNOB_PX = 6.0


class SplitPicture(QWidget):
    """Left of the line what was, right of it what would be; empty until there are pictures."""

    def __init__(self, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = QImage()
        self._after = QImage()
        self._side_px = side_px
        self.split = 0.5
        self.setMinimumHeight(side_px)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Before and after"))
        self.setToolTip(tr("Before on the left, after on the right; drag the line"))

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    @property
    def is_empty(self) -> bool:
        return self._after.isNull()

    @property
    def pictures(self) -> tuple[QImage, QImage]:
        """What is shown left and right of the line."""
        return self._before, self._after

    def show_pictures(self, before: QImage, after: QImage) -> None:
        """Both of the same place; the one before is stretched to the size of the other."""
        self._before, self._after = before, after
        self.update()

    def clear(self) -> None:
        self.show_pictures(QImage(), QImage())

    def move_split(self, share: float) -> None:
        """Put the line at a share of the width, 0..1."""
        self.split = min(1.0, max(0.0, share))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.move_split(self.split + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.is_empty:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame()
        x = frame.left() + frame.width() * self.split
        painter.drawImage(frame, self._before)
        painter.save()
        painter.setClipRect(QRectF(x, frame.top(), frame.right() - x, frame.height()))
        painter.drawImage(frame, self._after)
        painter.restore()
        painter.setPen(QPen(self.palette().highlight().color(), 2.0))
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        painter.setBrush(self.palette().highlight())
        painter.setPen(QPen(QColor(0, 0, 0, 110), 1.0))
        painter.drawEllipse(QPointF(x, frame.center().y()), KNOB_PX, KNOB_PX)

    def _frame(self) -> QRectF:
        """The picture in the middle, its pixels those of the screen where there is room."""
        ratio = self.devicePixelRatioF()
        wide, high = self._after.width() / ratio, self._after.height() / ratio
        fit = min(1.0, self.width() / max(1.0, wide), self.height() / max(1.0, high))
        left = (self.width() - wide * fit) / 2
        return QRectF(left, (self.height() - high * fit) / 2, wide * fit, high * fit)

    def _follow(self, event: QMouseEvent) -> None:
        if not self.is_empty and event.buttons() & Qt.MouseButton.LeftButton:
            frame = self._frame()
            self.move_split((event.position().x() - frame.left()) / max(1.0, frame.width()))
