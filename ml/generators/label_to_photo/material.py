"""The references as one sheet of material: pictures below each other, and each mirrored."""

# numpy's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.generators.label_to_photo.kernels import Flags, Ints, Side
from ml.generators.label_to_photo.regions import (
    CHANNELS,
    NOTHING,
    Floats,
    Kinds,
    PlaceWeights,
    halved,
    places_of,
)

Cells = NDArray[np.bool_]

PAD = 8
"""Rows and columns without anything around every picture, wider than any patch radius."""


@dataclass(frozen=True)
class Plate:
    """One picture with its kinds: rows x columns x 3, float32 sRGB, and rows x columns.

    What is of kind `NOTHING` is neither copied nor made; `free` is what may be copied.
    """

    colour: Floats
    kinds: Kinds
    free: Cells

    def halved(self) -> Plate:
        rows, columns = self.kinds.shape
        size = ((columns + 1) // 2, (rows + 1) // 2)
        edge = (0, rows % 2, 0, columns % 2)
        even = cv2.copyMakeBorder(self.colour, *edge, cv2.BORDER_REPLICATE)
        small = cv2.resize(even, size, interpolation=cv2.INTER_AREA)
        free = np.pad(self.free, ((0, rows % 2), (0, columns % 2)), "edge")
        free = free.reshape(size[1], 2, size[0], 2).sum(axis=(1, 3)) >= 2
        return Plate(np.asarray(small, np.float32), halved(self.kinds), free)

    def mirrored(self) -> Plate:
        turned = (self.colour[:, ::-1], self.kinds[:, ::-1], self.free[:, ::-1])
        return Plate(*(np.ascontiguousarray(part) for part in turned))


def padded_side(plate: Plate, weights: PlaceWeights | None, radius: int) -> Side:
    """One picture as the kernels see it, with PAD pixels of nothing around it.

    Without weights nothing is said about places.
    """
    around = ((PAD, PAD), (PAD, PAD))
    kind = np.pad(plate.kinds, around, constant_values=NOTHING)
    colour = np.pad(plate.colour, (*around, (0, 0)), "edge")
    place = np.zeros((*kind.shape, CHANNELS if weights else 0), np.float32)
    if weights:
        place[PAD:-PAD, PAD:-PAD] = places_of(plate.kinds, weights, plate.kinds.shape)
    flat = np.ascontiguousarray(colour.reshape(colour.shape[0], -1), np.float32)
    free = np.pad((plate.free & (plate.kinds != NOTHING)).astype(np.uint8), around)
    return Side(flat, kind, free, _pure(kind, radius), place)


def sheet_of(plates: list[Plate], weights: PlaceWeights | None, radius: int) -> Side:
    """All pictures below each other."""
    sides = [padded_side(plate, weights, radius) for plate in plates]
    widest = max(side.kind.shape[1] for side in sides)
    return Side(
        np.concatenate([_widened(side.colour, 3 * widest, 0.0) for side in sides]),
        np.concatenate([_widened(side.kind, widest, NOTHING) for side in sides]),
        np.concatenate([_widened(side.free, widest, 0) for side in sides]),
        np.concatenate([_widened(side.pure, widest, 0) for side in sides]),
        np.concatenate([_widened(side.place, widest, 0.0) for side in sides]),
    )


def rows_below(plates: list[Plate]) -> list[int]:
    """The row of the sheet at which each picture's own rows begin."""
    heights = [plate.kinds.shape[0] + 2 * PAD for plate in plates]
    return [PAD + int(before) for before in np.cumsum([0, *heights[:-1]])]


def picks_of(sheet: Side, count: int) -> tuple[Ints, Ints]:
    """What may be copied, kind by kind (n x 2), and where each of `count` kinds begins."""
    kind = sheet.kind
    where = np.argwhere(sheet.free > 0).astype(np.int32)
    of_kind = kind[tuple(where.T)]
    order = np.argsort(of_kind, kind="stable")
    first = np.searchsorted(of_kind[order], np.arange(count + 1)).astype(np.int32)
    return np.ascontiguousarray(where[order]), first


def _widened(values: NDArray[np.generic], columns: int, filling: float) -> NDArray[np.generic]:
    more = columns - values.shape[1]
    around = ((0, 0), (0, more)) + ((0, 0),) * (values.ndim - 2)
    return np.pad(values, around, constant_values=filling)


def _pure(kind: Kinds, radius: int) -> Flags:
    """1 where all pixels of the patch are of one kind."""
    side = np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)
    highest, lowest = cv2.dilate(kind, side), cv2.erode(kind, side)
    return ((highest == lowest) & (kind != NOTHING)).astype(np.uint8)
