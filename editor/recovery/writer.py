"""Writes a journal on a thread of its own, so that the artist never waits for the disk."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

from editor.document.record import Record
from editor.recovery.baseline import Baseline, forget_copies
from editor.recovery.journal_file import JournalFile, read_frames
from editor.recovery.owner import Owner

_log = logging.getLogger(__name__)

FILE_NAME = "journal.bin"
_NEW_NAME = "journal.new"
SYNC_EVERY_S = 1.0
RETRY_EVERY_S = 1.0

Work = Callable[[], None]


class Writer:
    """Appends records in the order in which they are given, at most a second behind.

    The journal's folder and file appear with the first record. Where the disk fails, the writer
    says so through `on_trouble` and tries again until it succeeds; nothing is left out.
    """

    def __init__(
        self, folder: Path, baseline: Baseline, on_trouble: Callable[[str], None] | None = None
    ) -> None:
        self.folder = folder
        self.trouble = ""
        self._on_trouble = on_trouble
        self._baseline = baseline
        self._owner = Owner(folder)
        self._file: JournalFile | None = None
        self._count = 0
        self._digest = ""
        self._is_synced = True
        self._synced_at = 0.0
        self._is_ending = threading.Event()
        self._work: queue.Queue[Work | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    # -- from any thread --------------------------------------------------------------------

    def write(self, record: Record) -> None:
        """Append a record soon."""
        self._work.put(lambda: self._append(record))

    def rebase(self, baseline: Baseline, skip: int) -> None:
        """Start anew from `baseline`, keeping the records after the first `skip`."""
        self._work.put(lambda: self._rebase(baseline, skip))

    def resume(self, keep_bytes: int, count: int) -> None:
        """Go on with the journal that is in the folder already."""
        self._work.put(lambda: self._resume(keep_bytes, count))

    def flush(self, timeout_s: float) -> bool:
        """Wait until all that was given is safe on the disk; whether that was in time."""
        done = threading.Event()

        def sync() -> None:
            self._sync()
            done.set()

        self._work.put(sync)
        return done.wait(timeout_s)

    def stop(self, timeout_s: float) -> None:
        """Write what is left, then end the thread; where the disk refuses, give up."""
        if self.trouble:
            self._is_ending.set()
        self._work.put(None)
        self._thread.join(timeout_s)
        self._is_ending.set()
        if self._file is not None and not self._thread.is_alive():
            self._file.close()
        self._owner.release()

    @property
    def size_bytes(self) -> int:
        return self._file.size_bytes if self._file else 0

    # -- on the thread ----------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            try:
                work = self._work.get(timeout=None if self._is_synced else SYNC_EVERY_S)
            except queue.Empty:
                self._insist(self._sync)
                continue
            if work is None:
                self._insist(self._sync, is_last=True)
                return
            self._insist(work)
            if time.monotonic() - self._synced_at >= SYNC_EVERY_S:
                self._insist(self._sync)

    def _insist(self, work: Work, *, is_last: bool = False) -> None:
        """Do the work, again and again where the disk refuses."""
        while True:
            try:
                work()
            except OSError as error:
                self._tell(error)
                if is_last or self._is_ending.wait(RETRY_EVERY_S):
                    return
            else:
                self.trouble = ""
                return

    def _tell(self, error: OSError) -> None:
        if not self.trouble:
            reason = error.strerror or str(error)
            self.trouble = f"Unsaved work cannot be kept safe now ({reason}): save the picture."
            _log.warning("journal in %s: %s", self.folder, error)
            if self._on_trouble is not None:
                self._on_trouble(self.trouble)

    def _append(self, record: Record) -> None:
        if self._file is None:
            self._file = self._started(self._baseline, FILE_NAME)
        self._file.append(record)
        self._count += 1
        self._is_synced = False

    def _started(self, baseline: Baseline, name: str) -> JournalFile:
        """A new journal file that begins with the baseline."""
        self._owner.take()
        file = JournalFile(self.folder / name)
        try:
            record = baseline.to_record(self.folder)
            file.append(record)
        except OSError:
            file.close()
            raise
        self._digest = str(record.fields.get("sha256", ""))
        return file

    def _rebase(self, baseline: Baseline, skip: int) -> None:
        old, left = self._file, self._count - skip
        self._baseline = baseline
        if old is None:
            return
        if left <= 0:
            old.path.unlink(missing_ok=True)
            old.close()
            self._file, self._count = None, 0
            forget_copies(self.folder, but="")
            return
        new = self._started(baseline, _NEW_NAME)
        try:
            for number, (payload, _) in enumerate(read_frames(old.path)):
                # The first frame is the old baseline.
                if number > skip:
                    new.append_payload(payload)
            new.sync()
            new.move_to(self.folder / FILE_NAME)
        except OSError:
            new.close()
            raise
        old.close()
        self._file, self._count = new, left
        forget_copies(self.folder, but=self._digest)

    def _resume(self, keep_bytes: int, count: int) -> None:
        self._owner.take()
        self._file = JournalFile(self.folder / FILE_NAME, keep_bytes=keep_bytes)
        self._count = count

    def _sync(self) -> None:
        if self._file is not None and not self._is_synced:
            self._file.sync()
        self._is_synced = True
        self._synced_at = time.monotonic()
