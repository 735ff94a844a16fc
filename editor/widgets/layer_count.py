"""How many layers of a stack are wanted: a slider under the curve of what each one gained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor.language import tr
from editor.widgets.buttons import text_button
from editor.widgets.slider import Scale, SliderRow
from editor.widgets.theme import tabular

CURVE_PX = 72
_INSET_PX = 9.0
_DOT_PX = 4.0


@dataclass(frozen=True)
class Gains:
    """How near each number of layers comes (dB, from one layer on), and where that flattens."""

    curve: tuple[float, ...]
    enough: int

    @property
    def count(self) -> int:
        return len(self.curve)


class GainCurve(QWidget):
    """The curve, a line where it flattens, and a dot at the number that is chosen."""

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gains = Gains((), 0)
        self.chosen = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Likeness by number of layers"))
        self.setToolTip(
            tr("How near the shapes come to the picture with each layer more, in decibels")
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, CURVE_PX)

    def place(self, count: int) -> QPointF:
        """Where the curve is at that number of layers."""
        low, high = min(self.gains.curve), max(self.gains.curve)
        share = (self.gains.curve[count - 1] - low) / max(high - low, 1e-9)
        across = (count - 1) / max(self.gains.count - 1, 1)
        body = self._body()
        return QPointF(body.left() + across * body.width(), body.bottom() - share * body.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._take(event)

    def _take(self, event: QMouseEvent) -> None:
        if self.gains.count:
            body = self._body()
            share = (event.position().x() - body.left()) / max(body.width(), 1.0)
            count = 1 + round(share * (self.gains.count - 1))
            self.pressed.emit(min(max(count, 1), self.gains.count))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        if not self.gains.count:
            return
        colours = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            body = self._body()
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
            painter.drawLine(body.bottomLeft(), body.bottomRight())
            self._mark(painter, body)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Text), 1.5))
            points = [self.place(n) for n in range(1, self.gains.count + 1)]
            painter.drawPolyline(QPolygonF(points))
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Base), 1.5))
            painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
            painter.drawEllipse(self.place(self.chosen), _DOT_PX, _DOT_PX)

    def _mark(self, painter: QPainter, body: QRectF) -> None:
        if 1 <= self.gains.enough <= self.gains.count:
            accent = self.palette().color(QPalette.ColorRole.Highlight)
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            x = self.place(self.gains.enough).x()
            painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()))

    def _body(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_INSET_PX, 6, -_INSET_PX, -6)


class LayerCount(QWidget):
    """Choose how many layers of a finished stack stay; nothing is made again for it."""

    changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curve = GainCurve(self)
        self.slider: SliderRow | None = None
        self.words = QLabel(self)
        self.words.setObjectName("small")
        self.words.setWordWrap(True)
        self.words.setFont(tabular(self.words.font()))
        self.suggest = text_button("", kind="link", parent=self)
        self.suggest.clicked.connect(lambda: self.choose(self.curve.gains.enough))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.curve)
        foot = QHBoxLayout()
        foot.setContentsMargins(int(_INSET_PX), 0, int(_INSET_PX), 0)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignRight)
        self._column.addLayout(foot)
        self.curve.pressed.connect(self.choose)
        self.hide()

    @property
    def count(self) -> int:
        """The number that is chosen; 0 while nothing is shown."""
        return self.curve.chosen

    def show_stack(self, gains: Gains, count: int) -> None:
        """Another stack, with `count` of its layers chosen; an empty one puts all of it away."""
        is_other = gains.count != self.curve.gains.count
        self.curve.gains, self.curve.chosen = gains, min(count, gains.count)
        self.setVisible(gains.count > 0)
        if gains.count and (is_other or self.slider is None):
            self._make_slider(gains.count)
        self._show(count)
        enough = tr("{count} layers are enough").format(count=gains.enough)
        self.suggest.setText(enough)
        self.suggest.setToolTip(tr("From there on the curve is flat: more layers gain little"))
        self.suggest.setVisible(0 < gains.enough < gains.count)

    def say(self, words: Sequence[str]) -> None:
        """What the chosen number means: likeness, paths, bytes."""
        self.words.setText(" · ".join(words))

    def choose(self, count: int) -> None:
        """As a press on the slider does."""
        if count != self.count and 1 <= count <= self.curve.gains.count:
            self._show(count)
            self.changed.emit(count)

    def _show(self, count: int) -> None:
        self.curve.chosen = min(max(count, 1), max(self.curve.gains.count, 1))
        self.curve.update()
        if self.slider is not None:
            self.slider.blockSignals(True)
            self.slider.set_number(count)
            self.slider.blockSignals(False)
            self.slider.update()

    def _make_slider(self, count: int) -> None:
        if self.slider is not None:
            self.slider.deleteLater()
        self.slider = SliderRow("How many layers", Scale(1, max(count, 2), 1), count, self)
        self.slider.setEnabled(count > 1)
        self.slider.value_changed.connect(lambda value: self.choose(round(value)))
        self._column.insertWidget(1, self.slider)
