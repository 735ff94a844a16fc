"""Keeps the piles of layers around the active one, so that a dab costs the same over many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from editor.document.blending import BlendMode
from editor.document.composite_painter import Painter, Scope, Whole, Work, paint
from editor.document.composite_program import Act, Step, end_of, reaches_of
from editor.document.composite_sheets import Place, View
from editor.document.kinds.pixel.layer import PixelLayer
from editor.document.sheets import Window
from ml.api.regions import Box

_KEPT_BYTES = 256 << 20

Versions = tuple[object, ...]


@dataclass
class _Kept:
    """What was made of one tile; the versions say of which layers.

    `scopes` are the sheets as they were before the active layer's first step.
    """

    before: Versions = ()
    scopes: list[Scope] | None = None
    after: Versions = ()
    works: list[Work] = field(default_factory=list["Work"])

    @property
    def size_bytes(self) -> int:
        scopes = sum(scope.size_bytes for scope in self.scopes or [])
        return scopes + sum(w.planes.nbytes for w in self.works if isinstance(w, Whole))


class Stacks:
    """Paints tiles that were painted before, and remembers what lies around the active layer.

    Piles are made when a tile is made again: then someone paints there, and each dab costs a
    few blends however many layers there are. Piles below and above are renewed independently.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Place, _Kept] = OrderedDict()
        self._keeping = Lock()

    def forget(self) -> None:
        """Let go of all piles; safe while another thread paints."""
        with self._keeping:
            self._kept.clear()

    def paint(
        self, steps: Sequence[Step], active: str, place: Place, painter: Painter, window: Window
    ) -> None:
        """Make the picture right in `window`; `painter` is fresh. `active` is a layer's id."""
        own = [index for index, step in enumerate(steps) if step.layer.id == active]
        if not own:
            painter.run(steps, window)
            return
        first, last = own[0], own[-1] + 1
        kept = self._renewed(steps, (first, last), place, painter)
        works: list[Work] = [*steps[first:last], *kept.works]
        if kept.scopes is None:
            painter.run([*steps[:first], *works], window)
            return
        reach = reaches_of(works, place.level)[0]
        painter.resume(kept.scopes, window, reach)
        painter.run(works, window)

    def _renewed(
        self, steps: Sequence[Step], own: tuple[int, int], place: Place, painter: Painter
    ) -> _Kept:
        """The piles of a tile, made again where their layers changed."""
        lower, upper = steps[: own[0]], steps[own[1] :]
        old = self._kept.get(place, _Kept())
        before, after = _versions(lower, painter.view), _versions(upper, painter.view)
        if (old.before, old.after) == (before, after):
            with self._keeping:
                if place in self._kept:
                    self._kept.move_to_end(place)
            return old
        kept = _Kept(before, old.scopes, after, old.works)
        if old.before != before:
            kept.scopes = None
            if _costs(lower):
                made = paint(lower, painter.view, painter.canvas)
                kept.scopes = None if made.is_cut else made.scopes
        if old.after != after:
            kept.works = _gathered(upper, painter.view, painter.canvas)
        with self._keeping:
            self._kept[place] = kept
            self._kept.move_to_end(place)
            size = sum(one.size_bytes for one in self._kept.values())
            while size > _KEPT_BYTES and len(self._kept) > 1:
                size -= self._kept.popitem(last=False)[1].size_bytes
        return kept


def _versions(steps: Sequence[Step], view: View) -> Versions:
    return (view, *(step.version for step in steps))


def _costs(steps: Sequence[Step]) -> bool:
    """Whether doing them takes longer than copying what they make."""
    return sum(1 if isinstance(step.layer, PixelLayer) else 2 for step in steps) > 1


def _gathered(steps: Sequence[Step], view: View, canvas: Box) -> list[Work]:
    """The steps with all that does not depend on what is below made to piles.

    Plain layers one above the other become one pile: how they cover each other does not depend
    on what they cover. A group that is mixed by itself is a pile in whatever mode it has.
    """
    out: list[Work] = []
    run: list[Step] = []

    def end_run() -> None:
        out.extend(_as_pile(run, BlendMode.NORMAL, view, canvas))
        run.clear()

    index = 0
    while index < len(steps):
        step = steps[index]
        end = end_of(steps, index + 1) if step.act is Act.OPEN else index
        block = steps[index : end + 1]
        index = end + 1
        mode = block[-1].mode
        if step.act not in (Act.PUT, Act.OPEN) or mode is BlendMode.DISSOLVE:
            end_run()
            out.extend(block)
        elif mode is BlendMode.NORMAL:
            run.extend(block)
        else:
            end_run()
            out.extend(_as_pile(block, mode, view, canvas))
    end_run()
    return out


def _as_pile(steps: Sequence[Step], mode: BlendMode, view: View, canvas: Box) -> list[Work]:
    """The steps as one pile where that saves work; nothing where they show nothing."""
    if not _costs(steps):
        return list(steps)
    made = paint(steps, view, canvas).picture
    return [Whole(made.stack, mode)] if made.is_started else []
