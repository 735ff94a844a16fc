"""What every reader yields: a header first, then pixels strip by strip, turned the right way up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor.files.decoder_messages import Header
from ml.api.regions import Box

STRIP_BYTES = 16 << 20
_SIDEWAYS = (5, 6, 7, 8)


class StripSource(Protocol):
    """Loaded pixels of which any rectangle can be taken in its final channels and depth."""

    width: int
    height: int
    channels: int
    depth: str

    def take(self, box: Box, orientation: int) -> NDArray[np.unsignedinteger]:
        """Rows x columns x channels of the stored rectangle `box`, turned upright."""
        ...


@dataclass(frozen=True)
class Loaded:
    """The pixels of a file, with what loading them changed; `frames` is how many the file has."""

    source: StripSource
    profile: bytes | None
    notices: tuple[str, ...] = ()
    frames: int = 1


@dataclass(frozen=True)
class Opened:
    """A file whose header is read. `load(partial)` decodes it; it may raise anything."""

    header: Header
    load: Callable[[bool], Loaded]
    orientation: int = 1
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None


class ArraySource:
    """A StripSource over an array that is in memory."""

    def __init__(self, pixels: NDArray[np.unsignedinteger]) -> None:
        self._pixels = pixels if pixels.ndim == 3 else pixels[:, :, np.newaxis]
        self.height, self.width, self.channels = self._pixels.shape
        self.depth = self._pixels.dtype.name

    def take(self, box: Box, orientation: int) -> NDArray[np.unsignedinteger]:
        return turned(self._pixels[box.slices], orientation)


def upright_shape(source: StripSource, orientation: int) -> tuple[int, int, int]:
    """Rows, columns, channels after turning."""
    if orientation in _SIDEWAYS:
        return source.width, source.height, source.channels
    return source.height, source.width, source.channels


def upright_strips(source: StripSource, orientation: int) -> Iterator[NDArray[np.unsignedinteger]]:
    """Rows from top to bottom as the EXIF orientation (1 to 8) wants them seen.

    Turning strip by strip never holds a second copy of a large picture.
    """
    rows, columns, channels = upright_shape(source, orientation)
    row_bytes = columns * channels * np.dtype(source.depth).itemsize
    step = max(1, STRIP_BYTES // row_bytes)
    for top in range(0, rows, step):
        yield source.take(_stored(source, orientation, top, min(rows, top + step)), orientation)


def _stored(source: StripSource, orientation: int, top: int, bottom: int) -> Box:
    """The stored rectangle that becomes the upright rows `top` to `bottom`."""
    width, height = source.width, source.height
    if orientation in (1, 2):
        return Box(0, top, width, bottom)
    if orientation in (3, 4):
        return Box(0, height - bottom, width, height - top)
    if orientation in (5, 6):
        return Box(top, 0, bottom, height)
    return Box(width - bottom, 0, width - top, height)


def turned(stored: NDArray[np.unsignedinteger], orientation: int) -> NDArray[np.unsignedinteger]:
    """Rows x columns x channels as stored to how they are to be seen; a view."""
    # Exif 2.32, section 4.6.4 A, tag Orientation: where the stored row 0 and column 0 belong.
    if orientation in _SIDEWAYS:
        stored = stored.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        stored = stored[:, ::-1]
    if orientation in (3, 4, 7, 8):
        stored = stored[::-1]
    return stored
