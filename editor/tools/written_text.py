"""One text while it is being written: its layer, its caret, and the steps that writing makes."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.commands import RemoveLayer
from editor.document.document import Document
from editor.document.geometry import PlaneMap, Point, Quad
from editor.document.history import Command
from editor.document.kinds.text.fonts import FontBook
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.layout import TextLayout
from editor.document.kinds.text.params import MOST_WIDTH_PX, TextParams
from editor.document.kinds.text.steps import AddText, write_text
from editor.tools.writing import Go, Writing
from ml.api.regions import Box

PAUSE_S = 3.0
"""Who stops writing for so long begins another step."""
NARROWEST_PX = 8.0
_FAR_PX = 1e9
_ROOM_SHARE = 0.25


class Laid:
    """A text layer with the layout that it was drawn by, to ask where on the canvas letters lie."""

    def __init__(self, layer: TextLayer, fonts: FontBook) -> None:
        self.layer = layer
        self.layout, there = layer.layout(fonts)
        x, y = layer.position
        self._own = PlaneMap.moving(-x, -y) @ there

    @property
    def there(self) -> PlaneMap:
        """From the layout to the canvas; a layer may be moved while it is written."""
        return PlaneMap.moving(*self.layer.position) @ self._own

    @property
    def _around(self) -> Box:
        """The box with room, so that caret and letters stand free in it."""
        return self.layout.box.padded(round(self.layout.params.size_px * _ROOM_SHARE))

    @property
    def frame(self) -> Quad:
        return self.there.quad(self._around)

    @property
    def handle(self) -> Point:
        """The middle of the frame's right side."""
        box = self._around
        return self.there.apply(box.right, (box.top + box.bottom) / 2)

    def marks(self, chosen: tuple[int, int]) -> tuple[Quad, ...]:
        """What the letters from, to cover."""
        if chosen[0] == chosen[1]:
            return ()
        go = self.there.apply
        return tuple(
            (go(left, top), go(right, top), go(right, bottom), go(left, bottom))
            for left, top, right, bottom in self.layout.marks(*chosen)
        )

    def caret(self, index: int) -> tuple[Point, Point]:
        top, bottom = self.layout.caret(index)
        return self.there.apply(*top), self.there.apply(*bottom)

    def index_at(self, x: float, y: float) -> int:
        return self.layout.index_at(*self.there.inverse().apply(x, y))

    def holds(self, x: float, y: float, reach: float) -> bool:
        """Whether a press there, missing by at most `reach`, means this text."""
        x, y = self.there.inverse().apply(x, y)
        box = self.layout.box
        across = box.left - reach <= x <= box.right + reach
        return across and box.top - reach <= y <= box.bottom + reach

    def width_to(self, x: float, y: float) -> float:
        """The width of the box whose right side is brought to a place."""
        frame = self.layer.to_canvas.inverse()
        has_box = self.layer.params.width_px > 0
        left = 0.0 if has_box else (frame @ self.there).apply(self.layout.box.left, 0.0)[0]
        room = round(self.layer.params.size_px * _ROOM_SHARE)
        width = round(frame.apply(x, y)[0] - left) - room
        return float(min(max(NARROWEST_PX, width), MOST_WIDTH_PX))


