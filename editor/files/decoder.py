"""Opening a file from outside without letting it near the editor's memory."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import secrets
import tempfile
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

from editor.files.decoder_messages import Limits, Request
from editor.files.parcel import BadParcel, Parcel, from_message, to_message
from editor.files.problems import (
    DamagedFile,
    FileProblem,
    UnconfirmedSize,
    UnreadableFile,
)
from editor.files.raster import BadPicture, Picture
from editor.platform.limits import working_s

_SHARED_MEMORY = Path("/dev/shm")
_START_LIMIT_S = 60.0
_PATIENCE = 8
"""So many times its limit a file may take by the clock, where others use the processor."""
_LEAST_SHARE = 0.02
"""Who works less than this share of the time hangs."""
_FILES_BEFORE_RENEWAL = 100
_LARGE_BYTES = 64 << 20
_PROBLEMS = {kind.__name__: kind for kind in (UnreadableFile, DamagedFile, UnconfirmedSize)}

logger = logging.getLogger(__name__)


def enter(connection: Connection) -> None:
    """The start of the decoder process; only there are the image libraries imported."""
    from editor.files.decoder_process import serve

    serve(connection)


class Decoder:
    """Reads files in a process of its own, which is replaced whenever it dies, hangs or is old.

    One file at a time; may be called from any thread. `warm()` starts the process ahead, so that
    the first file opens sooner. Close it, or use it in a `with` statement.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = False
        self._files_read = 0
        self._largest_bytes = 0

    def __enter__(self) -> Decoder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start the process without waiting for it; where that fails, the next file tells."""
        with self._lock, contextlib.suppress(OSError):
            self._start()

    @property
    def is_grown(self) -> bool:
        """Whether it read so large a file that its process holds on to much memory."""
        return self._largest_bytes > _LARGE_BYTES

    def close(self) -> None:
        with self._lock:
            self._stop()

    def decode(
        self, source: Path | bytes, *, confirmed: bool = False, partial: bool = False
    ) -> Picture:
        """The picture in a file, or in `bytes` from the clipboard.

        `confirmed` opens what looks like a decompression bomb; `partial` shows what can be read
        of a damaged file, with a notice. Raises UnreadableFile, DamagedFile or UnconfirmedSize.
        """
        name, answer, parcel = self._read(source, confirmed=confirmed, partial=partial)
        try:
            if answer.get("kind") != "picture":
                raise UnreadableFile(f"“{name}” has layers; it can only be opened as a document.")
            return picture_from(answer, parcel)
        except (BadParcel, BadPicture, TypeError, ValueError) as error:
            raise UnreadableFile(_stopped(name), repr(error)) from error

    def decode_any(self, source: Path, **consent: bool) -> tuple[dict[str, object], Parcel]:
        """The decoder's answer, of a flat picture or of layers, with its unread parcel.

        `consent` are the switches of a Request: `confirmed`, `partial`, `pages` and `flat`.
        """
        _, answer, parcel = self._read(source, **consent)
        return answer, parcel

    def _read(self, source: Path | bytes, **consent: bool) -> tuple[str, dict[str, object], Parcel]:
        with _as_path(source) as (path, name), _outputs() as outputs:
            request = Request(
                path=str(path),
                name=name,
                outputs=tuple(str(output) for output in outputs),
                **consent,
                limits=self._limits,
            )
            answer = self.ask(request)
            try:
                parcel = Parcel(outputs[_index(answer)])
                self._largest_bytes = max(self._largest_bytes, parcel.size_bytes)
                return name, answer, parcel
            except (BadParcel, OSError, IndexError) as error:
                raise UnreadableFile(_stopped(name), repr(error)) from error

    def ask(self, request: Request) -> dict[str, object]:
        """The decoder's answer to `request`; raises the FileProblem that it answers with."""
        with self._lock:
            try:
                self._start()
                answer = self._exchange(request)
            except (EOFError, OSError, ValueError, TimeoutError) as error:
                code = self._stop()
                if isinstance(error, TimeoutError):
                    raise UnreadableFile(_not_started(request.name), repr(error)) from error
                details = f"{error!r}; exit code {code}"
                raise UnreadableFile(_stopped(request.name), details) from error
            self._files_read += 1
            if self._files_read >= _FILES_BEFORE_RENEWAL:
                self._stop()
        if answer.get("kind") == "problem":
            kind = _PROBLEMS.get(str(answer.get("problem")), UnreadableFile)
            raise kind(str(answer.get("message")), str(answer.get("details")))
        return answer

    def _exchange(self, request: Request) -> dict[str, object]:
        connection = self._connection
        if connection is None:
            raise EOFError
        if not self._is_ready:
            self._receive(connection, _START_LIMIT_S)
            self._is_ready = True
        connection.send_bytes(to_message(request.to_content()))
        # What the reader of this kind of file imports first is not the file's fault.
        self._receive(connection, _START_LIMIT_S)
        limit_s = request.limits.time_s
        while True:
            try:
                answer = self._receive_busy(connection, limit_s)
            except TimeoutError:
                self._stop()
                raise UnreadableFile(_too_slow(request.name, limit_s)) from None
            if answer.get("kind") != "header":
                return answer
            pixels = answer.get("pixels")
            limit_s = request.limits.time_for_s(pixels if isinstance(pixels, int) else 0)

    def _receive_busy(self, connection: Connection, limit_s: float) -> dict[str, object]:
        """Wait `limit_s`, and longer on a busy machine: for as much work as that time allows.

        The process cannot work for ever: its own limit of processor time ends it.
        """
        pid = self._process.pid if self._process is not None else None
        done_s = working_s(pid)
        for _ in range(_PATIENCE):
            with contextlib.suppress(TimeoutError):
                return self._receive(connection, limit_s)
            before_s, done_s = done_s, working_s(pid)
            if done_s - before_s < _LEAST_SHARE * limit_s:
                break
        raise TimeoutError

    @staticmethod
    def _receive(connection: Connection, limit_s: float) -> dict[str, object]:
        if not connection.poll(max(0.0, limit_s)):
            raise TimeoutError
        return from_message(connection.recv_bytes())

    def _start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        self._stop()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=enter, args=(theirs,), name="pentimento-decoder", daemon=True
        )
        with theirs:
            try:
                process.start()
            except BaseException:
                ours.close()
                raise
        # Only now: a process that never started cannot be ended either.
        self._process, self._connection = process, ours
        self._is_ready = False
        self._files_read = self._largest_bytes = 0

    def _stop(self) -> int | None:
        """End the process at once; it holds nothing that is worth a goodbye."""
        code = None
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            code = self._process.exitcode
            self._process.close()
        self._connection = self._process = None
        return code


