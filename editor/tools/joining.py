"""What every tool that selects shares: held keys, joining in one step, and moving the outline."""

from __future__ import annotations

from typing import ClassVar

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_operations import Combine, combine
from editor.document.targets import SelectionTarget
from editor.tools.brushless import Brushless
from editor.tools.errands import Errands
from editor.tools.outline_move import OutlineMove, nudge_outline
from editor.tools.tool import Modifiers, PointerEvent, Sketch, combine_of
from ml.api.params import Params, param
from ml.api.regions import Box

DESELECT = "Deselect"


class JoinOptions(Params):
    """How something new joins the selection; held keys say otherwise for one gesture."""

    combine: Combine = param(
        Combine.REPLACE,
        title="Combine",
        help="New selection, add (Shift), subtract (Alt) or intersect (Shift+Alt)",
        control="icons",
    )


def joining(event: PointerEvent, options: JoinOptions) -> Combine:
    """What the held keys say, or what the options say where no key says anything."""
    how = combine_of(event)
    return options.combine if how is Combine.REPLACE else how


def join(document: Document, shape: Mask, how: Combine, title: str) -> None:
    """Combine the selection with `shape` as one step; none where nothing changes."""
    joined = combine(document.selection, shape, how)
    step = replace_mask(document, SelectionTarget(), joined, title)
    if step is not None:
        document.apply(step)


class JoiningTool(Brushless):
    """A gesture from press to release whose outcome joins the selection.

    The keys held at the press say how. A drag that begins with Ctrl, or inside the selection where
    a new one would replace it, moves its outline instead.
    """

    id = "joining"
    title = "Select"
    options_kind: ClassVar[type[JoinOptions]] = JoinOptions

    def __init__(self, options: JoinOptions | None = None, errands: Errands | None = None) -> None:
        self._options = options or self.options_kind()
        self._errands = errands or Errands()
        self._document: Document | None = None
        self._moving: OutlineMove | None = None
        self._how = Combine.REPLACE

    def begin(self, event: PointerEvent) -> None:
        """The gesture starts here, anew; also where it may turn out to move the outline."""
        raise NotImplementedError

    def follow(self, event: PointerEvent) -> None:
        """The gesture goes on to here."""
        raise NotImplementedError

    def finish(self, document: Document, how: Combine) -> None:
        """The gesture is over and no longer runs: let its outcome join the selection."""
        raise NotImplementedError

    def drawn_line(self) -> Sketch | None:
        """What to show while the gesture runs."""
        return None

    def click_inside(self, document: Document) -> None:
        """A click, no drag, where a drag would have moved the outline."""
        join(document, Mask(), Combine.REPLACE, DESELECT)

    @property
    def options(self) -> JoinOptions:
        return self._options

    def set_options(self, options: Params) -> None:
        self._options = self.options_kind.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    @property
    def sketch(self) -> Sketch | None:
        if self._moving is not None:
            return self._moving.sketch
        return self.drawn_line() if self.is_active else None

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._how = joining(event, self.options)
        self._moving = self._move_from(document, event)
        self.begin(event)

    def move(self, event: PointerEvent) -> None:
        if self._moving is not None:
            self._moving.follow(event)
        elif self.is_active:
            self.follow(event)

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document, moving = self._document, self._moving
        if document is None:
            return
        if moving is None:
            self.finish(document, self._how)
            return
        self.cancel()
        if moving.is_click:
            self.click_inside(document)
        else:
            moving.finish()

    def cancel(self) -> None:
        self._document = self._moving = None

    def nudge_outline(self, document: Document, dx: int, dy: int) -> bool:
        """The arrow keys move the outline, while no gesture runs."""
        return not self.is_active and nudge_outline(document, dx, dy)

    def _move_from(self, document: Document, event: PointerEvent) -> OutlineMove | None:
        """The outline moves with Ctrl, and where a new selection would begin inside the old."""
        if event.modifiers == Modifiers.CTRL:
            return None if document.selection.is_empty else OutlineMove(document, event)
        is_new = self._how is Combine.REPLACE
        return OutlineMove(document, event) if is_new and _is_inside(document, event) else None


def _is_inside(document: Document, event: PointerEvent) -> bool:
    x, y = int(event.x // 1), int(event.y // 1)
    return bool(document.selection.coverage(Box(x, y, x + 1, y + 1))[0, 0] >= 128)
