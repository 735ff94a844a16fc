"""The one slider of the program: a row with its name left and its editable value right."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QSlider, QWidget

from editor.language import tr
from editor.widgets.theme import tabular

ROW_PX = 28
INSET_PX = 9
DRAG_STARTS_PX = 3
FINE = 0.1
WIDE_RANGE = 300
OWN_KEYS = frozenset(
    {
        Qt.Key.Key_Minus,
        Qt.Key.Key_Period,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


@dataclass(frozen=True)
class Scale:
    """Which values a slider has: from `low` to `high` in steps of `step`, shown with `unit`."""

    low: float
    high: float
    step: float
    unit: str = ""

    @property
    def first(self) -> float:
        """The multiple of a step at or below `low`, so that all values between are round."""
        return math.floor(self.low / self.step + 1e-9) * self.step

    @property
    def count(self) -> int:
        return max(1, math.ceil((self.high - self.first) / self.step - 1e-9))

    @property
    def decimals(self) -> int:
        text = f"{self.step:.6f}".rstrip("0")
        return len(text.split(".")[1])

    @property
    def power(self) -> float:
        """Wide ranges get most of the row for their small values; those around zero are even."""
        return 2.0 if self.count > WIDE_RANGE and self.low >= 0 else 1.0

    @property
    def start(self) -> float:
        """The fraction from which a row is filled: where zero is, if it lies inside."""
        return self.fraction(self.position(0.0)) if self.low < 0 < self.high else 0.0

    def value(self, position: int) -> float:
        return min(self.high, max(self.low, round(self.first + position * self.step, 6)))

    def position(self, value: float) -> int:
        if value >= self.high:
            return self.count
        return max(0, round((value - self.first) / self.step))

    def fraction(self, position: int) -> float:
        return (position / self.count) ** (1.0 / self.power)

    def position_at(self, fraction: float) -> int:
        return round(min(1.0, max(0.0, fraction)) ** self.power * self.count)

    def words(self, value: float) -> str:
        number = f"{value:.{self.decimals}f}"
        return f"{number} {self.unit}" if self.unit else number


class SliderRow(QSlider):
    """Drag anywhere, Shift for fine steps, double-click resets, click the number to type.

    The wheel acts only with focus. A subclass of QSlider, so that screen readers know it.
    """

    value_changed = Signal(float)
    settled = Signal(float)

    def __init__(
        self, title: str, scale: Scale, default: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._title = tr(title)
        self._scale = scale
        self._default = default
        self._pressed_at: QPointF | None = None
        self._drag_from = 0.0
        self._is_dragging = False
        self._editor: QLineEdit | None = None
        self.setRange(0, scale.count)
        self.setSingleStep(1)
        self.setPageStep(max(1, scale.count // 10))
        self.setValue(scale.position(default))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self._title)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.valueChanged.connect(self._announce)
        self._announce()

    @property
    def number(self) -> float:
        """The value in its own unit."""
        return self._scale.value(self.value())

    def set_number(self, number: float) -> None:
        self.setValue(self._scale.position(number))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = QFontMetricsF(self.font())
        widest = self._scale.words(self._scale.high)
        width = metrics.horizontalAdvance(self._title) + metrics.horizontalAdvance(widest)
        return QSize(int(width) + 3 * INSET_PX, max(ROW_PX, int(metrics.height()) + 10))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def reset(self) -> None:
        """Back to the declared default."""
        self.set_number(self._default)
        self.settled.emit(self.number)

    def type_value(self, start: str = "") -> None:
        """Open the field for typing a number."""
        self.close_editor()
        editor = QLineEdit(start or self._bare(), self)
        editor.setObjectName("inline")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(self._title)
        editor.setGeometry(self._value_zone().toRect().adjusted(-14, 2, 6, -2))
        editor.editingFinished.connect(self._take_typed)
        editor.installEventFilter(self)
        editor.show()
        editor.setFocus()
        if not start:
            editor.selectAll()
        self._editor = editor

    def close_editor(self) -> None:
        if self._editor is not None:
            editor, self._editor = self._editor, None
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()

    def event(self, event: QEvent) -> bool:
        """The keys of a slider are its own while it has the focus, whatever else they mean."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.modifiers() and (event.key() in OWN_KEYS or event.text().isdigit()):
                event.accept()
                return True
        return super().event(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._editor and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.close_editor()
                self.setFocus()
                return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed_at = event.position()
        self._drag_from = self._scale.fraction(self.value())
        self._is_dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_at is None:
            return
        moved = event.position().x() - self._pressed_at.x()
        if not self._is_dragging and abs(moved) < DRAG_STARTS_PX:
            return
        self._is_dragging = True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            wanted = self._drag_from + FINE * moved / max(1, self.width())
        else:
            wanted = event.position().x() / max(1, self.width())
        self.setValue(self._scale.position_at(wanted))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_at is None:
            return
        self._pressed_at = None
        if self._is_dragging:
            self._is_dragging = False
            self.update()
            self.settled.emit(self.number)
        elif self._value_zone().contains(event.position()):
            self.type_value()
        else:
            self.setValue(self._scale.position_at(event.position().x() / max(1, self.width())))
            self.settled.emit(self.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed_at = None
        self.close_editor()
        self.reset()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if not self.hasFocus():
            event.ignore()
            return
        notches = event.angleDelta().y() / 120
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        size = 1 if fine else max(1, self._scale.count // 100)
        self.setValue(self.value() + round(notches * size))
        self.settled.emit(self.number)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.type_value()
        elif text and text in "0123456789.-" and not event.modifiers():
            self.type_value(text)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.reset()
        else:
            before = self.value()
            super().keyPressEvent(event)
            if self.value() != before:
                self.settled.emit(self.number)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_bar(painter, body)
        self._paint_words(painter, body)

    def _paint_bar(self, painter: QPainter, body: QRectF) -> None:
        colours = self.palette()
        shape = QPainterPath()
        shape.addRoundedRect(body, 6, 6)
        painter.fillPath(shape, colours.color(QPalette.ColorRole.Button))
        painter.save()
        painter.setClipPath(shape)
        start = self._scale.start * body.width()
        edge = self._scale.fraction(self.value()) * body.width()
        filled = QRectF(
            body.left() + min(start, edge), body.top(), abs(edge - start), body.height()
        )
        tint = QColor(colours.color(QPalette.ColorRole.Text))
        lit = 0.16 if self.underMouse() else 0.11
        tint.setAlphaF(lit if self.isEnabled() else 0.03)
        painter.fillRect(filled, tint)
        if 0 < self.value() < self.maximum() and self.isEnabled():
            self._paint_edge(painter, QRectF(body.left(), body.top(), edge, body.height()))
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Highlight), 1))
            painter.drawPath(shape)

    def _paint_edge(self, painter: QPainter, filled: QRectF) -> None:
        """Where the value stands; the accent is for what the artist holds."""
        held = self._is_dragging or self.hasFocus()
        role = QPalette.ColorRole.Highlight if held else QPalette.ColorRole.Text
        colour = QColor(self.palette().color(role))
        if not held:
            colour.setAlphaF(0.32)
        painter.fillRect(QRectF(filled.right() - 1, filled.top(), 1.5, filled.height()), colour)

    def _paint_words(self, painter: QPainter, body: QRectF) -> None:
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        # The program's palette: a style sheet leaves a widget's own without a disabled text.
        painter.setPen(QApplication.palette().color(group, QPalette.ColorRole.Text))
        inner = body.adjusted(INSET_PX, 0, -INSET_PX, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, self._title)
        if self._editor is None:
            painter.setFont(tabular(self.font()))
            words = self._scale.words(self.number)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, words)

    def _value_zone(self) -> QRectF:
        metrics = QFontMetricsF(tabular(self.font()))
        width = metrics.horizontalAdvance(self._scale.words(self.number)) + 2 * INSET_PX
        return QRectF(self.width() - width, 0, width, self.height())

    def _bare(self) -> str:
        return f"{self.number:.{self._scale.decimals}f}"

    def _take_typed(self) -> None:
        if self._editor is None:
            return
        typed = self._editor.text().replace(",", ".").replace(self._scale.unit or "\0", "").strip()
        self.close_editor()
        try:
            number = float(typed)
        except ValueError:
            return
        self.set_number(number)
        self.settled.emit(self.number)
        self.setFocus()

    def _announce(self) -> None:
        self.setAccessibleDescription(self._scale.words(self.number))
        self.value_changed.emit(self.number)
        self.update()
