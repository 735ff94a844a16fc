"""What the hot loops take in: a tile of a layer, a dab of a brush, its ink, and where to work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.unsignedinteger[Any]]
Floats = NDArray[np.float32]
Window = tuple[int, int, int, int]
"""Top, bottom, left, right inside a tile: the part that a loop may touch."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tile of one layer, straight RGBA, with its mask (h, w; 0..255) and its opacity.

    The source is integers (h, w, 4) or, for layers piled up before, planes of 0..1 (4, h, w).
    """

    source: Array | Floats
    mask: Array | None = None
    opacity: float = 1.0

    @property
    def is_planes(self) -> bool:
        return self.source.dtype == np.float32

    @property
    def pixels(self) -> Array:
        """The source where it is integers."""
        return cast(Array, self.source)

    @property
    def planes(self) -> Floats:
        """The source where it is planes of floats."""
        return cast(Floats, self.source)

    @property
    def scale(self) -> np.float32:
        """What brings the source to 0..1."""
        return np.float32(1.0 / self.full)

    @property
    def full(self) -> int:
        """The number that stands for 1 in the source."""
        return {"uint8": 255, "uint16": 65535}.get(self.source.dtype.name, 1)


@dataclass(frozen=True, slots=True)
class Dab:
    """One round touch of a brush, in pixels of the tile it is drawn into; strength is 0..1."""

    x: float
    y: float
    radius: float
    hardness: float
    strength: float


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour (0..1, straight) and how strongly a whole stroke may put it down."""

    red: float = 0.0
    green: float = 0.0
    blue: float = 0.0
    alpha: float = 1.0
    opacity: float = 1.0
