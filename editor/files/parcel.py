"""How pixels and metadata go from the decoder process to the editor: a flat file, no pickle."""

from __future__ import annotations

import json
import math
import mmap
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Reference = dict[str, object]
Piece = tuple[int, int, NDArray[np.unsignedinteger]]
"""The row and the column of its corner in the whole array, and rows x columns x channels."""
_PIECE = ("top", "left", "rows", "columns", "at")
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

    def put_pieces(
        self, shape: tuple[int, int, int], depth: str, pieces: Iterable[Piece]
    ) -> Reference:
        """An array of `shape` of which only `pieces` hold anything; all else is zero."""
        self._append(bytes(-self.size_bytes % 16))
        places = []
        for top, left, pixels in pieces:
            places.append([top, left, *pixels.shape[:2], self.size_bytes])
            self._append(np.ascontiguousarray(pixels, dtype=depth).data.cast("B"))
        return {"shape": list(shape), "depth": depth, "pieces": places}

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
        shape, depth = _outline(reference)
        return self._array(shape, depth, _whole(reference, "at"))

    def pieces_at(self, reference: object) -> Iterator[Piece]:
        """Views like `array_at`, of all that is not zero in an array that came in pieces."""
        (height, width, channels), depth = _outline(reference)
        pieces = _field(reference, "pieces")
        if not isinstance(pieces, list):
            raise BadParcel(f"no pieces: {reference!r}")
        for piece in pieces:
            is_place = isinstance(piece, list) and len(piece) == len(_PIECE)
            if not is_place or not all(isinstance(value, int) and value >= 0 for value in piece):
                raise BadParcel(f"no piece: {piece!r}")
            top, left, rows, columns, at = piece
            if not (0 < rows <= height - top and 0 < columns <= width - left):
                raise BadParcel(f"a piece outside its array: {piece!r}")
            yield top, left, self._array((rows, columns, channels), depth, at)

    def _array(
        self, shape: tuple[int, int, int], depth: str, at: int
    ) -> NDArray[np.unsignedinteger]:
        self._check(at, math.prod(shape) * np.dtype(depth).itemsize)
        flat = np.frombuffer(self._memory, np.dtype(depth), math.prod(shape), at)
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


def _outline(reference: object) -> tuple[tuple[int, int, int], str]:
    """The shape and the depth of an array."""
    shape, depth = _field(reference, "shape"), _field(reference, "depth")
    if not isinstance(shape, list) or len(shape) != 3 or depth not in _DEPTHS:
        raise BadParcel(f"no array: {reference!r}")
    if not all(isinstance(side, int) and side > 0 for side in shape):
        raise BadParcel(f"no array: {reference!r}")
    return (shape[0], shape[1], shape[2]), str(depth)


def _field(reference: object, name: str) -> object:
    if not isinstance(reference, dict) or name not in reference:
        raise BadParcel(f"no {name} in {reference!r}")
    return reference[name]


def _whole(reference: object, name: str) -> int:
    value = _field(reference, name)
    if not isinstance(value, int) or value < 0:
        raise BadParcel(f"no {name} in {reference!r}")
    return value
