"""Rows of colours to take into the hand by one press."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from editor.tools.colours import Colour
from editor.widgets import colour_mixing
from editor.widgets.colour_field import ToScreen

CELL_PX, GAP_PX = 18, 3


class ColourPatches(QWidget):
    """Left takes the foreground, right or Alt the background; arrows and Enter do it by keys."""

    chosen = Signal(tuple)
    chosen_behind = Signal(tuple)

    def __init__(self, name: str, shape: tuple[int, int], parent: QWidget | None = None) -> None:
        """`shape` is how many colours stand in a row, and how many rows there are."""
        super().__init__(parent)
        self._colours: tuple[Colour, ...] = ()
        self._shown: list[QColor] = []
        self._columns, rows = shape
        self._focus = 0
        self._to_screen: ToScreen | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(rows * (CELL_PX + GAP_PX) - GAP_PX)

    @property
    def colours(self) -> tuple[Colour, ...]:
        return self._colours

    def set_colours(self, colours: tuple[Colour, ...]) -> None:
        self._colours = colours
        self._focus = min(self._focus, max(0, len(colours) - 1))
        self._show()

    def set_to_screen(self, to_screen: ToScreen | None) -> None:
        self._to_screen = to_screen
        self._show()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(8 * (CELL_PX + GAP_PX), self.height())

    def cell(self, number: int) -> QRectF:
        """Where a colour lies: the cells of a row share its width."""
        row, col = divmod(number, self._columns)
        width = (self.width() + GAP_PX) / self._columns
        top = row * (CELL_PX + GAP_PX)
        return QRectF(round(col * width), top, round(width) - GAP_PX, CELL_PX)

    def _show(self) -> None:
        self._shown = [shown_colour(colour, self._to_screen) for colour in self._colours]
        self.setAccessibleDescription(f"{len(self._colours)} colours")
        self.update()

    def _at(self, x: float, y: float) -> int | None:
        cells = range(len(self._colours))
        return next((number for number in cells if self.cell(number).contains(x, y)), None)

    def _choose(self, number: int, *, behind: bool) -> None:
        (self.chosen_behind if behind else self.chosen).emit(self._colours[number])

    # ---- Qt's calls

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rim = self.palette().color(QPalette.ColorRole.Mid)
        for number, colour in enumerate(self._shown):
            place = self.cell(number)
            focused = self.hasFocus() and number == self._focus
            edge = self.palette().color(QPalette.ColorRole.Highlight) if focused else rim
            painter.setPen(QPen(edge, 1.5 if focused else 1.0))
            painter.setBrush(colour)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        number = self._at(event.position().x(), event.position().y())
        if number is not None:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._choose(number, behind=alt or event.button() == Qt.MouseButton.RightButton)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, last = event.key(), len(self._colours) - 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and last >= 0:
            step = 1 if key == Qt.Key.Key_Right else -1
            self._focus = min(last, max(0, self._focus + step))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and last >= 0:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._choose(self._focus, behind=alt)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(event.pos().x(), event.pos().y())
            if number is not None:
                words = f"{colour_mixing.hex_of(self._colours[number])}; right button: background"
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().event(event)


def shown_colour(colour: Colour, to_screen: ToScreen | None) -> QColor:
    """A colour of the picture as the screen needs it."""
    pixel = colour_mixing.patch(colour)
    if to_screen is not None:
        pixel = to_screen(pixel)
    red, green, blue, _ = (int(part) for part in pixel[0, 0])
    return QColor(red, green, blue)
