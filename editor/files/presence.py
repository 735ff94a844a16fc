"""Which files other windows have open, so that an artist hears of it before two paint on one."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock, Timeout

from editor.platform.folders import data_folder


class Presence:
    """Tells other programs of this person which files are open here, as long as this one lives.

    The locks are the system's own: a program that dies leaves no file marked as open. Where no
    lock can be had, nothing is told; saving still notices what others wrote.
    """

    def __init__(self) -> None:
        self._held: dict[Path, FileLock] = {}
        self._elsewhere: set[Path] = set()

    def hold(self, paths: Iterable[Path]) -> None:
        """Just these are open here from now on."""
        wanted = {path.absolute() for path in paths}
        for path in set(self._held) - wanted:
            _let_go(self._held.pop(path))
        self._elsewhere &= wanted
        for path in wanted - set(self._held):
            self._take(path)

    def is_elsewhere(self, path: Path) -> bool:
        """Whether another program had it open when it was last tried to hold it."""
        return path.absolute() in self._elsewhere

    def _take(self, path: Path) -> None:
        self._elsewhere.discard(path)
        try:
            folder = data_folder() / "open"
            folder.mkdir(exist_ok=True)
            name = hashlib.sha256(os.fsencode(path)).hexdigest()[:32]
            lock = FileLock(folder / f"{name}.lock", timeout=0, thread_local=False)
            lock.acquire()
        except Timeout:
            self._elsewhere.add(path)
        except (OSError, NotImplementedError):
            return
        else:
            self._held[path] = lock


def _let_go(lock: FileLock) -> None:
    """Without leaving a file behind for every picture that was ever opened."""
    with contextlib.suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()
