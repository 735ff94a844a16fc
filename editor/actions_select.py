"""The actions of the Select menu: each changes the selection as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document import mask_operations
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.history import Command
from editor.document.mask import Mask
from editor.document.mask_colours import grow_by_colour, similar
from editor.document.selection_sources import from_alpha, from_light, of_layer, visible
from editor.document.targets import SelectionTarget
from editor.steps import Steps
from editor.tools.wand import WandOptions
from ml.api.regions import Box

ByPixels = Callable[[Mask, int, Box], Mask]


class SelectWork:
    """What the actions do to the selection that the tools work on at the moment."""

    def __init__(self, desk: Desk, asker: Asker, steps: Steps) -> None:
        self._desk = desk
        self._asker = asker
        self._steps = steps
        self._last: WeakKeyDictionary[Document, Mask] = WeakKeyDictionary()

    # ---- at once

    def all(self) -> None:
        self._quick("Select all", lambda paper: mask_operations.select_all(paper.canvas))

    def none(self) -> None:
        self._quick("Deselect", lambda _: mask_operations.clear())

    def again(self) -> None:
        """The selection that was there last before there was none."""
        paper = self._desk.paper
        if paper is not None and paper in self._last:
            self._quick("Reselect", lambda _: self._last[paper].share())

    def invert(self) -> None:
        self._quick(
            "Invert the selection",
            lambda paper: mask_operations.invert(paper.selection, paper.canvas),
        )

    def remember(self) -> None:
        """Keep what is selected now, so that it can be brought back."""
        paper = self._desk.paper
        if paper is not None and not paper.selection.is_empty:
            self._last[paper] = paper.selection.share()

    # ---- the edge

    def grow(self) -> None:
        self._by_pixels("Grow", 4, mask_operations.grow)

    def shrink(self) -> None:
        self._by_pixels(
            "Shrink", 4, lambda mask, pixels, canvas: mask_operations.grow(mask, -pixels, canvas)
        )

    def feather(self) -> None:
        self._by_pixels("Feather", 6, mask_operations.feather)

    def border(self) -> None:
        self._by_pixels("Border", 8, mask_operations.border)

    def smooth(self) -> None:
        self._by_pixels("Smooth", 4, mask_operations.smooth)

    # ---- by what the picture shows

    def similar(self) -> None:
        self._by_colour("Select similar colours", similar)

    def grow_by_colour(self) -> None:
        self._by_colour("Grow by colour", grow_by_colour)

    def from_alpha(self) -> None:
        """What the active layer covers."""

        def make(paper: Document) -> Mask:
            layer = paper.active
            return Mask() if layer is None else from_alpha(of_layer(layer), paper.canvas)

        self._slow("Select the layer's alpha", make)

    def from_light(self) -> None:
        """What is light in the picture, as far as it is light."""
        self._slow("Select by luminosity", lambda paper: from_light(visible(paper), paper.canvas))

    # ---- why not

    def nothing(self) -> str:
        paper = self._desk.paper
        if paper is None:
            return self._desk.no_document()
        return "Select something first." if paper.selection.is_empty else ""

    def nothing_before(self) -> str:
        paper = self._desk.paper
        if paper is None:
            return self._desk.no_document()
        if not paper.selection.is_empty:
            return "Something is selected already."
        return "" if paper in self._last else "Nothing was selected yet."

    def no_layer(self) -> str:
        paper = self._desk.paper
        if paper is None:
            return self._desk.no_document()
        return "" if paper.active is not None else "Choose a layer."

    # ---- inside

    def _by_pixels(self, title: str, default: int, work: ByPixels) -> None:
        pixels = self._asker.pixels(title, default)
        if pixels is not None:
            self._slow(
                f"{title} the selection",
                lambda paper: work(paper.selection, pixels, paper.canvas),
            )

    def _by_colour(self, title: str, work: Callable[..., Mask]) -> None:
        """With the wand's tolerance."""
        options = self._desk.toolbox.tool("wand").options
        tolerance = options.tolerance if isinstance(options, WandOptions) else 0
        self._slow(
            title, lambda paper: work(visible(paper), paper.selection, tolerance, paper.canvas)
        )

    def _quick(self, title: str, make: Callable[[Document], Mask]) -> None:
        self._order(title, make, is_quick=True)

    def _slow(self, title: str, make: Callable[[Document], Mask]) -> None:
        self._order(title, make, is_quick=False)

    def _order(self, title: str, make: Callable[[Document], Mask], *, is_quick: bool) -> None:
        def step(paper: Document) -> Command | None:
            return replace_mask(paper, SelectionTarget(), make(paper), title)

        paper = self._desk.paper
        if paper is not None:
            self._steps.order(paper, step, is_quick=is_quick)


@dataclass(frozen=True)
class _Row:
    """One action of the menu."""

    name: str
    title: str
    run: Callable[[], None]
    why_not: Callable[[], str]
    icon: str
    group: str
    keys: tuple[str, ...] = ()


def select_actions(desk: Desk, work: SelectWork) -> list[Action]:
    """Everything that changes a selection without a tool."""
    desk.changed.connect(work.remember)
    return [
        Action(
            id=f"select.{row.name}",
            title=row.title,
            run=row.run,
            keys=row.keys,
            icon=row.icon,
            menu="Select",
            group=row.group,
            why_not=row.why_not,
        )
        for row in (*_whole(desk, work), *_edge(work), *_seen(desk, work))
    ]


def _whole(desk: Desk, work: SelectWork) -> tuple[_Row, ...]:
    any_time, before, group = desk.no_document, work.nothing_before, "all"
    invert = ("Ctrl+Shift+I", "Shift+V")
    none = ("Ctrl+Shift+A", "Ctrl+D")
    return (
        _Row("all", "Select all", work.all, any_time, "select_all", group, ("Ctrl+A",)),
        _Row("none", "Deselect", work.none, work.nothing, "deselect", group, none),
        _Row("again", "Reselect", work.again, before, "reselect", group, ("Ctrl+Shift+D",)),
        _Row("invert", "Invert selection", work.invert, any_time, "invert", group, invert),
    )


def _edge(work: SelectWork) -> tuple[_Row, ...]:
    chosen, group = work.nothing, "edge"
    return (
        _Row("grow", "Grow\u2026", work.grow, chosen, "grow", group),
        _Row("shrink", "Shrink\u2026", work.shrink, chosen, "shrink", group),
        _Row("feather", "Feather\u2026", work.feather, chosen, "feather", group, ("Shift+F6",)),
        _Row("border", "Border\u2026", work.border, chosen, "border", group),
        _Row("smooth", "Smooth\u2026", work.smooth, chosen, "smooth", group),
    )


def _seen(desk: Desk, work: SelectWork) -> tuple[_Row, ...]:
    """What looks at the picture."""
    chosen, group = work.nothing, "colour"
    return (
        _Row("similar", "Similar colours", work.similar, chosen, "similar", group),
        _Row("grow_by_colour", "Grow by colour", work.grow_by_colour, chosen, "wand", group),
        _Row("alpha", "Layer\u2019s alpha", work.from_alpha, work.no_layer, "alpha", group),
        _Row("light", "Luminosity", work.from_light, desk.no_document, "light", group),
    )
