"""Names the plane of pixels that a change is meant for, so that a change can be written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayerPixels:
    """The pixels of a pixel layer."""

    layer_id: str


@dataclass(frozen=True, slots=True)
class LayerMask:
    """The mask of a layer, which must have one."""

    layer_id: str


@dataclass(frozen=True, slots=True)
class LayerLabels:
    """The numbers of a label layer."""

    layer_id: str


@dataclass(frozen=True, slots=True)
class SelectionTarget:
    """The document's selection."""


Target = LayerPixels | LayerMask | LayerLabels | SelectionTarget
