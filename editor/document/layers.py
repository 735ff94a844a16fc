"""The layers that a document is made of, in one place to import from."""

from __future__ import annotations

from editor.document.kinds.group.layer import GroupLayer
from editor.document.kinds.pixel.layer import PixelLayer, with_alpha
from editor.document.layer_protocol import (
    EVERYWHERE,
    Adjusting,
    ColourLabel,
    Grouping,
    Labelled,
    Layer,
    Locks,
    Planes,
    Position,
    Spot,
    as_adjusting,
    as_grouping,
    as_labelled,
    children_of,
    mask_of,
    new_layer_id,
    walk,
)
from editor.document.layer_traits import LayerTraits

__all__ = [
    "EVERYWHERE",
    "Adjusting",
    "ColourLabel",
    "GroupLayer",
    "Grouping",
    "Labelled",
    "Layer",
    "LayerTraits",
    "Locks",
    "PixelLayer",
    "Planes",
    "Position",
    "Spot",
    "as_adjusting",
    "as_grouping",
    "as_labelled",
    "children_of",
    "mask_of",
    "new_layer_id",
    "walk",
    "with_alpha",
]
