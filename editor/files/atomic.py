"""Writing a file so that at every moment either the old one or the new one is there, whole."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from editor.files.budget import readable_size
from editor.files.problems import ChangedOnDisk, FileProblem, NotConfirmed, SaveFailed
from editor.files.turns import in_turn
from editor.files.versions import KEPT, make_room, version_path
from editor.platform.durability import forget_cached, free_bytes, sync_file, sync_folder
from editor.platform.processes import owner_is_gone

CHUNK_BYTES = 64 << 10
_HEADROOM_BYTES = 1 << 20
_TEMPORARY = re.compile(r"\.pentimento-(\d+)-[0-9a-f]{16}\.tmp")
# What a folder without links or a name of 255 bytes answers: there the old version is not kept.
_NO_PREVIOUS = (errno.ENAMETOOLONG, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)

Verify = Callable[[Path], None]


@dataclass(frozen=True)
class Stamp:
    """What tells one state of a file on the disk from the next."""

    inode: int
    size_bytes: int
    changed_at_ns: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """None where there is no file."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True)
class SaveOptions:
    """`keep_previous` leaves the old file as `NAME~`, and some older ones beside it.

    All these are at most `versions`; with 0 no file is kept, and those that are there stay.

    `expected_bytes` is checked against the free space first. Where `only_over` is given, the file
    must still be in that state.
    """

    keep_previous: bool = False
    versions: int = KEPT
    expected_bytes: int = 0
    only_over: Stamp | None = None


class CheckedFile(io.RawIOBase):
    """A file that writes in small pieces and takes every short write for the failure it is."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def write(self, data: object) -> int:  # type: ignore[override]
        view = memoryview(data).cast("B")  # type: ignore[arg-type]
        for start in range(0, len(view), CHUNK_BYTES):
            piece = view[start : start + CHUNK_BYTES]
            if os.write(self._descriptor, piece) != len(piece):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return len(view)

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = os.read(self._descriptor, len(view))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._descriptor, offset, whence)

    def tell(self) -> int:
        return os.lseek(self._descriptor, 0, os.SEEK_CUR)

    def truncate(self, size: int | None = None) -> int:
        size = self.tell() if size is None else size
        os.ftruncate(self._descriptor, size)
        return size

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


def write_atomically(
    path: Path,
    write: Callable[[BinaryIO], object],
    verify: Verify,
    options: SaveOptions | None = None,
) -> Stamp | None:
    """Let `write` fill a new file beside `path`, let `verify` read it again, then put it in place.

    Returns the state of what was put in place, taken before another window could replace it.

    A link is followed, so that it stays a link; permissions are kept. Raises SaveFailed where
    anything goes wrong, also where `verify` raises; the old file is then untouched. The one
    exception is NotConfirmed: the new file is in place, but a power cut may still bring back the
    old one.
    """
    options = options or SaveOptions()
    name = _shown(path)
    try:
        target = Path(os.path.realpath(path))
        _check_target(target, name, options)
        sweep_stale(target.parent)
        return _Saving(target, options).run(write, verify)
    except FileProblem as problem:
        if isinstance(problem, SaveFailed):
            raise
        raise SaveFailed(_unverified(name), f"{problem!r} {problem.details}") from problem
    except OSError as error:
        raise SaveFailed(_sentence(name, error), repr(error)) from error
    except (ValueError, EOFError, MemoryError, RuntimeError) as error:
        raise SaveFailed(_unverified(name), repr(error)) from error


def sweep_stale(folder: Path) -> list[Path]:
    """Delete what saves that were killed have left in `folder`; returns what was deleted."""
    swept = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found is None:
                continue
            with contextlib.suppress(OSError):
                if owner_is_gone(int(found[1]), entry.stat(follow_symlinks=False).st_mtime):
                    os.unlink(entry.path)
                    swept.append(Path(entry.path))
    return swept


class _Saving:
    """The steps of one save, each of which may fail without harm to the old file."""

    def __init__(self, target: Path, options: SaveOptions) -> None:
        self._target = target
        self._options = options
        self._temporary = _beside(target)

    def run(self, write: Callable[[BinaryIO], object], verify: Verify) -> Stamp | None:
        try:
            self._fill(write)
            verify(self._temporary)
            with in_turn(self._target):
                self._check_unchanged()
                if self._keeps_previous and self._target.exists():
                    self._keep_previous()
                os.replace(self._temporary, self._target)
                stamp = Stamp.of(self._target)
        except BaseException:
            with contextlib.suppress(OSError):
                self._temporary.unlink(missing_ok=True)
            raise
        self._confirm()
        return stamp

    def _confirm(self) -> None:
        try:
            sync_folder(self._target.parent)
        except OSError as error:
            raise NotConfirmed(
                f"“{_shown(self._target)}” was written, but the disk did not confirm it; "
                "save again, or save to another disk.",
                repr(error),
            ) from error

    def _fill(self, write: Callable[[BinaryIO], object]) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._temporary, flags, 0o666)
        try:
            write(CheckedFile(descriptor))  # type: ignore[arg-type]
            self._take_over_permissions(descriptor)
            sync_file(descriptor)
            forget_cached(descriptor)
        finally:
            os.close(descriptor)

    def _take_over_permissions(self, descriptor: int) -> None:
        if os.name == "nt":
            return
        with contextlib.suppress(FileNotFoundError):
            old = self._target.stat()
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, old.st_uid, old.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(old.st_mode))

    def _check_unchanged(self) -> None:
        expected = self._options.only_over
        if expected is not None and Stamp.of(self._target) != expected:
            raise ChangedOnDisk(
                f"“{_shown(self._target)}” was changed by another program since it was opened; "
                "save under another name, or open it again."
            )

    @property
    def _keeps_previous(self) -> bool:
        return self._options.keep_previous and self._options.versions > 0

    def _keep_previous(self) -> None:
        """A second name for the old file; the versions before it move on."""
        previous = version_path(self._target, 1)
        second_name = _beside(self._target)
        try:
            os.link(self._target, second_name)
            if not _is_same_file(second_name, previous):
                make_room(self._target, self._options.versions)
            os.replace(second_name, previous)
        except OSError as error:
            if error.errno not in _NO_PREVIOUS:
                raise
        finally:
            # Renaming one name of a file to another name of the same file does nothing (POSIX),
            # which happens after a save that failed at its very last step.
            with contextlib.suppress(OSError):
                second_name.unlink(missing_ok=True)


def _is_same_file(one: Path, other: Path) -> bool:
    """A save that failed at its last step has made the present file a version already."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _beside(target: Path) -> Path:
    return target.with_name(f".pentimento-{os.getpid()}-{secrets.token_hex(8)}.tmp")


