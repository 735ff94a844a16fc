"""A finished result in the panel: walk, keep, drop, correct, and everything about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.widgets.buttons import icon_button, text_button
from editor.widgets.icons import Icons
from editor.widgets.section import Fold
from editor.widgets.theme import tabular

VISIBLE_SEAM = 3.0


@dataclass(frozen=True)
class ResultFacts:
    """What the card shows: which variation of how many, the seam in ΔE, notes, and the rest.

    `seam` is None where the generator did not measure one.
    """

    number: int
    count: int
    seam: float | None = None
    notes: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict[str, str])
    is_corrected: bool = False


class ResultCard(QFrame):
    """Shown while a result lies on the canvas as a preview."""

    kept = Signal()
    dropped = Signal()
    walked = Signal(int)
    correct_asked = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._facts: ResultFacts | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(8)
        layout.addLayout(self._walk_row(icons))
        layout.addLayout(self._seam_row())
        self.notes = QLabel(self)
        self.notes.setObjectName("small")
        self.notes.setWordWrap(True)
        layout.addWidget(self.notes)
        layout.addLayout(self._end_row())
        self.about = Fold("About this result", icons, self)
        self._table = QGridLayout(self.about.content)
        self._table.setContentsMargins(4, 0, 0, 0)
        self._table.setHorizontalSpacing(10)
        self._table.setVerticalSpacing(3)
        self._table.setColumnStretch(1, 1)
        layout.addWidget(self.about)
        self.hide()

    def show_facts(self, facts: ResultFacts | None) -> None:
        """Fill the card, or put it away."""
        self._facts = facts
        if facts is None:
            return
        is_one = facts.count == 1
        self.place.setText("Result" if is_one else f"Variation {facts.number} of {facts.count}")
        self.earlier.setHidden(is_one)
        self.later.setHidden(is_one)
        seen = facts.seam is not None
        self.seam.setVisible(seen)
        self.correct.setVisible(seen or facts.is_corrected)
        self.correct.setEnabled(not facts.is_corrected)
        self.correct.setText("Seam corrected" if facts.is_corrected else "Correct the seam")
        if facts.seam is not None:
            self.seam.setText(seam_words(facts.seam))
        self.notes.setText("\n".join(facts.notes).replace("`", "\u201d"))
        self.notes.setVisible(bool(facts.notes))
        self._fill_table(facts.about)

    def put_first(self, widget: QWidget) -> None:
        """A widget of somebody else's, under the heading and above the notes."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, widget)

    def details(self) -> str:
        """The table as text."""
        about = self._facts.about if self._facts else {}
        return "\n".join(f"{name}: {value}" for name, value in about.items())

    def _walk_row(self, icons: Icons) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.place = QLabel(self)
        self.place.setFont(tabular(self.place.font()))
        self.earlier = icon_button(
            icons.icon("left"), "Earlier variation", tip="Earlier variation (\u2190)"
        )
        self.later = icon_button(
            icons.icon("right"), "Next variation", tip="Next variation (\u2192)"
        )
        self.earlier.clicked.connect(lambda: self.walked.emit(-1))
        self.later.clicked.connect(lambda: self.walked.emit(1))
        row.addWidget(self.place, 1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        return row

    def _seam_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.seam = QLabel(self)
        self.seam.setObjectName("small")
        self.seam.setFont(tabular(self.seam.font()))
        self.seam.setToolTip("The step of colour along the border; below 3 nobody sees it.")
        self.correct = text_button("Correct the seam", kind="link", parent=self)
        self.correct.clicked.connect(self.correct_asked)
        row.addWidget(self.seam, 1)
        row.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _end_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.keep = text_button("Keep", kind="primary", parent=self)
        self.keep.setToolTip("Keep it as a new layer with its mask (Enter)")
        self.drop = text_button("Drop", parent=self)
        self.drop.setMinimumHeight(32)
        self.drop.setToolTip("Drop it; the mask stays (Esc)")
        self.keep.clicked.connect(self.kept)
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.keep, 2)
        row.addWidget(self.drop, 1)
        return row

    def _fill_table(self, about: Mapping[str, str]) -> None:
        while self._table.count():
            taken = self._table.takeAt(0).widget()
            if taken is not None:
                taken.deleteLater()
        row = 0
        for row, (name, value) in enumerate(about.items()):
            label = QLabel(name, self.about.content)
            label.setObjectName("small")
            words = QLabel(value, self.about.content)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._table.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._table.addWidget(words, row, 1)
        copy = text_button("Copy details", kind="link", parent=self.about.content)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details()))
        self._table.addWidget(copy, row + 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)


def seam_words(seam: float) -> str:
    """The seam value with what it means to the eye."""
    meaning = "not visible" if seam < VISIBLE_SEAM else "may be visible"
    return f"Seam {seam:.1f} \u0394E, {meaning}"
