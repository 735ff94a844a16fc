"""A colour in a form: its patch, its number, and the dialog that chooses it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from editor.document.kinds.fill.colours import read_colour, write_colour
from editor.widgets.theme import tabular

FIELD_PX = 84
PATCH_PX = QSize(40, 22)
_CHECK_PX = 5


class ColourPatch(QAbstractButton):
    """Shows a colour over a checker, so that what is clear is seen to be."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = QColor("black")
        self.setAccessibleName(title)
        self.setToolTip("Choose the colour")
        self.setFixedSize(PATCH_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_colour(self, colour: QColor) -> None:
        self.colour = colour
        self.setAccessibleDescription(colour.name(QColor.NameFormat.HexArgb))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.colour.alpha() < 255:
            paint_checker(painter, body)
        painter.setBrush(self.colour)
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 1))
        painter.drawRoundedRect(body, 4, 4)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()


class ColourRow(QWidget):
    """A name left; a patch that opens the dialog and a field for #rrggbb right."""

    value_changed = Signal(str)

    def __init__(self, title: str, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._default = default
        self._value = default
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(6)
        label = QLabel(title, self)
        self.patch = ColourPatch(title, self)
        self.field = QLineEdit(self)
        self.field.setFont(tabular(self.field.font()))
        self.field.setFixedWidth(FIELD_PX)
        self.field.setAccessibleName(f"{title} as #rrggbb")
        self.field.editingFinished.connect(self._take_typed)
        layout.addWidget(label, 1)
        layout.addWidget(self.patch)
        layout.addWidget(self.field)
        self.setFocusProxy(self.patch)
        self.patch.clicked.connect(self.ask)
        self.dialog: QColorDialog | None = None
        self._show()

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.value_changed.emit(value)

    def reset(self) -> None:
        self.set_value(self._default)

    def ask(self) -> None:
        """Open the dialog; the colour follows it, and comes back where it is dismissed."""
        before = self._value
        dialog = QColorDialog(colour_of(before), self)
        dialog.setWindowTitle(self._title)
        options = QColorDialog.ColorDialogOption
        dialog.setOption(options.ShowAlphaChannel)
        dialog.setOption(options.DontUseNativeDialog)
        dialog.setModal(True)
        dialog.currentColorChanged.connect(lambda colour: self.set_value(text_of(colour)))
        dialog.rejected.connect(lambda: self.set_value(before))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _take_typed(self) -> None:
        typed = self.field.text().strip()
        typed = typed if typed.startswith("#") else f"#{typed}"
        try:
            self.set_value(write_colour(read_colour(typed)))
        except ValueError:
            self._show()

    def _show(self) -> None:
        self.patch.set_colour(colour_of(self._value))
        self.field.setText(self._value)


def colour_of(text: str) -> QColor:
    """A declared colour as Qt's; black for what is none."""
    try:
        red, green, blue, alpha = read_colour(text)
    except ValueError:
        return QColor("black")
    return QColor.fromRgbF(red, green, blue, alpha)


def text_of(colour: QColor) -> str:
    return write_colour((colour.redF(), colour.greenF(), colour.blueF(), colour.alphaF()))


def paint_checker(painter: QPainter, body: QRectF) -> None:
    """The usual sign for nothing."""
    painter.save()
    painter.setClipRect(body)
    painter.fillRect(body, QColor("#ffffff"))
    columns, rows = int(body.width() / _CHECK_PX) + 1, int(body.height() / _CHECK_PX) + 1
    for row in range(rows):
        for column in range(row % 2, columns, 2):
            left, top = body.left() + column * _CHECK_PX, body.top() + row * _CHECK_PX
            painter.fillRect(QRectF(left, top, _CHECK_PX, _CHECK_PX), QColor("#c0c0c0"))
    painter.restore()
