"""stack.xml: the layers as every program that knows OpenRaster reads them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from defusedxml.ElementTree import fromstring

from editor.files.openraster.facts import GROUP, DocumentFacts, LayerFacts, PlaneFacts

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_DEPTH = 64
_MOST_LAYERS = 5000
_LONGEST_SIDE_PX = 300_000
_FARTHEST_PX = 10_000_000
_KNOWN_MODES = ("svg:", "krita:")
NORMAL = "svg:src-over"
# OpenRaster has no name for it. Programs that do not know Krita's show Normal, as for any other;
# our names of all further modes are Krita's already.
_WRITTEN = {"pentimento:exclusion": "krita:exclusion"}
_READ = {"krita:exclusion": "pentimento:exclusion", "svg:exclusion": "pentimento:exclusion"}


class BadStack(ValueError):
    """A stack.xml that does not describe a picture."""


@dataclass(frozen=True)
class Look:
    """How other programs mix an entry. `blend` is our name of the mode."""

    name: str
    visible: bool = True
    opacity: float = 1.0
    blend: str = NORMAL
    is_active: bool = False


@dataclass(frozen=True)
class StackLayer:
    """A layer for other programs: `member` with its corner at (x, y) of the canvas."""

    look: Look
    member: str
    x: int
    y: int


@dataclass(frozen=True)
class StackGroup:
    """A group for other programs, its entries the lowest first."""

    look: Look
    entries: tuple[StackEntry, ...]
    passes_through: bool = False


StackEntry: TypeAlias = "StackLayer | StackGroup"


def write_stack(document: DocumentFacts, entries: Sequence[StackEntry]) -> bytes:
    """`entries` are the lowest first, as in the document; the file lists the uppermost first."""
    size = f'w="{document.width}" h="{document.height}"'
    if document.dpi is not None:
        size += f' xres="{round(document.dpi[0])}" yres="{round(document.dpi[1])}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<image version="0.0.6" {size}>',
        " <stack>",
        *(line for entry in reversed(entries) for line in _lines(entry, 2)),
        " </stack>",
        "</image>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _lines(entry: StackEntry, indent: int) -> Iterator[str]:
    margin = " " * indent
    if isinstance(entry, StackLayer):
        place = {"src": entry.member, "x": str(entry.x), "y": str(entry.y)}
        yield f"{margin}<layer {_words(entry.look, place)}/>"
        return
    # OpenRaster lets only plain groups pass through.
    isolation = {"isolation": "auto" if entry.passes_through else "isolate"}
    yield f"{margin}<stack {_words(entry.look, isolation)}>"
    for inner in reversed(entry.entries):
        yield from _lines(inner, indent + 1)
    yield f"{margin}</stack>"


def _words(look: Look, more: dict[str, str]) -> str:
    plain = look.blend if look.blend.startswith(_KNOWN_MODES) else NORMAL
    words = {
        "name": _NO_XML.sub("\ufffd", look.name),
        **more,
        "opacity": f"{look.opacity:.6g}",
        "visibility": "visible" if look.visible else "hidden",
        "composite-op": _WRITTEN.get(look.blend, plain),
    }
    if look.is_active:
        words["selected"] = "true"
    return " ".join(f"{k}={quoteattr(v)}" for k, v in words.items())


def read_stack(data: bytes) -> tuple[DocumentFacts, tuple[str, ...]]:
    """A foreign stack as facts; and sentences about what was left out.

    Raises BadStack, ValueError or an XML error.
    """
    root = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    stack = root.find("stack")
    if root.tag != "image" or stack is None:
        raise BadStack("no stack")
    width, height = _side(root, "w"), _side(root, "h")
    found = _Found()
    layers = _layers(stack, (0, 0), found, 0)
    notices = ["Text and other special layers were left out."] if found.strange else []
    facts = DocumentFacts(width, height, "uint8", layers, dpi=_resolution(root))
    return facts, tuple(notices)


@dataclass
class _Found:
    """How many layers there were, and how many of kinds that are not known."""

    layers: int = 0
    strange: int = 0


def _layers(
    stack: Element, corner: tuple[int, int], found: _Found, depth: int
) -> tuple[LayerFacts, ...]:
    """What is in a stack, the lowest first; `corner` is that of the groups around."""
    if depth > _MOST_DEPTH:
        raise BadStack("groups within groups without end")
    layers: list[LayerFacts] = []
    for element in stack:
        found.layers += 1
        if found.layers > _MOST_LAYERS:
            raise BadStack("too many layers")
        place = (corner[0] + _number(element, "x"), corner[1] + _number(element, "y"))
        if element.tag == "stack":
            layers.append(_group(element, _layers(element, place, found, depth + 1)))
        elif element.tag == "layer" and element.get("src"):
            layers.append(_facts(element, PlaneFacts(element.get("src", "")), place))
        else:
            found.strange += 1
    return tuple(reversed(layers))


def _group(element: Element, children: tuple[LayerFacts, ...]) -> LayerFacts:
    facts = _facts(element, PlaneFacts(), (0, 0))
    # OpenRaster 0.0.6: only a group without a look of its own may pass through.
    is_plain = facts.opacity >= 1 and facts.blend == NORMAL
    passes_through = is_plain and element.get("isolation", "auto") == "auto"
    return replace(facts, kind=GROUP, children=children, passes_through=passes_through)


def _facts(element: Element, pixels: PlaneFacts, place: tuple[int, int]) -> LayerFacts:
    blend = element.get("composite-op", NORMAL)
    return LayerFacts(
        id="",
        name=element.get("name", "") or ("Layer" if element.tag == "layer" else "Group"),
        visible=element.get("visibility", "visible") != "hidden",
        opacity=_opacity(element),
        blend=_READ.get(blend, blend),
        position=place,
        pixels=pixels,
    )


def _opacity(element: Element) -> float:
    value = float(element.get("opacity", "1"))
    if not math.isfinite(value):
        raise BadStack("an opacity without end")
    return min(1.0, max(0.0, value))


def _number(element: Element, name: str) -> int:
    value = round(float(element.get(name, "0")))
    if abs(value) > _FARTHEST_PX:
        raise BadStack(f"{name} is too far away")
    return value


def _side(root: Element, name: str) -> int:
    value = int(root.get(name, "0"))
    if not 1 <= value <= _LONGEST_SIDE_PX:
        raise BadStack(f"no picture is {value} pixels long")
    return value


def _resolution(root: Element) -> tuple[float, float] | None:
    try:
        x, y = float(root.get("xres", "")), float(root.get("yres", ""))
    except ValueError:
        return None
    return (x, y) if 0 < x < 1e6 and 0 < y < 1e6 else None
