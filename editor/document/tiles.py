"""Holds every pixel of a document in small immutable tiles, so that copies and undo are free."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, KeysView, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from editor.document.mips import SIDE_PX, Pyramid, is_blank
from editor.document.spill import empty_tile, settled
from ml.api.regions import Box, bounds_of

TILE_PX = SIDE_PX
MOST_BOXES = 8
"""So many separate places are told of one by one; all who listen work for each."""

Depth = Literal["uint8", "uint16"]
Key = tuple[int, int]
"""Row and column of a tile; negative ones lie left of and above the origin."""
Pixels = NDArray[np.unsignedinteger[Any]]
"""Integers over their whole range: (h, w) for one channel, (h, w, channels) otherwise."""
Tiles = Mapping[Key, "Pixels | None"]
"""Tiles by their place; None is a blank one."""


def keys_of(box: Box) -> Iterator[Key]:
    """The places of all tiles that `box` touches, row by row."""
    if box.is_empty:
        return
    for row in range(box.top // TILE_PX, -(-box.bottom // TILE_PX)):
        for col in range(box.left // TILE_PX, -(-box.right // TILE_PX)):
            yield row, col


def box_of(key: Key) -> Box:
    """The pixels that the tile at `key` covers."""
    row, col = key
    left, top = col * TILE_PX, row * TILE_PX
    return Box(left, top, left + TILE_PX, top + TILE_PX)


def runs_of(keys: Sequence[Key]) -> Iterator[Box]:
    """Boxes that cover exactly the tiles at `keys`: one for each unbroken run in a row."""
    run: list[Key] = []
    for key in sorted(keys):
        if run and (key[0] != run[-1][0] or key[1] != run[-1][1] + 1):
            yield box_of(run[0]).union(box_of(run[-1]))
            run = []
        run.append(key)
    if run:
        yield box_of(run[0]).union(box_of(run[-1]))


def few_boxes_of(keys: Sequence[Key]) -> list[Box]:
    """At most MOST_BOXES boxes that cover all tiles at `keys`, and more where those are scattered.

    Equal runs below each other become one box, so that a whole picture is a single one.
    """
    boxes: list[Box] = []
    for run in runs_of(keys):
        above = next((n for n, box in enumerate(boxes) if _carries_on(box, run)), None)
        if above is None:
            boxes.append(run)
        else:
            boxes[above] = boxes[above].union(run)
        if len(boxes) > MOST_BOXES:
            return [_around(keys)]
    return boxes


def _carries_on(box: Box, run: Box) -> bool:
    return (box.left, box.right, box.bottom) == (run.left, run.right, run.top)


def _around(keys: Sequence[Key]) -> Box:
    rows, cols = [row for row, _ in keys], [col for _, col in keys]
    return box_of((min(rows), min(cols))).union(box_of((max(rows), max(cols))))


def freeze(tile: Pixels) -> Pixels:
    """`tile`, read-only and contiguous from now on; itself, or a copy in the file for many tiles.

    One that is frozen was settled before and keeps its place: it is known by what it is.
    """
    if not tile.flags.writeable and tile.flags.c_contiguous:
        return tile
    tile = settled(np.ascontiguousarray(tile))
    tile.flags.writeable = False
    return tile


_NOWHERE = Box(0, 0, 0, 0)


class _Found(NamedTuple):
    """A box, and after how many changes of the plane it was true."""

    changes: int
    box: Box


class TilePlane:
    """A sparse, boundless plane of pixels; what was never written is zero.

    A stored tile never changes: writing puts a new array in its place. Whoever holds a tile or a
    shared twin of the plane keeps seeing what it saw.
    """

    def __init__(self, channels: int, depth: Depth = "uint8") -> None:
        self.channels = channels
        self.depth: Depth = depth
        self._tiles: dict[Key, Pixels] = {}
        self._digests: dict[Key, bytes] = {}
        # Counted after each change, so that a reader in another thread never keeps what it
        # found in older tiles.
        self._changes = 0
        self._bounds = _Found(-1, _NOWHERE)
        self._extent = _Found(-1, _NOWHERE)
        self._pyramid = Pyramid(self.tile, self._reach)

    @classmethod
    def from_pixels(cls, pixels: Pixels, left: int = 0, top: int = 0) -> TilePlane:
        """A plane that holds `pixels` (h, w) or (h, w, channels) with its corner at (left, top)."""
        depth: Depth = "uint16" if pixels.dtype == np.uint16 else "uint8"
        plane = cls(1 if pixels.ndim == 2 else pixels.shape[2], depth)
        height, width = pixels.shape[:2]
        plane.write(Box(left, top, left + width, top + height), pixels)
        return plane

    @property
    def maximum(self) -> int:
        return 255 if self.depth == "uint8" else 65535

    @property
    def tile_shape(self) -> tuple[int, ...]:
        return self.shape_of(TILE_PX, TILE_PX)

    @property
    def tile_bytes(self) -> int:
        return TILE_PX * TILE_PX * self.channels * np.dtype(self.depth).itemsize

    @property
    def size_bytes(self) -> int:
        """Bytes of the stored tiles; those that are one array are counted once."""
        return len({id(tile) for tile in self._tiles.values()}) * self.tile_bytes

    def shape_of(self, height: int, width: int) -> tuple[int, ...]:
        return (height, width) if self.channels == 1 else (height, width, self.channels)

    # -- tiles ------------------------------------------------------------------------------

    def keys(self) -> KeysView[Key]:
        """Places of the tiles that are not blank."""
        return self._tiles.keys()

    def tile(self, row: int, col: int) -> Pixels | None:
        """The read-only tile there, or None where all is zero."""
        return self._tiles.get((row, col))

    def put(self, row: int, col: int, tile: Pixels | None) -> None:
        """Store `tile` (tile_shape), which the caller gives away and must not write to again."""
        key = (row, col)
        if tile is None or is_blank(tile):
            if self._tiles.pop(key, None) is None:
                return
        else:
            self._tiles[key] = freeze(tile)
        self._digests.pop(key, None)
        self._changes += 1
        self._pyramid.mark([key])

    def take(self, tiles: Tiles) -> None:
        """Store many tiles at once.

        Those that are frozen come from a plane that found something in them: their pixels are not
        even looked at, however many and however cold they are.
        """
        changed: list[Key] = []
        for key, tile in tiles.items():
            if tile is None or (tile.flags.writeable and is_blank(tile)):
                if self._tiles.pop(key, None) is None:
                    continue
            else:
                self._tiles[key] = freeze(tile)
            self._digests.pop(key, None)
            changed.append(key)
        if changed:
            self._changes += 1
            self._pyramid.mark(changed)

    # -- pixels -----------------------------------------------------------------------------

    def read(self, box: Box) -> Pixels:
        """A copy of the pixels in `box`: (h, w), or (h, w, channels) where there are several."""
        return self.read_level(0, box)

    def write(self, box: Box, pixels: Pixels) -> None:
        """Replace what lies in `box`; `pixels` has the shape that `read` would return."""
        for key in keys_of(box):
            place = box_of(key)
            part = place.intersection(box)
            source = pixels[part.moved(-box.left, -box.top).slices]
            if part == place:
                tile = empty_tile(self.tile_shape, self.depth)
                tile[...] = source
            else:
                tile = self._writable(key)
                tile[part.moved(-place.left, -place.top).slices] = source
            self.put(*key, tile)

    def fill(self, box: Box, value: int | Sequence[int]) -> None:
        """Give every pixel in `box` the same value; whole tiles share one array."""
        whole = np.empty(self.tile_shape, self.depth)
        whole[...] = value
        whole = freeze(whole)
        for key in keys_of(box):
            place = box_of(key)
            part = place.intersection(box)
            if part == place:
                self.put(*key, whole)
                continue
            tile = self._writable(key)
            tile[part.moved(-place.left, -place.top).slices] = value
            self.put(*key, tile)

    def _writable(self, key: Key) -> Pixels:
        tile = self._tiles.get(key)
        made = empty_tile(self.tile_shape, self.depth)
        made[...] = 0 if tile is None else tile
        return made

    # -- where there is something ------------------------------------------------------------

    @property
    def extent(self) -> Box:
        """The box around all stored tiles."""
        changes, found = self._changes, self._extent
        if found.changes != changes:
            keys = list(self._tiles)
            found = self._extent = _Found(changes, _around(keys) if keys else _NOWHERE)
        return found.box

    def _reach(self) -> Box:
        return self.extent

    @property
    def bounds(self) -> Box:
        """The smallest box around all pixels that are not zero."""
        changes, found = self._changes, self._bounds
        if found.changes != changes:
            found = self._bounds = _Found(changes, self._exact_bounds())
        return found.box

    def _exact_bounds(self) -> Box:
        """Look at the outermost tiles first: most others then lie inside and need no look."""
        extent = self.extent
        around = _NOWHERE

        def distance(key: Key) -> int:
            place = box_of(key)
            return min(
                place.left - extent.left,
                place.top - extent.top,
                extent.right - place.right,
                extent.bottom - place.bottom,
            )

        tiles = dict(self._tiles)
        for key in sorted(tiles, key=distance):
            place = box_of(key)
            if not around.contains(place):
                tile = tiles[key]
                there = bounds_of(_as_words(tile))
                around = around.union(there.moved(place.left, place.top))
        return around

    # -- display levels ----------------------------------------------------------------------

    def level_tile(self, level: int, row: int, col: int) -> Pixels | None:
        """The tile at that place of the plane shrunk by 2**level; level 0 is the plane itself."""
        return self._pyramid.tile(level, row, col)

    def read_level(self, level: int, box: Box) -> Pixels:
        """A copy of `box`, in pixels of that level."""
        out = np.zeros(self.shape_of(box.height, box.width), self.depth)
        for key in keys_of(box):
            tile = self._pyramid.tile(level, *key)
            if tile is not None:
                place = box_of(key)
                part = place.intersection(box)
                inside = part.moved(-place.left, -place.top).slices
                out[part.moved(-box.left, -box.top).slices] = tile[inside]
        return out

    # -- copies and comparison ---------------------------------------------------------------

    def share(self) -> TilePlane:
        """A twin with the same tiles; writing to either leaves the other as it is."""
        twin = TilePlane(self.channels, self.depth)
        self._give(twin)
        return twin

    def _give(self, twin: TilePlane) -> None:
        twin._tiles = dict(self._tiles)
        twin._digests = dict(self._digests)
        twin._changes, twin._bounds = self._changes, self._bounds
        twin._pyramid = self._pyramid.share(twin.tile, twin._reach)

    def digest(self, box: Box | None = None) -> str:
        """The same for planes that hold the same pixels, whatever way they came about.

        With a box, only tiles that it touches count.
        """
        total = hashlib.sha256(f"{self.channels} {self.depth}".encode())
        for key in sorted(self._tiles if box is None else self._tiles.keys() & set(keys_of(box))):
            known = self._digests.get(key)
            if known is None:
                known = hashlib.sha256(self._tiles[key].data).digest()
                self._digests[key] = known
            total.update(f"{key[0]},{key[1]}".encode() + known)
        return total.hexdigest()


def _as_words(tile: Pixels) -> Pixels:
    """A stored tile with all channels of a pixel seen as one number, where there are four."""
    if tile.ndim == 2:
        return tile
    words = tile.view(np.uint32 if tile.dtype == np.uint8 else np.uint64)
    return words.reshape(tile.shape[:2])


def changed_keys(before: TilePlane, after: TilePlane) -> list[Key]:
    """Where two planes hold different arrays; twins that share tiles compare in no time."""
    keys = before.keys() | after.keys()
    return sorted(key for key in keys if before.tile(*key) is not after.tile(*key))
