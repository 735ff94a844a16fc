"""One rotating local log of everything that went wrong; never sent anywhere."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOG_BYTES = 1_000_000
LOGS_KEPT = 3
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Log:
    """Where the log of this computer lies; `crash` holds what a hard fault left behind."""

    path: Path
    crash: Path

    @property
    def last_crash(self) -> Path:
        """What the session before this one left behind, if it ended by a hard fault."""
        return self.crash.with_suffix(".last.txt")

    @property
    def has_crashed(self) -> bool:
        return self.last_crash.is_file()

    def forget_crash(self) -> None:
        """It was told."""
        self.last_crash.rename(self.last_crash.with_suffix(".told.txt"))

    def tail(self, size_bytes: int = 60_000) -> str:
        """The end of the log, after what the last hard fault wrote, if there was one."""
        told = self.last_crash.with_suffix(".told.txt")
        faults = [_end_of(path, 8_000) for path in (told, self.last_crash, self.crash)]
        parts = [*faults, _end_of(self.path, size_bytes)]
        return "\n".join(part for part in parts if part)

    def details(self) -> str:
        """What a report needs: the system in one line, and the end of the log."""
        system = f"{platform.platform()}, Python {platform.python_version()}"
        return f"Pentimento on {system}\n\n{self.tail(20_000)}"


def start_log(folder: Path, *, level: int = logging.INFO) -> Log:
    """Begin to write into `folder`: our log, uncaught errors of all threads, hard faults."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Log(folder / "pentimento.log", folder / "crash.txt")
    if made.crash.is_file() and made.crash.stat().st_size:
        made.crash.replace(made.last_crash)
    root = logging.getLogger()
    root.addHandler(_Handler(made))
    root.setLevel(level)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_thread
    return made


def stop_log() -> None:
    """Undo `start_log`: close the file and give the hooks back."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Handler)]:
        root.removeHandler(handler)
        handler.close()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


class _Handler(RotatingFileHandler):
    """Writes the log, and holds the file into which a hard fault writes its last words."""

    def __init__(self, log: Log) -> None:
        super().__init__(
            log.path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
        )
        self.setFormatter(logging.Formatter(FORMAT))
        # Open from the start: after a fault nothing can be opened any more.
        self._crash = log.crash.open("a", encoding="utf-8")
        faulthandler.enable(self._crash)

    def close(self) -> None:
        if not self._crash.closed:
            faulthandler.disable()
            self._crash.close()
        super().close()


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("Uncaught error", exc_info=(kind, error, trace))


def _log_thread(fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is None:
        return
    name = fault.thread.name if fault.thread else "unknown"
    trace = (fault.exc_type, fault.exc_value, fault.exc_traceback)
    log.critical("Uncaught error in thread %s", name, exc_info=trace)


def _end_of(path: Path, size_bytes: int) -> str:
    try:
        with path.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - size_bytes))
            return stream.read().decode("utf-8", "replace")
    except OSError:
        return ""
