"""The label polygon: corners set one by one; what their line goes around takes the label."""

from __future__ import annotations

from editor.document.document import Document
from editor.tools.label_figure import LabelFigure, Landing
from editor.tools.polygon import MaskPolygon
from editor.tools.tool import PointerEvent


class _Corners(Landing, MaskPolygon):
    """The gesture of the polygon lasso."""


class LabelPolygon(LabelFigure):
    """A click on the first corner, a double click or Enter closes it; Backspace takes one back."""

    id = "label_polygon"
    title = "Label polygon"
    gesture = _Corners
    _drawing: _Corners

    def hover(self, document: Document, event: PointerEvent) -> None:
        self._drawing.hover(document, event)

    def accept(self) -> bool:
        return self._drawing.accept()

    def step_back(self) -> bool:
        return self._drawing.step_back()
