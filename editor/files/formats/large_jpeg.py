"""Decodes a large JPEG into a mapped file, because Pillow would hold four bytes of each pixel.

The decoder fills its rows from top to bottom. While it does, a second thread lets the system take
what is filled: the process holds some of the picture at any time, and the disk all of it.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
import threading
from collections.abc import Iterator
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from editor.files.formats.source import turned
from ml.api.regions import Box

LARGE_PIXELS = 64_000_000
_CHANNELS = {"L": 1, "RGB": 3}
_SCAN, _END = b"\xff\xda", b"\xff\xd9"
_LET_GO_EVERY_S = 0.05


class MappedSource:
    """A StripSource over pixels in a nameless file; what was taken leaves the memory again."""

    depth = "uint8"

    def __init__(self, memory: mmap.mmap, pixels: NDArray[np.uint8]) -> None:
        self._memory = memory
        self._pixels = pixels
        self.height, self.width, self.channels = pixels.shape

    def take(self, box: Box, orientation: int) -> NDArray[np.unsignedinteger]:
        strip = np.ascontiguousarray(turned(self._pixels[box.slices], orientation))
        if np.shares_memory(strip, self._pixels):
            strip = strip.copy()
        self._memory.madvise(mmap.MADV_DONTNEED)
        return strip


def is_for_mapping(image: Image.Image) -> bool:
    """Whether `image`, not loaded yet, is so large, and of a kind that is decoded the same."""
    return (
        image.format == "JPEG"
        and image.mode in _CHANNELS
        and image.width * image.height >= LARGE_PIXELS
        and hasattr(os, "posix_fallocate")
    )


def map_jpeg(image: Image.Image, file: BinaryIO) -> MappedSource | None:
    """The pixels of a whole file; None where it is cut short or the disk has no room.

    The decoder makes nothing of a file that ends too soon; Pillow's reader says so.
    """
    shape = image.height, image.width, _CHANNELS[image.mode]
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.rfind(_END) < data.rfind(_SCAN):
            return None
        memory = _room(shape[0] * shape[1] * shape[2])
        if memory is None:
            return None
        pixels = np.frombuffer(memory, np.uint8).reshape(shape)
        with _letting_go(memory):
            imagecodecs.jpeg8_decode(data, out=pixels if shape[2] > 1 else pixels[:, :, 0])
    return MappedSource(memory, pixels)


def _room(size_bytes: int) -> mmap.mmap | None:
    try:
        with tempfile.TemporaryFile() as file:
            os.posix_fallocate(file.fileno(), 0, size_bytes)
            return mmap.mmap(file.fileno(), size_bytes)
    except OSError:
        return None


@contextlib.contextmanager
def _letting_go(memory: mmap.mmap) -> Iterator[None]:
    """The file keeps what was written: only this process forgets, and finds it again there."""
    done = threading.Event()

    def let_go() -> None:
        while not done.wait(_LET_GO_EVERY_S):
            memory.madvise(mmap.MADV_DONTNEED)

    thread = threading.Thread(target=let_go, name="letting-go", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
