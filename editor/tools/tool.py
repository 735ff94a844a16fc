"""What every tool is: a gesture from press to release that ends as one step of the history."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import Protocol, runtime_checkable

from editor.document.document import Document
from editor.document.mask_operations import Combine
from ml.api.params import Params

Points = tuple[tuple[float, float], ...]
"""Places in document pixels."""


class Buttons(IntFlag):
    """What is held down: mouse buttons, or the end of the pen that touches."""

    NONE = 0
    LEFT = 1
    RIGHT = 2
    MIDDLE = 4
    ERASER_TIP = 8


class Modifiers(IntFlag):
    """The keys that change what a gesture means."""

    NONE = 0
    SHIFT = 1
    ALT = 2
    CTRL = 4


@dataclass(frozen=True, slots=True)
class PointerEvent:
    """One position of mouse or pen in document pixels (the corner of the picture is 0, 0).

    `pressure` is 0 to 1; a mouse always presses with 1. `time_s` grows; its zero means nothing.
    `clicks` is 2 for the second press of a double click. `view_px` is how many document pixels
    one pixel of the view shows across: what a hand can hit depends on it. `tilt_x` and `tilt_y`
    say how far a pen leans to the right and downwards, as shares of lying flat (-1 to 1).
    """

    x: float
    y: float
    pressure: float = 1.0
    buttons: Buttons = Buttons.LEFT
    modifiers: Modifiers = Modifiers.NONE
    time_s: float = 0.0
    clicks: int = 1
    view_px: float = 1.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0

    @property
    def erases(self) -> bool:
        """Whether the artist asks for the opposite of adding: right button or the pen's back."""
        return bool(self.buttons & (Buttons.RIGHT | Buttons.ERASER_TIP))


def combine_of(event: PointerEvent) -> Combine:
    """Shift adds, Alt subtracts, both intersect, the right button subtracts, else it is new."""
    shift = bool(event.modifiers & Modifiers.SHIFT)
    alt = bool(event.modifiers & Modifiers.ALT)
    if shift and alt:
        return Combine.INTERSECT
    if alt or event.erases:
        return Combine.SUBTRACT
    return Combine.ADD if shift else Combine.REPLACE


@dataclass(frozen=True, slots=True)
class Band:
    """A line as wide as the brush that drew it, in document pixels."""

    points: tuple[tuple[float, float], ...]
    width_px: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A line that the canvas shows while a gesture runs, in document pixels.

    `others` are more lines, all closed; `bands` are wide ones, `crosses` mark single places.
    """

    points: tuple[tuple[float, float], ...] = ()
    closed: bool = False
    others: tuple[tuple[tuple[float, float], ...], ...] = ()
    bands: tuple[Band, ...] = ()
    crosses: tuple[tuple[float, float], ...] = ()


@runtime_checkable
class Tool(Protocol):
    """A tool holds its options and at most one running gesture.

    `press` starts a gesture on a document and `release` ends it: the gesture is then one step of
    that document's history, or none if it changed nothing. `cancel` takes back all that a running
    gesture did and leaves no trace. `move` outside a gesture does nothing.
    """

    id: str
    title: str

    @property
    def options(self) -> Params:
        """What the artist has set; the options bar is made from its declaration."""
        ...

    def set_options(self, options: Params) -> None:
        """Work with these from the next gesture on; they are of the kind that `options` has."""
        ...

    @property
    def is_active(self) -> bool:
        """Whether a gesture is running."""
        ...

    @property
    def cursor_radius_px(self) -> float | None:
        """Half the brush's size in document pixels; None where there is no brush."""
        ...

    @property
    def sketch(self) -> Sketch | None:
        """What to draw over the picture while the gesture runs."""
        ...

    def resize(self, size_px: float) -> bool:
        """Give the brush another size, held inside its limits; False where there is no brush."""
        ...

    def press(self, document: Document, event: PointerEvent) -> None: ...

    def move(self, event: PointerEvent) -> None: ...

    def release(self, event: PointerEvent) -> None: ...

    def cancel(self) -> None: ...


@runtime_checkable
class OutlinedTool(Protocol):
    """A brush whose dab may be no circle."""

    @property
    def cursor_outline(self) -> Points:
        """The rim of a dab around its middle, in document pixels; nothing where it is a circle."""
        ...


def outline_of(tool: Tool) -> Points:
    """What the canvas draws in place of a circle, or nothing."""
    return tool.cursor_outline if isinstance(tool, OutlinedTool) else ()


@runtime_checkable
class LastingTool(Tool, Protocol):
    """A tool whose gesture may go on over many presses, until it is accepted or cancelled.

    While `is_active`, the canvas keeps the keys named here from the window's shortcuts.
    """

    def hover(self, document: Document, event: PointerEvent) -> None:
        """The pointer is here and nothing is pressed; also sent where no gesture runs."""
        ...

    def accept(self) -> bool:
        """Enter: end the gesture as one step; whether there was one."""
        ...

    def step_back(self) -> bool:
        """Backspace or Delete: take back the last part of the gesture; whether there was one."""
        ...
