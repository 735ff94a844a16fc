"""How pixels and metadata go from the decoder process to the editor: a flat file, no pickle."""

from __future__ import annotations

import json
import math
import mmap
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Reference = dict[str, object]
_DEPTHS = ("uint8", "uint16")


class BadParcel(ValueError):
    """The decoder process said something that cannot be true of its file."""


@dataclass
class ParcelWriter:
    """Appends arrays and bytes to `file`; what it returns tells the reader where they lie."""

    file: BinaryIO
    size_bytes: int = 0

    def put_bytes(self, data: bytes | None) -> Reference | None:
        if data is None:
            return None
        at = self.size_bytes
        self._append(data)
        return {"at": at, "size": len(data)}

    def put_strips(
        self, shape: tuple[int, int, int], depth: str, strips: Iterable[NDArray[np.unsignedinteger]]
    ) -> Reference:
        """An array of `shape` that arrives from top to bottom in pieces of whole rows."""
        self._append(bytes(-self.size_bytes % 16))
        at = self.size_bytes
        for strip in strips:
            self._append(np.ascontiguousarray(strip, dtype=depth).data.cast("B"))
        if self.size_bytes - at != math.prod(shape) * np.dtype(depth).itemsize:
            raise BadParcel("the strips do not make up the array")
        return {"at": at, "shape": list(shape), "depth": depth}

    def _append(self, data: bytes | memoryview) -> None:
        self.file.write(data)
        self.size_bytes += len(data)


class Parcel:
    """The file of a finished ParcelWriter, mapped; it is deleted as soon as that is possible."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                raise BadParcel("an empty parcel")
            if os.name == "nt":
                # A mapped file cannot be deleted there.
                self._memory: bytearray | mmap.mmap = bytearray(file.read())
            else:
                self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        path.unlink()

    @property
    def size_bytes(self) -> int:
        return len(self._memory)

    def bytes_at(self, reference: object) -> bytes | None:
        if reference is None:
            return None
        at, size = _whole(reference, "at"), _whole(reference, "size")
        self._check(at, size)
        return bytes(self._memory[at : at + size])

    def array_at(self, reference: object) -> NDArray[np.unsignedinteger]:
        """A writable view that keeps the mapping alive; no copy is made."""
        shape = _field(reference, "shape")
        depth = _field(reference, "depth")
        if not isinstance(shape, list) or len(shape) != 3 or depth not in _DEPTHS:
            raise BadParcel(f"no array: {reference!r}")
        if not all(isinstance(side, int) and side > 0 for side in shape):
            raise BadParcel(f"no array: {reference!r}")
        at = _whole(reference, "at")
        self._check(at, math.prod(shape) * np.dtype(str(depth)).itemsize)
        flat = np.frombuffer(self._memory, np.dtype(str(depth)), math.prod(shape), at)
        return flat.reshape(shape)

    def drop_pages(self) -> None:
        """Let the system take back what was read so far; only while nothing was written to it."""
        if isinstance(self._memory, mmap.mmap) and hasattr(self._memory, "madvise"):
            self._memory.madvise(mmap.MADV_DONTNEED)

    def _check(self, at: int, size: int) -> None:
        if at + size > len(self._memory):
            raise BadParcel("a reference beyond the end of the parcel")


def to_message(content: dict[str, object]) -> bytes:
    return json.dumps(content).encode("ascii")


def from_message(message: bytes) -> dict[str, object]:
    content = json.loads(message)
    if not isinstance(content, dict):
        raise BadParcel("a message that is no object")
    return content


def _field(reference: object, name: str) -> object:
    if not isinstance(reference, dict) or name not in reference:
        raise BadParcel(f"no {name} in {reference!r}")
    return reference[name]


def _whole(reference: object, name: str) -> int:
    value = _field(reference, name)
    if not isinstance(value, int) or value < 0:
        raise BadParcel(f"no {name} in {reference!r}")
    return value
