"""The tools at the left edge: one press, one tool in the hand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from editor.tools.spot import ToolSpot
from editor.widgets.icons import ICON_PX, Icons

WIDTH_PX = 44


class ToolRail(QFrame):
    """The column of tools; exactly one is in the hand."""

    chosen = Signal(str)

    def __init__(
        self, spots: tuple[ToolSpot, ...], icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName("Tools")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 8)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for spot in spots:
            if spot.gap:
                layout.addSpacing(10)
            layout.addWidget(self._button(spot, icons))
        layout.addStretch(1)

    def show_chosen(self, tool: str) -> None:
        """Mark what is in the hand."""
        if tool in self._buttons:
            self._buttons[tool].setChecked(True)

    def button(self, tool: str) -> QToolButton:
        return self._buttons[tool]

    def _button(self, spot: ToolSpot, icons: Icons) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(spot.icon))
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setFixedSize(36, 34)
        button.setCheckable(True)
        button.setAccessibleName(spot.title)
        button.setToolTip(f"{spot.title} ({spot.key})" if spot.key else spot.title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: self.chosen.emit(spot.id))
        self._group.addButton(button)
        self._buttons[spot.id] = button
        return button
