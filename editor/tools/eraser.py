"""The eraser: takes away from the mask; its right button paints."""

from __future__ import annotations

from typing import ClassVar

from editor.document.stroke import PaintMode
from editor.tools.brush import BrushOptions, MaskBrush


class MaskEraser(MaskBrush):
    """The mask brush the other way round, with a size and options of its own."""

    id = "eraser"
    title = "Mask eraser"
    mode: ClassVar[PaintMode] = PaintMode.ERASE

    def __init__(self, options: BrushOptions | None = None) -> None:
        super().__init__(options or BrushOptions(close_loops=False))
