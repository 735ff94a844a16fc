"""Puts files in place whole or not at all, and lets one process at a time prepare a cache."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""What the systems say where another process holds the lock."""


class Taken(RuntimeError):
    """Another process holds what `held` was to hold."""


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when everything was written and is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with part.open("xb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(part, path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot open folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock between processes; the system lets go of it when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as opened:
        try:
            import fcntl
        except ImportError:  # Windows; two processes there do the same work twice
            yield
            return
        fcntl.flock(opened, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(opened, fcntl.LOCK_UN)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file for this process until the end; raises `Taken` at once where another does.

    The system lets go of it when a process dies, however that happens. A file system that knows
    no locks holds nobody up.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as opened:
        try:
            _lock(opened)
        except OSError as error:
            if error.errno in _TAKEN:
                raise Taken(str(path)) from error
        yield


def _lock(opened: BinaryIO) -> None:
    """Without waiting; closing the file lets go."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        opened.seek(0)
        msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)  # pyright: ignore[reportAttributeAccessIssue] - Windows only
        return
    fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
