"""Cuts a picture and a reference for it out of one photograph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.training.examples.crops import planes
from ml.training.examples.degradations.resize import resize, to_bytes

Bytes = NDArray[np.uint8]
BRIGHTER = 0.2


@dataclass(frozen=True)
class Cut:
    """patch: side of the small picture, px. apart: how far the reference may lie off, in sides."""

    patch: int
    scale: int
    apart: float


def cut(picture: Bytes, how: Cut, chance: np.random.Generator) -> dict[str, Bytes]:
    """`low`, `high`, `reference` and `soft`, channels first.

    The reference is another square nearby, mirrored or not, in another light. `soft` is the
    reference made small and large again, as soft as the enlarged picture is.
    """
    side = how.patch * how.scale
    missing = [max(0, side - length) for length in picture.shape[:2]]
    if any(missing):
        rims = ((0, missing[0]), (0, missing[1]), (0, 0))
        picture = np.pad(picture, rims, mode="symmetric")
    free = np.array(picture.shape[:2]) - side
    corner = np.array([int(chance.integers(length + 1)) for length in free])
    away = np.rint(chance.uniform(-how.apart, how.apart, 2) * side).astype(np.int64)
    other = np.clip(corner + away, 0, free)
    high = picture[corner[0] : corner[0] + side, corner[1] : corner[1] + side]
    reference = picture[other[0] : other[0] + side, other[1] : other[1] + side]
    if chance.random() < 0.5:
        reference = reference[:, ::-1]
    light = np.float32(1.0 + chance.uniform(-BRIGHTER, BRIGHTER))
    reference = to_bytes(reference.astype(np.float32) * light)
    if chance.random() < 0.5:
        high, reference = high[:, ::-1], reference[:, ::-1]
    low = to_bytes(resize(high.astype(np.float32), how.patch, how.patch))
    small = resize(reference.astype(np.float32), how.patch, how.patch)
    soft = to_bytes(resize(small, side, side))
    arrays = {"low": low, "high": high, "reference": reference, "soft": soft}
    return {name: planes(array) for name, array in arrays.items()}
