"""Asks which parts of a reference may be used, by painting over the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor.dialogs.sheet import SheetDialog
from editor.language import tr
from editor.widgets.buttons import text_button
from editor.widgets.parts_painter import LEFT_OUT, USED, PartsPainter
from editor.widgets.slider import Scale, SliderRow

HINT = "Paint over what is not to be used; the right button brings it back."
NOTHING = "Nothing of the picture would be used: bring some of it back."


class ReferencePartsDialog(SheetDialog):
    """The shelf's own picture, a brush and its size."""

    def __init__(
        self,
        name: str,
        pixels: NDArray[np.uint8],
        parts: NDArray[np.uint8] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Parts of {name} to use").format(name=name), tr("Use these parts"), parent
        )
        self.painter = PartsPainter(pixels, parts, self)
        self.rows.addWidget(self.painter, 1)
        largest = max(pixels.shape[:2])
        scale = Scale(2, largest, 1, "px")
        self.brush = SliderRow(tr("Brush"), scale, round(self.painter.size_px), self)
        self.brush.value_changed.connect(self._resize_brush)
        self.rows.addWidget(self.brush)
        self.rows.addLayout(self._buttons())
        self.painter.changed.connect(self._check)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.painter.undo)
        self._check()

    def parts(self) -> NDArray[np.uint8]:
        """rows x columns of the small picture; white is used."""
        return self.painter.parts()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.undo = text_button(tr("Undo"), parent=self)
        self.undo.clicked.connect(self.painter.undo)
        everything = text_button(tr("Use all"), parent=self)
        everything.clicked.connect(lambda: self.painter.fill(USED))
        nothing = text_button(tr("Use nothing"), parent=self)
        nothing.clicked.connect(lambda: self.painter.fill(LEFT_OUT))
        swap = text_button(tr("Invert"), parent=self)
        swap.clicked.connect(self.painter.invert)
        for button in (self.undo, everything, nothing, swap):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _resize_brush(self, value: float) -> None:
        self.painter.size_px = value
        self.painter.update()

    def _check(self) -> None:
        is_something = bool(self.painter.parts().max() > USED // 2)
        self.say(tr(HINT) if is_something else tr(NOTHING), can_go=is_something)
        self.undo.setEnabled(self.painter.can_undo)
