"""Carries out the steps that make a picture of layers, in any box at any display level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from editor.document.blending import BlendMode
from editor.document.composite_mixing import dissolved, fade, joined, part_of, restrained
from editor.document.composite_program import (
    CLOSING,
    OPENING,
    Act,
    Step,
    end_of,
    reaches_of,
    steps_of,
)
from editor.document.composite_sheets import View, share_in, sheet_of
from editor.document.engine import kernels
from editor.document.errors import Unrenderable
from editor.document.layer_protocol import EVERYWHERE, Layer, as_adjusting
from editor.document.sheets import Floats, Sheet, Window
from editor.document.tiles import TILE_PX, Depth, Pixels
from ml.api.regions import Box

_BLOCK_PX = 1024
"""How much is made at once where layers look around: there, small blocks would cost more."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A pile of layers that was made before; it stands for their steps."""

    planes: Floats
    mode: BlendMode = BlendMode.NORMAL
    act: Act = Act.PUT

    def margin_px(self, level: int) -> int:
        return 0


Work = Step | Whole


@dataclass
class Scope:
    """A sheet in the making (4, h, w); `cover` is its alpha while it is veiled.

    `parts` are what the sheet was when each of its open parts began, None for nothing.
    """

    stack: Floats
    is_started: bool = False
    cover: Floats | None = None
    parts: list[Floats | None] = field(default_factory=list["Floats | None"])

    def copied(self, window: Window, stack: Floats | None = None) -> Scope:
        """A twin that is right in `window`; made on `stack` if one is given."""
        twin = np.empty_like(self.stack) if stack is None else stack
        if self.is_started:
            part = part_of(window)
            twin[:, *part] = self.stack[:, *part]
        cover = None if self.cover is None else _cut(self.cover, window)
        parts = [None if one is None else _cut(one, window) for one in self.parts]
        return Scope(twin, self.is_started, cover, parts)

    @property
    def size_bytes(self) -> int:
        arrays = (self.stack, self.cover, *self.parts)
        return sum(array.nbytes for array in arrays if array is not None)


def _cut(planes: Floats, window: Window) -> Floats:
    """A copy that is right in `window` alone."""
    twin, part = np.empty_like(planes), part_of(window)
    twin[..., *part] = planes[..., *part]
    return twin


