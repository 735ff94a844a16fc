"""A mask whose result was kept: it stays, out of sight, until the next stroke begins a new one."""

from __future__ import annotations

from collections.abc import Callable

from editor.document import mask_operations
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.targets import SelectionTarget
from editor.tools.outline_move import Nudging
from editor.tools.sets.labelling import LABELLING
from editor.tools.sets.painting import HELD
from editor.tools.tool import LastingTool, Modifiers, PointerEvent, Points, Sketch, Tool, outline_of
from ml.api.params import Params
from ml.api.regions import Box

NEW_MASK = "Begin a new mask"


class SpentMask:
    """Knows of one document at a time whose mask has done its work."""

    def __init__(self, show_mask: Callable[[bool], None]) -> None:
        self._show_mask = show_mask
        self._document: Document | None = None

    def is_spent(self, document: Document | None) -> bool:
        return document is not None and document is self._document

    def spend(self, document: Document) -> None:
        """Its result was kept: hide the mask, so that the result is seen."""
        self.revive()
        self._document = document
        document.selection_changed.connect(self._changed)
        self._show_mask(False)

    def revive(self) -> None:
        """The mask counts again."""
        if self._document is not None:
            self._document.selection_changed.disconnect(self._changed)
            self._document = None
            self._show_mask(True)

    def begin_anew(self, document: Document) -> None:
        """A new stroke begins: the spent mask goes, as a step that can be taken back."""
        if not self.is_spent(document):
            return
        self.revive()
        step = replace_mask(document, SelectionTarget(), mask_operations.clear(), NEW_MASK)
        if step is not None:
            document.apply(step)

    def _changed(self, _box: Box) -> None:
        self.revive()


class FreshTool:
    """A tool that begins a new mask where the old one is spent; Shift adds to the old one."""

    def __init__(self, tool: Tool, spent: SpentMask) -> None:
        self._tool = tool
        self._spent = spent
        self.id = tool.id
        self.title = tool.title
        self._paints_pixels = tool.id in HELD | LABELLING

    @property
    def options(self) -> Params:
        return self._tool.options

    def set_options(self, options: Params) -> None:
        self._tool.set_options(options)

    @property
    def is_active(self) -> bool:
        return self._tool.is_active

    @property
    def cursor_radius_px(self) -> float | None:
        return self._tool.cursor_radius_px

    @property
    def cursor_outline(self) -> Points:
        return outline_of(self._tool)

    @property
    def sketch(self) -> Sketch | None:
        return self._tool.sketch

    def resize(self, size_px: float) -> bool:
        return self._tool.resize(size_px)

    def press(self, document: Document, event: PointerEvent) -> None:
        if self._paints_pixels:
            # What holds changes back must be seen: a mask out of sight never does.
            self._spent.begin_anew(document)
        elif event.erases or event.modifiers & Modifiers.SHIFT:
            self._spent.revive()
        else:
            self._spent.begin_anew(document)
        self._tool.press(document, event)

    def move(self, event: PointerEvent) -> None:
        self._tool.move(event)

    def release(self, event: PointerEvent) -> None:
        self._tool.release(event)

    def cancel(self) -> None:
        self._tool.cancel()

    def hover(self, document: Document, event: PointerEvent) -> None:
        if isinstance(self._tool, LastingTool):
            self._tool.hover(document, event)

    def accept(self) -> bool:
        return isinstance(self._tool, LastingTool) and self._tool.accept()

    def step_back(self) -> bool:
        return isinstance(self._tool, LastingTool) and self._tool.step_back()

    def nudge_outline(self, document: Document, dx: int, dy: int) -> bool:
        return isinstance(self._tool, Nudging) and self._tool.nudge_outline(document, dx, dy)
