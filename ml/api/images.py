"""The conventions for pixels that cross the border between editor and worker."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Depth = Literal["uint8", "uint16", "float32"]
Pixels = NDArray[np.generic]
CHUNK_VALUES = 1 << 18


class BufferReference(BaseModel):
    """Where one array lies in memory that the client owns, and how to read it.

    Pictures are rows x columns x channels (1 grey, 3 RGB, 4 straight RGBA), C order, sRGB;
    integers span their whole range, float32 spans 0..1. A mask is rows x columns, uint8, where
    255 is inside. `segment` names shared memory, or the path of a memory-mapped file where
    `is_file` is set because shared memory is too small.
    """

    model_config = ConfigDict(frozen=True)

    segment: str
    is_file: bool
    shape: tuple[int, ...]
    depth: Depth
    offset_bytes: int = 0

    @property
    def size_bytes(self) -> int:
        return int(np.prod(self.shape, dtype=np.int64)) * np.dtype(self.depth).itemsize


def to_float(pixels: Pixels) -> NDArray[np.float32]:
    """Integers over their whole range to float32 in 0..1; float32 comes back as it is."""
    if pixels.dtype == np.float32:
        return pixels.astype(np.float32, copy=False)
    scale = np.float32(1.0 / full_scale(pixels))
    return np.multiply(pixels, scale, dtype=np.float32)


def to_depth(pixels: Pixels, depth: Depth) -> Pixels:
    """float32 in 0..1 to `depth`, rounded to nearest and clipped; what has it comes back as it is.

    Integers of another depth go by way of float32.
    """
    if pixels.dtype == np.dtype(depth):
        return pixels
    if pixels.dtype != np.float32:
        return to_depth(to_float(pixels), depth)
    floats = pixels.astype(np.float32, copy=False)
    made: Pixels = np.empty(pixels.shape, depth)
    top = np.float32(full_scale(made))
    # Some rows at a time: whole-picture steps would each write hundreds of fresh megabytes.
    rows = max(1, CHUNK_VALUES * pixels.shape[0] // max(1, pixels.size))
    for start in range(0, pixels.shape[0], rows):
        part = np.clip(floats[start : start + rows], 0.0, 1.0)
        part *= top
        made[start : start + rows] = np.rint(part, out=part)
    return made


def inside(mask: Pixels) -> NDArray[np.bool_]:
    """Which cells of a mask count as painted: at least half of its range."""
    if mask.dtype == np.bool_:
        return mask.astype(np.bool_, copy=False)
    top = full_scale(mask)
    return np.greater_equal(mask, 0.5 if top == 1 else (top + 1) // 2)


def full_scale(pixels: Pixels) -> int:
    """The value that stands for 1.0 in this depth."""
    return 1 if pixels.dtype.kind in "fb" else int(np.iinfo(str(pixels.dtype)).max)


def array_in(memory: memoryview, reference: BufferReference) -> Pixels:
    """An array over mapped memory that keeps it mapped.

    `np.frombuffer` holds the memory for as long as the array lives, so closing it below the array
    raises `BufferError`; `np.ndarray(buffer=...)` does not, and the next access would crash.
    """
    count = int(np.prod(reference.shape, dtype=np.int64))
    depth: np.dtype[np.generic] = np.dtype(reference.depth)
    flat: Pixels = np.frombuffer(memory, depth, count, reference.offset_bytes)
    return flat.reshape(reference.shape)
