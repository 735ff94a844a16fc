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

from ml.api.images import BufferReference, Pixels, array_in

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
    with _mapped(reference) as memory:
        return array_in(memory, reference).copy()


def write(reference: BufferReference, pixels: Pixels) -> None:
    with _mapped(reference) as memory:
        np.copyto(array_in(memory, reference), pixels)


@contextlib.contextmanager
def _mapped(reference: BufferReference) -> Generator[memoryview]:
    """The memory itself; no array over it may be left when the block ends."""
    if reference.is_file:
        with Path(reference.segment).open("rb+") as file:
            mapped = mmap.mmap(file.fileno(), 0)
        with contextlib.closing(mapped), memoryview(mapped) as memory:
            yield memory
    else:
        with contextlib.closing(_attach(reference.segment)) as shared:
            with memoryview(shared.buf or b"") as memory:
                yield memory
