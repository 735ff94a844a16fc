"""The label lasso: what a freely drawn line goes around takes the label."""

from __future__ import annotations

from editor.tools.label_figure import LabelFigure, Landing
from editor.tools.lasso import MaskLasso


class _Loop(Landing, MaskLasso):
    """The gesture of the lasso."""


class LabelLasso(LabelFigure):
    """Draws from press to release; the line is closed by itself."""

    id = "label_lasso"
    title = "Label lasso"
    gesture = _Loop
