"""The colour range: all that comes near a clicked colour, fading out with its distance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import ClassVar, cast
from weakref import ReferenceType, ref

from editor.document.document import Document
from editor.document.history import Command
from editor.document.mask import Mask
from editor.document.mask_operations import Combine, combine
from editor.document.mask_similar import colour_at, nearness, with_falloff
from editor.document.targets import SelectionTarget
from editor.document.tile_change import TileChange
from editor.tools.errands import Errands
from editor.tools.joining import JoiningTool, JoinOptions
from editor.tools.tool import PointerEvent
from editor.tools.wand import SampleArea, Sampled, sample_of
from ml.api.params import Params, param
from ml.api.regions import Box

_numbers = count(1)


class RangeOptions(JoinOptions):
    """How near a colour must be."""

    fuzziness: int = param(
        40,
        title="Fuzziness",
        help="How far colours may be; the selection fades over the outer half. Also changes the "
        "last pick",
        low=0,
        high=255,
    )
    sample: Sampled = param(
        Sampled.ALL, title="Sample", help="Look at all that is seen, or at the active layer alone"
    )
    area: SampleArea = param(
        SampleArea.THREE,
        title="Sample size",
        help="The clicked colour is the mean of this many pixels",
        more=True,
    )


@dataclass(frozen=True, eq=False)
class RangeChange(TileChange):
    """What one pick does to the selection; later settings of the same pick are the same step."""

    pick: int

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, RangeChange) or later.pick != self.pick:
            return None
        before = {**later.before, **self.before}
        after = {**self.after, **later.after}
        return RangeChange(self.target, before, after, self.title, self.pick)


@dataclass(frozen=True)
class _Pick:
    """One click: how near everything is, and what the selection was before it."""

    number: int
    document: ReferenceType[Document]
    base: Mask
    how: Combine
    near: Mask

    @property
    def is_last(self) -> bool:
        """Whether nothing was done since."""
        document = self.document()
        if document is None:
            return False
        history = document.history
        top = history.entries[history.position - 1] if history.position else None
        return isinstance(top, RangeChange) and top.pick == self.number


class ColourRange(JoiningTool):
    """A click picks a colour all over the picture; the slider then changes that pick live."""

    id = "colour_range"
    title = "Colour range"
    options_kind: ClassVar[type[JoinOptions]] = RangeOptions

    def __init__(self, options: JoinOptions | None = None, errands: Errands | None = None) -> None:
        super().__init__(options, errands)
        self._place = (0, 0)
        self._pick: _Pick | None = None
        self._is_busy = False
        self._is_late = False

    def set_options(self, options: Params) -> None:
        before = self._range.fuzziness
        super().set_options(options)
        if self._range.fuzziness != before:
            self._show()

    def begin(self, event: PointerEvent) -> None:
        self._place = (int(event.x // 1), int(event.y // 1))

    def follow(self, event: PointerEvent) -> None:
        """The clicked pixel is the one that was pressed."""

    def click_inside(self, document: Document) -> None:
        self.finish(document, self._how)

    def finish(self, document: Document, how: Combine) -> None:
        self.cancel()
        x, y = self._place
        if not document.canvas.contains(Box(x, y, x + 1, y + 1)):
            return

        def done(near: Mask) -> None:
            base = document.selection.share()
            self._pick = _Pick(next(_numbers), ref(document), base, how, near)
            self._show(is_new=True)

        self._errands.run(self._looking(document, (x, y)), done)

    @property
    def _range(self) -> RangeOptions:
        return cast("RangeOptions", self.options)

    def _looking(self, document: Document, place: tuple[int, int]) -> Callable[[], Mask]:
        """What measures how near everything is, in the picture as it is now."""
        options, canvas = self._range, document.canvas
        sample = sample_of(document, options.sample)

        def look() -> Mask:
            x, y = place
            colour = colour_at(sample, x, y, radius_px=options.area.radius_px, canvas=canvas)
            return nearness(sample, [colour], canvas)

        return look

    def _show(self, *, is_new: bool = False) -> None:
        """Bring the selection up to date with pick and slider; while that runs, once more later."""
        pick, fuzziness = self._pick, self._range.fuzziness
        if pick is None or not (is_new or pick.is_last):
            # Something else was done: the pick is settled, and its pixels need not be kept.
            self._pick = None
            return
        if self._is_busy:
            self._is_late = True
            return
        self._is_busy, self._is_late = True, False

        def made() -> Mask:
            return combine(pick.base, with_falloff(pick.near, fuzziness), pick.how)

        def done(mask: Mask) -> None:
            self._is_busy = False
            if is_new or pick.is_last:
                _apply(pick, mask, self.title)
            if self._is_late:
                self._show(is_new=self._pick is not pick)

        def failed() -> None:
            self._is_busy = False

        self._errands.run(made, done, failed=failed)


def _apply(pick: _Pick, mask: Mask, title: str) -> None:
    document = pick.document()
    if document is None:
        return
    change = TileChange.between(SelectionTarget(), document.selection, mask, title)
    if change is not None:
        document.apply(RangeChange(change.target, change.before, change.after, title, pick.number))
