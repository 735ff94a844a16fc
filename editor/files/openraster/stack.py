"""stack.xml: the layers as every program that knows OpenRaster reads them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from defusedxml.ElementTree import fromstring

from editor.files.openraster.facts import DocumentFacts, LayerFacts, PlaneFacts

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_DEPTH = 64
_MOST_LAYERS = 5000
_LONGEST_SIDE_PX = 300_000
_FARTHEST_PX = 10_000_000
_KNOWN_MODES = "svg:"
NORMAL = "svg:src-over"
# OpenRaster has no name for it. Programs that do not know Krita's show Normal, as for any other.
_WRITTEN = {"pentimento:exclusion": "krita:exclusion"}
_READ = {"krita:exclusion": "pentimento:exclusion", "svg:exclusion": "pentimento:exclusion"}


class BadStack(ValueError):
    """A stack.xml that does not describe a picture."""


@dataclass(frozen=True)
class StackLayer:
    """A layer for other programs: `member` with its corner at (x, y) of the canvas."""

    facts: LayerFacts
    member: str
    x: int
    y: int


@dataclass(frozen=True)
class _Group:
    """What the groups around a layer add up to."""

    x: int = 0
    y: int = 0
    opacity: float = 1.0
    visible: bool = True


def write_stack(document: DocumentFacts, layers: tuple[StackLayer, ...]) -> bytes:
    """`layers` are the lowest first, as in the document; the file lists the uppermost first."""
    size = f'w="{document.width}" h="{document.height}"'
    if document.dpi is not None:
        size += f' xres="{round(document.dpi[0])}" yres="{round(document.dpi[1])}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<image version="0.0.6" {size}>',
        " <stack>",
        *(_line(layer, document.active) for layer in reversed(layers)),
        " </stack>",
        "</image>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _line(layer: StackLayer, active: str) -> str:
    facts = layer.facts
    plain = facts.blend if facts.blend.startswith(_KNOWN_MODES) else NORMAL
    mode = _WRITTEN.get(facts.blend, plain)
    words = {
        "name": _NO_XML.sub("\ufffd", facts.name),
        "src": layer.member,
        "x": str(layer.x),
        "y": str(layer.y),
        "opacity": f"{facts.opacity:.6g}",
        "visibility": "visible" if facts.visible else "hidden",
        "composite-op": mode,
    }
    if facts.id == active and active:
        words["selected"] = "true"
    return "  <layer " + " ".join(f"{k}={quoteattr(v)}" for k, v in words.items()) + "/>"


def read_stack(data: bytes) -> tuple[DocumentFacts, tuple[str, ...]]:
    """A foreign stack as facts, groups dissolved; and sentences about what that lost.

    Raises BadStack, ValueError or an XML error.
    """
    root = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    stack = root.find("stack")
    if root.tag != "image" or stack is None:
        raise BadStack("no stack")
    width, height = _side(root, "w"), _side(root, "h")
    found = list(_layers(stack, _Group(), 0))
    if len(found) > _MOST_LAYERS:
        raise BadStack("too many layers")
    layers = tuple(reversed([facts for facts, _ in found]))
    notices = []
    if stack.find("stack") is not None:
        notices.append("The groups of layers were dissolved.")
    if any(element.tag != "layer" for _, element in found):
        notices.append("Text and other special layers were left out.")
    kept = tuple(layer for layer in layers if layer.pixels.member)
    facts = DocumentFacts(width, height, "uint8", kept, dpi=_resolution(root))
    return facts, tuple(notices)


def _layers(stack: Element, group: _Group, depth: int) -> Iterator[tuple[LayerFacts, Element]]:
    if depth > _MOST_DEPTH:
        raise BadStack("groups within groups without end")
    for element in stack:
        if element.tag == "stack":
            yield from _layers(element, _within(group, element), depth + 1)
        else:
            yield _facts(element, _within(group, element)), element


def _within(group: _Group, element: Element) -> _Group:
    return _Group(
        group.x + _number(element, "x"),
        group.y + _number(element, "y"),
        group.opacity * _opacity(element),
        group.visible and element.get("visibility", "visible") != "hidden",
    )


def _facts(element: Element, place: _Group) -> LayerFacts:
    member = element.get("src", "") if element.tag == "layer" else ""
    blend = element.get("composite-op", NORMAL)
    return LayerFacts(
        id="",
        name=element.get("name", "") or "Layer",
        visible=place.visible,
        opacity=place.opacity,
        blend=_READ.get(blend, blend),
        position=(place.x, place.y),
        pixels=PlaneFacts(member),
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
