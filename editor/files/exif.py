"""The three things that must change in EXIF data, changed in place.

Writing EXIF anew moves the maker's notes, whose inner offsets then point to nothing; so the
bytes stay where they are (Exif 2.32, section 4.6; TIFF 6.0, section 2).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

ORIENTATION_TAG = 0x0112
_THUMBNAIL_OFFSET_TAG = 0x0201
_THUMBNAIL_LENGTH_TAG = 0x0202
_SHORT = 3
_ENTRY_BYTES = 12
_MOST_ENTRIES = 1000
_XMP_ORIENTATION = re.compile(
    rb"(tiff:Orientation\s*(?:=\s*[\"']|>)\s*)([1-8])(\s*(?:[\"']|<))", re.ASCII
)


@dataclass(frozen=True)
class _Entry:
    tag: int
    kind: int
    value_at: int


def tidy(exif: bytes | None) -> bytes | None:
    """EXIF from its TIFF header on, or None where it is empty or no EXIF at all."""
    if not exif:
        return None
    if exif.startswith(b"Exif\x00\x00"):
        exif = exif[6:]
    return exif if _byte_order(exif) and len(exif) > 8 else None


def orientation(exif: bytes | None) -> int:
    """1 to 8 as EXIF numbers them; 1 (upright) where nothing sensible is said."""
    order = _byte_order(exif)
    if exif is None or order is None:
        return 1
    for entry in _entries(exif, order, _first_folder(exif, order))[0]:
        if entry.tag == ORIENTATION_TAG:
            value = _value(exif, order, entry)
            return value if 1 <= value <= 8 else 1
    return 1


def with_upright_orientation(exif: bytes) -> bytes:
    """The same bytes saying 1: the pixels have been turned."""
    order = _byte_order(exif)
    if order is None:
        return exif
    changed = bytearray(exif)
    for entry in _entries(exif, order, _first_folder(exif, order))[0]:
        if entry.tag == ORIENTATION_TAG:
            form = "H" if entry.kind == _SHORT else "I"
            struct.pack_into(order + form, changed, entry.value_at, 1)
    return bytes(changed)


def without_thumbnail(exif: bytes) -> bytes:
    """The same bytes without the small picture inside, which would still show what was removed."""
    order = _byte_order(exif)
    if order is None:
        return exif
    _, link_at = _entries(exif, order, _first_folder(exif, order))
    if link_at + 4 > len(exif):
        return exif
    second = struct.unpack_from(order + "I", exif, link_at)[0]
    changed = bytearray(exif)
    struct.pack_into(order + "I", changed, link_at, 0)
    if second:
        values = {e.tag: _value(exif, order, e) for e in _entries(exif, order, second)[0]}
        start = values.get(_THUMBNAIL_OFFSET_TAG, 0)
        end = min(len(exif), start + values.get(_THUMBNAIL_LENGTH_TAG, 0))
        if 8 <= start < end:
            changed[start:end] = bytes(end - start)
    return bytes(changed)


def xmp_with_upright_orientation(xmp: bytes) -> bytes:
    """XMP may repeat the orientation; it must say the same as EXIF."""
    return _XMP_ORIENTATION.sub(rb"\g<1>1\g<3>", xmp)


def _byte_order(exif: bytes | None) -> str | None:
    if exif is None:
        return None
    return {b"II*\x00": "<", b"MM\x00*": ">"}.get(exif[:4])


def _first_folder(exif: bytes, order: str) -> int:
    return struct.unpack_from(order + "I", exif, 4)[0] if len(exif) >= 8 else 0


def _entries(exif: bytes, order: str, at: int) -> tuple[list[_Entry], int]:
    """The entries of the tag folder at `at`, and where the link to the next folder stands."""
    if at < 8 or at + 2 > len(exif):
        return [], len(exif)
    count = min(struct.unpack_from(order + "H", exif, at)[0], _MOST_ENTRIES)
    start = at + 2
    found = []
    for place in range(start, start + count * _ENTRY_BYTES, _ENTRY_BYTES):
        if place + _ENTRY_BYTES > len(exif):
            break
        tag, kind = struct.unpack_from(order + "HH", exif, place)
        found.append(_Entry(tag, kind, place + 8))
    return found, start + count * _ENTRY_BYTES


def _value(exif: bytes, order: str, entry: _Entry) -> int:
    form = "H" if entry.kind == _SHORT else "I"
    return struct.unpack_from(order + form, exif, entry.value_at)[0]
