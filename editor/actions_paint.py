"""The actions of painting: colours, the brush in the hand, and filling what is selected."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.document.errors import DocumentError
from editor.tools.colours import Colour
from editor.tools.paint_pour import pour_selected
from ml.api.params import to_scalars

STEP = 0.1
NO_BRUSH = "Take a brush in hand first."
_DIGITS = range(1, 11)


class PaintWork:
    """What the actions do to the colours, the tool in the hand and the layer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._box = desk.toolbox

    def reset_colours(self) -> None:
        self._box.colours.reset()

    def swap(self) -> None:
        self._box.swap()

    def fill_front(self) -> None:
        self._pour(self._box.colours.foreground)

    def fill_back(self) -> None:
        self._pour(self._box.colours.background)

    def change(self, option: str, by: float) -> None:
        """Raise or lower a share of the brush; it stays between its limits."""
        now = to_scalars(self._box.current.options)[option]
        self.set(option, round(float(now) + by, 2))

    def set(self, option: str, value: float) -> None:
        lowest = STEP / 10 if option == "opacity" else 0.0
        share = min(1.0, max(lowest, value))
        self._box.set_option(self._box.current.id, {option: share})

    def lacks(self, option: str) -> str:
        """Why the option cannot be changed now."""
        return "" if option in to_scalars(self._box.current.options) else NO_BRUSH

    def not_paintable(self) -> str:
        """Why nothing can be filled now."""
        paper = self._desk.paper
        if paper is None:
            return self._desk.no_document()
        try:
            paper.paint_target()
        except DocumentError as error:
            return str(error)
        return ""

    def _pour(self, colour: Colour) -> None:
        if self._desk.paper is not None:
            pour_selected(self._desk.paper, self._box.errands, colour)


def paint_actions(desk: Desk) -> list[Action]:
    """Colours and brush for the palette and the keys; fills stand in the Edit menu."""
    work = PaintWork(desk)
    rows: tuple[tuple[str, str, str, float, tuple[str, ...]], ...] = (
        ("harder", "Harder brush", "hardness", STEP, ("Shift+]", "}")),
        ("softer", "Softer brush", "hardness", -STEP, ("Shift+[", "{")),
        ("opaquer", "More opacity", "opacity", STEP, ("O",)),
        ("clearer", "Less opacity", "opacity", -STEP, ("I",)),
    )
    changes = [
        Action(
            id=f"tool.{name}",
            title=title,
            run=lambda option=option, by=by: work.change(option, by),
            keys=keys,
            icon="paint",
            why_not=lambda option=option: work.lacks(option),
        )
        for name, title, option, by, keys in rows
    ]
    opacities = [
        Action(
            id=f"tool.opacity_{10 * tenths}",
            title=f"Opacity {10 * tenths} %",
            run=lambda share=tenths / 10: work.set("opacity", share),
            icon="paint",
            why_not=lambda: work.lacks("opacity"),
        )
        for tenths in _DIGITS
    ]
    return [*_colour_actions(work), *changes, *opacities]


def _colour_actions(work: PaintWork) -> list[Action]:
    fills: tuple[tuple[str, str, Callable[[], None], str], ...] = (
        ("fill_foreground", "Fill with the foreground colour", work.fill_front, "Shift+Backspace"),
        ("fill_background", "Fill with the background colour", work.fill_back, "Backspace"),
    )
    colours: tuple[tuple[str, str, Callable[[], None], str, str], ...] = (
        ("swap", "Swap the colours, or mask brush and eraser", work.swap, "X", "swap"),
        ("reset", "Black and white in hand", work.reset_colours, "D", "colours"),
    )
    return [
        *[
            Action(f"colour.{name}", title, run, (key,), icon, "Edit", "colours")
            for name, title, run, key, icon in colours
        ],
        *[
            Action(
                id=f"edit.{name}",
                title=title,
                run=run,
                keys=(key,),
                icon="fill",
                menu="Edit",
                group="fill",
                why_not=work.not_paintable,
            )
            for name, title, run, key in fills
        ],
    ]
