"""Makes one picture of the layers: for the screen from caches, and exactly for files."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock, RLock

import numpy as np
from numpy.typing import NDArray

from editor.document.document import Document
from editor.document.engine import kernels
from editor.document.sheets import Window
from editor.document.stacks import STACK_SHAPE, Place, Stacks, pile, sheets_of, sole_tile
from editor.document.tiles import TILE_PX, Pixels, box_of, keys_of
from ml.api.regions import Box

Display = NDArray[np.uint8]

TILE_SHAPE = (TILE_PX, TILE_PX, 4)
# Below this, piles around the active layer would save nothing.
_FEW_LAYERS = 3
_NOTHING = Box(0, 0, 0, 0)
DEFAULT_BUDGET_BYTES = 384 << 20


class Compositor:
    """The document as the screen shows it: straight 8-bit RGBA at any display level.

    At level 0 the pixels are those of `flatten` (to within one step of 8 bits where layers
    above the active one are cached as one). Nothing shows outside the canvas. After a change
    only the part of a tile that changed is made again. Safe to ask from several threads.
    """

    def __init__(self, document: Document, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        self._document = document
        self._budget_tiles = max(16, budget_bytes // (TILE_PX * TILE_PX * 4))
        self._tiles: OrderedDict[Place, Display | None] = OrderedDict()
        self._dirty: dict[Place, Box] = {}
        # The tile in the making: what changes meanwhile is marked in it too.
        self._making: Place | None = None
        self._marking = Lock()
        self._working = RLock()
        self._stacks = Stacks()
        self._stack = np.zeros(STACK_SHAPE, np.float32)
        document.pixels_changed.connect(self.mark)
        document.layers_changed.connect(self._stacks.forget)
        document.size_changed.connect(self.clear)

    def close(self) -> None:
        """Stop listening to the document and let go of all tiles."""
        self._document.pixels_changed.disconnect(self.mark)  # pyright: ignore[reportUnknownMemberType]
        self._document.layers_changed.disconnect(self._stacks.forget)  # pyright: ignore[reportUnknownMemberType]
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
            sheets_of(self._document.layers, place)
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
                while len(self._tiles) > self._budget_tiles:
                    dropped, _ = self._tiles.popitem(last=False)
                    self._dirty.pop(dropped, None)
            return new

    def canvas(self, level: int) -> Box:
        """The canvas in pixels of that level."""
        scale = 1 << level
        width, height = self._document.width, self._document.height
        return Box.of_size(-(-width // scale), -(-height // scale))

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
        scale = 1 << level
        # One pixel more on levels: a smaller version rounds where a layer lies.
        margin = 1 if level else 0
        near = Box(
            box.left // scale - margin,
            box.top // scale - margin,
            -(-box.right // scale) + margin,
            -(-box.bottom // scale) + margin,
        ).intersection(self.canvas(level))
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
        there = place.box
        whole = self.canvas(place.level).intersection(there).moved(-there.left, -there.top)
        part = whole if dirty is None else whole.intersection(dirty)
        if part.is_empty:
            return old
        window: Window = (part.top, part.bottom, part.left, part.right)
        layers = self._document.layers
        if dirty is None or len(layers) < _FEW_LAYERS:
            sole = sole_tile(layers, place)
            if sole is not None and whole == Box.of_size(TILE_PX, TILE_PX):
                return sole
            painted = pile(layers, place, self._stack, window, is_started=False)
        else:
            painted = self._stacks.paint(self._document, place, self._stack, window)
        out = np.zeros(TILE_SHAPE, np.uint8) if old is None else old.copy()
        if painted:
            kernels().show(self._stack, out, window)
        else:
            out[window[0] : window[1], window[2] : window[3]] = 0
        out.flags.writeable = False
        return out


def flatten(document: Document, box: Box | None = None) -> Pixels:
    """All visible layers as one: straight RGBA (h, w, 4) in the document's depth.

    `box` is the whole canvas without one. Where all layers above the lowest have no coverage,
    its bytes come through as they are.
    """
    box = document.canvas if box is None else box
    out = np.zeros((box.height, box.width, 4), document.depth)
    stack = np.zeros(STACK_SHAPE, np.float32)
    tile = np.zeros(TILE_SHAPE, document.depth)
    for key in keys_of(box):
        place = box_of(key)
        part = place.intersection(box)
        inside = part.moved(-place.left, -place.top)
        window: Window = (inside.top, inside.bottom, inside.left, inside.right)
        if pile(document.layers, Place(0, *key), stack, window, is_started=False):
            kernels().show(stack, tile, window)
            out[part.moved(-box.left, -box.top).slices] = tile[inside.slices]
    return out
