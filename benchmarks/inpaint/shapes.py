"""Mask shapes in whole numbers, so that a mask is the same to the bit on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Record = list[object]


@dataclass(frozen=True)
class Capsule:
    """All pixels within `radius_px` of a line from (x0, y0) to (x1, y1)."""

    x0: int
    y0: int
    x1: int
    y1: int
    radius_px: int

    def paint(self, mask: Mask) -> None:
        """Mark the capsule's pixels; what lies outside the mask is left out."""
        reach = self.radius_px
        top, bottom = max(0, min(self.y0, self.y1) - reach), max(self.y0, self.y1) + reach + 1
        left, right = max(0, min(self.x0, self.x1) - reach), max(self.x0, self.x1) + reach + 1
        target = mask[top:bottom, left:right]
        rows, columns = np.indices(target.shape, dtype=np.int64)
        from_x, from_y = columns + (left - self.x0), rows + (top - self.y0)
        along_x, along_y = self.x1 - self.x0, self.y1 - self.y0
        length = along_x**2 + along_y**2
        forward = from_x * along_x + from_y * along_y
        sideways = from_x * along_y - from_y * along_x
        end = (from_x - along_x) ** 2 + (from_y - along_y) ** 2
        beside = (forward > 0) & (forward < length) & (sideways**2 <= reach**2 * length)
        target |= beside | (from_x**2 + from_y**2 <= reach**2) | (end <= reach**2)


@dataclass(frozen=True)
class Polygon:
    """All pixels whose centre lies inside a closed outline (even-odd rule)."""

    points: tuple[tuple[int, int], ...]

    def paint(self, mask: Mask) -> None:
        """Mark the polygon's pixels; every comparison is between whole numbers."""
        height, width = mask.shape
        rows = np.arange(height, dtype=np.int64)[:, None]
        columns = np.arange(width, dtype=np.int64)[None, :]
        inside = np.zeros(mask.shape, bool)
        for (x0, y0), (x1, y1) in zip(self.points, self.points[1:] + self.points[:1], strict=True):
            crosses = (y0 > rows) != (y1 > rows)
            side = (columns - x0) * (y1 - y0) - (rows - y0) * (x1 - x0)
            inside ^= crosses & ((side < 0) if y1 > y0 else (side > 0))
        mask |= inside


@dataclass(frozen=True)
class Rectangle:
    """Rows top..bottom and columns left..right, ends excluded."""

    left: int
    top: int
    right: int
    bottom: int

    def paint(self, mask: Mask) -> None:
        """Mark the rectangle's pixels."""
        mask[max(0, self.top) : max(0, self.bottom), max(0, self.left) : max(0, self.right)] = True


Shape = Capsule | Polygon | Rectangle


class UnknownShape(ValueError):
    """A record in the cell file names no shape that exists."""


def paint(shapes: Sequence[Shape], height: int, width: int) -> Mask:
    """Boolean HxW mask of the union of the shapes."""
    mask = np.zeros((height, width), bool)
    for shape in shapes:
        shape.paint(mask)
    return mask


def fingerprint(mask: Mask) -> str:
    """SHA-256 over the size and the packed bits of a mask."""
    size = f"{mask.shape[0]}x{mask.shape[1]}:".encode()
    return hashlib.sha256(size + np.packbits(mask).tobytes()).hexdigest()


def to_record(shape: Shape) -> Record:
    """The shape as a short JSON list: its name, then its numbers."""
    match shape:
        case Capsule():
            return ["capsule", shape.x0, shape.y0, shape.x1, shape.y1, shape.radius_px]
        case Polygon():
            return ["polygon", *(number for point in shape.points for number in point)]
        case Rectangle():
            return ["rectangle", shape.left, shape.top, shape.right, shape.bottom]


def from_record(record: Record) -> Shape:
    """The shape that `to_record` wrote; raises `UnknownShape`."""
    name, numbers = record[0], [cast(int, number) for number in record[1:]]
    if name == "capsule" and len(numbers) == 5:
        return Capsule(*numbers)
    if name == "rectangle" and len(numbers) == 4:
        return Rectangle(*numbers)
    if name == "polygon" and len(numbers) >= 6 and len(numbers) % 2 == 0:
        return Polygon(tuple(zip(numbers[0::2], numbers[1::2], strict=True)))
    raise UnknownShape(f"{name} with {len(numbers)} numbers is no mask shape.")
