"""Reads the small values of SVG: colours, lengths, shares, styles and matrices."""

from __future__ import annotations

import colorsys
import math
import re
import xml.etree.ElementTree as ET

from ml.vector.shapes import Colour

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK: Colour = (0.0, 0.0, 0.0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CALL = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
# CSS Values and Units 3, section 6.2.
_UNITS_PX = {
    **{"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "em": 16.0},
    **{"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0},
}
_STYLED = (
    *("fill", "fill-opacity", "fill-rule", "opacity", "stroke", "display", "color", "filter"),
    *("mask", "clip-path", "stop-color", "stop-opacity"),
)
_NAMED = {
    **{"black": "000000", "white": "ffffff", "red": "ff0000", "lime": "00ff00", "blue": "0000ff"},
    **{"green": "008000", "yellow": "ffff00", "cyan": "00ffff", "aqua": "00ffff"},
    **{"magenta": "ff00ff", "fuchsia": "ff00ff", "gray": "808080", "grey": "808080"},
    **{"silver": "c0c0c0", "maroon": "800000", "olive": "808000", "navy": "000080"},
    **{"purple": "800080", "teal": "008080", "orange": "ffa500", "pink": "ffc0cb"},
    **{"brown": "a52a2a", "gold": "ffd700", "tomato": "ff6347", "skyblue": "87ceeb"},
    **{"steelblue": "4682b4", "indigo": "4b0082", "violet": "ee82ee", "beige": "f5f5dc"},
}


def style_of(element: ET.Element) -> dict[str, str]:
    """Presentation attributes, and over them what the style attribute says."""
    found = {key: element.get(key, "") for key in _STYLED if element.get(key) is not None}
    for part in element.get("style", "").split(";"):
        key, _, value = part.partition(":")
        if key.strip() in _STYLED and value.strip():
            found[key.strip()] = value.replace("!important", "").strip()
    return {key: value for key, value in found.items() if value != "inherit"}


def length_of(text: str | None) -> float | None:
    """In pixels; None where nothing absolute is said."""
    found = re.fullmatch(rf"\s*({_NUMBER.pattern})\s*([a-z]*)\s*", text or "")
    if found is None or found[2] not in _UNITS_PX:
        return None
    return float(found[1]) * _UNITS_PX[found[2]]


def share_of(text: str | None, *, limited: bool = True) -> float:
    """A number or percentage as a share of one; 1 where there is none."""
    found = re.match(rf"\s*({_NUMBER.pattern})\s*(%?)", text or "1")
    if found is None:
        return 1.0
    value = float(found[1]) / (100 if found[2] else 1)
    return min(1.0, max(0.0, value)) if limited else value


def read_colour(text: str) -> Colour | None:
    """`#rgb`, `#rrggbb`, `rgb(...)`, `hsl(...)` or one of the usual names; else None."""
    word = text.strip().lower()
    digits = _NAMED.get(word, word[1:] if word.startswith("#") else "")
    if re.fullmatch(r"[0-9a-f]{3,4}", digits):
        digits = "".join(2 * letter for letter in digits)
    if re.fullmatch(r"[0-9a-f]{6}([0-9a-f]{2})?", digits):
        red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
        return (red, green, blue)
    call = re.fullmatch(r"(rgb|hsl)a?\(([^)]*)\)", word)
    if call is None:
        return None
    parts = re.findall(rf"({_NUMBER.pattern})(%?)", call[2])[:3]
    if len(parts) < 3:
        return None
    if call[1] == "hsl":
        hue, saturation, light = (float(part[0]) for part in parts)
        return colorsys.hls_to_rgb(hue / 360 % 1, light / 100, saturation / 100)
    red, green, blue = (
        min(1.0, max(0.0, float(value) / (100 if mark else 255))) for value, mark in parts
    )
    return (red, green, blue)


def matrix_of(text: str | None, outer: Matrix, first: Matrix = IDENTITY) -> Matrix:
    """`outer` after the transforms that are written in `text`, after `first`."""
    total = _times(outer, first)
    for name, inside in _CALL.findall(text or ""):
        total = _times(total, _single(name, [float(n) for n in _NUMBER.findall(inside)]))
    return total


def _single(name: str, n: list[float]) -> Matrix:
    if name == "matrix" and len(n) == 6:
        return (n[0], n[1], n[2], n[3], n[4], n[5])
    if name == "translate" and n:
        return (1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0)
    if name == "scale" and n:
        return (n[0], 0.0, 0.0, n[1] if len(n) > 1 else n[0], 0.0, 0.0)
    if name == "rotate" and n:
        angle = math.radians(n[0])
        c, s = math.cos(angle), math.sin(angle)
        x, y = (n[1], n[2]) if len(n) > 2 else (0.0, 0.0)
        return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
    if name == "skewX" and n:
        return (1.0, 0.0, math.tan(math.radians(n[0])), 1.0, 0.0, 0.0)
    if name == "skewY" and n:
        return (1.0, math.tan(math.radians(n[0])), 0.0, 1.0, 0.0, 0.0)
    return IDENTITY


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `n`, then `m`."""
    a, b, c, d, e, f = m
    return (
        a * n[0] + c * n[1],
        b * n[0] + d * n[1],
        a * n[2] + c * n[3],
        b * n[2] + d * n[3],
        a * n[4] + c * n[5] + e,
        b * n[4] + d * n[5] + f,
    )