class Painter:
    """Makes the picture in `view`; the innermost sheet is the last of `scopes`.

    `canvas` is in pixels of the view's level: what looks around sees nothing beyond it.
    """

    def __init__(self, view: View, canvas: Box, stack: Floats | None = None) -> None:
        """Starts clear; `stack` (4, h, w) is where the picture will be, if one is given."""
        self.view, self.canvas = view, canvas
        inside = view.box.intersection(canvas).moved(-view.box.left, -view.box.top)
        self.whole: Window = (inside.top, inside.bottom, inside.left, inside.right)
        self._shape = (4, view.box.height, view.box.width)
        self.scopes = [Scope(self._fresh() if stack is None else stack)]
        # The steps ended where nothing shows: what is still open was not opened here.
        self.is_cut = False
        self._sheets: dict[str, Sheet | None] = {}

    @property
    def picture(self) -> Scope:
        return self.scopes[0]

    def run(self, steps: Sequence[Work], window: Window) -> None:
        """Do `steps` so that the picture is right in `window`."""
        reaches = reaches_of(steps, self.view.level)
        index = self._first_that_shows(steps, window, reaches)
        while index < len(steps):
            step, near = steps[index], self._around(window, reaches[index + 1])
            index += 1
            if step.act is Act.VEIL and not self.scopes[-1].is_started:
                # Where there is nothing to clip to, nothing is clipped.
                index = end_of(steps, index)
                self.is_cut = index == len(steps)
            elif isinstance(step, Whole):
                self._lay(Sheet(step.planes), step.mode, near)
            elif step.act is Act.ADJUST:
                self._adjust(step, near, self._around(window, reaches[index - 1]))
            else:
                _ACTS[step.act](self, step, near)

    def resume(self, scopes: Sequence[Scope], window: Window, reach_px: int) -> None:
        """Go on from what was painted before; copied as far as `reach_px` around `window`."""
        near = self._around(window, reach_px)
        first = scopes[0].copied(near, self.picture.stack)
        self.scopes = [first, *(scope.copied(near) for scope in scopes[1:])]

    # -- what to leave out --------------------------------------------------------------------

    def _first_that_shows(
        self, steps: Sequence[Work], window: Window, reaches: Sequence[int]
    ) -> int:
        """The last step that hides all before it in the window, else the first."""
        if len(self.scopes) > 1 or self.picture.is_started:
            return 0
        # What is still open at the end, as around the active layer, hides nothing yet.
        depth = sum((step.act in OPENING) - (step.act in CLOSING) for step in steps)
        for index in range(len(steps) - 1, -1, -1):
            step = steps[index]
            depth += (step.act in CLOSING) - (step.act in OPENING)
            if depth == 0 and step.act is Act.PUT and isinstance(step, Step):
                near = self._around(window, reaches[index + 1])
                if self._hides(step, near):
                    return index
        return 0

    def _hides(self, step: Step, window: Window) -> bool:
        if step.mode is not BlendMode.NORMAL or step.is_masked or step.opacity < 1:
            return False
        sheet = self.sheet(step)
        if sheet is None or window[0] >= window[1] or window[2] >= window[3]:
            return False
        alpha = sheet.source[*part_of(window), 3]
        # The corner says no at once for most tiles that are not opaque.
        full = sheet.full
        return bool(alpha[0, 0] == full and alpha[-1, -1] == full and alpha.min() == full)

    # -- the acts -----------------------------------------------------------------------------

    def sheet(self, step: Step) -> Sheet | None:
        """What a layer lays over others; asked of it only once."""
        if step.layer.id not in self._sheets:
            self._sheets[step.layer.id] = sheet_of(step, self.view)
        return self._sheets[step.layer.id]

    def _put(self, step: Step, window: Window) -> None:
        sheet = self.sheet(step)
        if sheet is not None:
            self._lay(sheet, step.mode, window)

    def _lay(self, sheet: Sheet, mode: BlendMode, window: Window) -> None:
        scope = self.scopes[-1]
        if mode is BlendMode.DISSOLVE:
            sheet = Sheet(dissolved(sheet, self.view.box, window))
            mode = BlendMode.NORMAL
        if scope.is_started:
            kernels().blend(scope.stack, sheet, mode.code, window)
        else:
            kernels().load(scope.stack, sheet, window)
            scope.is_started = True

    def _open(self, step: Step, window: Window) -> None:
        self.scopes.append(Scope(self._fresh()))

    def _veil(self, step: Step, window: Window) -> None:
        scope = self.scopes[-1]
        scope.cover = _cut(scope.stack[3], window)
        scope.stack[3][part_of(window)] = 1

    def _close(self, step: Step, window: Window) -> None:
        scope = self.scopes.pop()
        if not scope.is_started:
            return
        part = part_of(window)
        alpha = scope.stack[3][part]
        if scope.cover is not None:
            alpha[...] = scope.cover[part]
        share = share_in(step, self.view, part)
        if share is not None:
            alpha *= share
            self._lay(Sheet(scope.stack), step.mode, window)

    def _part(self, step: Step, window: Window) -> None:
        scope = self.scopes[-1]
        scope.parts.append(_cut(scope.stack, window) if scope.is_started else None)

    def _join(self, step: Step, window: Window) -> None:
        scope, part = self.scopes[-1], part_of(window)
        before = scope.parts.pop()
        share = share_in(step, self.view, part)
        if not scope.is_started:
            return
        now = scope.stack[:, *part]
        if before is not None:
            now[...] = joined(before[:, *part], now, np.float32(0) if share is None else share)
        else:
            fade(now[3], share)

    def _adjust(self, step: Step, window: Window, around: Window) -> None:
        scope = self.scopes[-1]
        adjusting = as_adjusting(step.layer)
        share = share_in(step, self.view, part_of(window))
        if not scope.is_started or adjusting is None or share is None:
            return
        planes = scope.stack[:, *part_of(around)].copy()
        if scope.cover is not None:
            planes[3] = scope.cover[part_of(around)]
        top, _, left, _ = around
        box = Box(around[2], around[0], around[3], around[1])
        there = box.moved(self.view.box.left, self.view.box.top)
        try:
            changed = adjusting.adjust(planes, there, self.view.level)
        except Exception as error:
            raise Unrenderable(step.layer.name) from error
        inner = (window[0] - top, window[1] - top, window[2] - left, window[3] - left)
        after = changed[:, *part_of(inner)]
        before = scope.stack[:, *part_of(window)]
        if step.mode is not BlendMode.NORMAL:
            cover = before[3] if scope.cover is None else scope.cover[part_of(window)]
            after = restrained(before, after, cover, step.mode)
        result = joined(before, after, share, keeps_alpha=scope.cover is not None)
        scope.stack[:, *part_of(window)] = result

    # -- inside -------------------------------------------------------------------------------

    def _fresh(self) -> Floats:
        return np.empty(self._shape, np.float32)

    def _around(self, window: Window, reach_px: int) -> Window:
        if reach_px == 0:
            return window
        top, bottom, left, right = self.whole
        return (
            max(top, window[0] - reach_px),
            min(bottom, window[1] + reach_px),
            max(left, window[2] - reach_px),
            min(right, window[3] + reach_px),
        )


