"""Shows the local log, and copies it for a report."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from editor.log import Log
from editor.widgets.buttons import text_button


class LogViewer(QDialog):
    """Stands beside the window; nothing in it is ever sent."""

    def __init__(self, log: Log, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Log")
        self.resize(760, 480)
        self._log = log
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        words = QLabel("What went wrong is written down here and stays on this computer.", self)
        words.setObjectName("small")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Log")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(12)
        self.text.setFont(fixed)
        self.text.setStyleSheet("font-size: 12px;")
        layout.addWidget(words)
        layout.addWidget(self.text, 1)
        layout.addLayout(self._end())
        self.refresh()

    def refresh(self) -> None:
        """Read the end of the log again."""
        self.text.setPlainText(self._log.tail() or "Nothing has gone wrong.")
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def _end(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy = text_button("Copy details", kind="primary", parent=self)
        self.copy.clicked.connect(self._copy)
        folder = text_button("Show the folder", parent=self)
        folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.path.parent)))
        )
        again = text_button("Read again", parent=self)
        again.clicked.connect(self.refresh)
        for button in (folder, again):
            button.setMinimumHeight(32)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.copy)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._log.details())
        self.copy.setText("Copied")
