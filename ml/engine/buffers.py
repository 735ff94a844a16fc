"""Maps the client's memory into the worker without taking part in its ownership."""

from __future__ import annotations

import contextlib
import mmap
import threading
from collections.abc import Generator
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np

from ml.api.images import BufferReference, Pixels

_LOCK = threading.Lock()


def _attach(name: str) -> SharedMemory:
    """Attach without registering at the resource tracker.

    Before Python 3.13 attaching registers the segment as if it were ours; the client's own
    unregistering would then fail, or a tracker would unlink what the client still uses.
    """
    with _LOCK:
        register = resource_tracker.register
        resource_tracker.register = _ignore
        try:
            return SharedMemory(name=name)
        finally:
            resource_tracker.register = register


def _ignore(name: str, rtype: str) -> None:
    del name, rtype


def read(reference: BufferReference) -> Pixels:
    """A copy of what the client has put there."""
    with opened(reference) as array:
        return array.copy()


def write(reference: BufferReference, pixels: Pixels) -> None:
    with opened(reference) as array:
        np.copyto(array, pixels)


@contextlib.contextmanager
def opened(reference: BufferReference) -> Generator[Pixels]:
    """The array itself; take no view out of the block."""
    if reference.is_file:
        with Path(reference.segment).open("rb+") as file:
            memory = mmap.mmap(file.fileno(), 0)
        try:
            yield _view(reference, memory)
        finally:
            with contextlib.suppress(BufferError):
                memory.close()
        return
    shared = _attach(reference.segment)
    try:
        yield _view(reference, shared.buf)
    finally:
        with contextlib.suppress(BufferError):
            shared.close()


def _view(reference: BufferReference, buffer: memoryview | mmap.mmap | None) -> Pixels:
    return np.ndarray(
        reference.shape,
        np.dtype(reference.depth),
        buffer=buffer,
        offset=reference.offset_bytes,
    )
