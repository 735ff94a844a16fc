"""Memory for many tiles: above a limit they lie in a file, of which the system keeps what is used.

A picture of 400 megapixels has more tiles than memory should hold. Tiles in a mapped file stay
ordinary arrays: what nobody looked at lately is dropped from this process, what is looked at again
comes back by itself, from the system's own cache as long as there is room for it.
"""

from __future__ import annotations

import logging
import math
import mmap
import os
import tempfile
import weakref
from pathlib import Path
from threading import RLock
from typing import Any, BinaryIO, ClassVar, cast

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[np.unsignedinteger[Any]]

log = logging.getLogger(__name__)

CHUNK_BYTES = 64 << 20
"""So much of the file is reserved at a time, so that a full disk is met here and not later."""
LOOK_EVERY = 128
"""Tiles between two looks at how much of the file this process holds."""
DEFAULT_LIMIT_BYTES = 640 << 20
DEFAULT_WINDOW_BYTES = 256 << 20
_CAN_SPILL = hasattr(os, "posix_fallocate") and hasattr(mmap.mmap, "madvise")


class SpillFile:
    """Room for arrays in a nameless file, which is gone when the program ends, however it ends.

    The room of an array is free again as soon as nobody holds the array or a view of it. Safe to
    use from several threads.
    """

    def __init__(
        self, folder: Path | None = None, window_bytes: int = DEFAULT_WINDOW_BYTES
    ) -> None:
        self._folder = folder
        self._window_bytes = window_bytes
        self._file: BinaryIO | None = None
        self._chunks: list[mmap.mmap] = []
        self._used_in_last = CHUNK_BYTES
        self._free: dict[int, list[tuple[int, int]]] = {}
        # A finalizer may run in the middle of whatever holds it.
        self._lock = RLock()
        self._touched = 0
        self.live_bytes = 0

    def empty(self, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        """An array of any content. Raises OSError where the disk is full."""
        size = math.prod(shape) * np.dtype(dtype).itemsize
        room = -(-size // mmap.PAGESIZE) * mmap.PAGESIZE
        with self._lock:
            chunk, start = self._place(room)
            self.live_bytes += room
            memory = self._chunks[chunk]
        flat = np.frombuffer(memory, dtype, math.prod(shape), start)
        array = cast("Array", flat.reshape(shape))
        # Views of `array` keep `flat` alive: numpy goes no further back than to it.
        weakref.finalize(flat, self._give_back, room, (chunk, start))
        self.touch()
        return array

    def touch(self) -> None:
        """A tile is looked at; now and then what is held beyond the window is let go."""
        self._touched += 1
        if self._touched % LOOK_EVERY == 0 and self._chunks:
            self.trim()

    def trim(self) -> None:
        """Let the system take the pages where this process holds more than the window."""
        if _held_bytes() <= self._window_bytes:
            return
        with self._lock:
            chunks = list(self._chunks)
        for memory in chunks:
            # The file keeps what was written: only this process forgets where it lies.
            memory.madvise(mmap.MADV_DONTNEED)

    def _place(self, room: int) -> tuple[int, int]:
        waiting = self._free.get(room)
        if waiting:
            return waiting.pop()
        if self._used_in_last + room > CHUNK_BYTES:
            self._grow()
        start = self._used_in_last
        self._used_in_last += room
        return len(self._chunks) - 1, start

    def _grow(self) -> None:
        if self._file is None:
            self._file = cast("BinaryIO", tempfile.TemporaryFile(dir=self._folder))
            weakref.finalize(self, self._file.close)
        end = len(self._chunks) * CHUNK_BYTES
        os.posix_fallocate(self._file.fileno(), end, CHUNK_BYTES)
        memory = mmap.mmap(self._file.fileno(), CHUNK_BYTES, offset=end)
        self._chunks.append(memory)
        self._used_in_last = 0

    def _give_back(self, room: int, place: tuple[int, int]) -> None:
        with self._lock:
            self._free.setdefault(room, []).append(place)
            self.live_bytes -= room


def _held_bytes() -> int:
    """How much of mapped files this process holds in memory; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as report:
            return int(report.read().split()[2]) * mmap.PAGESIZE
    except (OSError, IndexError, ValueError):
        return 0


class _Memory:
    """What the whole process uses: tiles of all documents share one limit."""

    spill: SpillFile | None = None
    limit_bytes = DEFAULT_LIMIT_BYTES
    live_bytes = 0
    known: ClassVar[set[int]] = set()
    """The ids of the arrays that are counted, or lie in the file."""
    lock = RLock()


def spill_to(folder: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
    """From now on tiles beyond `limit_bytes` go into a file in `folder`, which must exist."""
    _Memory.limit_bytes = limit_bytes
    _Memory.spill = SpillFile(folder) if _CAN_SPILL else None


def set_limit(limit_bytes: int) -> None:
    """Another limit for tiles that come from now on."""
    _Memory.limit_bytes = limit_bytes


def stop_spilling() -> None:
    """Tiles lie in ordinary memory again; those in the file stay where they are."""
    _Memory.spill = None


def empty_tile(shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """A new tile of any content, in memory or, above the limit, in the file."""
    spilled = _in_file(shape, dtype)
    if spilled is not None:
        return spilled
    array = cast("Array", np.empty(shape, dtype))
    if _Memory.spill is not None:
        _know(array, array.nbytes)
    return array


def settled(tile: Array) -> Array:
    """`tile` where it shall stay: itself, counted, or above the limit a copy in the file.

    Not every tile begins as an `empty_tile`: strokes, filters and transforms make arrays of their
    own. Whatever a document or its history keeps goes through here, once.
    """
    if _Memory.spill is None or id(tile) in _Memory.known:
        return tile
    spilled = _in_file(tile.shape, tile.dtype)
    if spilled is None:
        _know(tile, tile.nbytes)
        return tile
    spilled[...] = tile
    return spilled


def _in_file(shape: tuple[int, ...], dtype: DTypeLike) -> Array | None:
    """Room in the file; None below the limit, and where the disk has none."""
    spill = _Memory.spill
    if spill is None or _Memory.live_bytes <= _Memory.limit_bytes:
        return None
    try:
        array = spill.empty(shape, dtype)
    except OSError:
        log.warning("No room on the disk for tiles; they stay in memory.", exc_info=True)
        _Memory.spill = None
        return None
    _know(array, 0)
    return array


def _know(array: Array, size_bytes: int) -> None:
    """Count an array until nobody holds it."""
    with _Memory.lock:
        _Memory.live_bytes += size_bytes
        _Memory.known.add(id(array))
    weakref.finalize(array, _forget, id(array), size_bytes)


def _forget(array_id: int, size_bytes: int) -> None:
    with _Memory.lock:
        _Memory.live_bytes -= size_bytes
        _Memory.known.discard(array_id)


def touch() -> None:
    """Somebody looks at a tile."""
    if _Memory.spill is not None:
        _Memory.spill.touch()
