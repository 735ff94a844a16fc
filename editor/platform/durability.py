"""Bytes that survive a power cut: what each system needs beyond a plain write."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

_FOLDERS_CAN_SYNC = sys.platform != "win32"


def sync_file(descriptor: int) -> None:
    """Force the file's bytes to the disk itself. Raises OSError where the disk says no."""
    if sys.platform == "darwin":
        # fsync on macOS stops at the drive's cache; this goes through it. Some network
        # folders know only fsync.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Force a rename in `folder` to the disk; nothing to do on Windows."""
    if not _FOLDERS_CAN_SYNC:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_cached(descriptor: int) -> None:
    """Ask that the next read comes from the disk and not from memory; only a hint."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def free_bytes(folder: Path) -> int:
    """The space that a file in `folder` may still take."""
    return shutil.disk_usage(folder).free
