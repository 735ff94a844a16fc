"""The process in which files from outside are decoded: limited, disposable, with nothing to lose.

It answers each request with a header first and then with a parcel or a problem. Nothing that it
says is believed unchecked, because a hostile file may have taken it over.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from PIL import UnidentifiedImageError

from editor.files import exif as exif_data
from editor.files.budget import check_budget
from editor.files.decoder_messages import Header, Request
from editor.files.formats.heif import MISSING, add_heif, is_heif
from editor.files.formats.pages import OnePage, PagesReading
from editor.files.formats.pillow import open_with_pillow
from editor.files.formats.png import open_png
from editor.files.formats.source import Opened, upright_shape, upright_strips
from editor.files.formats.svg import is_svg, open_svg
from editor.files.formats.tiff import NotDeep, is_tiff, open_deep_tiff
from editor.files.openraster.archive import Archive
from editor.files.openraster.reader import StackReading
from editor.files.parcel import ParcelWriter, from_message, to_message
from editor.files.png_chunks import SIGNATURE
from editor.files.problems import FileProblem, UnreadableFile
from editor.files.psd.odd import open_odd_psd
from editor.lazy import late
from editor.platform.limits import (
    address_space_bytes,
    limit_memory,
    limit_more_cpu,
    no_core_dump,
)

_ROOM = 2
_START_BYTES = 4096
_IMPORT_LIMIT_S = 60.0
_LARGE_BYTES = 512 << 20
_ZIP = b"PK\x03\x04"
_PSD = b"8BPS"
_PSD_READER = "editor.files.psd.reader"
_psd_reading = late(f"{_PSD_READER}:psd_reading")


def serve(connection: Connection) -> None:
    """Answer requests until the editor closes the pipe or dies."""
    _be_quiet()
    no_core_dump()
    idle_bytes = address_space_bytes()
    connection.send_bytes(to_message({"kind": "ready"}))
    while True:
        try:
            request = Request.from_content(from_message(connection.recv_bytes()))
        except (EOFError, OSError):
            return
        idle_bytes += _import_for(request)
        connection.send_bytes(to_message({"kind": "begun"}))
        connection.send_bytes(to_message(_answer(request, connection, idle_bytes)))


def _import_for(request: Request) -> int:
    """The address space that was taken by the reader of a rare kind of file.

    It takes seconds on a busy machine, which are no fault of the file: its time begins later.
    """
    try:
        with open(request.path, "rb") as file:
            is_psd = file.read(len(_PSD)) == _PSD
    except OSError:
        return 0
    if not is_psd or _PSD_READER in sys.modules:
        return 0
    limit_more_cpu(_IMPORT_LIMIT_S)
    before = address_space_bytes()
    # What cannot be imported is said when the file is read.
    with contextlib.suppress(ImportError, MemoryError):
        importlib.import_module(_PSD_READER)
    return max(0, address_space_bytes() - before)


def _be_quiet() -> None:
    """Libraries write warnings about broken files to the terminal; the answers say it better."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silent = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(silent, descriptor)
    os.close(silent)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")


def _answer(request: Request, connection: Connection, idle_bytes: int) -> dict[str, object]:
    try:
        return Reading(request, connection, idle_bytes).run()
    except FileProblem as problem:
        details = problem.details or traceback.format_exc()
        return _problem(type(problem).__name__, problem.message, details)
    except MemoryError:
        said = (
            f"“{request.name}” needs more memory than it may take; close other pictures, "
            "or make it smaller in the program that made it."
        )
        return _problem("UnreadableFile", said, traceback.format_exc())
    except Exception:
        # The libraries raise ValueError, SyntaxError, zlib.error, struct.error and others.
        said = f"“{request.name}” is damaged or cut short; use another copy of it."
        return _problem("DamagedFile", said, traceback.format_exc())


def _problem(name: str, message: str, details: str) -> dict[str, object]:
    return {"kind": "problem", "problem": name, "message": message, "details": details[-4000:]}


class LayeredReading(Protocol):
    """A file with layers whose size is known and was judged."""

    @property
    def header(self) -> Header: ...

    def deliver(self, parcel: ParcelWriter) -> dict[str, object]: ...


