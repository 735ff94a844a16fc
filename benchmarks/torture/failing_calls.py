"""The n-th call of the system fails, for every n: the old file must stay, the artist be told."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest import mock

from benchmarks.torture.full_disk import writers
from benchmarks.torture.variants import variant
from editor.document.document import Document
from editor.files import atomic
from editor.files.problems import NotConfirmed, SaveFailed
from editor.files.versions import versions_of

WATCHED = ("write", "fsync", "replace", "open", "link", "fchmod", "close")
CODES = (errno.ENOSPC, errno.EIO)


@dataclass
class CallCount:
    """`harmed`, `untold` and `left` as in DiskCount; `calls` is how many were made to fail."""

    calls: int = 0
    told: int = 0
    harmed: int = 0
    untold: int = 0
    left: int = 0

    @property
    def is_safe(self) -> bool:
        return not (self.harmed or self.untold or self.left)

    def as_json(self) -> dict[str, int]:
        return asdict(self)


class Saboteur:
    """Lets the n-th of all watched calls fail, and counts them; 0 lets all of them work."""

    def __init__(self, fails_at: int = 0, code: int = errno.EIO) -> None:
        self.calls = 0
        self._fails_at = fails_at
        self._code = code

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            # Without a lock a save goes on: that is no failure of the disk.
            stack.enter_context(mock.patch.object(atomic, "in_turn", contextlib.nullcontext))
            for name in WATCHED:
                wrapped = self._wrapped(name, getattr(os, name))
                stack.enter_context(mock.patch.object(atomic.os, name, wrapped))
            yield

    def _wrapped(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **named: object) -> object:
            self.calls += 1
            if self.calls == self._fails_at:
                if name == "close":
                    real(*words, **named)
                raise OSError(self._code, os.strerror(self._code))
            return real(*words, **named)

        return call


def fail_every_call(
    suffixes: tuple[str, ...] = (), step: int = 1, make: Callable[[int], Document] = variant
) -> CallCount:
    """Each writer with every `step`-th call failing, one after the other."""
    count = CallCount()
    for suffix, write in writers(make).items():
        if suffixes and suffix not in suffixes:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"picture{suffix}"
            write(path, 1)
            old = path.read_bytes()
            trial = Saboteur()
            with trial.at_work():
                write(path, 1)
            for code in CODES:
                for number in range(1, trial.calls + 1, step):
                    path.write_bytes(old)
                    _one_try(count, path, write, Saboteur(number, code))
    return count


def _one_try(
    count: CallCount, path: Path, write: Callable[[Path, int], object], saboteur: Saboteur
) -> None:
    old = path.read_bytes()
    count.calls += 1
    try:
        with saboteur.at_work():
            write(path, 2)
    except NotConfirmed:
        count.told += 1
    except SaveFailed:
        count.told += 1
        count.harmed += path.read_bytes() != old
    else:
        count.untold += 1
    count.left += sum(1 for _ in path.parent.glob(".pentimento-*"))
    for version in versions_of(path):
        version.path.unlink()
