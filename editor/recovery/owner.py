"""Says whether the program that writes a journal is still alive."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

_NAME = "owner.lock"


class Owner:
    """A lock on a journal's folder that the system itself lets go of when its holder dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / _NAME, thread_local=False)

    @property
    def is_mine(self) -> bool:
        return self._lock.is_locked

    def take(self) -> None:
        """Make the folder ours. Raises OSError where it cannot be made."""
        if not self.is_mine:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            (self._folder / "owner.pid").write_text(str(os.getpid()), encoding="ascii")

    def try_take(self) -> bool:
        """Take the folder if nobody alive has it."""
        try:
            self._lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        return True

    def release(self) -> None:
        self._lock.release(force=True)
