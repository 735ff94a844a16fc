"""A small PNG of a result so far, made with the standard library alone."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from ml.api.images import full_scale

SIDE_PX = 256


def shrink(image: NDArray[np.generic], side_px: int = SIDE_PX) -> NDArray[np.uint8]:
    """rows x columns x channels of any depth to uint8 with no side over `side_px`."""
    step = max(1, -(-max(image.shape[:2]) // side_px))
    rows, columns = (max(1, image.shape[0] // step), max(1, image.shape[1] // step))
    step_y, step_x = (min(step, image.shape[0]), min(step, image.shape[1]))
    cut = image[: rows * step_y, : columns * step_x]
    cells = cut.reshape(rows, step_y, columns, step_x, -1)
    mean = cells.mean(axis=(1, 3), dtype=np.float32) / np.float32(full_scale(image))
    return np.rint(np.clip(mean, 0.0, 1.0) * 255.0).astype(np.uint8)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """uint8 rows x columns x 1, 3 or 4 as a PNG (W3C PNG, third edition: filter 0, one IDAT)."""
    rows, columns, channels = pixels.shape
    colour = {1: 0, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", columns, rows, 8, colour, 0, 0, 0)
    lines = np.zeros((rows, 1 + columns * channels), np.uint8)
    lines[:, 1:] = pixels.reshape(rows, -1)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
