"""Turns a document into display tiles: made in the background, patched at once under a stroke."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from editor.canvas.display_tile import DisplayTile
from editor.canvas.sources import TileSource
from editor.canvas.tile_cache import TileCache
from editor.canvas.tile_grid import TileKey, base_level, document_box, level_box, tile_box
from editor.canvas.tile_workers import TileWorkers
from editor.canvas.unshown import Troubles, unshown_tile
from editor.document.levels import floored
from ml.api.regions import Box

# What may be made while the artist waits for a frame: about two milliseconds of work.
SYNCHRONOUS_PX = 512 * 512
# Of the document: smaller versions of what changed must be made first.
SYNCHRONOUS_CHANGE_PX = 2048 * 2048
_REMEMBERED_CHANGES = 512


class Renderer(QObject):
    """Never makes a frame wait: `tile` answers from memory, and `want` asks for what is missing.

    An outdated tile is still handed out until it is made anew. All methods belong to the thread of
    the window; `tiles_ready` arrives there.
    """

    tiles_ready = Signal()
    troubled = Signal(str)
    """Why a tile is shown as stripes; said once for each reason, from any thread."""

    def __init__(
        self,
        source: TileSource,
        *,
        budget_bytes: int | None = None,
        threads: int | None = None,
    ) -> None:
        super().__init__()
        self._source = source
        self._cache = TileCache(budget_bytes)
        self._lock = threading.Lock()
        self._ready: list[TileKey] = []
        # Changes of the document, numbered, so that a tile made meanwhile is known to be old.
        self._changes: deque[tuple[int, Box]] = deque(maxlen=_REMEMBERED_CHANGES)
        self._change = 0
        self._size_change = 0
        self._unsettled: list[Box] = []
        self._stale: dict[TileKey, Box] = {}
        self._is_closed = False
        self._troubles = Troubles()
        workers = threads or max(1, min(4, (os.cpu_count() or 2) - 1))
        self._workers = TileWorkers(self._load, workers)
        self.resized()

    # ---- asking

    def tile(self, key: TileKey) -> DisplayTile | None:
        """The tile as it is known, perhaps outdated; None where it was never made."""
        with self._lock:
            return self._cache.seen(key)

    def is_sharp(self, key: TileKey) -> bool:
        """Whether the tile is there and shows the document as it is now."""
        with self._lock:
            return key in self._cache and key not in self._stale

    @property
    def size_bytes(self) -> int:
        """The memory that the known tiles take."""
        return self._cache.size_bytes

    @property
    def is_idle(self) -> bool:
        return self._workers.is_idle

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the document."""
        return self._source.size

    @property
    def finest_level(self) -> int:
        """Below 0 where the picture has more to show than its pixels."""
        return self._source.finest_level

    @property
    def base_level(self) -> int:
        return base_level(*self._source.size)

    def want(self, keys: Sequence[TileKey]) -> None:
        """Make these in the background, the first one first; those that are sharp are skipped."""
        with self._lock:
            missing = [key for key in keys if key not in self._cache or key in self._stale]
        self._workers.want(missing)

    def take_ready(self) -> list[TileKey]:
        """The tiles that were made since the last call."""
        with self._lock:
            ready, self._ready = self._ready, []
        return ready

    # ---- changes

    def invalidate(self, box: Box) -> None:
        """The document changed in `box` (document pixels)."""
        with self._lock:
            self._change += 1
            self._changes.append((self._change, box))
        if self._unsettled and self._unsettled[-1].padded(64).contains(box):
            self._unsettled[-1] = self._unsettled[-1].union(box)
        else:
            self._unsettled.append(box)

    def resized(self) -> None:
        """The document has another size: nothing that is known fits any more."""
        with self._lock:
            self._size_change += 1
            self._cache.clear()
            self._cache.kept_level = self.base_level
            self._stale.clear()
            self._unsettled.clear()

    def refresh(self, keys: Iterable[TileKey]) -> None:
        """Bring the outdated parts of these tiles up to date now, as far as that is quick."""
        self._settle()
        left_px, left_change_px = SYNCHRONOUS_PX, SYNCHRONOUS_CHANGE_PX
        for key in keys:
            box = self._stale.get(key)
            if box is None:
                continue
            size = box.width * box.height
            left_px -= size
            left_change_px -= floored(size, -2 * key.level)
            if min(left_px, left_change_px) < 0:
                return
            self._patch(key, box)

    def close(self, *, wait: bool = True) -> None:
        """End the threads, at once or soon, and let the tiles go."""
        with self._lock:
            self._is_closed = True
        self._workers.close(wait=wait)
        self._source.close()
        with self._lock:
            self._cache.clear()

    # ---- inside

    def _settle(self) -> None:
        """Spread the changes since the last frame over the tiles that show them."""
        boxes, self._unsettled = self._unsettled, []
        if not boxes:
            return
        with self._lock:
            for key in self._cache:
                place = document_box(key)
                for box in boxes:
                    if not place.intersection(box).is_empty:
                        self._mark(key, box)

    def _mark(self, key: TileKey, box: Box) -> None:
        part = level_box(box, key.level).intersection(tile_box(key, *self._source.size))
        if not part.is_empty:
            self._stale[key] = part.union(self._stale.get(key, part))

    def _patch(self, key: TileKey, box: Box) -> None:
        whole = tile_box(key, *self._source.size)
        tile = self.tile(key)
        if tile is None:
            return
        part = self._made(box, key.level)
        if tile.is_blank and not part.is_blank:
            tile = self._made(whole, key.level)
            with self._lock:
                self._cache.put(key, tile)
        else:
            with self._lock:
                tile.patch(part, box.moved(-whole.left, -whole.top))
        with self._lock:
            self._stale.pop(key, None)

    def _load(self, key: TileKey) -> None:
        """Runs in a worker thread."""
        with self._lock:
            begun, size_change = self._change, self._size_change
        box = tile_box(key, *self._source.size)
        tile = DisplayTile(None) if box.is_empty else self._made(box, key.level)
        with self._lock:
            if self._is_closed or size_change != self._size_change:
                return
            self._store(key, tile, self._changed_since(begun, document_box(key)))
            self._ready.append(key)
            if len(self._ready) == 1:
                # Under the lock, so that `close` cannot come between: from a thread it only queues.
                self.tiles_ready.emit()

    def _made(self, box: Box, level: int) -> DisplayTile:
        """What is seen there, or stripes: it is not tried again until the picture changes there."""
        try:
            return self._source.load(box, level)
        except Exception as error:
            sentence = self._troubles.sentence_of(error)
            if sentence:
                self.troubled.emit(sentence)
            return unshown_tile(box)

    def _store(self, key: TileKey, tile: DisplayTile, is_old: bool) -> None:
        """Keep a new tile; one that was overtaken by a change only where there was none."""
        if not is_old:
            self._stale.pop(key, None)
        elif key in self._cache:
            return
        else:
            self._stale[key] = tile_box(key, *self._source.size)
        self._cache.put(key, tile)

    def _changed_since(self, number: int, box: Box) -> bool:
        if self._change == number:
            return False
        if not self._changes or self._changes[0][0] > number + 1:
            return True
        return any(
            change > number and not box.intersection(where).is_empty
            for change, where in self._changes
        )
