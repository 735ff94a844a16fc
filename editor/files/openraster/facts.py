"""What a document is beside its pixels, as JSON, believed only after every value was checked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from editor.document.guides import Guides

FORMAT = 2
_READABLE = (1, 2)
PIXEL, GROUP = "pixel", "group"
RECORDED_KINDS = ("adjustment", "fill", "text", "generated", "vector", "label")
"""Kinds of layers that lie in a member of their own, written down by the kinds themselves."""
_LONGEST_SIDE_PX = 300_000
_FARTHEST_PX = 10_000_000
_MOST_LAYERS = 5000
_MOST_DEPTH = 64
_MOST_GUIDES = 10_000
_LOCKS = ("alpha", "position", "pixels")
_LONGEST_TEXT = 10_000

Json = object


class BadFacts(ValueError):
    """The description of a document that cannot be true."""


@dataclass(frozen=True)
class PlaneFacts:
    """Pixels in the file's `member`, whose corner lies at (left, top) of the layer's own frame.

    An empty `member` is a plane on which nothing was painted.
    """

    member: str = ""
    left: int = 0
    top: int = 0

    def to_json(self) -> dict[str, Json]:
        return {"member": self.member, "left": self.left, "top": self.top}


@dataclass(frozen=True)
class Marks:
    """What an artist sets on layers of all kinds beside how they are mixed."""

    mask_enabled: bool = True
    clips: bool = False
    locks: tuple[str, ...] = ()
    label: str = "none"

    def to_json(self) -> dict[str, Json]:
        return {
            "mask_enabled": self.mask_enabled,
            "clips": self.clips,
            "locks": list(self.locks),
            "label": self.label,
        }


@dataclass(frozen=True)
class LayerFacts:
    """One layer; an empty `id` asks for a new one. `blend` is OpenRaster's name of the mode.

    Only groups have `children`, the lowest first. `record` is the member of a recorded kind.
    """

    id: str
    name: str
    visible: bool
    opacity: float
    blend: str
    position: tuple[int, int]
    pixels: PlaneFacts
    mask: PlaneFacts | None = None
    kind: str = PIXEL
    marks: Marks = Marks()
    children: tuple[LayerFacts, ...] = ()
    passes_through: bool = False
    is_open: bool = True
    record: str = ""

    def to_json(self) -> dict[str, Json]:
        return {
            "id": self.id,
            "name": self.name,
            "visible": self.visible,
            "opacity": self.opacity,
            "blend": self.blend,
            "position": list(self.position),
            "pixels": self.pixels.to_json(),
            "mask": self.mask.to_json() if self.mask else None,
            "kind": self.kind,
            "marks": self.marks.to_json(),
            "children": [child.to_json() for child in self.children],
            "passes_through": self.passes_through,
            "is_open": self.is_open,
            "record": self.record,
        }

    def walk(self) -> Iterator[LayerFacts]:
        """This layer and all in it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class ChannelFacts:
    """A selection kept under a name."""

    name: str
    mask: PlaneFacts

    def to_json(self) -> dict[str, Json]:
        return {"name": self.name, "mask": self.mask.to_json()}


@dataclass(frozen=True)
class DocumentFacts:
    """A document of `layers`, the lowest first."""

    width: int
    height: int
    depth: str
    layers: tuple[LayerFacts, ...]
    selection: PlaneFacts = PlaneFacts()
    active: str = ""
    name: str = ""
    dpi: tuple[float, float] | None = None
    channels: tuple[ChannelFacts, ...] = ()
    guides: Guides = Guides()

    def walk(self) -> Iterator[LayerFacts]:
        """All layers at any depth."""
        for layer in self.layers:
            yield from layer.walk()

    def to_json(self) -> dict[str, Json]:
        return {
            "format": FORMAT,
            "width": self.width,
            "height": self.height,
            "depth": self.depth,
            "layers": [layer.to_json() for layer in self.layers],
            "selection": self.selection.to_json(),
            "active": self.active,
            "name": self.name,
            "dpi": list(self.dpi) if self.dpi else None,
            "channels": [channel.to_json() for channel in self.channels],
            "guides": {
                "across": list(self.guides.across),
                "down": list(self.guides.down),
                "locked": self.guides.locked,
            },
        }

    @property
    def planes(self) -> tuple[PlaneFacts, ...]:
        """All planes that lie in the file."""
        every = [self.selection, *(channel.mask for channel in self.channels)]
        for layer in self.walk():
            every += [layer.pixels, layer.mask or PlaneFacts()]
        return tuple(plane for plane in every if plane.member)


