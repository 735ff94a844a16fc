"""How many pixels of the canvas each label has, counted anew only where tiles changed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from editor.document.kinds.label.layer import LabelLayer
from editor.document.tiles import Key, Pixels, box_of, keys_of
from ml.api.regions import Box

Counts = Mapping[int, int]
_Known = tuple[Pixels, dict[int, int]]


class LabelCounts:
    """Remembers what each tile holds: the same array is counted once, for it never changes."""

    def __init__(self) -> None:
        self._known: dict[tuple[Key, Box], _Known] = {}

    def of(self, layer: LabelLayer, canvas: Box) -> Counts:
        """Pixels by label number, the unlabelled ones too; together they are the whole canvas."""
        plane, own = layer.labels, canvas.moved(-layer.position[0], -layer.position[1])
        total: dict[int, int] = {}
        fresh: dict[tuple[Key, Box], _Known] = {}
        for key in keys_of(own):
            tile = plane.tile(*key)
            if tile is None:
                continue
            place = box_of(key)
            part = place.intersection(own).moved(-place.left, -place.top)
            known = self._known.get((key, part))
            if known is None or known[0] is not tile:
                known = (tile, _counted(tile[part.slices]))
            fresh[key, part] = known
            for held, count in known[1].items():
                total[held] = total.get(held, 0) + count
        self._known = fresh
        seen = sum(count for held, count in total.items() if held != 0)
        result = {plane.code(held): count for held, count in total.items() if held != 0}
        return {layer.palette.unlabelled: canvas.width * canvas.height - seen} | result


def _counted(held: Pixels) -> dict[int, int]:
    counts = np.bincount(held.reshape(-1))
    return {int(value): int(counts[value]) for value in np.flatnonzero(counts)}
