"""SVG as pixels, by resvg: written in a language without wild pointers, and it runs no scripts.

Before it sees a drawing, everything that points out of the file is taken away, because resvg would
open it; nesting, number of elements and entities are bounded.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zlib
from dataclasses import dataclass
from xml.parsers import expat

import imagecodecs
import resvg_py

from editor.files.decoder_messages import Header
from editor.files.formats.source import ArraySource, Loaded, Opened

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_GZIP = b"\x1f\x8b"
_DEEPEST = 200
_MOST_ELEMENTS = 1_000_000
_MOST_ENTITIES, _LONGEST_ENTITY = 100, 300
_MOST_BYTES = 128 << 20
_LONGEST_SIDE_PX = 1_000_000.0
_NO_SIZE = (300.0, 150.0)
"""What CSS gives to a picture that says nothing of its size."""
# CSS Values and Units 3, section 6.2.
_UNITS_PX = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 96 / 101.6,
    "in": 96.0,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([a-zA-Z]*)\s*")
_TEXT_TAGS = frozenset(f"{_NAMESPACE}{name}" for name in ("text", "tspan", "textPath"))
_FONT_NOTICE = "Text was drawn with the fonts of this machine."
_OUTSIDE_NOTICE = "Pictures that lie outside the SVG file were left out."


class BadDrawing(ValueError):
    """An SVG file that is broken, or larger in its parts than any drawing needs to be."""


@dataclass
class _Drawing:
    root: ET.Element
    has_text: bool = False
    has_outside: bool = False


def is_svg(start: bytes) -> bool:
    """Whether a file that begins so is SVG; `start` should be some kilobytes."""
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(31).decompress(start, 4096)
        except zlib.error:
            return False
    return b"<svg" in start or "<svg".encode("utf-16-le") in start


def open_svg(data: bytes) -> Opened:
    """Raises BadDrawing. The size is what the file says, in CSS pixels of 96 to the inch."""
    drawing = _parsed(_inflated(data))
    sides = _size_px(drawing.root)
    for name, side in zip(("width", "height"), sides, strict=True):
        drawing.root.set(name, f"{side:g}")
    width, height = (max(1, round(side)) for side in sides)
    header = Header(width, height, 4, "uint8")
    return Opened(header, lambda partial: _load(drawing, header), dpi=(96.0, 96.0))


def _load(drawing: _Drawing, header: Header) -> Loaded:
    text = ET.tostring(drawing.root, encoding="unicode")
    try:
        written = resvg_py.svg_to_bytes(
            svg_string=text,
            width=header.width,
            height=header.height,
            dpi=96,
            skip_system_fonts=not drawing.has_text,
        )
    except BaseException as error:
        # A panic of Rust is no Exception.
        raise BadDrawing(repr(error)) from error
    notices = [f"The drawing was opened at {header.width} × {header.height} pixels."]
    if drawing.has_text:
        notices.append(_FONT_NOTICE)
    if drawing.has_outside:
        notices.append(_OUTSIDE_NOTICE)
    pixels = imagecodecs.png_decode(bytes(written))
    if pixels.ndim != 3 or pixels.shape[2] != 4:
        raise BadDrawing("no RGBA")
    return Loaded(ArraySource(pixels), None, tuple(notices))


def _inflated(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    stream = zlib.decompressobj(31)
    text = stream.decompress(data, _MOST_BYTES)
    if not stream.eof:
        raise BadDrawing("cut short, or too long")
    return text


def _parsed(data: bytes) -> _Drawing:
    if len(data) > _MOST_BYTES:
        raise BadDrawing("too long")
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
        root = reading.builder.close()
    except (expat.ExpatError, AssertionError) as error:
        raise BadDrawing(str(error)) from error
    if root.tag not in (f"{_NAMESPACE}svg", "svg"):
        raise BadDrawing("no SVG")
    return _Drawing(root, reading.has_text, reading.has_outside)


class _Reading:
    """Builds the tree and keeps out of it what would hang, grow or look elsewhere."""

    def __init__(self) -> None:
        self.builder = ET.TreeBuilder()
        self.has_text = self.has_outside = False
        self._depth = self._elements = self._entities = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.EntityDeclHandler = self._entity
        self.parser.ExternalEntityRefHandler = self._external

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise BadDrawing("more parts than any drawing needs")
        tag = _qualified(tag)
        self.has_text |= tag in _TEXT_TAGS
        kept = {}
        for name, value in attributes.items():
            name = _qualified(name)
            if name in ("href", f"{_XLINK}href") and not _is_inside(value):
                self.has_outside |= tag.endswith(("}image", "}feImage"))
                continue
            kept[name] = value
        self.builder.start(tag, kept)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self.builder.end(_qualified(tag))

    def _entity(self, name: str, _parameter: int, value: str | None, *_ids: object) -> None:
        """Short names for plain text are in old files of Illustrator; all others are attacks."""
        self._entities += 1
        is_plain = value is not None and len(value) <= _LONGEST_ENTITY and "&" not in value
        if not is_plain or self._entities > _MOST_ENTITIES:
            raise BadDrawing(f"the entity {name[:40]}")

    def _external(self, *_ids: object) -> int:
        raise BadDrawing("a reference out of the file")


def _qualified(name: str) -> str:
    """Expat's `address}name` as ElementTree's `{address}name`."""
    return "{" + name if "}" in name else name


def _is_inside(reference: str) -> bool:
    reference = reference.strip()
    return reference.startswith(("#", "data:image/")) and "svg" not in reference[:20].lower()


def _size_px(root: ET.Element) -> tuple[float, float]:
    box = _view_box(root)
    width, height = (_length_px(root.get(name)) for name in ("width", "height"))
    if width is None and height is None:
        width, height = box or _NO_SIZE
    elif width is None:
        width = height * box[0] / box[1] if box and height else _NO_SIZE[0]
    elif height is None:
        height = width * box[1] / box[0] if box else _NO_SIZE[1]
    if not width or not height or max(width, height) > _LONGEST_SIDE_PX:
        raise BadDrawing("no sensible size")
    return width, height


def _view_box(root: ET.Element) -> tuple[float, float] | None:
    try:
        numbers = [float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(0 < side <= _LONGEST_SIDE_PX for side in numbers[2:]):
        return None
    return numbers[2], numbers[3]


def _length_px(text: str | None) -> float | None:
    """None where nothing absolute is said; percent is of a page that is not there."""
    found = _LENGTH.fullmatch(text or "")
    if found is None or found[2].lower() not in _UNITS_PX:
        return None
    return float(found[1]) * _UNITS_PX[found[2].lower()]
