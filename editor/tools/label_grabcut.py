"""The label cut-out: the thing in a drawn box takes the label, found by its colours."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.document import Document
from editor.document.kinds.label.cutting import cut_out
from editor.document.kinds.label.picture import without_labels
from editor.document.mask import Mask
from editor.document.mask_operations import Combine
from editor.tools.label_click import pour_found
from editor.tools.label_figure import LabelFigure, Landing
from editor.tools.rectangle import MaskRectangle
from ml.api.regions import Box


class _Frame(Landing, MaskRectangle):
    """The gesture of the rectangle; Shift keeps the sides equal."""


class LabelGrabcut(LabelFigure):
    """Draw the box a little larger than the thing: what lies around it tells the ground."""

    id = "label_grabcut"
    title = "Label the thing in a box"
    gesture = _Frame

    def _land(self, document: Document, drawn: Callable[[Box], Mask], _how: Combine) -> None:
        canvas, twin = document.canvas, without_labels(document)
        pour_found(
            document,
            self._errands,
            self._paint,
            lambda: cut_out(twin, drawn(canvas).bounds),
            self.title,
        )
