"""Small and large changes to a file; the same chance makes the same file again."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

_TELLING = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_WORDS = (
    *(b"<svg", b"</g>", b"<use href='#a'/>", b"<image href='file:///etc/hostname'/>", b"1e309"),
    *(b"&amp;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"NaN", b"-1", b"99999999999", b"%", b"url(#a)"),
    *(b"8BIM", b"8BPS", b"IDAT", b"IHDR", b"\xff\xd8", b"\xff\xda", b"RIFF", b"II*\0", b"MM\0*"),
)
_MOST_BYTES = 1 << 20

Change = Callable[[bytearray, random.Random], None]


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """`data` with one to eight changes; `other` may lend a part."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _inside_zip(data, chance)
    changed = bytearray(data)
    for _ in range(1 << chance.randrange(4)):
        chance.choice(_CHANGES)(changed, chance)
        if chance.random() < 0.05:
            _splice(changed, other, chance)
    del changed[_MOST_BYTES:]
    if data.startswith(b"\x89PNG") and chance.random() < 0.8:
        return _with_right_checksums(bytes(changed))
    return bytes(changed)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _number(data: bytearray, chance: random.Random) -> None:
    """A telling number of one, two or four bytes, in either order, more often near the start."""
    size = chance.choice((1, 2, 4))
    if len(data) < size:
        return
    reach = len(data) if chance.random() < 0.5 else min(len(data), 256)
    at = chance.randrange(max(1, reach - size + 1))
    value = chance.choice(_TELLING) & ((1 << 8 * size) - 1)
    data[at : at + size] = value.to_bytes(size, chance.choice(("little", "big")))


def _delete(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.choice((1, 2, 4, 16, 200))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    part = data[at : at + chance.choice((1, 4, 12, 64, 500))]
    data[at:at] = part * chance.choice((1, 2, 30))


def _cut(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.3:
        del data[chance.randrange(len(data) + 1) :]


def _word(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(_WORDS)


_CHANGES: tuple[Change, ...] = (_flip, _flip, _number, _number, _delete, _repeat, _cut, _word)


def _splice(data: bytearray, other: bytes, chance: random.Random) -> None:
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
    data[at:] = other[start:]


def _with_right_checksums(data: bytes) -> bytes:
    """A PNG whose chunks say the truth of themselves, so that what is in them is reached."""
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = min(struct.unpack_from(">I", data, at)[0], len(data) - at - 12)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        out += struct.pack(">I", size) + name + body + struct.pack(">I", zlib.crc32(name + body))
        at += 12 + size
    return bytes(out)


def _inside_zip(data: bytes, chance: random.Random) -> bytes:
    """One member changed, and the archive whole around it."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(written, "w") as result:
        members = archive.infolist()
        victim = chance.choice(members)
        for member in members:
            content = archive.read(member)
            if member is victim:
                content = mutated(content, content, chance)
            result.writestr(member.filename, content)
    return written.getvalue()
