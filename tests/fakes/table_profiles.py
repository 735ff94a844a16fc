"""Profiles made of tables, as printers and scanners have them, made by a test."""

from __future__ import annotations

import itertools
import struct

import numpy as np


def table_profile(space: str, device_class: str = "prtr") -> bytes:
    """`CMYK` or `RGB ` to Lab by one table of two steps a channel; there is no way back."""
    channels = 4 if space == "CMYK" else 3
    lut = struct.pack(">4sIBBBB", b"mft1", 0, channels, 3, 2, 0)
    lut += struct.pack(">9i", *(np.eye(3).ravel() * 65536).astype(int))
    lut += bytes(range(256)) * channels
    for corner in itertools.product((0.0, 1.0), repeat=channels):
        lut += bytes(_lab_of(corner))
    lut += bytes(range(256)) * 3
    tags = {
        b"A2B0": lut + bytes(-len(lut) % 4),
        b"wtpt": _xyz(),
        b"desc": _text(),
        b"cprt": _text(),
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(tag))
        body += tag
    content = struct.pack(">I", len(tags)) + table + body
    header = bytearray(128)
    struct.pack_into(">I", header, 0, 128 + len(content))
    header[8:12] = b"\x02\x40\x00\x00"
    header[12:24] = f"{device_class}{space}Lab ".encode("ascii")
    struct.pack_into(">6H", header, 24, 2026, 1, 1, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = struct.pack(">3i", 63190, 65536, 54061)
    return bytes(header) + content


def _lab_of(corner: tuple[float, ...]) -> tuple[int, int, int]:
    """A plausible Lab for full or no ink (or light), in the bytes of lut8Type."""
    if len(corner) == 4:
        c, m, y, k = corner
        light = (1 - 0.4 * c - 0.35 * m - 0.1 * y) * (1 - 0.9 * k)
        a, b = (70 * m - 40 * c) * (1 - k), (80 * y - 45 * c) * (1 - k)
    else:
        red, green, blue = corner
        light = 0.3 * red + 0.6 * green + 0.1 * blue
        a, b = 60 * red - 60 * green, 50 * (red + green) / 2 - 60 * blue
    return (
        round(255 * min(1.0, max(0.0, light))),
        round(min(255.0, max(0.0, a + 128))),
        round(min(255.0, max(0.0, b + 128))),
    )


def _xyz() -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)


def _text() -> bytes:
    name = b"table\0"
    tag = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78)
    return tag + bytes(-len(tag) % 4)
