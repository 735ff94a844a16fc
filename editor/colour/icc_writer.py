"""Profiles of our own, computed from their published primaries, the same bytes each time.

Sources: IEC 61966-2-1 (sRGB), SMPTE EG 432-1 (P3 primaries), Adobe RGB (1998) Color Image Encoding;
ICC.1:2022 for the form; Lam 1985 (Bradford) for the change of white.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

D65 = (0.3127, 0.3290)
# The connection space's white, ICC.1:2022, 7.2.16.
D50_XYZ = (0.9642, 1.0, 0.8249)
_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)


@dataclass(frozen=True)
class Primaries:
    """Chromaticities x, y of a display's three lights and its white."""

    red: tuple[float, float]
    green: tuple[float, float]
    blue: tuple[float, float]
    white: tuple[float, float] = D65


REC709 = Primaries((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
P3 = Primaries((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE = Primaries((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))

SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""IEC 61966-2-1 as the five numbers of a parametric curve of kind 3."""


def gamma_curve(gamma: float) -> bytes:
    """A `curv` tag of one number (in 1/256)."""
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


def parametric_curve(numbers: tuple[float, ...]) -> bytes:
    """A `para` tag of kind 3: five numbers g, a, b, c, d."""
    fixed = [round(value * 65536) for value in numbers]
    return b"para" + bytes(4) + struct.pack(">HH5i", 3, 0, *fixed)


def build_rgb_profile(title: str, primaries: Primaries, curve: bytes) -> bytes:
    """A version 4.3 display profile: three lights, one curve for all of them."""
    adaptation = _adaptation(primaries.white)
    lights = adaptation @ _rgb_to_xyz(primaries)
    tags = {
        "desc": _text(title),
        "cprt": _text("No copyright; use freely."),
        "wtpt": _xyz(D50_XYZ),
        "chad": b"sf32" + bytes(4) + _fixed(adaptation.ravel()),
        "rXYZ": _xyz(lights[:, 0]),
        "gXYZ": _xyz(lights[:, 1]),
        "bXYZ": _xyz(lights[:, 2]),
        "rTRC": curve,
        "gTRC": curve,
        "bTRC": curve,
    }
    return _assemble(tags)


def _rgb_to_xyz(primaries: Primaries) -> NDArray[np.float64]:
    """Columns scaled so that full red, green and blue make the white (Y = 1)."""
    columns = [_xyz_of(p) for p in (primaries.red, primaries.green, primaries.blue)]
    lights = np.stack(columns, axis=1)
    return lights * np.linalg.solve(lights, _xyz_of(primaries.white))


def _adaptation(white: tuple[float, float]) -> NDArray[np.float64]:
    cones_from, cones_to = _BRADFORD @ _xyz_of(white), _BRADFORD @ np.array(D50_XYZ)
    return np.linalg.inv(_BRADFORD) @ np.diag(cones_to / cones_from) @ _BRADFORD


def _xyz_of(chromaticity: tuple[float, float]) -> NDArray[np.float64]:
    x, y = chromaticity
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _xyz(values: tuple[float, ...] | NDArray[np.float64]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(np.asarray(values))


def _fixed(values: NDArray[np.float64]) -> bytes:
    return np.rint(values * 65536.0).astype(">i4").tobytes()


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return (
        b"mluc"
        + bytes(4)
        + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28)
        + encoded
    )


def _assemble(tags: dict[str, bytes]) -> bytes:
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, tag in tags.items():
        if tag not in places:
            places[tag] = start + len(body)
            body += tag + bytes(-len(tag) % 4)
        table += struct.pack(">4sII", name.encode("ascii"), places[tag], len(tag))
    content = struct.pack(">I", len(tags)) + table + body
    header = bytearray(128)
    struct.pack_into(">I", header, 0, 128 + len(content))
    header[8:12] = b"\x04\x30\x00\x00"
    header[12:24] = b"mntrRGB XYZ "
    # A fixed date keeps the bytes the same for ever.
    struct.pack_into(">6H", header, 24, 2026, 1, 1, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = _fixed(np.array(D50_XYZ))
    # The profile's own id is its MD5 with some fields at zero, which they are here (7.2.18).
    header[84:100] = hashlib.md5(bytes(header) + content, usedforsecurity=False).digest()
    return bytes(header) + content
