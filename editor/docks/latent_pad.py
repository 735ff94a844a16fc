"""The latent pad: what a trained generator shows, pushed by sliders, kept, mixed and walked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.language import tr
from editor.latent_points import FURTHEST, SLIDERS, Concept
from editor.widgets.buttons import text_button
from editor.widgets.choice import ChoiceRow
from editor.widgets.slider import Scale, SliderRow

PICTURE_PX, KEPT_PX = 176, 56
_AUTO = "auto"
_WORDS = {Concept.LIKE: "Like", Concept.LESS: "Less", Concept.MORE: "More of"}
_TIPS = {
    Concept.LIKE: "The chosen kept points, three at most, are what the sum begins with",
    Concept.LESS: "What the chosen kept points have in common is taken away",
    Concept.MORE: "What the chosen kept points have in common is added",
}

Pixels = NDArray[np.uint8]


class LatentPad(QWidget):
    """Shows and asks; whoever owns the points does what is asked.

    `pushed` brings how far each direction is pushed, `walked` a share of the way (0..1).
    """

    model_chosen = Signal(str)
    drawn = Signal()
    pushed = Signal(tuple)
    kept = Signal()
    dropped = Signal(tuple)
    stood_at = Signal(int)
    concept_set = Signal(object, tuple)
    summed = Signal()
    walked = Signal(float)
    frames_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 8, 8)
        whole.setSpacing(6)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setObjectName("small")
        whole.addWidget(self.words)
        self.room = QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self._rows = QVBoxLayout(self.body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.room.setWidget(self.body)
        whole.addWidget(self.room, 1)
        self._add_picture()
        self._add_directions()
        self._add_kept()
        self._add_sum()
        self._add_walk()
        self._rows.addStretch(1)
        whole.addStretch()
        self.show_models(())

    @property
    def chosen(self) -> tuple[int, ...]:
        """Places of the kept points that are chosen, in their order."""
        return tuple(sorted(index.row() for index in self.list.selectedIndexes()))

    @property
    def model(self) -> str:
        """The model that is chosen."""
        return self.models.value

    def show_models(self, names: Sequence[str], folder: str = "") -> None:
        """Offer these models; without any, say what would bring one."""
        self.room.setVisible(bool(names))
        self.models.set_choices((_AUTO, *names))
        self.say("" if names else _without_models(folder))

    def say(self, sentence: str) -> None:
        """A word at the top; nothing hides it."""
        self.words.setText(tr(sentence))
        self.words.setVisible(bool(sentence))

    def show_picture(self, pixels: Pixels) -> None:
        """What lies where the pad stands, rows x columns x 3."""
        way = Qt.TransformationMode.SmoothTransformation
        whole = QPixmap.fromImage(_image(pixels))
        size = QSize(PICTURE_PX, PICTURE_PX)
        self.picture.setPixmap(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, way))

    def show_kept(self, pictures: Sequence[Pixels]) -> None:
        """The kept points, in order; what was chosen stays chosen where it is still there."""
        chosen = set(self.chosen)
        self.list.blockSignals(True)
        self.list.clear()
        for place, pixels in enumerate(pictures):
            item = QListWidgetItem(QIcon(QPixmap.fromImage(_image(pixels))), "")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, tr("Kept point {n}").format(n=place + 1)
            )
            self.list.addItem(item)
            item.setSelected(place in chosen)
        self.list.blockSignals(False)
        self._follow_choice()

    def show_concepts(self, counts: dict[Concept, int]) -> None:
        """How many points each part of the sum has."""
        for concept, button in self.concepts.items():
            count = counts.get(concept, 0)
            button.setText(f"{tr(_WORDS[concept])} ({count})" if count else tr(_WORDS[concept]))

    def level(self) -> None:
        """All directions in the middle, without a word to anybody."""
        for slider in self.sliders:
            slider.blockSignals(True)
            slider.set_number(0.0)
            slider.blockSignals(False)
            slider.update()

    # ---- building

    def _add_picture(self) -> None:
        self.models = ChoiceRow("Model", (_AUTO,), _AUTO, self.body)
        self.models.value_changed.connect(self.model_chosen)
        self._rows.addWidget(self.models)
        self.picture = QLabel(self.body)
        self.picture.setAccessibleName(tr("What lies at this point"))
        self.picture.setMinimumHeight(PICTURE_PX)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rows.addWidget(self.picture)
        self.draw = self._button("Another point", "Draw a new point by chance", self.drawn)
        self.keep = self._button("Keep this point", "Remember where the pad stands", self.kept)
        self._rows.addLayout(_beside(self.draw, self.keep))

    def _add_directions(self) -> None:
        scale = Scale(-FURTHEST, FURTHEST, 0.1)
        self.sliders = [
            SliderRow(tr("Direction {n}").format(n=number + 1), scale, 0.0, self.body)
            for number in range(SLIDERS)
        ]
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, slider in enumerate(self.sliders):
            slider.value_changed.connect(lambda _: self.pushed.emit(self._amounts()))
            grid.addWidget(slider, number // 2, number % 2)
        self._rows.addLayout(grid)

    def _add_kept(self) -> None:
        self.list = QListWidget(self.body)
        self.list.setAccessibleName(tr("Kept points"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setIconSize(QSize(KEPT_PX, KEPT_PX))
        self.list.setGridSize(QSize(KEPT_PX + 8, KEPT_PX + 8))
        self.list.setFixedHeight(2 * KEPT_PX + 24)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.list.itemSelectionChanged.connect(self._follow_choice)
        self.list.itemDoubleClicked.connect(lambda item: self.stood_at.emit(self.list.row(item)))
        self._rows.addWidget(self.list)
        self.drop = text_button("Let go", parent=self.body)
        self.drop.clicked.connect(lambda: self.dropped.emit(self.chosen))
        self.back = text_button("Stand there", parent=self.body)
        self.back.clicked.connect(lambda: self.stood_at.emit(self.chosen[0]))
        self._rows.addLayout(_beside(self.back, self.drop))

    def _add_sum(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(6)
        self.concepts: dict[Concept, QPushButton] = {}
        for column, concept in enumerate(Concept):
            button = text_button(_WORDS[concept], parent=self.body)
            button.setToolTip(tr(_TIPS[concept]))
            button.clicked.connect(lambda _=False, one=concept: self._set_concept(one))
            self.concepts[concept] = button
            grid.addWidget(button, 0, column)
        tip = "Stand at like, without less, with more of: three examples of each are best"
        self.sum = self._button("Show the sum", tip, self.summed)
        grid.addWidget(self.sum, 1, 0, 1, len(self.concepts))
        self._rows.addLayout(grid)

    def _add_walk(self) -> None:
        self.way = SliderRow("Along the way", Scale(0.0, 100.0, 1.0, "%"), 0.0, self.body)
        self.way.value_changed.connect(lambda value: self.walked.emit(value / 100.0))
        self.frames = SliderRow("Frames", Scale(2, 240, 1), 24, self.body)
        tip = "Write the way along the chosen kept points as numbered PNG files"
        self.export = self._button("Export frames\u2026", tip, self.frames_asked)
        for row in (self.way, self.frames, self.export):
            self._rows.addWidget(row)
        self._follow_choice()

    def _button(self, title: str, tip: str, signal: object) -> QPushButton:
        button = text_button(title, parent=self.body)
        button.setToolTip(tr(tip))
        button.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
        return button

    def _set_concept(self, concept: Concept) -> None:
        self.concept_set.emit(concept, self.chosen)

    def _amounts(self) -> tuple[float, ...]:
        return tuple(slider.number for slider in self.sliders)

    def _follow_choice(self) -> None:
        count = len(self.chosen)
        for button in (*self.concepts.values(), self.drop):
            button.setEnabled(count > 0)
        self.back.setEnabled(count == 1)
        for row in (self.way, self.export):
            row.setEnabled(count > 1)


def _without_models(folder: str) -> str:
    place = f" {folder}" if folder else ""
    return (
        "No generator is installed for this yet. Train one with “pentimento train dcgan”, publish "
        f"it, and put its safetensors file into the folder{place}."
    )


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row


def _image(pixels: Pixels) -> QImage:
    rows, columns = pixels.shape[:2]
    held = np.ascontiguousarray(pixels[..., :3])
    shape = QImage.Format.Format_RGB888
    return QImage(held.tobytes(), columns, rows, 3 * columns, shape).copy()
