"""Finds journals that a crash left behind, and makes documents of them again."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.history import DEFAULT_BUDGET_BYTES
from editor.document.record import Record, decode
from editor.document.replay import from_record
from editor.recovery.baseline import OpenDocument, RecoveryFailed, path_of, restored
from editor.recovery.journal_file import read_frames, read_records
from editor.recovery.owner import Owner
from editor.recovery.writer import FILE_NAME

_log = logging.getLogger(__name__)

_ENDLESS_BYTES = 1 << 62
# A folder without a journal may belong to a program that is about to write one.
_SETTLED_S = 3600.0


@dataclass(frozen=True, slots=True)
class Recovery:
    """Unsaved work that can be brought back."""

    folder: Path
    name: str
    path: Path | None
    changed_at: float
    """Seconds since the epoch."""
    steps: int


@dataclass(frozen=True)
class Restored:
    """A document brought back, with where its journal ended; `Journal.resume` goes on from it."""

    document: Document
    folder: Path
    end_bytes: int
    count: int
    is_whole: bool
    """False where later steps could not be understood."""


def pending(home: Path) -> Sequence[Recovery]:
    """All journals in `home` whose program is gone, the newest first.

    Remains without any work in them are deleted on the way.
    """
    if not home.is_dir():
        return ()
    found: list[Recovery] = []
    for folder in home.iterdir():
        if folder.is_dir():
            recovery = _looked_at(folder)
            if recovery is not None:
                found.append(recovery)
    return tuple(sorted(found, key=lambda recovery: -recovery.changed_at))


def _looked_at(folder: Path) -> Recovery | None:
    owner = Owner(folder)
    if not owner.try_take():
        return None
    try:
        recovery = _summary(folder)
        if recovery is None and time.time() - os.stat(folder).st_mtime > _SETTLED_S:
            shutil.rmtree(folder, ignore_errors=True)
        return recovery
    except (OSError, DocumentError) as error:
        _log.warning("recovery folder %s: %s", folder, error)
        return None
    finally:
        owner.release()


def _summary(folder: Path) -> Recovery | None:
    file = folder / FILE_NAME
    if not file.is_file():
        return None
    frames = read_frames(file)
    first = next(frames, None)
    steps = sum(1 for _ in frames)
    if first is None or steps == 0:
        return None
    baseline = decode(first[0])
    path = path_of(baseline)
    name = str(baseline.fields.get("name") or "") or (path.name if path else "Untitled")
    return Recovery(folder, name, path, os.stat(file).st_mtime, steps)


def restore(recovery: Recovery, open_document: OpenDocument) -> Restored:
    """The document as it was after the last whole step, its history included.

    `open_document` opens a picture file. Raises RecoveryFailed where the picture that the work
    began with cannot be had any more.
    """
    owner = Owner(recovery.folder)
    if not owner.try_take():
        raise RecoveryFailed("This work is being recovered in another window already.")
    try:
        return _replayed(recovery.folder, open_document)
    finally:
        owner.release()


def discard(recovery: Recovery) -> None:
    """Delete the journal for good; one that somebody holds is left alone."""
    owner = Owner(recovery.folder)
    if owner.try_take():
        owner.release()
        shutil.rmtree(recovery.folder, ignore_errors=True)


def _replayed(folder: Path, open_document: OpenDocument) -> Restored:
    records = read_records(folder / FILE_NAME)
    first = next(records, None)
    if first is None:
        raise RecoveryFailed("This work cannot be recovered: its journal holds nothing whole.")
    baseline, end = first
    document = restored(baseline, folder, open_document)
    document.history.set_budget(_ENDLESS_BYTES)
    count, is_whole = 0, True
    for record, after in records:
        try:
            _ACTS[record.kind](record, document)
        except (DocumentError, KeyError) as error:
            _log.warning("step %d of %s: %s", count + 1, folder, error)
            is_whole = False
            break
        count, end = count + 1, after
    document.history.set_budget(DEFAULT_BUDGET_BYTES)
    return Restored(document, folder, end, count, is_whole)


def _do(record: Record, document: Document) -> None:
    command = from_record(record.nested("command"), document)
    command.do(document)
    document.history.push_done(command)


def _merge(record: Record, document: Document) -> None:
    document.history.do(from_record(record.nested("command"), document))


def _apply(record: Record, document: Document) -> None:
    """A step back beyond where the journal began: its own history is of no use any more."""
    from_record(record.nested("command"), document).do(document)
    document.history.clear()
    document.history.mark_unsaved()


def _undo(record: Record, document: Document) -> None:
    document.history.undo()


def _redo(record: Record, document: Document) -> None:
    document.history.redo()


_ACTS: dict[str, Callable[[Record, Document], None]] = {
    "do": _do,
    "merge": _merge,
    "apply": _apply,
    "undo": _undo,
    "redo": _redo,
}
