"""One sentence where it happened, with one way out, and details that can be copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from editor.language import tr
from editor.widgets.buttons import icon_button, text_button
from editor.widgets.icons import Icons
from editor.widgets.sign import Sign

QUIET_MS = 8000


@dataclass(frozen=True)
class WayOut:
    """What the artist can do about it."""

    title: str
    run: Callable[[], None]


@dataclass(frozen=True)
class Sentence:
    """Something to tell: `is_trouble` stays until it is closed, other words leave by themselves."""

    text: str
    details: str = ""
    way_out: WayOut | None = None
    is_trouble: bool = False


class Notice(QFrame):
    """The bar above the canvas that tells one thing at a time; never in the way, never modal."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._icons = icons
        self._told: Sentence | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        self._sign = Sign(icons.icon("info", "accent"), QSize(20, 20), self)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.out = text_button("", kind="link", parent=self)
        self.copy = text_button("Copy details", kind="flat", parent=self)
        self.shut = icon_button(icons.icon("cancel"), "Close this notice", parent=self)
        layout.addWidget(self._sign)
        layout.addWidget(self.words, 1)
        for button in (self.out, self.copy, self.shut):
            layout.addWidget(button)
        self.out.clicked.connect(self._go)
        self.copy.clicked.connect(self._copy)
        self.shut.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: Sentence) -> None:
        """Show it, in place of what was told before."""
        self._told = sentence
        name = "warning" if sentence.is_trouble else "info"
        self._sign.show_icon(self._icons.icon(name, "accent"))
        self.words.setText(tr(sentence.text))
        self.setAccessibleName(tr(sentence.text))
        self.out.setVisible(sentence.way_out is not None)
        if sentence.way_out is not None:
            self.out.setText(tr(sentence.way_out.title))
        self.copy.setVisible(bool(sentence.details))
        self._timer.stop()
        if not sentence.is_trouble:
            self._timer.start(QUIET_MS)
        self.show()
        self.raise_()

    def _go(self) -> None:
        told, self._told = self._told, None
        self.hide()
        if told is not None and told.way_out is not None:
            told.way_out.run()

    def _copy(self) -> None:
        if self._told is not None:
            QGuiApplication.clipboard().setText(f"{self._told.text}\n\n{self._told.details}")
            self.copy.setText(tr("Copied"))
            QTimer.singleShot(1500, self.copy, lambda: self.copy.setText(tr("Copy details")))
