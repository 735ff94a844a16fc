"""Asks by how much the picture is turned, and what becomes of its corners."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QWidget

from editor.dialogs.sheet import SheetDialog, flush
from editor.document.geometry import PlaneMap, largest_inside
from editor.document.resample_filters import Resampling
from editor.widgets.choice import ChoiceRow
from editor.widgets.slider import Scale, SliderRow
from ml.api.regions import Box

# What rounding may add to a whole number.
_HAIR = 1e-6


class Corners(Enum):
    """What the canvas holds afterwards."""

    GROW = "grow_the_canvas"
    INSIDE = "crop_to_the_full_part"
    KEEP = "keep_the_canvas"


@dataclass(frozen=True)
class Rotation:
    """Degrees clockwise, and what was chosen about the corners and the filter."""

    degrees: float
    corners: Corners
    method: Resampling

    def plan(self, width: int, height: int) -> tuple[tuple[int, int], PlaneMap]:
        """The new size, and the map onto it."""
        canvas = Box.of_size(width, height)
        if self.degrees % 90 == 0 and self.corners is not Corners.KEEP:
            turn = PlaneMap.turning(self.degrees)
            box = turn.box(canvas)
            return (box.width, box.height), PlaneMap.moving(-box.left, -box.top) @ turn
        turn = PlaneMap.turning(self.degrees).about(width / 2, height / 2)
        size = (width, height)
        if self.corners is Corners.INSIDE:
            inner = largest_inside(width, height, self.degrees)
            size = max(1, math.floor(inner[0])), max(1, math.floor(inner[1]))
        elif self.corners is Corners.GROW:
            xs, ys = zip(*turn.quad(canvas), strict=True)
            size = math.ceil(max(xs) - min(xs) - _HAIR), math.ceil(max(ys) - min(ys) - _HAIR)
        to_middle = PlaneMap.moving((size[0] - width) / 2, (size[1] - height) / 2)
        return size, to_middle @ turn


class RotateDialog(SheetDialog):
    """An angle, and what to do with the corners."""

    def __init__(self, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__("Rotate image", "Rotate", parent)
        self._before = size
        self.angle = SliderRow("Angle", Scale(-180.0, 180.0, 0.1, "°"), 0.0, self)
        self.corners = ChoiceRow(
            "Corners", tuple(one.value for one in Corners), Corners.GROW.value, self
        )
        names = tuple(method.value for method in Resampling)
        self.method = ChoiceRow("Sampling", names, Resampling.BICUBIC.value, self)
        flush(self.corners)
        flush(self.method)
        for row in (self.angle, self.corners, self.method):
            self.rows.addWidget(row)
        self.angle.valueChanged.connect(lambda _: self._follow())
        self.corners.value_changed.connect(lambda _: self._follow())
        self._follow()
        self.angle.setFocus()

    def choice(self) -> Rotation:
        return Rotation(
            self.angle.number, Corners(self.corners.value), Resampling(self.method.value)
        )

    def _follow(self) -> None:
        width, height = self.choice().plan(*self._before)[0]
        self.say(f"{width} × {height} px", can_go=self.angle.number != 0)
