"""Small makers of buttons, so that size, tooltip and accessible name are never forgotten."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from editor.language import tr
from editor.widgets.icons import ICON_PX


def icon_button(
    icon: QIcon, name: str, *, tip: str = "", parent: QWidget | None = None
) -> QToolButton:
    """A picture to press; `name` is what a screen reader says."""
    button = QToolButton(parent)
    button.setIcon(icon)
    button.setIconSize(QSize(ICON_PX, ICON_PX))
    button.setFixedSize(30, 28)
    button.setAccessibleName(tr(name))
    button.setToolTip(tr(tip or name))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def text_button(title: str, *, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """A word to press; `kind` is primary, flat, link or nothing."""
    button = QPushButton(tr(title), parent)
    if kind:
        button.setObjectName(kind)
    button.setAutoDefault(False)
    button.setCursor(
        Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor
    )
    return button
