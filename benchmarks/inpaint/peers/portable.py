"""What every peer needs: its type, pictures as plain PPM files, and the given pixels kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Hole = NDArray[np.bool_]
Fill = Callable[[Picture, Hole], Picture]


def inside_only(picture: Picture, hole: Hole, filled: Picture) -> Picture:
    """The fill inside the hole, the given picture outside."""
    result = picture.copy()
    result[hole] = filled[hole]
    return result


def write_ppm(path: Path, pixels: Picture) -> None:
    """Write HxWx3 as P6 or HxW as P5."""
    height, width = pixels.shape[:2]
    kind = b"P6" if pixels.ndim == 3 else b"P5"
    path.write_bytes(b"%s\n%d %d\n255\n" % (kind, width, height) + pixels.tobytes())


def read_ppm(path: Path) -> Picture:
    """Read an 8-bit P6 file, with or without comments."""
    fields: list[bytes] = []
    content = path.read_bytes()
    position = 0
    while len(fields) < 4:
        stop = content.index(b"\n", position)
        fields += content[position:stop].partition(b"#")[0].split()
        position = stop + 1
    width, height = int(fields[1]), int(fields[2])
    pixels = np.frombuffer(content, np.uint8, height * width * 3, offset=position)
    return pixels.reshape(height, width, 3).copy()