_ACTS: dict[Act, Callable[[Painter, Step, Window], None]] = {
    Act.PUT: Painter._put,  # pyright: ignore[reportPrivateUsage]
    Act.OPEN: Painter._open,  # pyright: ignore[reportPrivateUsage]
    Act.VEIL: Painter._veil,  # pyright: ignore[reportPrivateUsage]
    Act.CLOSE: Painter._close,  # pyright: ignore[reportPrivateUsage]
    Act.PART: Painter._part,  # pyright: ignore[reportPrivateUsage]
    Act.JOIN: Painter._join,  # pyright: ignore[reportPrivateUsage]
}


def view_around(level: int, box: Box, canvas: Box, margin_px: int) -> View:
    """`box` with what must be made around it, so that layers that look around are right in it."""
    if margin_px == 0:
        return View(level, box)
    return View(level, box.padded(margin_px).intersection(canvas))


def window_in(view: View, box: Box) -> Window:
    """`box`, in pixels of the view's level, as seen from the view's corner."""
    inside = box.intersection(view.box).moved(-view.box.left, -view.box.top)
    return (inside.top, inside.bottom, inside.left, inside.right)


def paint(steps: Sequence[Work], view: View, canvas: Box) -> Painter:
    """The whole view, painted anew."""
    painter = Painter(view, canvas)
    painter.run(steps, painter.whole)
    return painter


def render_steps(
    steps: Sequence[Step], box: Box, level: int, depth: Depth, canvas: Box = EVERYWHERE
) -> Pixels:
    """The picture that `steps` make in `box`: straight RGBA (h, w, 4)."""
    out = np.zeros((box.height, box.width, 4), depth)
    margin = reaches_of(steps, level)[0]
    side = _BLOCK_PX if margin else TILE_PX
    for part in _blocks(box.intersection(canvas), side):
        view = view_around(level, _tile_around(part), canvas, margin)
        painter = Painter(view, canvas)
        window = window_in(view, part)
        painter.run(steps, window)
        if painter.picture.is_started:
            stack = painter.picture.stack
            shown = np.zeros((*stack.shape[1:], 4), depth)
            kernels().show(stack, shown, window)
            out[part.moved(-box.left, -box.top).slices] = shown[part_of(window)]
    return out


def render_layers(layers: Sequence[Layer], box: Box, level: int, depth: Depth) -> Pixels:
    """The picture that `layers` make by themselves in `box`: straight RGBA (h, w, 4)."""
    return render_steps(steps_of(layers), box, level, depth)


def _blocks(box: Box, side: int) -> list[Box]:
    """`box` cut along a grid of that width."""
    rows = range(box.top // side, -(-box.bottom // side))
    cols = range(box.left // side, -(-box.right // side))
    tiles = (Box(c * side, r * side, c * side + side, r * side + side) for r in rows for c in cols)
    return [] if box.is_empty else [tile.intersection(box) for tile in tiles]


def _tile_around(part: Box) -> Box:
    """The whole tile where `part` is in a single one: its layers' tiles need no copying then."""
    left, top = part.left // TILE_PX * TILE_PX, part.top // TILE_PX * TILE_PX
    tile = Box(left, top, left + TILE_PX, top + TILE_PX)
    return tile if tile.contains(part) else part
