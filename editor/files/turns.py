"""One after the other: two windows that save one file take turns in putting it in place."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from editor.files.problems import SaveFailed
from editor.platform.folders import data_folder

_PATIENCE_S = 20.0


@contextlib.contextmanager
def in_turn(target: Path) -> Iterator[None]:
    """Nobody else of this person puts a file in place at `target` meanwhile.

    The lock is the system's own, so that a process that dies leaves none behind. Where no lock
    can be had at all, the check of the file's state must do. Raises SaveFailed.
    """
    try:
        folder = data_folder() / "turns"
        folder.mkdir(exist_ok=True)
        name = hashlib.sha256(os.fsencode(target)).hexdigest()[:32]
        lock = FileLock(folder / f"{name}.lock", timeout=_PATIENCE_S)
        lock.acquire()
    except Timeout as error:
        raise SaveFailed(
            "Another window has been saving this file for a while; save again, or elsewhere.",
            repr(error),
        ) from error
    except (OSError, NotImplementedError):
        yield
        return
    try:
        yield
    finally:
        lock.release()
