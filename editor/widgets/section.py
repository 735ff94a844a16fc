"""Headings and foldable parts of a panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from editor.language import tr
from editor.widgets.icons import Icons


class Heading(QWidget):
    """The name of a part in small letters, with room for buttons at its right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 6, 6, 2)
        self.row.setSpacing(2)
        label = QLabel(tr(title), self)
        label.setObjectName("heading")
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.row.addWidget(label, 1)
        self.setMinimumHeight(32)


class Fold(QWidget):
    """A line that opens and closes what lies below it."""

    toggled = Signal(bool)

    def __init__(self, title: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.button = QToolButton(self)
        self.button.setText(tr(title))
        self.button.setObjectName("fold")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(14, 14))
        self.button.setIcon(icons.icon("chevron_right", "secondary", "secondary"))
        self.button.setAccessibleName(tr("Show {part}").format(part=tr(title).lower()))
        self.content = QWidget(self)
        self.content.hide()
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.content)
        self.button.toggled.connect(self._show)

    def set_open(self, is_open: bool) -> None:  # noqa: FBT001 - a setter in Qt's manner
        self.button.setChecked(is_open)

    def _show(self, is_open: bool) -> None:  # noqa: FBT001 - a Qt slot
        name = "chevron_down" if is_open else "chevron_right"
        self.button.setIcon(self._icons.icon(name, "secondary", "secondary"))
        self.content.setVisible(is_open)
        self.toggled.emit(is_open)


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line between two parts."""
    line = QFrame(parent)
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
