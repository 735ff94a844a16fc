"""Reads IDX files, in which MNIST and its successors come, and lays their pictures out in folders.

The format: two zero bytes, the type of a value, the number of dimensions, each dimension as a
big-endian 32 bit number, and the values.
"""

from __future__ import annotations

import gzip
import math
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.training.data.failures import DataWrong
from ml.training.writing import whole_file

Bytes = NDArray[np.uint8]
_UNSIGNED_BYTES = 0x08
_PACKED = b"\x1f\x8b"


class NotIdx(DataWrong):
    """A file is no IDX file of unsigned bytes, or ends too soon."""


def read_idx(path: Path) -> Bytes:
    """All values in the file's own shape; a gzipped file is unpacked. Raises `NotIdx`."""
    data = path.read_bytes()
    if data.startswith(_PACKED):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise NotIdx(f"{path} is a damaged gzip file: get it again.") from error
    if len(data) < 4 or data[:2] != b"\0\0" or data[2] != _UNSIGNED_BYTES:
        raise NotIdx(f"{path} is no IDX file of bytes, as train-images-idx3-ubyte is one.")
    begin = 4 + 4 * data[3]
    shape = tuple(int(size) for size in np.frombuffer(data[4:begin], ">u4"))
    if len(shape) != data[3] or len(data) - begin != math.prod(shape):
        raise NotIdx(f"{path} is shorter or longer than it says: get it again.")
    return np.frombuffer(data, np.uint8, offset=begin).reshape(shape)


def unpack(images: Path, labels: Path, output: Path, split: str, most: int = 0) -> int:
    """Write `output/split/LABEL/NUMBER.png` for the first pictures; how many there are.

    `most` 0 writes all. Raises `NotIdx` where the two files do not belong together.
    """
    pictures, classes = read_idx(images), read_idx(labels)
    if pictures.ndim != 3 or classes.shape != pictures.shape[:1]:
        raise NotIdx(
            f"{images} has the shape {pictures.shape} and {labels} {classes.shape}: the first must "
            "hold pictures, the second one number for each."
        )
    count = min(most or len(pictures), len(pictures))
    for number in range(count):
        written = BytesIO()
        Image.fromarray(pictures[number]).save(written, "PNG")
        with whole_file(output / split / str(classes[number]) / f"{number:05}.png") as file:
            file.write(written.getvalue())
    return count
