"""The parts of an ICC profile that say how its numbers become light, read in full precision.

Source: ICC.1:2022, sections 7 (header), 9 (tags) and 10 (types).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]
_HEADER_BYTES = 128
_MOST_TAGS = 200
CURVE_STEPS = 65536


class BadProfile(ValueError):
    """Bytes that are no ICC profile, or lack what is asked of them."""


@dataclass(frozen=True)
class IccProfile:
    """A profile's tags by their four letters. Raises BadProfile where the table does not hold."""

    data: bytes

    @property
    def space(self) -> str:
        """`RGB`, `GRAY`, `CMYK`, `Lab`..."""
        return self.data[16:20].decode("latin-1").strip()

    @property
    def connection_space(self) -> str:
        return self.data[20:24].decode("latin-1").strip()

    @cached_property
    def tags(self) -> dict[str, bytes]:
        if len(self.data) < _HEADER_BYTES + 4 or self.data[36:40] != b"acsp":
            raise BadProfile("no ICC profile")
        (count,) = struct.unpack_from(">I", self.data, _HEADER_BYTES)
        end_of_table = _HEADER_BYTES + 4 + 12 * count
        if count > _MOST_TAGS or end_of_table > len(self.data):
            raise BadProfile("a broken tag table")
        found = {}
        for index in range(count):
            name, at, size = struct.unpack_from(">4sII", self.data, _HEADER_BYTES + 4 + 12 * index)
            if at + size > len(self.data):
                raise BadProfile("a tag beyond the end")
            found[name.decode("latin-1")] = self.data[at : at + size]
        return found

    @property
    def is_matrix(self) -> bool:
        """True where three curves and a matrix say all, as in sRGB, Adobe RGB, Display P3."""
        wanted = {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
        has_table = any(name in self.tags for name in ("A2B0", "A2B1", "D2B0", "D2B1"))
        return self.space == "RGB" and wanted <= self.tags.keys() and not has_table

    def matrix(self) -> NDArray[np.float64]:
        """3 x 3: linear RGB columns to XYZ under D50."""
        columns = [read_xyz(self.tag(name)) for name in ("rXYZ", "gXYZ", "bXYZ")]
        return np.stack(columns, axis=1)

    def curve(self, name: str) -> Curve:
        """CURVE_STEPS values of light for evenly spaced input from 0 to 1."""
        return read_curve(self.tag(name))

    def tag(self, name: str) -> bytes:
        try:
            return self.tags[name]
        except KeyError:
            raise BadProfile(f"no {name} tag") from None

    def title(self) -> str:
        """The name that the profile gives itself, or an empty string."""
        try:
            return _read_text(self.tag("desc")).strip("\0 \t\r\n")
        except (BadProfile, struct.error, UnicodeDecodeError):
            return ""


def read_xyz(tag: bytes) -> NDArray[np.float64]:
    if tag[:4] != b"XYZ " or len(tag) < 20:
        raise BadProfile("no XYZ")
    return np.array(struct.unpack_from(">3i", tag, 8), np.float64) / 65536.0


def read_curve(tag: bytes) -> Curve:
    """`curv` (10.6) or `para` (10.18), sampled."""
    inputs = np.linspace(0.0, 1.0, CURVE_STEPS)
    try:
        if tag[:4] == b"curv":
            return _read_table(tag, inputs)
        if tag[:4] == b"para":
            return np.clip(_read_parametric(tag, inputs), 0.0, 1.0)
    except struct.error as error:
        raise BadProfile("a curve cut short") from error
    raise BadProfile(f"an unknown curve {tag[:4]!r}")


def _read_table(tag: bytes, inputs: Curve) -> Curve:
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return inputs
    if count == 1:
        return inputs ** (struct.unpack_from(">H", tag, 12)[0] / 256.0)
    if 12 + 2 * count > len(tag):
        raise BadProfile("a curve cut short")
    table = np.frombuffer(tag, ">u2", count, 12).astype(np.float64) / 65535.0
    return np.interp(inputs, np.linspace(0.0, 1.0, count), table)


def _read_parametric(tag: bytes, x: Curve) -> Curve:
    """Table 68: Y = (aX + b)^g + e from X = d on, cX + f below."""
    (kind,) = struct.unpack_from(">H", tag, 8)
    counts = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}
    if kind not in counts:
        raise BadProfile("an unknown parametric curve")
    values = [v / 65536.0 for v in struct.unpack_from(f">{counts[kind]}i", tag, 12)]
    g, a, b, c, d, e, f = (*values, *([0.0] * (7 - len(values))))
    if kind == 0:
        a, d = 1.0, 0.0
    elif kind in (1, 2):
        if a == 0:
            raise BadProfile("a parametric curve without slope")
        # Below -b/a the curve is 0 (kind 1) or its fourth number (kind 2), added above too.
        e = f = c if kind == 2 else 0.0
        c, d = 0.0, -b / a
    upper = np.power(np.maximum(a * x + b, 0.0), g) + e
    return np.where(x >= d, upper, c * x + f)


def _read_text(tag: bytes) -> str:
    if tag[:4] == b"mluc":
        size, at = struct.unpack_from(">II", tag, 20)
        return tag[at : at + size].decode("utf-16-be")
    if tag[:4] == b"desc":
        (count,) = struct.unpack_from(">I", tag, 8)
        return tag[12 : 12 + max(0, count - 1)].decode("latin-1")
    return ""