def document_facts(value: Json) -> DocumentFacts:
    """Raises BadFacts."""
    if _get(value, "format") not in _READABLE:
        raise BadFacts("a format of a newer version")
    layers = _get(value, "layers")
    if not isinstance(layers, list):
        raise BadFacts("no list of layers")
    depth = _text(value, "depth")
    if depth not in ("uint8", "uint16"):
        raise BadFacts(f"an unknown depth {depth!r}")
    facts = DocumentFacts(
        width=_whole(value, "width", 1, _LONGEST_SIDE_PX),
        height=_whole(value, "height", 1, _LONGEST_SIDE_PX),
        depth=depth,
        layers=tuple(_layer(layer, 0) for layer in layers),
        selection=_plane(_get(value, "selection")),
        active=_text(value, "active"),
        name=_text(value, "name"),
        dpi=_dpi(_get(value, "dpi")),
        channels=_channels(_maybe(value, "channels", [])),
        guides=_guides(_maybe(value, "guides", {})),
    )
    ids = [layer.id for layer in facts.walk() if layer.id]
    if len(ids) > _MOST_LAYERS or len(ids) != len(set(ids)):
        raise BadFacts("too many layers, or two with one id")
    return facts


def _channels(value: Json) -> tuple[ChannelFacts, ...]:
    if not isinstance(value, list):
        raise BadFacts("no list of channels")
    return tuple(ChannelFacts(_text(one, "name"), _plane(_get(one, "mask"))) for one in value)


def _guides(value: Json) -> Guides:
    if not isinstance(value, dict):
        raise BadFacts("no guides")
    return Guides(
        _places(_maybe(value, "across", [])),
        _places(_maybe(value, "down", [])),
        _flag(value, "locked", default=False),
    )


def _places(value: Json) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) > _MOST_GUIDES:
        raise BadFacts("no list of guides")
    return tuple(_number(place, _FARTHEST_PX) for place in value)


def _layer(value: Json, depth: int) -> LayerFacts:
    position = _get(value, "position")
    if not isinstance(position, list) or len(position) != 2:
        raise BadFacts("no position")
    x, y = (_checked(number, -_FARTHEST_PX, _FARTHEST_PX) for number in position)
    opacity = _get(value, "opacity")
    if not isinstance(opacity, int | float) or not 0 <= opacity <= 1:
        raise BadFacts("no opacity")
    kind = str(_maybe(value, "kind", PIXEL))
    children = _maybe(value, "children", [])
    if kind not in (PIXEL, GROUP, *RECORDED_KINDS):
        raise BadFacts(f"an unknown kind of layer {kind!r}")
    if not isinstance(children, list) or depth > _MOST_DEPTH or (children and kind != GROUP):
        raise BadFacts("groups within groups without end")
    mask = _get(value, "mask")
    return LayerFacts(
        id=_text(value, "id"),
        name=_text(value, "name"),
        visible=_flag(value, "visible", default=None),
        opacity=float(opacity),
        blend=_text(value, "blend"),
        position=(x, y),
        pixels=_plane(_get(value, "pixels")),
        mask=None if mask is None else _plane(mask),
        kind=kind,
        marks=_marks(_maybe(value, "marks", {})),
        children=tuple(_layer(child, depth + 1) for child in children),
        passes_through=_flag(value, "passes_through", default=False),
        is_open=_flag(value, "is_open", default=True),
        record=str(_maybe(value, "record", "")),
    )


def _marks(value: Json) -> Marks:
    locks = _maybe(value, "locks", [])
    if not isinstance(locks, list) or not all(lock in _LOCKS for lock in locks):
        raise BadFacts("an unknown lock")
    return Marks(
        mask_enabled=_flag(value, "mask_enabled", default=True),
        clips=_flag(value, "clips", default=False),
        locks=tuple(str(lock) for lock in locks),
        label=str(_maybe(value, "label", "none")),
    )


def _plane(value: Json) -> PlaneFacts:
    return PlaneFacts(
        member=_text(value, "member"),
        left=_whole(value, "left", -_FARTHEST_PX, _FARTHEST_PX),
        top=_whole(value, "top", -_FARTHEST_PX, _FARTHEST_PX),
    )


def _dpi(value: Json) -> tuple[float, float] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise BadFacts("no resolution")
    x, y = value
    if not all(isinstance(v, int | float) and math.isfinite(v) and v > 0 for v in (x, y)):
        raise BadFacts("no resolution")
    return float(x), float(y)


def _get(value: Json, name: str) -> Json:
    if not isinstance(value, dict) or name not in value:
        raise BadFacts(f"no {name}")
    return value[name]


def _maybe(value: Json, name: str, default: Json) -> Json:
    """What files of the first format lack."""
    return _get(value, name) if isinstance(value, dict) and name in value else default


def _flag(value: Json, name: str, *, default: bool | None) -> bool:
    flag = _get(value, name) if default is None else _maybe(value, name, default)
    if not isinstance(flag, bool):
        raise BadFacts(f"{name} is neither yes nor no")
    return flag


def _text(value: Json, name: str) -> str:
    text = _get(value, name)
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise BadFacts(f"no text for {name}")
    return text


def _whole(value: Json, name: str, least: int, most: int) -> int:
    return _checked(_get(value, name), least, most)


def _number(value: Json, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise BadFacts(f"{value!r} is no place")
    return float(value)


def _checked(number: Json, least: int, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise BadFacts(f"{number!r} is not between {least} and {most}")
    return number
