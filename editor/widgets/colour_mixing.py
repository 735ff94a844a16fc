"""Colours as hue, saturation and value, and as the text that people type."""

from __future__ import annotations

import colorsys
import re

import numpy as np
from numpy.typing import NDArray

from editor.tools.colours import Colour

Hsv = tuple[float, float, float]
"""Hue, saturation and value from 0 to 1; a hue of 1 is that of 0."""

_HEX = re.compile(r"#?\s*([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{12})\s*")


def hsv_of(colour: Colour, near: Hsv = (0.0, 0.0, 0.0)) -> Hsv:
    """Greys have no hue and black no saturation: they keep those of `near`."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    if value == 0:
        return near[0], near[1], 0.0
    if saturation == 0:
        return near[0], 0.0, value
    # Red is at both ends of the hues: it stays at the end where it was.
    return (1.0 if hue == 0 and near[0] == 1 else hue), saturation, value


def colour_of(hsv: Hsv) -> Colour:
    return colorsys.hsv_to_rgb(*hsv)


def hex_of(colour: Colour) -> str:
    """#rrggbb, the nearest in 8 bits."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in colour)


def read_hex(text: str) -> Colour | None:
    """The colour of 3, 6 or 12 hexadecimal digits, with or without #; None for anything else."""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1]
    wide = len(digits) // 3
    red, green, blue = (int(digits[n * wide : (n + 1) * wide], 16) for n in range(3))
    full = 16**wide - 1
    return red / full, green / full, blue / full


def field(hue: float, width: int, height: int) -> NDArray[np.uint8]:
    """All colours of one hue: saturation grows to the right, value upwards; RGBA (h, w, 4)."""
    pure = np.array(colorsys.hsv_to_rgb(hue, 1.0, 1.0))
    saturation = np.linspace(0, 1, width)[None, :, None]
    value = np.linspace(1, 0, height)[:, None, None]
    return _opaque(value * (1 - saturation * (1 - pure)))


def hues(width: int) -> NDArray[np.uint8]:
    """All pure hues from left to right: RGBA (1, w, 4)."""
    line = [colorsys.hsv_to_rgb(at, 1.0, 1.0) for at in np.linspace(0, 1, width)]
    return _opaque(np.array([line]))


def patch(colour: Colour) -> NDArray[np.uint8]:
    """One pixel of it: RGBA (1, 1, 4)."""
    return _opaque(np.array([[colour]]))


def _opaque(colours: NDArray[np.floating]) -> NDArray[np.uint8]:
    made = np.full((*colours.shape[:2], 4), 255, np.uint8)
    made[..., :3] = np.rint(np.clip(colours, 0, 1) * 255)
    return made