class Reading:
    """One file on its way from the disk into a parcel."""

    def __init__(self, request: Request, connection: Connection, idle_bytes: int) -> None:
        self._request = request
        self._connection = connection
        self._idle_bytes = idle_bytes
        self._path = Path(request.path)

    def run(self) -> dict[str, object]:
        limits = self._request.limits
        file_bytes = self._path.stat().st_size
        if file_bytes == 0:
            raise UnreadableFile(f"“{self._request.name}” is empty; use another copy of it.")
        if self._idle_bytes:
            limit_memory(self._idle_bytes + limits.spare_memory_bytes + 2 * file_bytes)
        limit_more_cpu(limits.time_s)
        layered = self._open_layered()
        if layered is not None:
            return self._run_layered(layered, file_bytes)
        opened = self._open()
        header = opened.header
        check_budget(header, file_bytes, self._request)
        self._announce(header, file_bytes)
        return self._deliver(opened)

    def _open_layered(self) -> contextlib.AbstractContextManager[LayeredReading] | None:
        start = self._start()
        if start.startswith(_ZIP):
            return self._stack()
        if start.startswith(_PSD):
            reading = _psd_reading(self._path, self._request)
            return None if reading is None else contextlib.nullcontext(reading)
        if self._request.pages:
            with contextlib.suppress(OnePage):
                return contextlib.nullcontext(PagesReading(self._path, start, self._request))
        return None

    @contextlib.contextmanager
    def _stack(self) -> Iterator[LayeredReading]:
        confirmed = self._request.confirmed
        with Archive(self._path, self._request.name, confirmed=confirmed) as archive:
            yield StackReading(archive, self._request)

    def _run_layered(
        self, layered: contextlib.AbstractContextManager[LayeredReading], file_bytes: int
    ) -> dict[str, object]:
        with layered as reading:
            self._announce(reading.header, file_bytes)
            output = self._choose_output(reading.header.decoded_bytes)
            with output.open("xb") as file:
                answer = reading.deliver(ParcelWriter(file))
                # A picture without any pixel still needs a file that can be mapped.
                file.write(bytes(1))
            return answer | {"output": self._request.outputs.index(str(output))}

    def _announce(self, header: Header, file_bytes: int) -> None:
        """Widen the limits to what the header asks for, and tell the editor to wait as long."""
        limits = self._request.limits
        if self._idle_bytes:
            # Pillow keeps four bytes a pixel, whatever the channels.
            room = limits.memory_for_bytes(max(header.decoded_bytes, header.pixels * 4))
            limit_memory(self._idle_bytes + room + 2 * file_bytes)
        limit_more_cpu(2 * limits.time_for_s(header.pixels))
        self._connection.send_bytes(to_message({"kind": "header", "pixels": header.pixels}))

    def _start(self) -> bytes:
        with self._path.open("rb") as file:
            return file.read(_START_BYTES)

    def _open(self) -> Opened:
        start = self._start()
        if start.startswith(SIGNATURE):
            return open_png(self._path.read_bytes(), partial=self._request.partial)
        if start.startswith(_PSD):
            return open_odd_psd(self._path)
        if is_svg(start):
            return open_svg(self._path.read_bytes())
        opened = self._open_with_pillow(start)
        if is_tiff(start):
            opened = self._open_tiff(opened)
        if opened is None:
            raise UnreadableFile(
                f"“{self._request.name}” is not a picture of a kind that can be opened here; "
                "save it as PNG, JPEG or TIFF in the program that made it."
            )
        return opened

    def _open_with_pillow(self, start: bytes) -> Opened | None:
        with contextlib.suppress(UnidentifiedImageError, OSError, ValueError):
            return open_with_pillow(self._path.open("rb"))
        if not is_heif(start):
            return None
        if not add_heif():
            raise UnreadableFile(MISSING.format(name=self._request.name))
        return open_with_pillow(self._path.open("rb"), ("HEIF",))

    def _open_tiff(self, opened: Opened | None) -> Opened | None:
        try:
            return open_deep_tiff(self._path, opened)
        except NotDeep:
            return opened

    def _deliver(self, opened: Opened) -> dict[str, object]:
        loaded = opened.load(self._request.partial)
        shape = upright_shape(loaded.source, opened.orientation)
        exif = exif_data.with_upright_orientation(opened.exif) if opened.exif else None
        xmp = exif_data.xmp_with_upright_orientation(opened.xmp) if opened.xmp else None
        output = self._choose_output(opened.header.decoded_bytes)
        with output.open("xb") as file:
            parcel = ParcelWriter(file)
            strips = upright_strips(loaded.source, opened.orientation)
            return {
                "kind": "picture",
                "output": self._request.outputs.index(str(output)),
                "pixels": parcel.put_strips(shape, loaded.source.depth, strips),
                "profile": parcel.put_bytes(loaded.profile),
                "exif": parcel.put_bytes(exif),
                "xmp": parcel.put_bytes(xmp),
                "dpi": opened.dpi,
                "notices": list(loaded.notices),
                "frames": loaded.frames,
            }

    def _choose_output(self, needed_bytes: int) -> Path:
        """The first folder with room for it twice over: shared memory may be only 64 MB.

        What is large goes to the last, which lies on a disk: shared memory is memory.
        """
        outputs = [Path(output) for output in self._request.outputs]
        for output in outputs if needed_bytes <= _LARGE_BYTES else outputs[-1:]:
            if shutil.disk_usage(output.parent).free > _ROOM * needed_bytes:
                return output
        return outputs[-1]
