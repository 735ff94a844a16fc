"""The step behind every painted pixel: some tiles of one plane before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from editor.document.document import Document
from editor.document.history import Command
from editor.document.layer_records import target_fields
from editor.document.record import Delta, Json, Record, key_names
from editor.document.targets import LayerPixels, Target
from editor.document.tiles import Pixels, TilePlane, Tiles, changed_keys, few_boxes_of

SMALL_BYTES = 512
"""What a step costs besides its tiles, about."""


class Alone:
    """A step that never merges with another one."""

    def merge(self, later: Command) -> Command | None:
        return None


@dataclass(frozen=True, eq=False)
class TileChange(Alone):
    """Tiles of one plane before and after; both must name the same places."""

    target: Target
    before: Tiles
    after: Tiles
    title: str

    @classmethod
    def between(
        cls, target: Target, before: TilePlane, after: TilePlane, title: str
    ) -> TileChange | None:
        """The step from `before`, which is the plane's present state, to `after`; None if equal."""
        changed = [
            key
            for key in changed_keys(before, after)
            if not _same(before.tile(*key), after.tile(*key))
        ]
        if not changed:
            return None
        old = {key: before.tile(*key) for key in changed}
        return cls(target, old, {key: after.tile(*key) for key in changed}, title)

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + _bytes_of([tile for tile in self.before.values() if tile is not None])

    def do(self, document: Document) -> None:
        """Raises Locked where the layer's pixels are; a locked alpha stays as it is."""
        document.require_paintable(self.target)
        self._put(document, self._allowed(document))

    def undo(self, document: Document) -> None:
        self._put(document, self.before)

    def inverse(self) -> TileChange:
        return TileChange(self.target, self.after, self.before, self.title)

    def to_record(self) -> Record:
        fields: dict[str, Json] = {"title": self.title, "places": key_names(self.after)}
        tiles = {
            f"{row},{col}": Delta(self.before[row, col], tile)
            for (row, col), tile in self.after.items()
            if tile is not None
        }
        return Record("tiles", fields | target_fields(self.target), tiles)

    def _allowed(self, document: Document) -> Tiles:
        if not isinstance(self.target, LayerPixels):
            return self.after
        if not document.layer(self.target.layer_id).locks.alpha:
            return self.after
        return {key: with_alpha_of(self.before[key], tile) for key, tile in self.after.items()}

    def _put(self, document: Document, tiles: Tiles) -> None:
        document.plane(self.target).take(tiles)
        for box in few_boxes_of(list(tiles)):
            document.announce(self.target, box)


def with_alpha_of(before: Pixels | None, after: Pixels | None) -> Pixels | None:
    """The colours of `after` where `before` covers anything, as much as `before` does."""
    if before is None:
        return None
    if after is None:
        return before
    out = np.where(before[..., 3:] > 0, after, before)
    out[..., 3] = before[..., 3]
    # A pixel that was made clear has no colour to take over.
    gone = (after[..., 3] == 0) & (before[..., 3] > 0)
    out[gone] = before[gone]
    return out


def _same(one: Pixels | None, other: Pixels | None) -> bool:
    return one is not None and other is not None and np.array_equal(one, other)


def _bytes_of(tiles: Sequence[Pixels]) -> int:
    return sum({id(tile): tile.nbytes for tile in tiles}.values())
