"""The metadata of a PNG read chunk by chunk, so that no byte of it is trusted unchecked.

Source: Portable Network Graphics (PNG) Specification, third edition, sections 5 and 11.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER_BYTES = 8 + 25
"""The signature and the first chunk, which holds the size."""
_MOST_METADATA_BYTES = 32 << 20
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_METRES_PER_INCH = 0.0254


class BrokenChunk(ValueError):
    """The chunk structure does not hold: a wrong checksum, an early end, a bad header."""


@dataclass(frozen=True)
class PngMetadata:
    """What a PNG says about itself beside its pixels."""

    width: int
    height: int
    bits: int
    profile: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    frames: int = 1


@dataclass
class _Found:
    header: tuple[int, int, int] | None = None
    values: dict[str, bytes] = field(default_factory=dict)
    dpi: tuple[float, float] | None = None
    frames: int = 1


def read_metadata(data: bytes | memoryview, *, strict: bool = True) -> PngMetadata:
    """Walk all chunks of `data`; raises BrokenChunk, or takes what it can where not `strict`."""
    found = _Found()
    try:
        for name, body in _chunks(memoryview(data)):
            _take(found, name, bytes(body))
    except BrokenChunk:
        if strict or found.header is None:
            raise
    if found.header is None:
        raise BrokenChunk("no header chunk")
    width, height, bits = found.header
    return PngMetadata(
        width=width,
        height=height,
        bits=bits,
        profile=found.values.get("profile"),
        exif=found.values.get("exif"),
        xmp=found.values.get("xmp"),
        dpi=found.dpi,
        frames=found.frames,
    )


def _chunks(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    if data[:8] != SIGNATURE:
        raise BrokenChunk("no PNG signature")
    at = 8
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        end = at + 12 + size
        if end > len(data):
            raise BrokenChunk("a chunk ends after the file")
        name = bytes(data[at + 4 : at + 8])
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if zlib.crc32(data[at + 4 : end - 4]) != checksum:
            raise BrokenChunk(f"wrong checksum in {name!r}")
        yield name, data[at + 8 : end - 4] if name not in (b"IDAT", b"fdAT") else data[:0]
        if name == b"IEND":
            return
        at = end
    raise BrokenChunk("no end chunk")


def _take(found: _Found, name: bytes, body: bytes) -> None:
    if name == b"IHDR" and len(body) == 13:
        found.header = struct.unpack_from(">IIB", body)
    elif name == b"iCCP":
        _keep(found, "profile", _inflate(body.partition(b"\0")[2][1:]))
    elif name == b"eXIf":
        _keep(found, "exif", body)
    elif name == b"iTXt":
        _keep(found, "xmp", _xmp(body))
    elif name == b"pHYs" and len(body) == 9:
        found.dpi = _dpi(*struct.unpack(">IIB", body))
    elif name == b"acTL" and len(body) == 8:
        found.frames = struct.unpack_from(">I", body)[0]


def _keep(found: _Found, name: str, value: bytes | None) -> None:
    if value and name not in found.values:
        found.values[name] = value


def _xmp(body: bytes) -> bytes | None:
    keyword, _, rest = body.partition(b"\0")
    if keyword != _XMP_KEYWORD or len(rest) < 2:
        return None
    is_compressed = rest[0] == 1
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return _inflate(text) if is_compressed else text


def _dpi(x: int, y: int, unit: int) -> tuple[float, float] | None:
    if unit != 1 or not x or not y:
        return None
    return round(x * _METRES_PER_INCH, 2), round(y * _METRES_PER_INCH, 2)


def _inflate(data: bytes) -> bytes | None:
    """None where the data is broken or larger than any honest metadata."""
    stream = zlib.decompressobj()
    try:
        value = stream.decompress(data, _MOST_METADATA_BYTES)
    except zlib.error:
        return None
    return value if stream.eof else None
