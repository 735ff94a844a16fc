"""The label rectangle: whole pixels between press and release take the label."""

from __future__ import annotations

from editor.tools.label_figure import LabelFigure, Landing
from editor.tools.rectangle import MaskRectangle


class _Frame(Landing, MaskRectangle):
    """The gesture of the rectangle; Shift keeps the sides equal."""


class LabelRectangle(LabelFigure):
    """Shift pressed during the drag makes a square."""

    id = "label_rectangle"
    title = "Label rectangle"
    gesture = _Frame
