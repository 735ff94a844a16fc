"""The properties of layers that an artist sets, and how each is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from editor.document.blending import BlendMode
from editor.document.errors import BadRecord, DocumentError
from editor.document.layer_protocol import ColourLabel, Layer, Locks, Position
from editor.document.record import Json, Record

PropertyValue: TypeAlias = "str | bool | float | BlendMode | Position | Locks | ColourLabel"


@dataclass(frozen=True, slots=True)
class Property:
    """How a property is named in the history, written down, and read back."""

    title: str
    write: Callable[[PropertyValue], Json]
    read: Callable[[Json], PropertyValue]
    shows: bool = True
    """Whether the picture looks different when it changes."""


def property_value(layer: Layer, name: str) -> PropertyValue:
    """Raises DocumentError where layers of that kind have no such property."""
    if name not in PROPERTIES or not hasattr(layer, name):
        raise DocumentError(f"“{layer.name}” has no property “{name}”.")
    return getattr(layer, name)


def property_title(name: str, value: PropertyValue) -> str:
    titles: dict[tuple[str, PropertyValue], str] = {
        ("visible", True): "Show layer",
        ("visible", False): "Hide layer",
        ("mask_enabled", True): "Show layer mask",
        ("mask_enabled", False): "Hide layer mask",
        ("clips", True): "Clip to the layer below",
        ("clips", False): "Release from the layer below",
        ("passes_through", True): "Let the group pass through",
        ("passes_through", False): "Isolate the group",
    }
    return titles.get((name, value), PROPERTIES[name].title)


def read_property(name: str, record: Record) -> PropertyValue:
    """Raises BadRecord."""
    if name not in PROPERTIES:
        raise BadRecord(f"no property is called {name!r}")
    return PROPERTIES[name].read(record.fields.get("value"))


def read_text(value: Json) -> str:
    if not isinstance(value, str):
        raise BadRecord("a name is no text")
    return value


def read_flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise BadRecord(f"{value!r} is neither yes nor no")
    return value


def read_number(value: Json) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRecord(f"{value!r} is no number")
    return float(value)


def read_share(value: Json) -> float:
    share = read_number(value)
    if not 0 <= share <= 1:
        raise BadRecord(f"{share} is not between 0 and 1")
    return share


def read_blend(value: Json) -> BlendMode:
    try:
        return BlendMode(value)
    except ValueError as error:
        raise BadRecord(f"no blend mode is called {value!r}") from error


def read_label(value: Json) -> ColourLabel:
    try:
        return ColourLabel(value)
    except ValueError as error:
        raise BadRecord(f"no label is called {value!r}") from error


def read_pair(value: Json) -> Position:
    match value:
        case [int() as x, int() as y]:
            return x, y
        case _:
            raise BadRecord("a place needs two whole numbers")


def write_locks(value: PropertyValue) -> Json:
    """The names of the locks that are closed."""
    locks = value if isinstance(value, Locks) else Locks()
    names = {"alpha": locks.alpha, "position": locks.position, "pixels": locks.pixels}
    return [name for name, is_closed in names.items() if is_closed]


def read_locks(value: Json) -> Locks:
    closed = value if isinstance(value, list) else ["?"]
    if not set(map(str, closed)) <= {"alpha", "position", "pixels"}:
        raise BadRecord("there is no such lock")
    return Locks("alpha" in closed, "position" in closed, "pixels" in closed)


def _plain(value: PropertyValue) -> Json:
    return value if isinstance(value, str | bool | int | float) else None


def _named(value: PropertyValue) -> Json:
    return value.value if isinstance(value, BlendMode | ColourLabel) else None


def _pair(value: PropertyValue) -> Json:
    return list(value) if isinstance(value, tuple) else None


PROPERTIES: dict[str, Property] = {
    "name": Property("Rename layer", _plain, read_text, shows=False),
    "visible": Property("Show layer", _plain, read_flag),
    "opacity": Property("Change opacity", _plain, read_share),
    "blend": Property("Change blend mode", _named, read_blend),
    "position": Property("Move layer", _pair, read_pair),
    "mask_enabled": Property("Show layer mask", _plain, read_flag),
    "clips": Property("Clip to the layer below", _plain, read_flag),
    "locks": Property("Lock layer", write_locks, read_locks, shows=False),
    "label": Property("Label layer", _named, read_label, shows=False),
    "passes_through": Property("Let the group pass through", _plain, read_flag),
}
