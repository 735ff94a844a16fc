"""Remembers display tiles within a budget of memory; the longest unseen go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from editor.canvas.display_tile import DisplayTile
from editor.canvas.tile_grid import TileKey

DEFAULT_BUDGET_BYTES = 192 << 20


class _Allowance:
    """What each cache holds that was given no budget of its own."""

    size_bytes = DEFAULT_BUDGET_BYTES


def allow_shown(budget_bytes: int) -> None:
    """From now on caches without a budget of their own hold so much, each."""
    _Allowance.size_bytes = budget_bytes


class TileCache:
    """At most its budget of tiles, except that tiles of `kept_level` are never dropped."""

    def __init__(self, budget_bytes: int | None = None) -> None:
        """Without a budget of its own it holds what `allow_shown` said last."""
        self._own_bytes = budget_bytes
        self.kept_level: int | None = None
        self.size_bytes = 0
        self._tiles: OrderedDict[TileKey, DisplayTile] = OrderedDict()

    @property
    def budget_bytes(self) -> int:
        """The most that it holds."""
        return _Allowance.size_bytes if self._own_bytes is None else self._own_bytes

    def __len__(self) -> int:
        return len(self._tiles)

    def __iter__(self) -> Iterator[TileKey]:
        return iter(list(self._tiles))

    def __contains__(self, key: object) -> bool:
        return key in self._tiles

    def seen(self, key: TileKey) -> DisplayTile | None:
        """The tile, which counts as used now."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def put(self, key: TileKey, tile: DisplayTile) -> None:
        self.drop(key)
        self._tiles[key] = tile
        self.size_bytes += tile.size_bytes
        if self.size_bytes > self.budget_bytes:
            self._shrink(key)

    def drop(self, key: TileKey) -> None:
        tile = self._tiles.pop(key, None)
        if tile is not None:
            self.size_bytes -= tile.size_bytes

    def clear(self) -> None:
        self._tiles.clear()
        self.size_bytes = 0

    def _shrink(self, newest: TileKey) -> None:
        for key in list(self._tiles):
            if self.size_bytes <= self.budget_bytes:
                return
            if key != newest and key.level != self.kept_level:
                self.drop(key)