def decode(
    source: Path | bytes,
    limits: Limits | None = None,
    *,
    confirmed: bool = False,
    partial: bool = False,
) -> Picture:
    """One file through a decoder of its own: for the command line. See Decoder.decode."""
    with Decoder(limits) as decoder:
        return decoder.decode(source, confirmed=confirmed, partial=partial)


@contextlib.contextmanager
def _as_path(source: Path | bytes):  # noqa: ANN202
    """The path to read and the name to tell; bytes are put into a file for as long as needed."""
    if isinstance(source, Path):
        _check_file(source)
        yield source.absolute(), shown_name(source)
        return
    descriptor, path = tempfile.mkstemp(prefix="pentimento-paste-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(source)
        yield Path(path), "The pasted picture"
    finally:
        Path(path).unlink(missing_ok=True)


@contextlib.contextmanager
def _outputs():  # noqa: ANN202
    """Fresh paths for the result, in memory first; nothing is left at any of them."""
    name = f"pentimento-parcel-{os.getpid()}-{secrets.token_hex(8)}"
    folders = [Path(tempfile.gettempdir())]
    if _SHARED_MEMORY.is_dir() and os.access(_SHARED_MEMORY, os.W_OK):
        folders.insert(0, _SHARED_MEMORY)
    paths = [folder / name for folder in folders]
    try:
        yield paths
    finally:
        for path in paths:
            path.unlink(missing_ok=True)


def shown_name(path: Path) -> str:
    """A file name that can be printed, whatever bytes it is made of."""
    return os.fsencode(path.name).decode("utf-8", "replace") or str(path)


def _check_file(path: Path) -> None:
    name = shown_name(path)
    try:
        is_file = path.is_file()
        if is_file:
            path.open("rb").close()
    except OSError as error:
        raise UnreadableFile(f"“{name}” cannot be read: {error.strerror}.", repr(error)) from error
    if not is_file:
        said = "is a folder" if path.is_dir() else "does not exist or is no plain file"
        raise UnreadableFile(f"“{name}” {said}; choose a picture file.")


def _index(answer: dict[str, object]) -> int:
    index = answer.get("output")
    if not isinstance(index, int) or index < 0:
        raise BadParcel("no output named")
    return index


def picture_from(answer: dict[str, object], parcel: Parcel) -> Picture:
    """The flat picture in an answer of the decoder. Raises BadParcel or BadPicture."""
    dpi, notices = answer.get("dpi"), answer.get("notices")
    return Picture(
        pixels=parcel.array_at(answer.get("pixels")),  # type: ignore[arg-type]
        profile=parcel.bytes_at(answer.get("profile")),
        exif=parcel.bytes_at(answer.get("exif")),
        xmp=parcel.bytes_at(answer.get("xmp")),
        dpi=(float(dpi[0]), float(dpi[1])) if isinstance(dpi, list) else None,
        notices=tuple(str(n) for n in notices) if isinstance(notices, list) else (),
    )


def _stopped(name: str) -> str:
    return f"“{name}” could not be read: it made the decoder stop; use another copy of it."


def _not_started(name: str) -> str:
    return f"“{name}” could not be read: the machine is too busy to start its reader; try again."


def _too_slow(name: str, limit_s: float) -> str:
    return f"“{name}” took longer than {limit_s:.0f} seconds to read and was given up."


__all__ = ["Decoder", "FileProblem", "Limits", "decode", "shown_name"]
