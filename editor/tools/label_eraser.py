"""The label eraser: what it goes over is unlabelled again."""

from __future__ import annotations

from typing import ClassVar

from editor.tools.label_brush import LabelBrush


class LabelEraser(LabelBrush):
    """As the label brush, with nothing in the hand."""

    id = "label_eraser"
    title = "Label eraser"
    is_eraser: ClassVar[bool] = True
