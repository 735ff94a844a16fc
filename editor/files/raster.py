"""A flat picture as it comes from a file or goes to one: pixels with what must travel with them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.unsignedinteger]
"""uint8 or uint16."""


class BadPicture(ValueError):
    """An array that is no picture: a mistake of the caller, never of a file."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Straight (not premultiplied) pixels, right way up, with their metadata.

    `pixels` is rows x columns x channels in uint8 or uint16, C order, 1 (grey), 3 (RGB) or
    4 (RGBA) channels. `profile` describes RGB, also for a grey picture, or is None for sRGB.
    `exif` starts with the TIFF header ("II" or "MM"), its orientation is always 1. `dpi` is
    horizontal, vertical. `notices` are sentences for the artist about what opening changed.
    """

    pixels: Pixels
    profile: bytes | None = field(default=None, repr=False)
    exif: bytes | None = field(default=None, repr=False)
    xmp: bytes | None = field(default=None, repr=False)
    dpi: tuple[float, float] | None = None
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.pixels.dtype not in (np.uint8, np.uint16):
            raise BadPicture(f"pixels must be uint8 or uint16, not {self.pixels.dtype}")
        if self.pixels.ndim != 3 or self.pixels.shape[2] not in (1, 3, 4) or not self.pixels.size:
            raise BadPicture(f"pixels must be rows x columns x 1, 3 or 4, not {self.pixels.shape}")

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    @property
    def depth(self) -> str:
        """`uint8` or `uint16`."""
        return self.pixels.dtype.name

    @property
    def has_alpha(self) -> bool:
        return self.pixels.shape[2] == 4

    def as_rgb(self) -> Pixels:
        """Rows x columns x 3; alpha is dropped, not blended."""
        if self.pixels.shape[2] == 1:
            return np.repeat(self.pixels, 3, axis=2)
        return self.pixels[:, :, :3]

    def as_rgba(self) -> Pixels:
        """Rows x columns x 4 of the same depth; opaque where there was no alpha."""
        if self.has_alpha:
            return self.pixels
        height, width, _ = self.pixels.shape
        rgba = np.empty((height, width, 4), self.pixels.dtype)
        # One channel at a time: three times as fast as all three in one assignment.
        for channel in range(3):
            rgba[:, :, channel] = self.pixels[:, :, min(channel, self.pixels.shape[2] - 1)]
        rgba[:, :, 3] = np.iinfo(self.pixels.dtype).max
        return rgba


def in_depth(pixels: Pixels, depth: str) -> Pixels:
    """Whole range to whole range: 255 is 65535; 16 bit to 8 is rounded to nearest."""
    if pixels.dtype.name == depth:
        return pixels
    if depth == "uint16":
        return pixels.astype(np.uint16) * np.uint16(257)
    result = np.empty(pixels.shape, np.uint8)
    for row in range(0, pixels.shape[0], 256):
        part = pixels[row : row + 256].astype(np.uint32)
        result[row : row + 256] = (part + 128) // 257
    return result
