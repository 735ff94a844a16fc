"""What tools share whose work stands on the canvas between gestures, like a frame to crop by."""

from __future__ import annotations

from typing import Generic, TypeVar

from psygnal import Signal

from editor.document.document import Document
from editor.tools.brushless import Brushless
from editor.tools.figure import Figure, Grip
from editor.tools.labour import Labour
from editor.tools.snapping import REACH_PX, Aids, Snapper
from editor.tools.tool import PointerEvent
from ml.api.params import Params

Chosen = TypeVar("Chosen", bound=Params)


class StandingTool(Brushless, Generic[Chosen]):
    """A lasting tool with a figure of its own; the canvas tells it when it is taken in the hand.

    `changed` says that figure, stand-in or options are others now.
    """

    changed = Signal()
    id = "standing"
    title = "Standing"
    options: Chosen

    def __init__(self, aids: Aids | None = None, labour: Labour | None = None) -> None:
        self.aids = aids or Aids()
        self.labour = labour or Labour()
        self._document: Document | None = None

    # ---- what the canvas asks for

    @property
    def figure(self) -> Figure | None:
        """What to draw over the picture now."""
        return None

    @property
    def stand_in(self) -> Document | None:
        """What to show in place of the document while its future is tried out."""
        return None

    def grip_at(self, event: PointerEvent) -> Grip:
        """What a press here would take hold of."""
        return Grip.CROSS

    def take(self, document: Document) -> None:
        """The tool is in the hand, over this picture."""
        self._let_go()
        self._document = document
        document.history.changed.connect(self.follow)
        document.active_changed.connect(self.follow)
        document.selection_changed.connect(self.follow)
        document.size_changed.connect(self.follow)

    def leave(self) -> None:
        """The tool is laid down, or the picture goes."""
        self._let_go()
        self._document = None

    def follow(self) -> None:
        """The picture, or what is chosen of it, is another one than before."""

    def _let_go(self) -> None:
        document = self._document
        if document is not None:
            document.history.changed.disconnect(self.follow, missing_ok=True)
            document.active_changed.disconnect(self.follow, missing_ok=True)
            document.selection_changed.disconnect(self.follow, missing_ok=True)
            document.size_changed.disconnect(self.follow, missing_ok=True)

    def nudge(self, dx: int, dy: int) -> bool:
        """The arrow keys ask for a step in pixels; whether it was taken."""
        return False

    # ---- what every tool is

    def set_options(self, options: Params) -> None:
        self.options = type(self.options).model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return False

    def press(self, document: Document, event: PointerEvent) -> None:
        pass

    def move(self, event: PointerEvent) -> None:
        pass

    def release(self, event: PointerEvent) -> None:
        pass

    def cancel(self) -> None:
        pass

    def hover(self, document: Document, event: PointerEvent) -> None:
        pass

    def accept(self) -> bool:
        return False

    def step_back(self) -> bool:
        return False

    # ---- for those that align

    def snapper(self, document: Document, besides: tuple[str, ...] = ()) -> Snapper:
        return Snapper.of(document, self.aids.now, besides)

    @staticmethod
    def reach(event: PointerEvent) -> float:
        """How far a hand may miss, in document pixels."""
        return REACH_PX * event.view_px
