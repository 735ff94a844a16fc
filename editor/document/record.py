"""A command written down: facts as JSON and tiles as bytes, for recovery, replay and scripts."""

from __future__ import annotations

import json
import math
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar, cast

import numpy as np

from editor.document.errors import BadRecord
from editor.document.tiles import Key, Pixels, Tiles

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

_T = TypeVar("_T")

_HEAD = struct.Struct("<II")
_COMPRESSION_LEVEL = 1
_SAMPLES, _SAMPLE_BYTES = 8, 2048
_WORTH_IT = 0.9
_LONGEST_SIDE = 1 << 16
_LARGEST_TILE_BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class Delta:
    """A tile that is written as its difference to the one it replaces.

    Most of a painted tile is as it was: what differs packs fast and small.
    """

    before: Pixels | None
    after: Pixels

    def difference(self) -> Pixels:
        return self.after if self.before is None else self.before ^ self.after

    @staticmethod
    def after_of(before: Pixels | None, difference: Pixels) -> Pixels:
        """The tile that `difference`, read from a file, makes of `before`."""
        if before is not None and before.dtype != difference.dtype:
            raise BadRecord("a tile has the wrong depth")
        return difference if before is None else before ^ difference


@dataclass(frozen=True, slots=True)
class Record:
    """What a command did: its kind, its facts, and the tiles that it put in place.

    The tiles are the immutable arrays of the document, so making a record costs no copying.
    """

    kind: str
    fields: Mapping[str, Json] = field(default_factory=dict[str, Json])
    tiles: Mapping[str, Pixels | Delta] = field(default_factory=dict[str, "Pixels | Delta"])

    def text(self, name: str) -> str:
        return _typed(self.fields, name, str)

    def whole(self, name: str) -> int:
        return _typed(self.fields, name, int)

    def items(self, name: str) -> list[Json]:
        return cast("list[Json]", _typed(self.fields, name, list))

    def tile(self, name: str) -> Pixels | None:
        """A tile that was written whole."""
        tile = self.tiles.get(name)
        return tile.after if isinstance(tile, Delta) else tile

    def tile_after(self, name: str, before: Pixels | None) -> Pixels | None:
        """A tile that was written as a difference to `before`."""
        tile = self.tiles.get(name)
        if tile is None or isinstance(tile, Delta):
            return tile.after if tile else None
        return Delta.after_of(before, tile)

    def nested(self, name: str) -> Record:
        """A record that was packed into this one under `name`."""
        inner = _facts(self.fields, name)
        prefix = f"{name}/"
        tiles = {key[len(prefix) :]: t for key, t in self.tiles.items() if key.startswith(prefix)}
        fields = _facts(inner, "fields")
        return Record(_typed(inner, "kind", str), fields, tiles)


def pack(parts: Mapping[str, Record]) -> tuple[dict[str, Json], dict[str, Pixels | Delta]]:
    """Fields and tiles that hold whole records by name; `Record.nested` reads them back."""
    fields: dict[str, Json] = {}
    tiles: dict[str, Pixels | Delta] = {}
    for name, part in parts.items():
        fields[name] = {"kind": part.kind, "fields": dict(part.fields)}
        tiles.update({f"{name}/{key}": tile for key, tile in part.tiles.items()})
    return fields, tiles


def named_tiles(tiles: Tiles) -> dict[str, Pixels]:
    """Tiles under names that a record can carry; blank ones are left out."""
    return {f"{row},{col}": tile for (row, col), tile in tiles.items() if tile is not None}


def key_names(tiles: Tiles) -> list[Json]:
    return [f"{row},{col}" for row, col in tiles]


def key_of(name: str) -> Key:
    try:
        row, col = name.split(",")
        return int(row), int(col)
    except ValueError as error:
        raise BadRecord(f"{name!r} is no tile") from error


def _typed(fields: Mapping[str, object], name: str, kind: type[_T]) -> _T:
    value = fields.get(name)
    if not isinstance(value, kind):
        raise BadRecord(f"{name} is missing")
    return value


def _facts(fields: Mapping[str, Json], name: str) -> dict[str, Json]:
    return cast("dict[str, Json]", _typed(fields, name, dict))


# -- bytes -----------------------------------------------------------------------------------


def encode(record: Record) -> bytes:
    """The record as bytes: two lengths, a JSON head, then the tiles one after another."""
    bodies: list[bytes] = []
    entries: list[Json] = []
    for name, stored in record.tiles.items():
        tile = stored.difference() if isinstance(stored, Delta) else stored
        body, is_packed = _squeeze(tile)
        bodies.append(body)
        entries.append([name, tile.dtype.name, list(tile.shape), len(body), is_packed])
    head = {"kind": record.kind, "fields": dict(record.fields), "tiles": entries}
    # Names may hold what is no valid text: such characters are written as escapes.
    text = json.dumps(head, separators=(",", ":")).encode("ascii")
    return b"".join([_HEAD.pack(len(text), sum(map(len, bodies))), text, *bodies])


def decode(data: bytes, most_bytes: int | None = None) -> Record:
    """The record that `encode` wrote; BadRecord where the bytes are something else.

    Its tiles may hold `most_bytes` together: a limit for what comes from outside.
    """
    try:
        text_bytes, body_bytes = _HEAD.unpack_from(data)
        start = _HEAD.size + text_bytes
        if len(data) != start + body_bytes:
            raise BadRecord("its length is wrong")
        head = json.loads(data[_HEAD.size : start])
        tiles: dict[str, Pixels | Delta] = {}
        left = most_bytes
        for name, dtype, shape, size, is_packed in head["tiles"]:
            tile = _unsqueeze(data[start : start + size], dtype, shape, is_packed)
            left = None if left is None else left - tile.nbytes
            if left is not None and left < 0:
                raise BadRecord("it is too large")
            tiles[name] = tile
            start += size
        return Record(head["kind"], head["fields"], tiles)
    except (struct.error, ValueError, KeyError, TypeError, zlib.error) as error:
        raise BadRecord(str(error)) from error


def _squeeze(tile: Pixels) -> tuple[bytes, bool]:
    """The tile's bytes, made smaller where a quick look says that this is worth the time."""
    raw = tile.tobytes()
    step = max(1, len(raw) // _SAMPLES)
    sample = b"".join(raw[at : at + _SAMPLE_BYTES] for at in range(0, len(raw), step))
    if len(zlib.compress(sample, _COMPRESSION_LEVEL)) > _WORTH_IT * len(sample):
        return raw, False
    return zlib.compress(raw, _COMPRESSION_LEVEL), True


def _unsqueeze(body: bytes, dtype: str, shape: list[int], is_packed: bool) -> Pixels:
    if dtype not in ("uint8", "uint16"):
        raise BadRecord(f"pixels of kind {dtype}")
    if not all(0 < int(side) <= _LONGEST_SIDE for side in shape):
        raise BadRecord(f"a tile of shape {shape}")
    size = math.prod(shape) * np.dtype(dtype).itemsize
    if size > _LARGEST_TILE_BYTES:
        raise BadRecord("a tile is too large")
    # Never more than the tile can hold, whatever was packed.
    raw = zlib.decompressobj().decompress(body, size + 1) if is_packed else body
    return np.frombuffer(raw, dtype).reshape(shape)
