"""What every reader yields: a header first, then pixels strip by strip, turned the right way up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor.files.decoder_messages import Header

STRIP_BYTES = 16 << 20
_SIDEWAYS = (5, 6, 7, 8)


class StripSource(Protocol):
    """Loaded pixels of which any rectangle can be taken in its final channels and depth."""

    width: int
    height: int
    channels: int
    depth: str

    def take(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.unsignedinteger]:
        """Rows x columns x channels."""
        ...


@dataclass(frozen=True)
class Loaded:
    """The pixels of a file, with what loading them changed."""

    source: StripSource
    profile: bytes | None
    notices: tuple[str, ...] = ()


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

    def take(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.unsignedinteger]:
        return self._pixels[top:bottom, left:right]


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
        yield _turn(_stored(source, orientation, top, min(rows, top + step)), orientation)


def _stored(
    source: StripSource, orientation: int, top: int, bottom: int
) -> NDArray[np.unsignedinteger]:
    """The stored rectangle that becomes the upright rows `top` to `bottom`."""
    width, height = source.width, source.height
    if orientation in (1, 2):
        return source.take(0, top, width, bottom)
    if orientation in (3, 4):
        return source.take(0, height - bottom, width, height - top)
    if orientation in (5, 6):
        return source.take(top, 0, bottom, height)
    return source.take(width - bottom, 0, width - top, height)


def _turn(stored: NDArray[np.unsignedinteger], orientation: int) -> NDArray[np.unsignedinteger]:
    # Exif 2.32, section 4.6.4 A, tag Orientation: where the stored row 0 and column 0 belong.
    if orientation in _SIDEWAYS:
        stored = stored.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        stored = stored[:, ::-1]
    if orientation in (3, 4, 7, 8):
        stored = stored[::-1]
    return stored
