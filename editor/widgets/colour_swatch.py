"""The two colours in the hand, at the foot of the rail."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from editor.language import tr
from editor.tools.colours import Colour, Colours

SIZE_PX = QSize(36, 36)
PATCH_PX = 21.0


class ColourSwatch(QWidget):
    """The foreground over the background; a press asks for the colours, the corner swaps them."""

    asked = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.setFixedSize(SIZE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Colours in the hand"))
        colours.changed.connect(self._follow)
        self.show_keys("", "")
        self._follow()

    def show_keys(self, swap: str, reset: str) -> None:
        """The keys that do the same."""
        words = tr("Foreground over background; press to choose")
        keys = [
            f"{key} {does}"
            for key, does in ((swap, tr("swaps them")), (reset, tr("resets")))
            if key
        ]
        self.setToolTip("\n".join([words, ", ".join(keys)]) if keys else words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return SIZE_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position()
        if place.x() > PATCH_PX + 4 and place.y() < self.height() - PATCH_PX - 4:
            self._colours.swap()
        else:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        away = self.width() - PATCH_PX - 1.5
        self._patch(painter, QRectF(away, away, PATCH_PX, PATCH_PX), self._colours.background)
        self._patch(painter, QRectF(1.5, 1.5, PATCH_PX, PATCH_PX), self._colours.foreground)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _patch(self, painter: QPainter, place: QRectF, colour: Colour) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1))
        painter.setBrush(_shown(colour))
        painter.drawRoundedRect(place, 3, 3)

    def _follow(self) -> None:
        front, back = (_shown(one).name() for one in self._both())
        self.setAccessibleDescription(
            tr("Foreground {front}, background {back}").format(front=front, back=back)
        )
        self.update()

    def _both(self) -> tuple[Colour, Colour]:
        return self._colours.foreground, self._colours.background


def _shown(colour: Colour) -> QColor:
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    return QColor.fromRgbF(red, green, blue)
