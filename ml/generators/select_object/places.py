"""Reads places as people and tools write them: pairs of pixels or percent."""

from __future__ import annotations

import math

from ml.api.errors import BadInput
from ml.api.regions import Box
from ml.mattes.grabcut import Hints, Point

SMALLEST_BOX_PX = 2


def hints_of(points: str, without: str, box: str, size: tuple[int, int]) -> Hints:
    """What was shown, in a picture of (width, height); raises `BadInput` with one sentence."""
    inside = _points("Points", points, size)
    outside = _points("Not there", without, size)
    found = _box(box, size)
    if not inside and found is None:
        raise BadInput("Show what you mean: click it, or draw a box around it.")
    return Hints(inside, outside, found)


def _points(title: str, text: str, size: tuple[int, int]) -> list[Point]:
    values = _values(title, text)
    if len(values) % 2:
        raise BadInput(f"{title} are pairs such as 120,80; {text!r} has an odd number of values.")
    pairs = zip(values[::2], values[1::2], strict=True)
    places = [(_along(x, size[0]), _along(y, size[1])) for x, y in pairs]
    for x, y in places:
        if not (0 <= x <= size[0] and 0 <= y <= size[1]):
            raise BadInput(f"The place {x:.0f},{y:.0f} lies outside the picture: choose another.")
    return places


def _box(text: str, size: tuple[int, int]) -> Box | None:
    values = _values("Box", text)
    if not values:
        return None
    if len(values) != 4:
        raise BadInput(f"A box is left,top,right,bottom; {text!r} has {len(values)} values.")
    limits = (size[0], size[1], size[0], size[1])
    x0, y0, x1, y1 = (_along(v, limit) for v, limit in zip(values, limits, strict=True))
    box = Box(round(min(x0, x1)), round(min(y0, y1)), round(max(x0, x1)), round(max(y0, y1)))
    inside = box.intersection(Box.of_size(*size))
    if min(inside.width, inside.height) < SMALLEST_BOX_PX:
        raise BadInput("The box is too small or lies outside the picture: draw a larger one.")
    return inside


def _values(title: str, text: str) -> list[tuple[float, bool]]:
    """The numbers, and of each whether it is a percentage."""
    words = text.replace(",", " ").replace(";", " ").split()
    return [(_number(title, word.removesuffix("%")), word.endswith("%")) for word in words]


def _number(title: str, word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadInput(f"{title} must be numbers such as 120,80 or 50%,40%; {word!r} is none.")
    return value


def _along(value: tuple[float, bool], side: int) -> float:
    number, is_percent = value
    return number / 100 * side if is_percent else number
