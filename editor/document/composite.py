"""Makes one picture of the layers: for the screen from caches, and exactly for files."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock, RLock

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode
from editor.document.composite_mixing import part_of
from editor.document.composite_painter import Painter, render_steps, view_around, window_in
from editor.document.composite_program import Act, Step, reaches_of, solo_steps, steps_of
from editor.document.composite_sheets import Place, View, sheet_of
from editor.document.document import Document
from editor.document.engine import kernels
from editor.document.kinds.pixel.layer import PixelLayer
from editor.document.layer_protocol import EVERYWHERE, draws_larger
from editor.document.levels import FINEST, outwards
from editor.document.stacks import Stacks
from editor.document.tiles import TILE_PX, Pixels, box_of, keys_of
from ml.api.regions import Box

Display = NDArray[np.uint8]

TILE_SHAPE = (TILE_PX, TILE_PX, 4)
_STACK_SHAPE = (4, TILE_PX, TILE_PX)
# Below this, piles around the active layer would save nothing.
_FEW_LAYERS = 3
_NOTHING = Box(0, 0, 0, 0)
DEFAULT_BUDGET_BYTES = 384 << 20


class _Allowance:
    """How many tiles each compositor keeps that was given no budget of its own."""

    tiles = DEFAULT_BUDGET_BYTES // (TILE_PX * TILE_PX * 4)


def allow_tiles(budget_bytes: int) -> None:
    """From now on compositors without a budget of their own keep so much, each."""
    _Allowance.tiles = _tiles_in(budget_bytes)


def _tiles_in(budget_bytes: int) -> int:
    return max(16, budget_bytes // (TILE_PX * TILE_PX * 4))


class Compositor:
    """The document as the screen shows it: straight 8-bit RGBA at any display level.

    At level 0 the pixels are those of `flatten` (to within one step of 8 bits where layers
    above the active one are cached as one). Nothing shows outside the canvas. After a change
    only the part of a tile that changed is made again. Safe to ask from several threads.
    """

    def __init__(self, document: Document, budget_bytes: int | None = None) -> None:
        """Without a budget of its own it keeps what `allow_tiles` said last."""
        self._document = document
        self._own_tiles = None if budget_bytes is None else _tiles_in(budget_bytes)
        self._tiles: OrderedDict[Place, Display | None] = OrderedDict()
        self._dirty: dict[Place, Box] = {}
        # The tile in the making: what changes meanwhile is marked in it too.
        self._making: Place | None = None
        self._marking = Lock()
        self._working = RLock()
        self._stacks = Stacks()
        self._solo: str | None = None
        # After how many changes of the layers, and the steps if they are known.
        self._program: tuple[int, Sequence[Step] | None] = (0, None)
        self._stack = np.zeros(_STACK_SHAPE, np.float32)
        document.pixels_changed.connect(self.mark)
        document.layers_changed.connect(self._forget_steps)
        document.size_changed.connect(self.clear)

    def close(self) -> None:
        """Stop listening to the document and let go of all tiles."""
        self._document.pixels_changed.disconnect(self.mark)  # pyright: ignore[reportUnknownMemberType]
        self._document.layers_changed.disconnect(self._forget_steps)  # pyright: ignore[reportUnknownMemberType]
        self._document.size_changed.disconnect(self.clear)  # pyright: ignore[reportUnknownMemberType]
        self.clear()

    # -- asking -----------------------------------------------------------------------------

    def render(self, box: Box, level: int = 0) -> Display:
        """Straight RGBA (h, w, 4) of `box`, in pixels of the canvas shrunk by 2**level."""
        out = np.zeros((box.height, box.width, 4), np.uint8)
        for key in keys_of(box.intersection(self.canvas(level))):
            tile = self.tile(level, *key)
            if tile is not None:
                place = box_of(key)
                part = place.intersection(box)
                inside = part.moved(-place.left, -place.top).slices
                out[part.moved(-box.left, -box.top).slices] = tile[inside]
        return out

    def tile(self, level: int, row: int, col: int) -> Display | None:
        """One read-only display tile (256, 256, 4); None where nothing is to be seen."""
        place = Place(level, row, col)
        if place not in self._tiles:
            # The layers make their smaller versions now, while others may still paint.
            self._prepare(place)
        with self._working:
            with self._marking:
                known = place in self._tiles
                old = self._tiles.get(place)
                dirty = self._dirty.pop(place, None)
                if known:
                    self._tiles.move_to_end(place)
                if known and dirty is None:
                    return old
                self._making = place
            new = self._renewed(place, old, dirty if known else None)
            with self._marking:
                if self._making != place:
                    # Everything was forgotten meanwhile: this tile is of what was before.
                    return new
                self._making = None
                self._tiles[place] = new
                while len(self._tiles) > (self._own_tiles or _Allowance.tiles):
                    dropped, _ = self._tiles.popitem(last=False)
                    self._dirty.pop(dropped, None)
            return new

    def canvas(self, level: int) -> Box:
        """The canvas in pixels of that level."""
        return outwards(self._document.canvas, level)

    @property
    def finest_level(self) -> int:
        """The level down to which there is more to be seen: below 0 where layers are drawn anew.

        Where a layer looks around, enlarging would take too long.
        """
        steps = self._steps()
        if reaches_of(steps, 0)[0] > 0:
            return 0
        return FINEST if any(s.act is Act.PUT and draws_larger(s.layer) for s in steps) else 0

    def isolate(self, layer_id: str | None) -> None:
        """Show one layer alone, hidden or not, without what it is clipped to; None: all again."""
        if layer_id != self._solo:
            self._solo = layer_id
            self._forget_steps()
            self.clear()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the canvas."""
        return self._document.width, self._document.height

    @property
    def isolated(self) -> str | None:
        """The id of the layer that is shown alone."""
        return self._solo

    def _prepare(self, place: Place) -> None:
        view = View(place.level, place.box)
        for step in self._steps():
            if step.act is Act.PUT and isinstance(step.layer, PixelLayer):
                sheet_of(step, view)

    # -- forgetting -------------------------------------------------------------------------

    def mark(self, box: Box) -> None:
        """What lies in `box` on the canvas changed."""
        with self._marking:
            levels = {place.level for place in self._tiles}
            if self._making is not None:
                levels.add(self._making.level)
            for level in levels:
                self._mark_level(level, box)

    def _mark_level(self, level: int, box: Box) -> None:
        # Pixels more on levels: a smaller version rounds where a layer lies, and how far layers
        # look around.
        margin = 2 if level > 0 else 0
        near = outwards(box, level).padded(margin).intersection(self.canvas(level))
        for key in keys_of(near):
            place = Place(level, *key)
            if place in self._tiles or place == self._making:
                there = box_of(key)
                part = near.intersection(there).moved(-there.left, -there.top)
                self._dirty[place] = self._dirty.get(place, _NOTHING).union(part)

    def clear(self) -> None:
        """Forget everything."""
        with self._marking:
            self._tiles.clear()
            self._dirty.clear()
            self._making = None
            self._stacks.forget()

    # -- making -----------------------------------------------------------------------------

    def _renewed(self, place: Place, old: Display | None, dirty: Box | None) -> Display | None:
        canvas = self.canvas(place.level)
        whole = canvas.intersection(place.box)
        part = whole
        if dirty is not None:
            part = whole.intersection(dirty.moved(place.box.left, place.box.top))
        if part.is_empty:
            return old
        steps = self._steps()
        margin = reaches_of(steps, place.level)[0]
        view = view_around(place.level, place.box, canvas, margin)
        painter = Painter(view, canvas, self._stack if view.is_tile else None)
        active = self._document.active
        if dirty is None or len(steps) < _FEW_LAYERS or active is None:
            sole = _sole_tile(steps, painter)
            if sole is not None and whole == place.box:
                return sole
            painter.run(steps, window_in(view, part))
        else:
            self._stacks.paint(steps, active.id, place, painter, window_in(view, part))
        return self._shown(painter, place, old, part)

    def _steps(self) -> Sequence[Step]:
        """How the picture is made; worked out anew only after layers came, went or changed."""
        stamp, steps = self._program
        if steps is None:
            steps = self._worked_out()
            if self._program[0] == stamp:
                self._program = (stamp, steps)
        return steps

    def _worked_out(self) -> Sequence[Step]:
        if self._solo is not None and self._document.has_layer(self._solo):
            return solo_steps(self._document.layer(self._solo))
        return steps_of(self._document.layers)

    def _forget_steps(self) -> None:
        self._program = (self._program[0] + 1, None)

    def _shown(
        self, painter: Painter, place: Place, old: Display | None, part: Box
    ) -> Display | None:
        """The tile `old` with what was painted in `part` of the level."""
        if old is None and not painter.picture.is_started:
            return None
        out = np.zeros(TILE_SHAPE, np.uint8) if old is None else old.copy()
        inside = part.moved(-place.box.left, -place.box.top)
        rows, cols = inside.slices
        if painter.picture.is_started:
            stack = painter.picture.stack
            if not painter.view.is_tile:
                self._stack[:, rows, cols] = stack[:, *part_of(window_in(painter.view, part))]
                stack = self._stack
            kernels().show(stack, out, (rows.start, rows.stop, cols.start, cols.stop))
        else:
            out[rows, cols] = 0
        out.flags.writeable = False
        return out


