"""How the pen rules one trait of a brush: a small curve in a row, which opens to be bent."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.document.adjustments.curves import bend, read_points
from editor.language import tr
from editor.tools.pen_response import NAMED, OFF, points_of
from editor.widgets.curve_editor import CurveEditor

BUTTON_PX = QSize(84, 26)
POPUP_PX = 248
_TITLES = {OFF: "Off", "soft": "Soft", "even": "Even", "firm": "Firm"}


class ResponseButton(QToolButton):
    """Shows a curve in small, or that there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.answer = OFF
        self.setFixedSize(BUTTON_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_answer(self, answer: str) -> None:
        self.answer = answer
        self.setAccessibleDescription(tr(_TITLES.get(answer, answer)))
        self.setText(tr("Off") if answer == OFF else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.answer == OFF:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(10, 5, -10, -5)
        path = QPainterPath()
        across = np.linspace(0, 1, 33)
        heights = bend(read_points(points_of(self.answer)), across)
        for number, (x, y) in enumerate(zip(across, heights, strict=True)):
            place = QPointF(body.left() + x * body.width(), body.bottom() - y * body.height())
            path.moveTo(place) if number == 0 else path.lineTo(place)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.5))
        painter.drawPath(path)


class ResponsePopup(QFrame):
    """The named answers as buttons over the curve; a change is told at once."""

    value_changed = Signal(str)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("panel")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(POPUP_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        heading = QLabel(title, self)
        layout.addWidget(heading)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        self.group = QButtonGroup(self)
        self.group.setExclusive(False)
        self.buttons: dict[str, QPushButton] = {}
        for name, words in _TITLES.items():
            button = QPushButton(tr(words), self)
            button.setCheckable(True)
            button.setMinimumWidth(1)
            button.clicked.connect(lambda _=False, name=name: self._choose(name))
            self.buttons[name] = button
            buttons.addWidget(button, 1)
        layout.addLayout(buttons)
        self.editor = CurveEditor(title, parent=self)
        self.editor.value_changed.connect(self._bent)
        layout.addWidget(self.editor)
        ends = QHBoxLayout()
        for words in (tr("Little"), tr("Much")):
            label = QLabel(words, self)
            label.setObjectName("small")
            ends.addWidget(label)
            if ends.count() == 1:
                ends.addStretch(1)
        layout.addLayout(ends)

    def show_answer(self, answer: str) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == answer)
        self.editor.blockSignals(True)
        self.editor.set_value(points_of(answer))
        self.editor.blockSignals(False)

    def _choose(self, name: str) -> None:
        self.show_answer(name)
        self.value_changed.emit(name)

    def _bent(self, text: str) -> None:
        named = next((name for name, points in NAMED.items() if points == text), text)
        for name, button in self.buttons.items():
            button.setChecked(name == named)
        self.value_changed.emit(named)


class ResponseRow(QWidget):
    """A name left, the curve in small right; a press opens it."""

    value_changed = Signal(str)

    def __init__(self, title: str, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._default = self._value = default
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(8)
        label = QLabel(title, self)
        self.button = ResponseButton(self)
        self.button.setAccessibleName(title)
        self.button.clicked.connect(self.open)
        label.setBuddy(self.button)
        layout.addWidget(label, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.button)
        self.popup: ResponsePopup | None = None
        self.button.show_answer(default)

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self.button.show_answer(value)
        if self.popup is not None and self.popup.isVisible():
            # What is being bent is not bent back by its own echo.
            if value != self.popup.editor.value and value in _TITLES:
                self.popup.show_answer(value)

    def reset(self) -> None:
        self._take(self._default)
        self.set_value(self._default)

    def open(self) -> None:
        """The curve in large, below the button or where the screen has room."""
        if self.popup is None:
            self.popup = ResponsePopup(self._title, self)
            self.popup.value_changed.connect(self._take)
        self.popup.show_answer(self._value)
        self.popup.adjustSize()
        place = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height() + 2))
        free = self.screen().availableGeometry()
        left = min(max(free.left(), place.x() - self.popup.width()), free.right() - POPUP_PX)
        top = min(place.y(), free.bottom() - self.popup.height())
        self.popup.move(left, max(free.top(), top))
        self.popup.show()
        self.popup.editor.setFocus()

    def _take(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.button.show_answer(value)
            self.value_changed.emit(value)
