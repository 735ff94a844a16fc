"""What shapes are called: their colour and their place, so that a list of them can be read."""

from __future__ import annotations

import colorsys

from ml.vector.shapes import Colour, Points

_HUES = (
    *((0.04, "red"), (0.11, "orange"), (0.19, "yellow"), (0.45, "green"), (0.53, "turquoise")),
    *((0.7, "blue"), (0.8, "violet"), (0.93, "pink"), (1.01, "red")),
)
_GREY = 0.12
_LEVELS = ((1, "Ground"), (9, "Large shapes"), (33, "Shapes"), (1 << 30, "Details"))


def colour_name(colour: Colour) -> str:
    """Such as “dark green” or “light grey”."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    if light < 0.08:
        return "black"
    if light > 0.95:
        return "white"
    tone = "dark " if light < 0.33 else "light " if light > 0.7 else ""
    if saturation < _GREY:
        return f"{tone}grey"
    name = next(name for end, name in _HUES if hue < end)
    if name == "orange" and light < 0.45:
        return "brown" if not tone else f"{tone}brown"
    return tone + name


def place_name(points: Points, width: float, height: float) -> str:
    """Such as “top left”; “” for the middle."""
    x, y = (points.min(axis=0) + points.max(axis=0)) / 2
    down = "top" if y < height / 3 else "bottom" if y > 2 * height / 3 else ""
    across = "left" if x < width / 3 else "right" if x > 2 * width / 3 else ""
    return f"{down} {across}".strip()


def shape_name(number: int, colour: Colour, points: Points, page: tuple[float, float]) -> str:
    """Such as “Dark green top left 12”: fit for an id, so that files keep it as it is."""
    words = f"{colour_name(colour)} {place_name(points, *page)}".strip()
    return f"{words[0].upper()}{words[1:]} {number}"


def level_name(number: int) -> str:
    """The group of shape `number`, counted from 0."""
    return next(name for end, name in _LEVELS if number < end)
