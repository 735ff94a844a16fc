"""The memory that carries pixels to and from a worker: owned, reused and unlinked by the client."""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import tempfile
import threading
import weakref
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np

from ml.api.errors import OutOfMemory
from ml.api.images import BufferReference, Depth, Pixels, array_in

MINIMUM_BYTES = 1 << 20
IDLE_BYTES = 512 << 20
"""What may lie unused for the next job: touching fresh pages costs ten times a plain copy."""

FILE_PATTERN = re.compile(r"pentimento-(\d+)-\d+\.pixels$")


class Segment:
    """One piece of shared memory, or one memory-mapped file where that is too small."""

    def __init__(self, name: str, memory: SharedMemory | mmap.mmap, size_bytes: int) -> None:
        self.name = name
        self.size_bytes = size_bytes
        self._memory = memory

    @property
    def is_file(self) -> bool:
        return isinstance(self._memory, mmap.mmap)

    def array(self, reference: BufferReference) -> Pixels:
        """A view; it keeps the pages mapped, not the name."""
        memory = self._memory
        buffer = memory.buf if isinstance(memory, SharedMemory) else memory
        return array_in(memoryview(buffer or b""), reference)

    def release(self) -> None:
        """Unmap and remove; a view that still lives keeps its pages, never the name."""
        with contextlib.suppress(BufferError):
            self._memory.close()
        with contextlib.suppress(FileNotFoundError):
            if isinstance(self._memory, SharedMemory):
                self._memory.unlink()
            else:
                Path(self.name).unlink()


@dataclass(frozen=True)
class Lease:
    """An array in a segment, lent until it is given back."""

    segment: Segment
    reference: BufferReference

    @property
    def array(self) -> Pixels:
        return self.segment.array(self.reference)


class SegmentPool:
    """Lends arrays that another process can map; reuses segments; leaves nothing behind.

    `shared_limit_bytes` bounds the use of shared memory (tests set 0); beyond it, and where the
    system's own room ends, files in `folder` take over. Thread-safe.
    """

    def __init__(self, folder: Path | None = None, shared_limit_bytes: int | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir())
        self._limit_bytes = shared_limit_bytes
        self._lock = threading.Lock()
        self._idle: list[Segment] = []
        self._all: set[Segment] = set()
        self._serial = 0
        self._finalizer = weakref.finalize(self, _release_all, self._all)
        _sweep(self._folder)

    def lend(self, shape: tuple[int, ...], depth: Depth) -> Lease:
        """An array of this shape; raises `OutOfMemory` when neither memory nor disk has room."""
        size_bytes = int(np.prod(shape, dtype=np.int64)) * np.dtype(depth).itemsize
        with self._lock:
            segment = self._take_idle(size_bytes) or self._create(size_bytes)
        reference = BufferReference(
            segment=segment.name, is_file=segment.is_file, shape=shape, depth=depth
        )
        return Lease(segment, reference)

    def store(self, pixels: Pixels, depth: Depth) -> Lease:
        """A lent array that holds a copy of `pixels`."""
        lease = self.lend(pixels.shape, depth)
        np.copyto(lease.array, pixels, casting="unsafe")
        return lease

    def give_back(self, lease: Lease) -> None:
        with self._lock:
            if lease.segment in self._all:
                self._idle.append(lease.segment)
            while sum(segment.size_bytes for segment in self._idle) > IDLE_BYTES:
                self._drop(self._idle.pop(0))

    def close(self) -> None:
        """Remove every segment, lent or not."""
        with self._lock:
            self._idle.clear()
            _release_all(self._all)

    def _take_idle(self, size_bytes: int) -> Segment | None:
        fitting = [
            segment
            for segment in self._idle
            if size_bytes <= segment.size_bytes <= max(4 * size_bytes, MINIMUM_BYTES)
        ]
        if not fitting:
            return None
        best = min(fitting, key=lambda segment: segment.size_bytes)
        self._idle.remove(best)
        return best

    def _create(self, size_bytes: int) -> Segment:
        room = max(MINIMUM_BYTES, -(-size_bytes // MINIMUM_BYTES) * MINIMUM_BYTES)
        segment = self._create_shared(room) or self._create_file(room)
        self._all.add(segment)
        return segment

    def _create_shared(self, size_bytes: int) -> Segment | None:
        used = sum(segment.size_bytes for segment in self._all if not segment.is_file)
        if self._limit_bytes is not None and used + size_bytes > self._limit_bytes:
            return None
        self._serial += 1
        # The owner's number in the name tells whose segment is left over.
        name = f"pentimento-{os.getpid()}-{id(self):x}-{self._serial}"
        try:
            memory = SharedMemory(name=name, create=True, size=size_bytes)
        except OSError:
            return None
        segment = Segment(memory.name, memory, size_bytes)
        if not _reserve_shared(memory.name, size_bytes):
            segment.release()
            return None
        return segment

    def _create_file(self, size_bytes: int) -> Segment:
        self._serial += 1
        path = self._folder / f"pentimento-{os.getpid()}-{self._serial}.pixels"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("xb+") as file:
                _reserve(file.fileno(), size_bytes)
                memory = mmap.mmap(file.fileno(), size_bytes)
        except OSError as error:
            path.unlink(missing_ok=True)
            megabytes = size_bytes >> 20
            raise OutOfMemory(
                f"There is no room for {megabytes} MB of pixels: close other programs or free "
                "space on the disk of temporary files.",
                str(error),
            ) from error
        return Segment(str(path), memory, size_bytes)

    def _drop(self, segment: Segment) -> None:
        self._all.discard(segment)
        segment.release()


def _release_all(segments: set[Segment]) -> None:
    while segments:
        segments.pop().release()


def _reserve_shared(name: str, size_bytes: int) -> bool:
    """Take the pages now: a write beyond a full tmpfs would kill the process with SIGBUS."""
    path = Path("/dev/shm") / name.lstrip("/")
    if not path.exists():
        return True
    descriptor = os.open(path, os.O_RDWR)
    try:
        _reserve(descriptor, size_bytes)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _reserve(descriptor: int, size_bytes: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size_bytes)
    else:
        os.truncate(descriptor, size_bytes)


def _sweep(folder: Path) -> None:
    """Remove the files of owners that were killed."""
    if os.name != "posix":
        return
    for path in folder.glob("pentimento-*.pixels"):
        match = FILE_PATTERN.search(path.name)
        if match and not _is_alive(int(match[1])):
            with contextlib.suppress(OSError):
                path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
