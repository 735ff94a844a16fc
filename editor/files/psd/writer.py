"""Layered and flat PSD files of 8 and 16 bits.

Source: Adobe Photoshop File Formats Specification. Numbers stand with their highest byte first;
layers stand lowest first, a group as an end mark, its layers, and then itself.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from editor.files.psd import names
from editor.files.psd.sheets import MaskSheet, PsdSheet
from editor.files.raster import Picture, Pixels
from ml.api.regions import Box

LONGEST_SIDE_PX = 30_000
_MOST_FILE_BYTES = (1 << 31) - 1
_RLE, _ZIP_WITH_PREDICTION = 1, 3
_RGB = 3
_NOTHING = Box(0, 0, 0, 0)
_MASK_CHANNEL = -2
_OPEN, _CLOSED, _END_MARK = 1, 2, 3
_END_NAME = "</Layer group>"


class TooLargeForPsd(ValueError):
    """More than 30,000 pixels a side, or two gigabytes."""


def encode_psd(flat: Picture, sheets: tuple[PsdSheet, ...] = ()) -> bytes:
    """The whole file; `flat` is what programs show that read no layers.

    Without `sheets` a picture with transparency is written as its one layer, because a PSD
    without layers has none. Raises TooLargeForPsd.
    """
    if max(flat.width, flat.height) > LONGEST_SIDE_PX:
        raise TooLargeForPsd
    pixels = flat.pixels if flat.has_alpha else flat.as_rgb()
    if not sheets and flat.has_alpha:
        whole = Box.of_size(flat.width, flat.height)
        sheets = (PsdSheet("Background", whole, flat.pixels),)
    depth = flat.pixels.itemsize * 8
    header = struct.pack(
        ">4sH6xHIIHH", b"8BPS", 1, pixels.shape[2], flat.height, flat.width, depth, _RGB
    )
    resources = b"".join(_resources(flat))
    layers = _layers_section(sheets, depth, has_alpha=flat.has_alpha)
    parts = [header, bytes(4), _sized(resources), _sized(layers), _merged(pixels)]
    if sum(len(part) for part in parts) > _MOST_FILE_BYTES:
        raise TooLargeForPsd
    return b"".join(parts)


def _sized(data: bytes, multiple: int = 1) -> bytes:
    data += bytes(-len(data) % multiple)
    return struct.pack(">I", len(data)) + data


def _resources(flat: Picture) -> Iterator[bytes]:
    x, y = flat.dpi or (72.0, 72.0)
    x, y = (min(max(round(value * 65536), 1), 0xFFFFFFFF) for value in (x, y))
    yield _resource(names.RESOLUTION, struct.pack(">IHHIHH", x, 1, 1, y, 1, 1))
    if flat.profile is not None:
        yield _resource(names.PROFILE, flat.profile)
    words = b"".join(_unicode(word) for word in ("Pentimento", "Pentimento"))
    yield _resource(names.VERSION, struct.pack(">IB", 1, 1) + words + struct.pack(">I", 1))
    if flat.exif is not None:
        yield _resource(names.EXIF, flat.exif)
    if flat.xmp is not None:
        yield _resource(names.XMP, flat.xmp)


def _resource(number: int, data: bytes) -> bytes:
    padding = bytes(len(data) % 2)
    return struct.pack(">4sHHI", b"8BIM", number, 0, len(data)) + data + padding


def _unicode(text: str) -> bytes:
    encoded = text.encode("utf-16-be", "replace")
    return struct.pack(">I", len(encoded) // 2) + encoded


# -- layers


@dataclass(frozen=True, eq=False)
class _Record:
    """A sheet as it stands in the list, with what makes a group of it."""

    sheet: PsdSheet
    divider: int = 0
    number: int = 0


def _layers_section(sheets: tuple[PsdSheet, ...], depth: int, *, has_alpha: bool) -> bytes:
    if not sheets:
        return b""
    found = list(_records(sheets))
    records = [_Record(r.sheet, r.divider, n) for n, r in enumerate(found, 1)]
    heads, bodies = [], []
    for record in records:
        channels = _channels(record.sheet, depth)
        heads.append(_head(record, channels))
        bodies += [data for _, data in channels]
    # Below zero says that the fourth channel of the flat picture is its transparency.
    count = -len(records) if has_alpha else len(records)
    info = struct.pack(">h", count) + b"".join(heads) + b"".join(bodies)
    if depth == 8:
        return _sized(info, 4) + bytes(4)
    # Layers of 16 bits stand in a block of their own.
    return bytes(8) + b"8BIMLr16" + _sized(info, 4)


def _records(sheets: Iterable[PsdSheet]) -> Iterator[_Record]:
    for sheet in sheets:
        if sheet.is_group:
            yield _Record(PsdSheet(_END_NAME, _NOTHING, None), _END_MARK)
            yield from _records(sheet.children)
            yield _Record(sheet, _OPEN if sheet.is_open else _CLOSED)
        else:
            yield _Record(sheet)


def _channels(sheet: PsdSheet, depth: int) -> list[tuple[int, bytes]]:
    """The numbers of the channels (-1 is transparency) with their compressed data."""
    pixels = sheet.pixels if sheet.pixels is not None else np.zeros((0, 0, 4), f"u{depth // 8}")
    found = [
        (number, _channel(pixels[:, :, at])) for number, at in ((-1, 3), (0, 0), (1, 1), (2, 2))
    ]
    if sheet.mask is not None:
        coverage = sheet.mask.coverage
        deep = coverage if depth == 8 else coverage.astype(np.uint16) * np.uint16(257)
        found.append((_MASK_CHANNEL, _channel(deep)))
    return found


def _channel(plane: NDArray[np.unsignedinteger]) -> bytes:
    if plane.size == 0:
        return struct.pack(">H", 0)
    if plane.itemsize == 1:
        counts, rows = _packed_rows(plane)
        return struct.pack(">H", _RLE) + counts + rows
    change = plane.copy()
    change[:, 1:] -= plane[:, :-1]
    packed = zlib.compress(change.astype(">u2").tobytes(), 4)
    return struct.pack(">H", _ZIP_WITH_PREDICTION) + packed


def _packed_rows(plane: NDArray[np.unsignedinteger]) -> tuple[bytes, bytes]:
    big = np.ascontiguousarray(plane, plane.dtype.newbyteorder(">"))
    rows = [bytes(imagecodecs.packbits_encode(row.tobytes())) for row in big]
    return np.array([len(row) for row in rows], ">u2").tobytes(), b"".join(rows)


def _head(record: _Record, channels: list[tuple[int, bytes]]) -> bytes:
    sheet = record.sheet
    box = sheet.box
    table = b"".join(struct.pack(">hI", number, len(data)) for number, data in channels)
    # Bit 3 says that bit 4 means something: no pixels of its own.
    flags = (1 if sheet.locks & 1 else 0) | (0 if sheet.visible else 2)
    flags |= 24 if sheet.is_group else 8
    key = _blend_key(sheet)
    alpha = min(255, max(0, round(sheet.opacity * 255)))
    look = struct.pack(">4s4sBBBx", b"8BIM", key, alpha, int(sheet.clips), flags)
    place = struct.pack(">4iH", box.top, box.left, box.bottom, box.right, len(channels))
    extra = _mask_data(sheet.mask) + bytes(4) + _short_name(sheet.name) + _blocks(record)
    return place + table + look + _sized(extra)


def _blend_key(sheet: PsdSheet) -> bytes:
    if sheet.is_group and sheet.passes_through:
        return names.PASS_THROUGH
    return names.BLEND_KEYS[sheet.blend]


def _mask_data(mask: MaskSheet | None) -> bytes:
    if mask is None:
        return bytes(4)
    box = mask.box
    flags = 0 if mask.enabled else 2
    return _sized(struct.pack(">4iBBxx", box.top, box.left, box.bottom, box.right, 0, flags))


def _short_name(name: str) -> bytes:
    """The name for old programs; the whole one stands in a block of its own."""
    short = name.encode("ascii", "replace")[:255]
    data = bytes([len(short)]) + short
    return data + bytes(-len(data) % 4)


def _blocks(record: _Record) -> bytes:
    sheet = record.sheet
    blocks = _block(b"luni", _unicode(sheet.name)) + _block(
        b"lyid", struct.pack(">I", record.number)
    )
    if record.divider == _END_MARK:
        return blocks + _block(b"lsct", struct.pack(">I", _END_MARK))
    if record.divider:
        key = _blend_key(sheet)
        blocks += _block(b"lsct", struct.pack(">I4s4s", record.divider, b"8BIM", key))
    blocks += _block(b"lspf", struct.pack(">I", sheet.locks))
    return blocks + _block(b"lclr", struct.pack(">H6x", sheet.label))


def _block(key: bytes, data: bytes) -> bytes:
    return b"8BIM" + key + _sized(data, 4)


def _merged(pixels: Pixels) -> bytes:
    """The flat picture, one channel after the other; transparent parts lie on white."""
    planes = [pixels[:, :, channel] for channel in range(pixels.shape[2])]
    if len(planes) == 4:
        planes[:3] = [_on_white(plane, planes[3]) for plane in planes[:3]]
    packed = [_packed_rows(plane) for plane in planes]
    counts = b"".join(part for part, _ in packed)
    return struct.pack(">H", _RLE) + counts + b"".join(rows for _, rows in packed)


def _on_white(
    plane: NDArray[np.unsignedinteger], alpha: NDArray[np.unsignedinteger]
) -> NDArray[np.unsignedinteger]:
    top = int(np.iinfo(plane.dtype).max)
    mixed = plane.astype(np.uint64) * alpha + np.uint64(top) * (top - alpha.astype(np.uint64))
    return ((mixed + top // 2) // top).astype(plane.dtype)
