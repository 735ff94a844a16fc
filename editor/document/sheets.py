"""What the hot loops take in: a tile of a layer, a dab of a brush, its ink, and where to work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
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
    """One touch of a brush, in pixels of the tile it is drawn into; shares are from 0 to 1.

    `strength` is how far it raises the coverage at most, `flow` how much of the way at once.
    `angle` turns it clockwise, in radians; `roundness` is its height over its width.
    """

    x: float
    y: float
    radius: float
    hardness: float
    strength: float
    flow: float = 1.0
    angle: float = 0.0
    roundness: float = 1.0


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour (0..1, straight) and how strongly a whole stroke may put it down.

    `grey` is what it leaves on a plane of one channel, such as a mask. With `keeps_alpha` each
    pixel stays as clear as it was.
    """

    red: float = 0.0
    green: float = 0.0
    blue: float = 0.0
    alpha: float = 1.0
    opacity: float = 1.0
    grey: float = 1.0
    keeps_alpha: bool = False


@dataclass(frozen=True, slots=True)
class Overlay:
    """Pixels (h, w[, 4]) of a window alone, straight, and how strongly they are put down."""

    pixels: Array
    opacity: float = 1.0
    keeps_alpha: bool = False


@dataclass(frozen=True, slots=True)
class Smear:
    """How a finger drags: the share of its load that it keeps, and where it is.

    `window` is the part of the finger's own square that it works on, whose corner lies at
    (`top`, `left`) of the pixels; all of it must lie inside them.
    """

    window: Window
    top: int = 0
    left: int = 0
    rate: float = 0.7
    keeps_alpha: bool = False


class Toning(Enum):
    """What a toning brush does to the colours below it."""

    DODGE = "dodge"
    BURN = "burn"
    SATURATE = "saturate"
    DESATURATE = "desaturate"


class Tones(Enum):
    """Which tones dodging and burning reach most."""

    SHADOWS = "shadows"
    MIDTONES = "midtones"
    HIGHLIGHTS = "highlights"


@dataclass(frozen=True, slots=True)
class Tone:
    """How a toning brush works, and how far at full coverage (0..1)."""

    what: Toning = Toning.DODGE
    where: Tones = Tones.MIDTONES
    exposure: float = 0.5

    @property
    def sign(self) -> float:
        """Which way the colours go: lighter or stronger is 1, darker or paler is -1."""
        return 1.0 if self.what in (Toning.DODGE, Toning.SATURATE) else -1.0

    @property
    def is_sponge(self) -> bool:
        return self.what in (Toning.SATURATE, Toning.DESATURATE)

    @property
    def weights(self) -> tuple[float, float, float]:
        """The weight of a tone L (0..1) is the parabola a + b L + c L², at most 1."""
        if self.where is Tones.SHADOWS:
            return (1.0, -2.0, 1.0)
        return (0.0, 4.0, -4.0) if self.where is Tones.MIDTONES else (0.0, 0.0, 1.0)
