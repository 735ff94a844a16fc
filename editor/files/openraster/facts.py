"""What a document is beside its pixels, as JSON, believed only after every value was checked."""

from __future__ import annotations

import math
from dataclasses import dataclass

FORMAT = 1
_LONGEST_SIDE_PX = 300_000
_FARTHEST_PX = 10_000_000
_MOST_LAYERS = 5000
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
class LayerFacts:
    """One layer; an empty `id` asks for a new one. `blend` is OpenRaster's name of the mode."""

    id: str
    name: str
    visible: bool
    opacity: float
    blend: str
    position: tuple[int, int]
    pixels: PlaneFacts
    mask: PlaneFacts | None = None

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
        }


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
        }

    @property
    def planes(self) -> tuple[PlaneFacts, ...]:
        """All planes that lie in the file."""
        every = [self.selection]
        for layer in self.layers:
            every += [layer.pixels, layer.mask or PlaneFacts()]
        return tuple(plane for plane in every if plane.member)


def document_facts(value: Json) -> DocumentFacts:
    """Raises BadFacts."""
    if _get(value, "format") != FORMAT:
        raise BadFacts("a format of a newer version")
    layers = _get(value, "layers")
    if not isinstance(layers, list) or len(layers) > _MOST_LAYERS:
        raise BadFacts("no list of layers")
    depth = _text(value, "depth")
    if depth not in ("uint8", "uint16"):
        raise BadFacts(f"an unknown depth {depth!r}")
    facts = DocumentFacts(
        width=_whole(value, "width", 1, _LONGEST_SIDE_PX),
        height=_whole(value, "height", 1, _LONGEST_SIDE_PX),
        depth=depth,
        layers=tuple(_layer(layer) for layer in layers),
        selection=_plane(_get(value, "selection")),
        active=_text(value, "active"),
        name=_text(value, "name"),
        dpi=_dpi(_get(value, "dpi")),
    )
    ids = [layer.id for layer in facts.layers if layer.id]
    if len(ids) != len(set(ids)):
        raise BadFacts("two layers with one id")
    return facts


def _layer(value: Json) -> LayerFacts:
    position = _get(value, "position")
    if not isinstance(position, list) or len(position) != 2:
        raise BadFacts("no position")
    x, y = (_checked(number, -_FARTHEST_PX, _FARTHEST_PX) for number in position)
    opacity = _get(value, "opacity")
    if not isinstance(opacity, int | float) or not 0 <= opacity <= 1:
        raise BadFacts("no opacity")
    visible = _get(value, "visible")
    if not isinstance(visible, bool):
        raise BadFacts("no visibility")
    mask = _get(value, "mask")
    return LayerFacts(
        id=_text(value, "id"),
        name=_text(value, "name"),
        visible=visible,
        opacity=float(opacity),
        blend=_text(value, "blend"),
        position=(x, y),
        pixels=_plane(_get(value, "pixels")),
        mask=None if mask is None else _plane(mask),
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


def _text(value: Json, name: str) -> str:
    text = _get(value, name)
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise BadFacts(f"no text for {name}")
    return text


def _whole(value: Json, name: str, least: int, most: int) -> int:
    return _checked(_get(value, name), least, most)


def _checked(number: Json, least: int, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise BadFacts(f"{number!r} is not between {least} and {most}")
    return number
