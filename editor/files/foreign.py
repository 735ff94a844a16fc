"""What the decoder says of a file with layers: a tree of layers, believed once checked.

Pages of a TIFF, frames of a GIF and layers of a PSD take this road; OpenRaster has its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from editor.files.parcel import Reference

_LONGEST_SIDE_PX = 300_000
_FARTHEST_PX = 10_000_000
_LONGEST_TEXT = 10_000
_MOST_LAYERS = 10_000
_DEEPEST = 60
KINDS = ("pixel", "group", "adjustment", "fill")

Json = object


class BadForeign(ValueError):
    """A description of layers that cannot be true."""


@dataclass(frozen=True)
class PlaneOf:
    """An array in the parcel with its place: on the canvas, top left corner."""

    array: Reference
    left: int
    top: int

    def to_json(self) -> dict[str, Json]:
        return {"array": self.array, "left": self.left, "top": self.top}


@dataclass(frozen=True)
class ForeignLayer:
    """One layer. `blend` is the name of a BlendMode, `locks` any of alpha, position and pixels.

    `mask` lies on the canvas; beside it is nothing. `detail` says which adjustment or fill it is,
    `params` how it is set.
    """

    kind: str
    name: str
    visible: bool = True
    opacity: float = 1.0
    blend: str = "NORMAL"
    clips: bool = False
    pixels: PlaneOf | None = None
    mask: PlaneOf | None = None
    mask_enabled: bool = True
    locks: tuple[str, ...] = ()
    label: str = "NONE"
    passes_through: bool = False
    is_open: bool = True
    detail: str = ""
    params: dict[str, Json] = field(default_factory=dict)
    children: tuple[ForeignLayer, ...] = ()

    def to_json(self) -> dict[str, Json]:
        plain = {name: getattr(self, name) for name in _PLAIN}
        return plain | {
            "locks": list(self.locks),
            "pixels": self.pixels.to_json() if self.pixels else None,
            "mask": self.mask.to_json() if self.mask else None,
            "children": [child.to_json() for child in self.children],
        }

    def walk(self) -> Iterator[ForeignLayer]:
        yield self
        for child in self.children:
            yield from child.walk()


_TEXTS = ("kind", "name", "blend", "label", "detail")
_SWITCHES = ("visible", "clips", "mask_enabled", "passes_through", "is_open")
_PLAIN = (*_TEXTS, *_SWITCHES, "opacity", "params")


@dataclass(frozen=True)
class ForeignDocument:
    """A file of `layers`, the lowest first."""

    width: int
    height: int
    depth: str
    layers: tuple[ForeignLayer, ...]
    dpi: tuple[float, float] | None = None

    def to_json(self) -> dict[str, Json]:
        return {
            "width": self.width,
            "height": self.height,
            "depth": self.depth,
            "dpi": list(self.dpi) if self.dpi else None,
            "layers": [layer.to_json() for layer in self.layers],
        }


def foreign_document(value: Json) -> ForeignDocument:
    """Raises BadForeign."""
    depth = _text(value, "depth")
    if depth not in ("uint8", "uint16"):
        raise BadForeign(f"an unknown depth {depth!r}")
    layers = _layers(_get(value, "layers"), 0)
    if sum(1 for layer in layers for _ in layer.walk()) > _MOST_LAYERS:
        raise BadForeign("too many layers")
    return ForeignDocument(
        width=_whole(_get(value, "width"), 1, _LONGEST_SIDE_PX),
        height=_whole(_get(value, "height"), 1, _LONGEST_SIDE_PX),
        depth=depth,
        layers=layers,
        dpi=_dpi(_get(value, "dpi")),
    )


def _layers(value: Json, depth: int) -> tuple[ForeignLayer, ...]:
    if not isinstance(value, list) or len(value) > _MOST_LAYERS or depth > _DEEPEST:
        raise BadForeign("no list of layers")
    return tuple(_layer(item, depth) for item in value)


def _layer(value: Json, depth: int) -> ForeignLayer:
    texts: dict[str, Any] = {name: _text(value, name) for name in _TEXTS}
    switches: dict[str, Any] = {name: _switch(value, name) for name in _SWITCHES}
    if texts["kind"] not in KINDS:
        raise BadForeign(f"an unknown kind {texts['kind']!r}")
    opacity = _get(value, "opacity")
    if not isinstance(opacity, int | float) or not 0 <= opacity <= 1:
        raise BadForeign("no opacity")
    locks, params = _get(value, "locks"), _get(value, "params")
    if not isinstance(locks, list) or not all(isinstance(lock, str) for lock in locks):
        raise BadForeign("no locks")
    if not isinstance(params, dict):
        raise BadForeign("no params")
    return ForeignLayer(
        **texts,
        **switches,
        opacity=float(opacity),
        locks=tuple(locks),
        params=params,
        pixels=_plane(_get(value, "pixels")),
        mask=_plane(_get(value, "mask")),
        children=_layers(_get(value, "children"), depth + 1),
    )


def _plane(value: Json) -> PlaneOf | None:
    if value is None:
        return None
    array = _get(value, "array")
    if not isinstance(array, dict):
        raise BadForeign("no array")
    left, top = (_whole(_get(value, name), -_FARTHEST_PX, _FARTHEST_PX) for name in ("left", "top"))
    return PlaneOf(array, left, top)


def _dpi(value: Json) -> tuple[float, float] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise BadForeign("no resolution")
    x, y = value
    if not all(isinstance(v, int | float) and math.isfinite(v) and v > 0 for v in (x, y)):
        raise BadForeign("no resolution")
    return float(x), float(y)


def _get(value: Json, name: str) -> Json:
    if not isinstance(value, dict) or name not in value:
        raise BadForeign(f"no {name}")
    return value[name]


def _text(value: Json, name: str) -> str:
    text = _get(value, name)
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise BadForeign(f"no text for {name}")
    return text


def _switch(value: Json, name: str) -> bool:
    switch = _get(value, name)
    if not isinstance(switch, bool):
        raise BadForeign(f"no {name}")
    return switch


def _whole(number: Json, least: int, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise BadForeign(f"{number!r} is not between {least} and {most}")
    return number
