"""How the shapes of a picture are exported: format, layers, fineness, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QLabel, QWidget

from editor.dialogs.sheet import SheetDialog, flush
from editor.files.svg_export import ShapeFormat, SvgExport
from editor.language import tr
from editor.widgets.choice import ChoiceRow
from editor.widgets.slider import Scale, SliderRow

FORMATS = tuple(kind.value for kind in ShapeFormat)


class Fineness(Enum):
    """To how many decimals of a pixel an SVG is written."""

    SMALL = "small"
    USUAL = "usual"
    FINE = "fine"

    @property
    def digits(self) -> int:
        return list(Fineness).index(self)


FINENESS = tuple(kind.value for kind in Fineness)


@dataclass(frozen=True)
class ShapeChoice:
    """What is to be written: so many layers from below, in that format."""

    format: ShapeFormat
    fineness: Fineness
    layers: int


class ExportShapesDialog(SheetDialog):
    """Bytes, paths and layers are shown before anything is written."""

    def __init__(
        self,
        count: int,
        prepare: Callable[[ShapeChoice], SvgExport],
        parent: QWidget | None = None,
    ) -> None:
        """`count` layers are seen; `prepare` makes a file for a choice without writing it."""
        super().__init__(tr("Export shapes"), tr("Export…"), parent)
        self._prepare = prepare
        self.format = ChoiceRow("Format", FORMATS, ShapeFormat.SVG.value, self)
        self.fineness = ChoiceRow("Coordinates", FINENESS, Fineness.USUAL.value, self)
        self.fineness.setToolTip(
            tr("Whole pixels, tenths or hundredths: finer ones make a larger file")
        )
        self.layers = SliderRow("How many layers", Scale(1, max(count, 2), 1), count, self)
        self.layers.setEnabled(count > 1)
        self.cost = QLabel(self)
        self.cost.setObjectName("subtitle")
        self.lost = QLabel(self)
        self.lost.setObjectName("small")
        self.lost.setWordWrap(True)
        for row in (self.format, self.fineness, self.layers, self.cost, self.lost):
            self.rows.addWidget(row)
            flush(row)
        self.format.value_changed.connect(lambda _: self._show())
        self.fineness.value_changed.connect(lambda _: self._show())
        self.layers.value_changed.connect(lambda _: self._show())
        self.say(tr("Each layer becomes one named path; none becomes pixels."), can_go=True)
        self._show()

    def choice(self) -> ShapeChoice:
        """What is chosen now."""
        return ShapeChoice(
            ShapeFormat(self.format.value), Fineness(self.fineness.value), round(self.layers.number)
        )

    def _show(self) -> None:
        choice = self.choice()
        self.fineness.setEnabled(choice.format is ShapeFormat.SVG)
        made = self._prepare(choice)
        self.cost.setText(made.words)
        self.lost.setText(" ".join(tr(notice) for notice in made.notices))
        self.lost.setVisible(bool(made.notices))
