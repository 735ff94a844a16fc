"""Reads the tensors of an ONNX file without any library for it: names, shapes, float32 values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

GRAPH, INITIALISER = 7, 5
"""Numbers of fields: of the graph in a model, of a tensor in a graph."""
DIMS, KIND, NAME, RAW = 1, 2, 8, 9
FLOAT = 1
_VARIANT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5


class NotOnnx(ValueError):
    """Bytes that are no ONNX model, or one whose tensors are stored in another way."""


def tensors_of(model: bytes) -> dict[str, NDArray[np.float32]]:
    """The float32 initialisers by name. Raises `NotOnnx`."""
    try:
        found = [
            _tensor(tensor)
            for number, graph in _fields(model)
            if number == GRAPH and isinstance(graph, bytes)
            for field, tensor in _fields(graph)
            if field == INITIALISER and isinstance(tensor, bytes)
        ]
    except (IndexError, UnicodeDecodeError, ValueError) as error:
        raise NotOnnx("The file is no ONNX model that can be read.") from error
    return {name: values for name, values in found if values is not None}


def _tensor(content: bytes) -> tuple[str, NDArray[np.float32] | None]:
    dims: list[int] = []
    name, kind, raw = "", 0, b""
    for number, value in _fields(content):
        if number == DIMS:
            dims += [value] if isinstance(value, int) else list(_numbers(value))
        elif number == KIND and isinstance(value, int):
            kind = value
        elif number == NAME and isinstance(value, bytes):
            name = value.decode("utf-8")
        elif number == RAW and isinstance(value, bytes):
            raw = value
    if kind != FLOAT or not raw:
        return name, None
    return name, np.frombuffer(raw, "<f4").reshape(dims).astype(np.float32)


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a protobuf message."""
    place = 0
    while place < len(content):
        key, place = _number(content, place)
        kind = key & 7
        if kind == _VARIANT:
            value, place = _number(content, place)
            yield key >> 3, value
            continue
        if kind == _BYTES:
            length, place = _number(content, place)
        elif kind in (_EIGHT, _FOUR):
            length = 8 if kind == _EIGHT else 4
        else:
            raise NotOnnx(f"There is no kind {kind} of field.")
        if place + length > len(content):
            raise NotOnnx("The file ends too early.")
        yield key >> 3, content[place : place + length]
        place += length


def _numbers(content: bytes) -> Iterator[int]:
    place = 0
    while place < len(content):
        value, place = _number(content, place)
        yield value


def _number(content: bytes, place: int) -> tuple[int, int]:
    """A number in groups of seven bits, and the place behind it."""
    value = shift = 0
    while True:
        byte = content[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004 - the eighth bit
            return value, place