class WrittenText:
    """A draft becomes a layer with its first letter; what is typed without a pause is one step."""

    def __init__(
        self,
        document: Document,
        layer: TextLayer,
        fonts: FontBook,
        clock: Callable[[], float],
        *,
        is_draft: bool,
    ) -> None:
        self.document = document
        self.writing = Writing(layer.params.text)
        self.is_own = False
        self._id = layer.id
        self._draft = layer if is_draft else None
        self._fonts = fonts
        self._clock = clock
        self._typed_at = -PAUSE_S
        self._wish_x: float | None = None
        self._laid: Laid | None = None

    @property
    def is_draft(self) -> bool:
        """Whether nothing was written yet."""
        return self._draft is not None

    @property
    def layer(self) -> TextLayer | None:
        """The text as it is now; None where an undo took it away."""
        if self._draft is not None:
            return self._draft
        layer = self.document.layer(self._id) if self.document.has_layer(self._id) else None
        return layer if isinstance(layer, TextLayer) else None

    @property
    def laid(self) -> Laid | None:
        layer = self.layer
        if layer is None:
            return None
        if self._laid is None or self._laid.layer is not layer:
            self._laid = Laid(layer, self._fonts)
        return self._laid

    def follow(self) -> bool:
        """Something else changed the document; whether this text is still being written."""
        layer = self.layer
        if layer is None or (not self.is_draft and self.document.active is not layer):
            return False
        text = layer.params.text
        if text != self.writing.text:
            self.writing = Writing(text, len(text), len(text))
        return True

    # ---- the caret

    def put(self, writing: Writing) -> None:
        """The caret to where a press wants it."""
        self.writing, self._wish_x = writing, None

    def go(self, to: Go, *, extends: bool) -> None:
        writing = self.writing
        first, last = writing.chosen
        if not extends and first != last and to in (Go.LEFT, Go.RIGHT):
            # As everywhere: the marking collapses to the side of the arrow.
            self.put(writing.to(first if to is Go.LEFT else last))
            return
        wish = self._wish() if to in (Go.UP, Go.DOWN) else None
        self.writing = writing.to(self._place(to), extends=extends)
        self._wish_x = wish

    def _wish(self) -> float:
        """How far from the left the caret would like to be in every line that it comes through."""
        if self._wish_x is None and self.laid is not None:
            return self.laid.layout.caret(self.writing.caret)[0][0]
        return self._wish_x or 0.0

    def _place(self, to: Go) -> int:
        """Where a key takes the caret."""
        index, laid = self.writing.aside(to), self.laid
        if index is not None or laid is None:
            return index or 0
        return _in_lines(laid.layout, self.writing, to, self._wish())

    # ---- the words

    def type(self, text: str) -> None:
        self._write(self.writing.typed(text))

    def erase(self, to: Go) -> None:
        """What is marked, or what lies between the caret and there."""
        writing = self.writing
        if not writing.chosen_text:
            writing = writing.to(self._place(to), extends=True)
        self._write(writing.typed(""))

    def _write(self, writing: Writing) -> None:
        before, layer = self.writing, self.layer
        self.put(writing)
        if layer is not None and writing.text != before.text:
            self.set(layer.params.model_copy(update={"text": writing.text}))

    def set(self, params: TextParams) -> None:
        """The text says and looks like `params` from now on."""
        layer = self.layer
        if layer is None or params == layer.params:
            return
        made = layer.with_params(params, self._fonts)
        if self.is_draft and not params.text:
            self._draft = made
            return
        self.is_own = True
        try:
            if self.is_draft:
                self._draft, self._id = None, made.id
                self.document.apply(AddText.begun(self.document, made))
            else:
                self._replace(write_text(layer, made))
        finally:
            self.is_own = False
        self._typed_at = self._clock()

    def _replace(self, step: Command) -> None:
        if self._clock() - self._typed_at < PAUSE_S:
            self.document.apply(step)
        else:
            # A new step, however much it is like the one before.
            step.do(self.document)
            self.document.history.push_done(step)

    def close(self) -> None:
        """The writing ends: a text without words leaves nothing, where it is new no step either."""
        layer = self.layer
        if layer is None or self.is_draft or layer.params.text.strip():
            return
        history = self.document.history
        last = history.entries[history.position - 1] if history.can_undo else None
        if isinstance(last, AddText) and last.layer is layer:
            history.undo()
        else:
            self.document.apply(RemoveLayer.of(self.document, layer.id))


def _in_lines(layout: TextLayout, writing: Writing, to: Go, wish_x: float) -> int:
    """Where a step between lines, or to an end of one, brings the caret."""
    line = layout.line_of(writing.caret)
    if to is Go.LINE_START:
        return layout.lines[line].start
    if to is Go.LINE_END:
        return layout.index_in(line, _FAR_PX)
    goal = line + (1 if to is Go.DOWN else -1)
    if not 0 <= goal < len(layout.lines):
        return len(writing.text) if goal > 0 else 0
    return layout.index_in(goal, wish_x)
