"""The file of a journal: records one after another, of which a torn last one does no harm."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from editor.document.errors import BadRecord
from editor.document.record import Record, decode, encode
from editor.platform.durability import sync_file, sync_folder

MAGIC = b"PENTJRN1"
_FRAME = struct.Struct("<QI")
_LONGEST_RECORD_BYTES = 1 << 38


class JournalFile:
    """An append-only file. A failed append leaves it as it was before, so it can be tried again."""

    def __init__(self, path: Path, *, keep_bytes: int = 0) -> None:
        """Open for appending after the first `keep_bytes`; a new file without any."""
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(path, flags, 0o600)
        self._size_bytes = keep_bytes
        os.ftruncate(self._descriptor, keep_bytes)
        if keep_bytes == 0:
            self._append(MAGIC)

    @property
    def size_bytes(self) -> int:
        return self._size_bytes

    def append(self, record: Record) -> None:
        """Add a record; it survives the death of this process as soon as this returns."""
        self.append_payload(encode(record))

    def append_payload(self, payload: bytes) -> None:
        """Add a record that is bytes already."""
        self._append(_FRAME.pack(len(payload), zlib.crc32(payload)) + payload)

    def _append(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            os.lseek(self._descriptor, self._size_bytes, os.SEEK_SET)
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError:
            os.ftruncate(self._descriptor, self._size_bytes)
            raise
        self._size_bytes += len(data)

    def sync(self) -> None:
        """Make what was added survive a power cut."""
        sync_file(self._descriptor)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> JournalFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def move_to(self, path: Path) -> None:
        """Take the place of the file at `path`, all at once."""
        os.replace(self.path, path)
        self.path = path
        sync_folder(path.parent)


def read_frames(path: Path) -> Iterator[tuple[bytes, int]]:
    """Every whole record as bytes, with where it ends; stops at the first that is torn."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return
        end = len(MAGIC)
        while True:
            frame = file.read(_FRAME.size)
            if len(frame) < _FRAME.size:
                return
            size, checksum = _FRAME.unpack(frame)
            if size > _LONGEST_RECORD_BYTES:
                return
            left = os.fstat(file.fileno()).st_size - file.tell()
            payload = file.read(size) if size <= left else b""
            if len(payload) < size or zlib.crc32(payload) != checksum:
                return
            end += _FRAME.size + size
            yield payload, end


def read_records(path: Path) -> Iterator[tuple[Record, int]]:
    """Every whole record, with where it ends; stops at the first that cannot be read."""
    for payload, end in read_frames(path):
        try:
            record = decode(payload)
        except BadRecord:
            return
        yield record, end
