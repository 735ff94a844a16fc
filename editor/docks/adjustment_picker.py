"""All adjustments and fills as buttons: what the Properties dock offers for a plain layer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from editor.document.adjustments.catalog import ADJUSTMENTS

_FILLS = (
    ("layer.new_fill.colour", "Colour fill", "A layer of one colour"),
    ("layer.new_fill.gradient", "Gradient fill", "A layer of colours that run into one another"),
    ("layer.new_fill.pattern", "Pattern fill", "A layer of a tile over and over"),
    ("layer.new_text", "Text", "A layer of words"),
)
COLUMNS = 2


class AdjustmentPicker(QWidget):
    """One button for each; pressing it does the action that adds the layer."""

    def __init__(self, trigger: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        offers = [(f"layer.new_adjustment.{one.id}", one.title, one.help) for one in ADJUSTMENTS]
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.buttons: dict[str, QPushButton] = {}
        for number, (action_id, title, help) in enumerate([*offers, *_FILLS]):
            button = QPushButton(title, self)
            button.setToolTip(help)
            button.setMinimumWidth(1)
            button.setObjectName("narrow")
            button.clicked.connect(lambda _=False, action_id=action_id: trigger(action_id))
            grid.addWidget(button, number // COLUMNS, number % COLUMNS)
            self.buttons[action_id] = button
