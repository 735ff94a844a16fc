"""The tree of layers as the rows of a list, topmost first, and where a drop on them belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editor.document.document import Document
from editor.document.layers import Layer, Spot, as_grouping, walk

_EDGE = 0.3
"""The share of a group's row, above and below, in which a drop goes beside and not into it."""


@dataclass(frozen=True)
class Row:
    """One layer in the list; `depth` is in how many groups it lies."""

    layer: Layer
    depth: int


@dataclass(frozen=True)
class Drop:
    """Where dropped layers go, and how that is shown: a line above `row`, or a frame around it."""

    spot: Spot
    row: int
    depth: int
    is_into: bool = False


def rows_of(document: Document) -> list[Row]:
    """What the list shows: folded groups hide what is in them."""
    return list(_rows(document.layers, 0))


def _rows(layers: Sequence[Layer], depth: int) -> Iterator[Row]:
    for layer in reversed(layers):
        yield Row(layer, depth)
        group = as_grouping(layer)
        if group is not None and group.is_open:
            yield from _rows(group.children, depth + 1)


def drop_at(document: Document, rows: Sequence[Row], number: int, share: float) -> Drop:
    """Where a drop on row `number` belongs, `share` (0..1) of its height down; below all at -1."""
    if not 0 <= number < len(rows):
        return Drop(Spot(None, 0), len(rows), 0)
    row = rows[number]
    group = as_grouping(row.layer)
    spot = document.spot_of(row.layer.id)
    if group is not None and _EDGE <= share <= 1 - _EDGE:
        return Drop(Spot(row.layer.id, len(group.children)), number, row.depth + 1, is_into=True)
    if share < 0.5:
        return Drop(Spot(spot.parent_id, spot.index + 1), number, row.depth)
    if group is not None and group.is_open:
        return Drop(Spot(row.layer.id, len(group.children)), number + 1, row.depth + 1)
    return Drop(spot, number + 1, row.depth)


def may_drop(layers: Sequence[Layer], drop: Drop) -> bool:
    """Whether the layers can go there: no group goes into itself."""
    return drop.spot.parent_id not in {layer.id for layer in walk(tuple(layers))}