def _check_target(target: Path, name: str, options: SaveOptions) -> None:
    folder = target.parent
    if not folder.is_dir():
        raise SaveFailed(f"The folder for “{name}” does not exist; choose another one.")
    if target.exists():
        if not target.is_file():
            raise SaveFailed(f"“{name}” is a folder or a device; choose another name.")
        if not os.access(target, os.W_OK):
            raise SaveFailed(f"“{name}” is write-protected; save under another name.")
    if not os.access(folder, os.W_OK):
        raise SaveFailed(f"Nothing may be written beside “{name}”; choose another folder.")
    if options.expected_bytes:
        needed = options.expected_bytes + _HEADROOM_BYTES
        free = free_bytes(folder)
        if free < needed:
            raise SaveFailed(
                f"The disk has {readable_size(free)} left, “{name}” needs about "
                f"{readable_size(needed)}; free some space or choose another disk."
            )


_CAUSES = {
    errno.ENOSPC: "the disk is full; free some space or choose another disk",
    errno.EDQUOT: "your share of the disk is used up; free some space or choose another disk",
    errno.EFBIG: "the file is larger than this disk allows; choose another disk",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.EACCES: "writing there is not allowed; choose another folder",
    errno.EPERM: "writing there is not allowed; choose another folder",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one",
    errno.EIO: "the disk reports a fault; choose another disk",
}


def _sentence(name: str, error: OSError) -> str:
    cause = _CAUSES.get(error.errno or 0, f"the system says: {error.strerror or error}")
    return f"“{name}” was not saved: {cause}. What was there before is untouched."


def _unverified(name: str) -> str:
    return (
        f"“{name}” was not saved: what was written could not be read again. "
        "What was there before is untouched; save again or choose another disk."
    )


def _shown(path: Path) -> str:
    return os.fsencode(path.name).decode("utf-8", "replace")
