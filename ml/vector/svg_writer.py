"""Writes drawings as small, plain SVG: named groups, paths and gradients, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray

from ml.vector.shapes import Colour, Contour, Drawing, Flat, Linear, Paint, Shape

NAMESPACE = "http://www.w3.org/2000/svg"
DIGITS = 1
"""Decimals of a coordinate: a tenth of a pixel of the page, which is less than eyes can tell."""
EXACT_DIGITS = 4
"""What a saved document keeps."""
_STRAIGHT_PX = 0.02
Whole = NDArray[np.int64]
"""A place (2,) in steps of the last decimal."""
_UNFIT = re.compile(r"[^\w.-]+")
NAME_KEY = "data-name"
"""Holds a name that an id cannot: SVG 2 allows such attributes, and other programs read it."""


def write_svg(drawing: Drawing, digits: int = DIGITS, *, is_named: bool = True) -> str:
    """The page as the text of an SVG file; without names it is a little smaller."""
    names = _Names()
    gradients, fills = _gradients(drawing.shapes, digits)
    size = " ".join(_number(side, digits) for side in (drawing.width, drawing.height))
    width, height = size.split()
    lines = [f'<svg xmlns="{NAMESPACE}" width="{width}" height="{height}" viewBox="0 0 {size}">']
    clip = ""
    if drawing.clip:
        data = path_data(drawing.clip, digits)
        gradients = [*gradients, f'<clipPath id="clip"><path d="{data}"/></clipPath>']
        clip = ' clip-path="url(#clip)"'
    if gradients:
        lines += ["<defs>", *gradients, "</defs>"]
    if clip:
        lines.append(f"<g{clip}>")
    numbered = list(zip(drawing.shapes, fills, strict=True))
    for group, members in groupby(numbered, key=lambda pair: pair[0].group):
        paths = [_path(shape, fill, digits, names if is_named else None) for shape, fill in members]
        lines += [f"<g {names.words(group)}>", *paths, "</g>"] if group else paths
    return "\n".join([*lines, "</g>\n</svg>\n" if clip else "</svg>\n"])


def path_data(contours: Iterable[Contour], digits: int = DIGITS) -> str:
    """The curves in the commands of a path; lines stay lines, mirrored handles are left out."""
    return "".join(_contour_data(contour, digits) for contour in contours)


def hex_colour(colour: Colour) -> str:
    """`#rrggbb`, or `#rgb` where that says the same."""
    values = [round(min(1.0, max(0.0, value)) * 255) for value in colour]
    long = "".join(f"{value:02x}" for value in values)
    is_short = all(pair[0] == pair[1] for pair in (long[:2], long[2:4], long[4:]))
    return "#" + (long[::2] if is_short else long)


def _contour_data(contour: Contour, digits: int) -> str:
    step = 10**digits
    whole = np.rint(contour.points * step).astype(np.int64)
    n = contour.segments
    here = whole[0]
    parts = [_words("M", here, step)]
    command, mirrored = "", None
    for k in range(n):
        leave, arrive, there = whole[3 * k + 1], whole[3 * k + 2], whole[(3 * k + 3) % (3 * n)]
        if digits >= EXACT_DIGITS:
            numbers = np.concatenate([leave - here, arrive - here, there - here])
            parts.append(_words("c" if command != "c" else "", numbers, step))
            command = "c"
        elif _is_straight((here, leave, arrive, there), _STRAIGHT_PX * step):
            if k < n - 1:
                parts.append(_words("l" if command != "l" else "", there - here, step))
                command = "l"
            mirrored = None
        elif mirrored is not None and abs(leave - mirrored).max() <= 1:
            numbers = np.concatenate([arrive - here, there - here])
            parts.append(_words("s" if command != "s" else "", numbers, step))
            command, mirrored = "s", 2 * there - arrive
        else:
            numbers = np.concatenate([leave - here, arrive - here, there - here])
            parts.append(_words("c" if command != "c" else "", numbers, step))
            command, mirrored = "c", 2 * there - arrive
        here = there
    return "".join(parts) + "z"


def _is_straight(ends: tuple[Whole, Whole, Whole, Whole], slack: float) -> bool:
    """Whether both handles lie on the line between the anchors, in their order."""
    here, leave, arrive, there = ends
    line = there - here
    length = float(np.hypot(line[0], line[1]))
    if length == 0:
        return bool((leave == here).all() and (arrive == here).all())
    for handle in (leave, arrive):
        away = handle - here
        across = abs(float(line[0] * away[1] - line[1] * away[0])) / length
        share = float(line @ away) / length**2
        if across > max(slack, 0.75) or not -0.05 <= share <= 1.05:
            return False
    return True


def _words(command: str, numbers: Iterable[int], step: int) -> str:
    """Numbers without what a reader does not need: zeros before a point, blanks before a minus."""
    text = command
    for number in numbers:
        word = _shortest(int(number), step)
        needs_blank = text != command or not command
        text += word if word.startswith("-") or not needs_blank else f" {word}"
    return text


def _shortest(number: int, step: int) -> str:
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(number), step)
    if rest == 0:
        return f"{sign}{whole}"
    decimals = f"{rest:0{len(str(step)) - 1}d}".rstrip("0")
    return f"{sign}{whole or ''}.{decimals}"


def _number(value: float, digits: int) -> str:
    step = 10**digits
    return _shortest(round(value * step), step)


def _path(shape: Shape, fill: str, digits: int, names: _Names | None) -> str:
    words = [f"<path {names.words(shape.name)}" if names else "<path"]
    words.append(f'fill="{fill}"')
    if shape.opacity < 1:
        words.append(f'opacity="{_number(shape.opacity, 3)}"')
    if shape.even_odd:
        words.append('fill-rule="evenodd"')
    return " ".join([*words, f'd="{path_data(shape.contours, digits)}"/>'])


def _gradients(shapes: Iterable[Shape], digits: int) -> tuple[list[str], list[str]]:
    """The definitions, and what each shape has as its fill; equal gradients are written once."""
    known: dict[Linear, str] = {}
    lines: list[str] = []
    fills: list[str] = []
    for shape in shapes:
        paint: Paint = shape.paint
        if isinstance(paint, Flat):
            fills.append(hex_colour(paint.colour))
            continue
        if paint not in known:
            known[paint] = f"l{len(known)}"
            lines.append(_gradient(paint, known[paint], digits))
        fills.append(f"url(#{known[paint]})")
    return lines, fills


def _gradient(paint: Linear, name: str, digits: int) -> str:
    places = zip(("x1", "y1", "x2", "y2"), (*paint.start, *paint.end), strict=True)
    ends = " ".join(f'{key}="{_number(value, digits)}"' for key, value in places)
    stops = "".join(_stops(paint, digits))
    head = f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {ends}>'
    return f"{head}{stops}</linearGradient>"


def _stops(paint: Linear, digits: int) -> Iterator[str]:
    for stop in paint.stops:
        offset = _number(stop.offset, max(3, digits))
        place = f' offset="{offset}"' if offset != "0" else ""
        yield f'<stop{place} stop-color="{hex_colour(stop.colour)}"/>'


def spoken(identity: str) -> str:
    """The name that an id stands for: programs write blanks as lines."""
    return identity.replace("_", " ").strip()


class _Names:
    """Makes of any name an id that the file has only once."""

    def __init__(self) -> None:
        self._taken: set[str] = {"clip"}

    def words(self, name: str) -> str:
        """The attributes that carry a name: an id, and where that says something else, both."""
        found = self.fresh(name)
        words = f"id={quoteattr(found)}"
        return words if spoken(found) == name else f"{words} {NAME_KEY}={quoteattr(name)}"

    def fresh(self, name: str) -> str:
        plain = _UNFIT.sub("-", name.strip().replace(" ", "_")).strip("-.") or "shape"
        if not (plain[0].isalpha() or plain[0] == "_"):
            plain = f"_{plain}"
        if re.fullmatch(r"l\d+", plain):
            plain = f"{plain}_"
        found, number = plain, 1
        while found in self._taken:
            number += 1
            found = f"{plain}-{number}"
        self._taken.add(found)
        return found
