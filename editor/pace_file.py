"""The table of learned times on the disk: small, and of no harm where it is lost."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from pydantic import ConfigDict, TypeAdapter, ValidationError

from editor.files.problems import FileProblem
from editor.lazy import late
from editor.paces import Known, Paces, Run

log = logging.getLogger(__name__)
_write_atomically = late("editor.files.atomic:write_atomically")
_TABLE: TypeAdapter[dict[str, tuple[Run, ...]]] = TypeAdapter(
    dict[str, tuple[Run, ...]], config=ConfigDict(defer_build=True)
)


class PaceFile:
    """The table as `path` keeps it; each change is written in the background, the newest last."""

    def __init__(self, path: Path, in_background: Callable[..., None]) -> None:
        self._path = path
        self._in_background = in_background
        self._lock = Lock()
        self._newest: Known | None = None
        self._is_closed = False
        self.table = Paces(read_paces(path), self._remember)

    def close(self) -> None:
        """What is learned from here on is forgotten."""
        self._is_closed = True

    def _remember(self, known: Known) -> None:
        self._newest = known
        if not self._is_closed:
            self._in_background(self._write, lambda _: None, lambda _: None)

    def _write(self) -> None:
        """The newest table, whichever change asked for it."""
        with self._lock:
            known, self._newest = self._newest, None
            if known is not None:
                write_paces(self._path, known)


def read_paces(path: Path) -> Known:
    """What was learned before; nothing where the file is not there or cannot be read."""
    try:
        return _TABLE.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        log.warning("The learned times cannot be read and are learned anew: %s", error)
        return {}


def write_paces(path: Path, known: Known) -> None:
    """Write all of it; a disk that refuses is logged, not shown."""
    data = json.dumps(dict(known), ensure_ascii=False, indent=0).encode()

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    def verify(written: Path) -> None:
        _TABLE.validate_json(written.read_bytes())

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_atomically(path, write, verify)
    except (OSError, FileProblem) as error:
        log.warning("The learned times could not be written: %s", error)
