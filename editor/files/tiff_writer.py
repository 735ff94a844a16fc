"""TIFF in 8 and 16 bit with profile, XMP and all EXIF folders.

Source: TIFF 6.0 sections 2, 8, 14 and 18; Exif 2.32 section 4.6.3. The file takes the byte order
of its EXIF data, so that unknown tags can be copied as they are.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from editor.files.raster import Picture

_ASCII_KINDS_SIZE = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SHORT, _LONG, _RATIONAL, _UNDEFINED, _BYTE = 3, 4, 5, 7, 1
_SUBFOLDER_TAGS = (0x8769, 0x8825, 0xA005)
# These lay out the pixels of the picture that the EXIF data came from.
_OURS = frozenset(
    (254, 256, 257, 258, 259, 262, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 322, 323)
    + (324, 325, 330, 338, 339, 513, 514, 700, 34675)
)
_STRIP_BYTES = 1 << 20
_MOST_TAGS = 500
Order = Literal["<", ">"]
_MOST_FILE_BYTES = (1 << 32) - (1 << 20)
_DEFLATE, _HORIZONTAL_PREDICTOR, _UNASSOCIATED_ALPHA = 8, 2, 2


class TooLargeForTiff(ValueError):
    """More than the four gigabytes that TIFF's offsets can reach."""


@dataclass
class _Folder:
    """Tags with their values as they will stand in the file, or with a folder below them."""

    values: dict[int, tuple[int, int, bytes]] = field(default_factory=dict)
    below: dict[int, _Folder] = field(default_factory=dict)


def encode_tiff(picture: Picture) -> bytes:
    """The whole file, losslessly compressed. Raises TooLargeForTiff."""
    order: Order = ">" if picture.exif is not None and picture.exif.startswith(b"MM") else "<"
    strips, rows = _strips(picture, order)
    body = b"".join(strips)
    folder = _exif_folders(picture.exif, order) if picture.exif is not None else _Folder()
    _add_pixels(folder, picture, order)
    offsets = np.cumsum([8] + [len(strip) for strip in strips])[:-1]
    _put(folder, order, 273, _LONG, [int(offset) for offset in offsets])
    _put(folder, order, 279, _LONG, [len(strip) for strip in strips])
    _put(folder, order, 278, _LONG, [rows])
    body += bytes(len(body) % 2)
    tags, first = _serialise(folder, order, 8 + len(body))
    if first > _MOST_FILE_BYTES:
        raise TooLargeForTiff
    magic = b"II*\0" if order == "<" else b"MM\0*"
    return magic + struct.pack(order + "I", first) + body + tags


def _strips(picture: Picture, order: Order) -> tuple[list[bytes], int]:
    pixels = picture.pixels
    row_bytes = picture.width * pixels.shape[2] * pixels.itemsize
    rows = max(1, _STRIP_BYTES // row_bytes)
    strips = []
    for top in range(0, picture.height, rows):
        strip = pixels[top : top + rows]
        change = strip.copy()
        change[:, 1:] -= strip[:, :-1]
        strips.append(zlib.compress(change.astype(change.dtype.newbyteorder(order)).tobytes(), 4))
    return strips, rows


def _add_pixels(folder: _Folder, picture: Picture, order: Order) -> None:
    channels = picture.pixels.shape[2]
    _put(folder, order, 256, _LONG, [picture.width])
    _put(folder, order, 257, _LONG, [picture.height])
    _put(folder, order, 258, _SHORT, [picture.pixels.itemsize * 8] * channels)
    _put(folder, order, 259, _SHORT, [_DEFLATE])
    _put(folder, order, 262, _SHORT, [1 if channels == 1 else 2])
    _put(folder, order, 274, _SHORT, [1])
    _put(folder, order, 277, _SHORT, [channels])
    _put(folder, order, 284, _SHORT, [1])
    _put(folder, order, 317, _SHORT, [_HORIZONTAL_PREDICTOR])
    if channels == 4:
        _put(folder, order, 338, _SHORT, [_UNASSOCIATED_ALPHA])
    x, y = picture.dpi or (72.0, 72.0)
    _put(folder, order, 282, _RATIONAL, [round(x * 100), 100])
    _put(folder, order, 283, _RATIONAL, [round(y * 100), 100])
    _put(folder, order, 296, _SHORT, [2])
    if picture.profile is not None:
        folder.values[34675] = (_UNDEFINED, len(picture.profile), picture.profile)
    if picture.xmp is not None:
        folder.values[700] = (_BYTE, len(picture.xmp), picture.xmp)


def _put(folder: _Folder, order: Order, tag: int, kind: int, numbers: list[int]) -> None:
    form = "H" if kind == _SHORT else "I"
    count = len(numbers) // 2 if kind == _RATIONAL else len(numbers)
    folder.values[tag] = (kind, count, struct.pack(f"{order}{len(numbers)}{form}", *numbers))


def _exif_folders(exif: bytes, order: Order) -> _Folder:
    first = struct.unpack_from(order + "I", exif, 4)[0]
    folder = _read_folder(exif, order, first, depth=0)
    for tag in _OURS:
        folder.values.pop(tag, None)
    return folder


def _read_folder(exif: bytes, order: Order, at: int, depth: int) -> _Folder:
    folder = _Folder()
    if at < 8 or at + 2 > len(exif) or depth > 2:
        return folder
    count = min(struct.unpack_from(order + "H", exif, at)[0], _MOST_TAGS)
    for place in range(at + 2, min(at + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, number = struct.unpack_from(order + "HHI", exif, place)
        size = _ASCII_KINDS_SIZE.get(kind, 0) * number
        start = place + 8 if size <= 4 else struct.unpack_from(order + "I", exif, place + 8)[0]
        if not size or start + size > len(exif):
            continue
        value = exif[start : start + size]
        if tag in _SUBFOLDER_TAGS and size == 4:
            below = struct.unpack(order + "I", value)[0]
            folder.below[tag] = _read_folder(exif, order, below, depth + 1)
        else:
            folder.values[tag] = (kind, number, value)
    return folder


def _serialise(folder: _Folder, order: Order, at: int) -> tuple[bytes, int]:
    """The bytes of a folder with all below it, to stand at `at`; and where the folder begins."""
    content = b""
    values = dict(folder.values)
    for tag, below in folder.below.items():
        written, start = _serialise(below, order, at + len(content))
        content += written
        values[tag] = (_LONG, 1, struct.pack(order + "I", start))
    table = struct.pack(order + "H", len(values))
    for tag in sorted(values):
        kind, count, value = values[tag]
        if len(value) <= 4:
            place = value.ljust(4, b"\0")
        else:
            place = struct.pack(order + "I", at + len(content))
            content += value + bytes(len(value) % 2)
        table += struct.pack(order + "HHI", tag, kind, count) + place
    return content + table + bytes(4), at + len(content)
