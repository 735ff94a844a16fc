"""The text tool: a click puts a caret on the canvas, and what is typed is a text layer."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto

from editor.document.document import Document
from editor.document.errors import Locked
from editor.document.geometry import Point, corners
from editor.document.kinds.fill.colours import write_colour
from editor.document.kinds.text.fonts import FontBook, system_fonts
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.params import MOST_PX, SMALLEST_PX, Align, TextParams
from editor.tools.colours import Colours
from editor.tools.figure import Figure, Grip, Stroke
from editor.tools.labour import Labour
from editor.tools.snapping import Aids
from editor.tools.standing import StandingTool
from editor.tools.tool import Buttons, Modifiers, PointerEvent
from editor.tools.writing import Go, word_around
from editor.tools.written_text import NARROWEST_PX, Laid, WrittenText
from ml.api.params import Params, param
from ml.api.regions import Box

USUAL_PX = 64.0
_SHARE_OF_PICTURE = 14
_BOX_PX = 8.0


class TextOptions(Params):
    """What a new text looks like, and the one that is being written."""

    font: str = param("", title="Font", help="Family and style", control="font")
    size_px: float = param(
        USUAL_PX,
        title="Size",
        help="Height of the font",
        low=SMALLEST_PX,
        high=MOST_PX,
        step=1,
        unit="px",
    )
    align: Align = param(
        Align.LEFT, title="Align", help="On which side lines begin together", control="icons"
    )


class _Drag(Enum):
    """What a drag of the pointer does."""

    NONE = auto()
    BOX = auto()
    CHOOSE = auto()
    WIDTH = auto()


class TextTool(StandingTool[TextOptions]):
    """A click writes, a drag writes within a box; Esc, another tool or a press elsewhere ends it.

    What is typed without a pause is one step. An empty text leaves nothing behind.
    """

    id = "text"
    title = "Text"

    def __init__(
        self,
        colours: Colours | None = None,
        aids: Aids | None = None,
        labour: Labour | None = None,
        *,
        fonts: Callable[[], FontBook] = system_fonts,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(aids, labour)
        self.options = TextOptions()
        self._colours = colours or Colours()
        self._colours.changed.connect(self._take_colour)
        self._fonts = fonts
        self._clock = clock
        self._written: WrittenText | None = None
        self._drag = _Drag.NONE
        self._start: Point = (0.0, 0.0)
        self._end: Point = (0.0, 0.0)

    # ---- what the canvas asks for

    @property
    def is_active(self) -> bool:
        return self.is_writing or self._drag is _Drag.BOX

    @property
    def is_writing(self) -> bool:
        return self._written is not None

    @property
    def figure(self) -> Figure | None:
        if self._drag is _Drag.BOX:
            return Figure((Stroke(_rectangle(self._start, self._end), closed=True),))
        laid = self._laid
        if laid is None or self._written is None:
            return None
        return Figure(
            (Stroke(laid.frame, closed=True, faint=True),),
            (laid.handle,),
            marks=laid.marks(self._written.writing.chosen),
            caret=self.caret,
        )

    @property
    def caret(self) -> tuple[Point, Point] | None:
        laid = self._laid
        if laid is None or self._written is None:
            return None
        return laid.caret(self._written.writing.caret)

    @property
    def chosen_text(self) -> str:
        return self._written.writing.chosen_text if self._written is not None else ""

    def grip_at(self, event: PointerEvent) -> Grip:
        return Grip.SIZE_ACROSS if self._is_on_handle(event) else Grip.TEXT

    def leave(self) -> None:
        self.accept()
        super().leave()

    def follow(self) -> None:
        """An undo, or another layer: what is written follows, or ends."""
        written = self._written
        if written is None or written.is_own:
            return
        if not written.follow():
            self._written = None
        elif written.layer is not None:
            self._take_looks(written.layer.params)
        self.changed.emit()

    def set_options(self, options: Params) -> None:
        before = self.options
        super().set_options(options)
        fresh = {
            name: getattr(self.options, name)
            for name in ("font", "size_px", "align")
            if getattr(self.options, name) != getattr(before, name)
        }
        if fresh:
            self._change(fresh)

    # ---- the pointer

    def press(self, document: Document, event: PointerEvent) -> None:
        if not event.buttons & Buttons.LEFT:
            return
        self._document = document
        self._start = self._end = (event.x, event.y)
        if self._is_on_handle(event):
            self._drag = _Drag.WIDTH
            return
        if self._press_inside(event):
            return
        had_words = self._written is not None and not self._written.is_draft
        self.accept()
        found = self._text_at(document, event)
        if found is not None:
            self._begin_at(document, found)
            self._press_inside(event)
        elif not had_words:
            self._drag = _Drag.BOX
        self.changed.emit()

    def move(self, event: PointerEvent) -> None:
        self._end = (event.x, event.y)
        laid, written = self._laid, self._written
        if laid is not None and written is not None:
            if self._drag is _Drag.CHOOSE:
                place = laid.index_at(event.x, event.y)
                written.put(written.writing.to(place, extends=True))
            elif self._drag is _Drag.WIDTH:
                self._change({"width_px": laid.width_to(event.x, event.y)})
        if self._drag is not _Drag.NONE:
            self.changed.emit()

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        drag, self._drag = self._drag, _Drag.NONE
        if drag is _Drag.BOX and self._document is not None:
            self._begin_new(self._document, event.view_px)
        self.changed.emit()

    def cancel(self) -> None:
        """A box that is being drawn goes; what was written stays."""
        self._drag = _Drag.NONE
        self.accept()
        self.changed.emit()

    # ---- the keys

    def type(self, text: str) -> None:
        if self._written is not None:
            self._written.type(text)
            self.changed.emit()

    def erase(self, to: Go) -> None:
        if self._written is not None:
            self._written.erase(to)
            self.changed.emit()

    def go(self, to: Go, *, extends: bool) -> None:
        if self._written is not None:
            self._written.go(to, extends=extends)
            self.changed.emit()

    def choose_all(self) -> None:
        if self._written is not None:
            writing = self._written.writing
            self._written.put(writing.over(0, len(writing.text)))
            self.changed.emit()

    def accept(self) -> bool:
        """End the writing; what was written stays."""
        written, self._written = self._written, None
        if written is None:
            return False
        self._drag = _Drag.NONE
        written.close()
        self.changed.emit()
        return True

    def step_back(self) -> bool:
        """Undo takes back what was written last."""
        if self._document is None or self._written is None or self._written.is_draft:
            return False
        self._document.history.undo()
        return True

    # ---- inside: beginning

    def _begin_new(self, document: Document, view_px: float) -> None:
        (x, y), (to_x, to_y) = self._start, self._end
        is_box = abs(to_x - x) > _BOX_PX * view_px
        params = TextParams(
            text="",
            font=self.options.font or self._fonts().usual().name,
            size_px=self._size_for(document),
            colour=self._colour,
            align=self.options.align,
            width_px=max(NARROWEST_PX, abs(to_x - x)) if is_box else 0.0,
        )
        draft = TextLayer.of(params, document.depth, self._fonts())
        layout, _ = draft.layout(self._fonts())
        if is_box:
            draft.position = (round(min(x, to_x)), round(min(y, to_y)))
        else:
            # Words begin on the line that was pressed.
            draft.position = (round(x), round(y - layout.ascent))
        self._written = WrittenText(document, draft, self._fonts(), self._clock, is_draft=True)
        self._take_looks(params)
        self._colours.use(self._colours.foreground)

    def _size_for(self, document: Document) -> float:
        """What was chosen; where nothing was, what is readable on a picture of that size."""
        if self.options.size_px != USUAL_PX:
            return self.options.size_px
        return float(max(8, round(min(document.width, document.height) / _SHARE_OF_PICTURE)))

    def _begin_at(self, document: Document, layer: TextLayer) -> None:
        if layer.locks.pixels:
            raise Locked(layer.name, "pixels")
        document.set_active(layer)
        self._written = WrittenText(document, layer, self._fonts(), self._clock, is_draft=False)
        self._take_looks(layer.params)

    def _take_looks(self, params: TextParams) -> None:
        fresh = {"font": params.font, "size_px": params.size_px, "align": params.align}
        self.options = self.options.model_copy(update=fresh)

    @property
    def _colour(self) -> str:
        return write_colour((*self._colours.foreground, 1.0))

    def _take_colour(self) -> None:
        self._change({"colour": self._colour})

    def _change(self, values: dict[str, object]) -> None:
        """The text that is being written gets other looks."""
        written = self._written
        layer = written.layer if written is not None else None
        if written is not None and layer is not None:
            written.set(layer.params.model_copy(update=values))
            self.changed.emit()

    # ---- inside: places

    @property
    def _laid(self) -> Laid | None:
        return self._written.laid if self._written is not None else None

    def _press_inside(self, event: PointerEvent) -> bool:
        """The caret to the press; False where it is outside of the text."""
        laid, written = self._laid, self._written
        if laid is None or written is None:
            return False
        if not laid.holds(event.x, event.y, self.reach(event)):
            return False
        index = laid.index_at(event.x, event.y)
        writing = written.writing
        if event.clicks == 2:
            written.put(writing.over(*word_around(writing.text, index)))
        else:
            extends = bool(event.modifiers & Modifiers.SHIFT)
            written.put(writing.to(index, extends=extends))
            self._drag = _Drag.CHOOSE
        self.changed.emit()
        return True

    def _text_at(self, document: Document, event: PointerEvent) -> TextLayer | None:
        """The uppermost text that is seen there."""
        reach = self.reach(event)
        for layer in reversed(list(document.walk())):
            if isinstance(layer, TextLayer) and layer.visible:
                if Laid(layer, self._fonts()).holds(event.x, event.y, reach):
                    return layer
        return None

    def _is_on_handle(self, event: PointerEvent) -> bool:
        laid = self._laid
        if laid is None:
            return False
        x, y = laid.handle
        return max(abs(event.x - x), abs(event.y - y)) <= self.reach(event)


def _rectangle(start: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return corners(Box(round(left), round(top), round(right), round(bottom)))
