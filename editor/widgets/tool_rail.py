"""The tools at the left edge: one press, one tool in the hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from editor.language import tr
from editor.tools.spot import ToolSpot
from editor.widgets.icons import Icons
from editor.widgets.tool_button import ToolButton

WIDTH_PX = 44
GAP_PX = 10


class ToolRail(QFrame):
    """One column of tools, exactly one of which is in the hand; a family shares one button."""

    chosen = Signal(str)

    def __init__(
        self, spots: tuple[ToolSpot, ...], icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(tr("Tools"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 6, 4, 6)
        self._layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, ToolButton] = {}
        for family in families(spots):
            if family[0].gap and self._buttons:
                self._add_gap()
            self._add(family, icons)
        self._layout.addStretch(1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The rail never makes the window taller than it may be."""
        return QSize(WIDTH_PX, 0)

    def add_foot(self, widget: QWidget) -> None:
        """Something below all tools: the colours in the hand."""
        self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_chosen(self, tool: str) -> None:
        """Mark what is in the hand, and bring it in front of its family."""
        if tool in self._buttons:
            self._buttons[tool].bring(tool)
            self._buttons[tool].setChecked(True)

    def show_keys(self, keys: dict[str, str]) -> None:
        """The key of each tool, by its id."""
        for button in set(self._buttons.values()):
            button.show_keys(keys)

    def bring(self, tools: Iterable[str]) -> None:
        """Put these tools in front of their families."""
        for tool in tools:
            if tool in self._buttons:
                self._buttons[tool].bring(tool)

    @property
    def fronts(self) -> tuple[str, ...]:
        """The tool in front of each family, from top to bottom."""
        return tuple(dict.fromkeys(button.front for button in self._buttons.values()))

    def button(self, tool: str) -> ToolButton:
        """The button behind which a tool stands."""
        return self._buttons[tool]

    def _add(self, family: tuple[ToolSpot, ...], icons: Icons) -> None:
        button = ToolButton(family, icons, self)
        button.chosen.connect(self.chosen)
        self._group.addButton(button)
        self._buttons.update(dict.fromkeys(button.tools, button))
        self._layout.addWidget(button)

    def _add_gap(self) -> None:
        fixed, maximum = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum
        self._layout.addItem(QSpacerItem(1, GAP_PX, fixed, maximum))


def families(spots: tuple[ToolSpot, ...]) -> list[tuple[ToolSpot, ...]]:
    """Spots that follow one another with the same family together, all others alone."""
    numbered = enumerate(spots)
    grouped = groupby(numbered, key=lambda pair: pair[1].family or pair[0])
    return [tuple(spot for _, spot in group) for _, group in grouped]