def _sole_tile(steps: Sequence[Step], painter: Painter) -> Display | None:
    """The tile of the only layer that shows there, where it shows just as it is."""
    if not painter.view.is_tile or any(step.act is not Act.PUT for step in steps):
        return None
    found = [(step, painter.sheet(step)) for step in steps]
    sheets = [(step, sheet) for step, sheet in found if sheet is not None]
    if len(sheets) != 1:
        return None
    step, sheet = sheets[0]
    if sheet.mask is not None or sheet.opacity < 1 or sheet.source.dtype != np.uint8:
        return None
    if step.mode is BlendMode.DISSOLVE:
        return None
    return sheet.pixels.astype(np.uint8, copy=False)


def flatten(document: Document, box: Box | None = None) -> Pixels:
    """All visible layers as one: straight RGBA (h, w, 4) in the document's depth.

    `box` is the whole canvas without one. Where all layers above the lowest have no coverage,
    its bytes come through as they are.
    """
    steps = steps_of(document.layers)
    canvas = document.canvas
    if reaches_of(steps, 0)[0] == 0:
        # What lies beyond the canvas can be asked for where nothing depends on its edge.
        canvas = EVERYWHERE
    return render_steps(steps, box or document.canvas, 0, document.depth, canvas)


def flatten_shrunk(document: Document, level: int) -> Pixels:
    """`flatten`, shrunk by 2**level, from the smaller versions that the layers keep anyway.

    Where the canvas does not divide evenly, its last row and column reach beyond it.
    """
    canvas = Box.of_size(-(-document.width >> level), -(-document.height >> level))
    return render_steps(steps_of(document.layers), canvas, level, document.depth, canvas)
