"""Reads an SVG file as shapes that can be edited, and says what was not understood."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace

import numpy as np

from ml.vector.shapes import Contour, Drawing, Flat, Linear, Paint, Shape, Stop
from ml.vector.svg_paths import BadPath, read_basic, read_path
from ml.vector.svg_values import (
    BLACK,
    IDENTITY,
    Matrix,
    length_of,
    matrix_of,
    read_colour,
    share_of,
    style_of,
)
from ml.vector.svg_writer import NAME_KEY, spoken

_BASIC = ("rect", "circle", "ellipse", "polygon", "polyline")
_HOLDERS = ("svg", "g", "a")
_SILENT = ("defs", "title", "desc", "metadata", "linearGradient", "clipPath", "namedview", "style")
_MOST_DEPTH = 200
_MOST_SHAPES = 20_000
_SIDES = (300.0, 150.0)


class BadDrawing(ValueError):
    """A text that is no SVG, or larger in its parts than any drawing needs to be."""


@dataclass(frozen=True)
class ReadDrawing:
    """The drawing, and one sentence for each sort of thing that was left out."""

    drawing: Drawing
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _State:
    """What a group hands down to what is in it."""

    matrix: Matrix = IDENTITY
    fill: str = "black"
    opacity: float = 1.0
    rule: str = "nonzero"
    colour: str = "black"
    group: str = ""


@dataclass
class _Reading:
    ids: dict[str, ET.Element]
    shapes: list[Shape] = field(default_factory=list[Shape])
    clip: tuple[Contour, ...] = ()
    missed: dict[str, int] = field(default_factory=dict[str, int])

    def miss(self, what: str) -> None:
        self.missed[what] = self.missed.get(what, 0) + 1


def read_svg(text: str) -> ReadDrawing:
    """Raises BadDrawing. Lines, texts, pictures and effects are left out, and said."""
    if "<!ENTITY" in text:
        raise BadDrawing("entities")
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        raise BadDrawing(str(error)) from error
    if _tag(root) != "svg":
        raise BadDrawing("no SVG")
    width, height, matrix = _page(root)
    ids = {element.get("id", ""): element for element in root.iter()}
    reading = _Reading(ids)
    _walk(root, _State(matrix), reading, 0)
    notices = tuple(
        f"{what} cannot be edited as shapes and was left out ({count}×)."
        for what, count in reading.missed.items()
    )
    return ReadDrawing(Drawing(width, height, tuple(reading.shapes), reading.clip), notices)


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _page(root: ET.Element) -> tuple[float, float, Matrix]:
    """Width and height in pixels, and the matrix from the view box to them."""
    numbers = [
        float(n) for n in re.findall(r"[-+]?[\d.]+(?:[eE][-+]?\d+)?", root.get("viewBox", ""))
    ]
    box = numbers if len(numbers) == 4 and min(numbers[2:]) > 0 else None
    width, height = (length_of(root.get(key)) for key in ("width", "height"))
    usual = (box[2], box[3]) if box else _SIDES
    width, height = width or usual[0], height or usual[1]
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise BadDrawing("no sensible size")
    if box is None:
        return width, height, IDENTITY
    scale = min(width / box[2], height / box[3])
    left = (width - box[2] * scale) / 2 - box[0] * scale
    top = (height - box[3] * scale) / 2 - box[1] * scale
    return width, height, (scale, 0.0, 0.0, scale, left, top)


def _walk(element: ET.Element, state: _State, reading: _Reading, depth: int) -> None:
    if depth > _MOST_DEPTH or len(reading.shapes) > _MOST_SHAPES:
        raise BadDrawing("more parts than can be edited")
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag = _tag(child)
        if tag in _SILENT:
            continue
        style = style_of(child)
        if style.get("display") == "none":
            continue
        inner = _inner(child, style, state)
        if tag in _HOLDERS:
            _hold(child, style, inner, reading, depth)
        elif tag == "path" or tag in _BASIC:
            _shape(child, style, inner, reading)
        else:
            reading.miss(f"“{tag}”")


def _hold(
    child: ET.Element, style: dict[str, str], inner: _State, reading: _Reading, depth: int
) -> None:
    name = _name(child)
    if _tag(child) == "g" and name:
        inner = replace(inner, group=name)
    _note_effects(style, reading)
    if "clip-path" in style:
        _take_clip(style["clip-path"], inner, reading)
    _walk(child, inner, reading, depth + 1)


def _inner(element: ET.Element, style: dict[str, str], state: _State) -> _State:
    return replace(
        state,
        matrix=matrix_of(element.get("transform"), state.matrix),
        fill=style.get("fill", state.fill),
        opacity=state.opacity
        * share_of(style.get("opacity"))
        * share_of(style.get("fill-opacity")),
        rule=style.get("fill-rule", state.rule),
        colour=style.get("color", state.colour),
    )


def _shape(child: ET.Element, style: dict[str, str], state: _State, reading: _Reading) -> None:
    _note_effects(style, reading)
    if style.get("stroke", "none") != "none":
        reading.miss("A stroked outline")
    if "clip-path" in style:
        reading.miss("A clip path of one shape")
    contours = _contours(child, reading)
    if not contours or state.fill == "none":
        return
    paint = _paint(state, contours, reading)
    if paint is None:
        return
    moved = tuple(Contour(_applied(contour.points, state.matrix)) for contour in contours)
    name = _name(child) or f"Shape {len(reading.shapes) + 1}"
    even_odd = state.rule == "evenodd"
    reading.shapes.append(Shape(moved, paint, state.opacity, name, even_odd, state.group))


def _name(element: ET.Element) -> str:
    """As programs for drawing show it: their own label, a title, or the id with its blanks."""
    for key, value in element.attrib.items():
        if key == NAME_KEY or key.endswith("}label"):
            return value
    for child in element:
        if isinstance(child.tag, str) and _tag(child) == "title" and child.text:
            return child.text.strip()
    return spoken(element.get("id", ""))


def _contours(child: ET.Element, reading: _Reading) -> tuple[Contour, ...]:
    tag = _tag(child)
    try:
        if tag == "path":
            return read_path(child.get("d", ""))
        values = {
            key: length_of(text) or 0.0 for key, text in child.attrib.items() if key in _PLACES
        }
        return read_basic(tag, values, child.get("points", ""))
    except (BadPath, ValueError):
        reading.miss("A broken path")
        return ()


_PLACES = ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry")


def _applied(points: np.ndarray, matrix: Matrix) -> np.ndarray:
    a, b, c, d, e, f = matrix
    return points @ np.array([[a, b], [c, d]]) + (e, f)


def _note_effects(style: dict[str, str], reading: _Reading) -> None:
    for key in ("filter", "mask"):
        if style.get(key, "none") != "none":
            reading.miss(f"A {key}")


def _take_clip(reference: str, state: _State, reading: _Reading) -> None:
    """One clip for the whole page is kept; it must be the only one."""
    element = reading.ids.get(_target(reference))
    contours: tuple[Contour, ...] = ()
    if element is not None and not reading.clip and not reading.shapes:
        for child in element:
            contours += _contours(child, reading)
    if not contours:
        reading.miss("A clip path")
        return
    reading.clip = tuple(Contour(_applied(c.points, state.matrix)) for c in contours)


def _target(reference: str) -> str:
    found = re.fullmatch(r"\s*url\(\s*['\"]?#([^'\")]+)['\"]?\s*\).*", reference)
    return found[1] if found else ""


def _paint(state: _State, contours: tuple[Contour, ...], reading: _Reading) -> Paint | None:
    name = _target(state.fill)
    if name:
        element = reading.ids.get(name)
        if element is None or _tag(element) != "linearGradient":
            reading.miss("A fill that is no linear gradient")
            return Flat(BLACK) if element is None else _middle(element, reading)
        return _linear(element, state, contours, reading)
    fill = state.colour if state.fill.lower() == "currentcolor" else state.fill
    colour = read_colour(fill)
    if colour is None:
        reading.miss(f"The colour “{fill[:30]}”")
        return Flat(BLACK)
    return Flat(colour)


def _middle(element: ET.Element, reading: _Reading) -> Paint | None:
    """Of another gradient the colour of its middle stop."""
    stops = _stops(element, reading)
    return Flat(stops[len(stops) // 2].colour) if stops else None


def _stops(element: ET.Element, reading: _Reading, hops: int = 0) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for child in element:
        if _tag(child) != "stop":
            continue
        style = style_of(child)
        if share_of(style.get("stop-opacity")) < 1:
            reading.miss("The opacity of a gradient's stop")
        colour = read_colour(style.get("stop-color", "black")) or BLACK
        offset = share_of(child.get("offset", "0"))
        stops.append(Stop(max(offset, stops[-1].offset if stops else 0.0), colour))
    if not stops and hops < 8:
        other = _referred(element, reading)
        return _stops(other, reading, hops + 1) if other is not None else ()
    return tuple(stops)


def _referred(element: ET.Element, reading: _Reading) -> ET.Element | None:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == "href" and value.startswith("#"):
            return reading.ids.get(value[1:])
    return None


def _linear(
    element: ET.Element, state: _State, contours: tuple[Contour, ...], reading: _Reading
) -> Paint | None:
    """SVG 2, 14.2.2; the gradient's line in the plane of the page."""
    stops = _stops(element, reading)
    if not stops:
        return None
    if len(stops) == 1:
        return Flat(stops[0].colour)
    given = dict(element.attrib)
    other = _referred(element, reading)
    if other is not None:
        given = {**other.attrib, **given}
    values = (("x1", "0"), ("y1", "0"), ("x2", "1"), ("y2", "0"))
    is_box = given.get("gradientUnits") != "userSpaceOnUse"
    x1, y1, x2, y2 = (share_of(given.get(k, d), limited=False) for k, d in values)
    matrix = state.matrix
    if is_box:
        points = np.concatenate([contour.points for contour in contours])
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        box = (right - left, 0.0, 0.0, bottom - top, left, top)
        matrix = matrix_of(None, matrix, box)
    matrix = matrix_of(given.get("gradientTransform"), matrix)
    start, across = (x1, y1), (x2 - x1, y2 - y1)
    # A slanted plane slants the lines of equal colour, too: the end lies across the start's line.
    first = _applied(np.array([start, (x2, y2), (x1 - across[1], y1 + across[0])]), matrix)
    line, normal = first[1] - first[0], first[2] - first[0]
    length = float(normal @ normal)
    end = first[1] if length == 0 else first[0] + line - normal * float(line @ normal) / length
    return Linear((float(first[0, 0]), float(first[0, 1])), (float(end[0]), float(end[1])), stops)
