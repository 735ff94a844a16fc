"""The end of a dialog that asks: to go on, or to leave all as it is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout

from editor.widgets.buttons import text_button


class DialogEnd(QHBoxLayout):
    """Cancel and the button that Enter presses, which says what it does; both end `dialog`."""

    def __init__(self, go: str, dialog: QDialog) -> None:
        super().__init__()
        self.setSpacing(8)
        self.go = text_button(go, kind="primary", parent=dialog)
        self.go.setDefault(True)
        self.go.clicked.connect(dialog.accept)
        self.stay = text_button("Cancel", parent=dialog)
        self.stay.setMinimumHeight(32)
        self.stay.clicked.connect(dialog.reject)
        self.addStretch(1)
        self.addWidget(self.stay)
        self.addWidget(self.go)
