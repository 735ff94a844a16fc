"""All steps that change layers, in one place to import from."""

from __future__ import annotations

from editor.document.layer_groups import duplicate_layers, group_layers, ungroup
from editor.document.layer_merges import (
    flatten_document,
    merge_down,
    merge_layers,
    stamp_visible,
)
from editor.document.layer_properties import PROPERTIES, PropertyValue
from editor.document.layer_shifts import ShiftLayers
from editor.document.layer_steps import (
    AddLayer,
    MoveLayers,
    RemoveLayer,
    ReplaceLayer,
    SetLayerMask,
    SetProperty,
    spot_above,
)

__all__ = [
    "PROPERTIES",
    "AddLayer",
    "MoveLayers",
    "PropertyValue",
    "RemoveLayer",
    "ReplaceLayer",
    "SetLayerMask",
    "SetProperty",
    "ShiftLayers",
    "duplicate_layers",
    "flatten_document",
    "group_layers",
    "merge_down",
    "merge_layers",
    "spot_above",
    "stamp_visible",
    "ungroup",
]
