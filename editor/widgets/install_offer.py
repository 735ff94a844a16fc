"""A model that is missing, where it is missed: one button that gets it, then how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from editor.widgets.buttons import text_button

PROGRESS_PARTS = 1000


@dataclass(frozen=True)
class Offer:
    """What can be installed: `name` for the button, `why` and `about` in a sentence each."""

    model: str
    name: str
    why: str
    about: str


class InstallOffer(QFrame):
    """One of four: nothing, the offer, the installation under way, or why it failed."""

    asked = Signal(str)
    stopped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: Offer | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(6)
        self.words = QLabel(self)
        self.words.setObjectName("small")
        self.words.setWordWrap(True)
        self.words.setContentsMargins(8, 0, 8, 0)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, PROGRESS_PARTS)
        self.install = text_button("", parent=self)
        self.stop = text_button("Stop", parent=self)
        for button in (self.install, self.stop):
            button.setMinimumHeight(32)
        self.install.clicked.connect(lambda: self._tell(self.asked))
        self.stop.clicked.connect(lambda: self._tell(self.stopped))
        for widget in (self.words, self.install, self.bar, self.stop):
            layout.addWidget(widget)
        self.hide()

    @property
    def model(self) -> str:
        """The model that is offered, or ""."""
        return self._offer.model if self._offer else ""

    def show_offer(self, offer: Offer | None) -> None:
        """Offer a model, or put everything away."""
        self._offer = offer
        self.setVisible(offer is not None)
        if offer is not None:
            self.install.setText(f"Install {offer.name}")
            self.install.setToolTip(offer.about)
            self.bar.setAccessibleName(f"Progress of installing {offer.name}")
            self._show(offer.why, is_busy=False)

    def show_progress(self, done_bytes: int, total_bytes: int | None) -> None:
        """How much has come; the bar runs to and fro where nobody knows of how much."""
        self.bar.setRange(0, PROGRESS_PARTS if total_bytes else 0)
        self.bar.setValue(round(PROGRESS_PARTS * done_bytes / total_bytes) if total_bytes else 0)
        megabytes = f"{done_bytes / 1e6:.0f}"
        of = f"{megabytes} of {total_bytes / 1e6:.0f} MB" if total_bytes else f"{megabytes} MB"
        self._show(f"Installing {self._name()} \u00b7 {of}", is_busy=True)

    def show_failure(self, sentence: str) -> None:
        """Why it could not be installed; the button stays for another try."""
        self._show(sentence, is_busy=False)

    def _show(self, words: str, *, is_busy: bool) -> None:
        self.words.setText(words)
        self.install.setVisible(not is_busy)
        self.bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)

    def _name(self) -> str:
        return self._offer.name if self._offer else ""

    def _tell(self, signal: SignalInstance) -> None:
        if self._offer is not None:
            signal.emit(self._offer.model)
