"""How a fill layer is written into a record."""

from __future__ import annotations

from editor.document.errors import BadRecord
from editor.document.kinds.fill.layer import Fill, FillLayer
from editor.document.kinds.fill.params import ColourFill, GradientFill, PatternFill
from editor.document.kinds.params_record import params_field, read_params
from editor.document.layer_protocol import Layer
from editor.document.layer_records import read_depth, take_traits, traits_fields, traits_parts
from editor.document.record import Json, Record, pack
from editor.document.tiles import Pixels

NAME = "fill layer"
_FILLS: dict[str, type[Fill]] = {
    "colour": ColourFill,
    "gradient": GradientFill,
    "pattern": PatternFill,
}
_CHANNELS = 4


def write(layer: Layer) -> Record:
    if not isinstance(layer, FillLayer):
        raise BadRecord(f"“{layer.name}” is no fill layer")
    parts = traits_parts(layer)
    if layer.tile is not None:
        parts["tile"] = Record("tile", {}, {"tile": layer.tile})
    fields, tiles = pack(parts)
    fill = next(name for name, kind in _FILLS.items() if isinstance(layer.params, kind))
    own: dict[str, Json] = {"fill": fill, "depth": layer.depth}
    return Record(NAME, fields | traits_fields(layer) | own | params_field(layer.params), tiles)


def read(record: Record) -> Layer:
    """Raises BadRecord."""
    kind = _FILLS.get(record.text("fill"))
    if kind is None:
        raise BadRecord("no such fill")
    params = read_params(record, kind)
    layer = FillLayer(params, depth=read_depth(record), tile=_tile(record))
    take_traits(layer, record)
    return layer


def _tile(record: Record) -> Pixels | None:
    if "tile" not in record.fields:
        return None
    tile = record.nested("tile").tile("tile")
    if tile is None or tile.ndim != 3 or tile.shape[2] != _CHANNELS or tile.size == 0:
        raise BadRecord("the tile of a pattern is missing")
    return tile
