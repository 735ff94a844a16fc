"""What a plug-in sees of a document: facts of one revision, pixels on request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LayerFacts:
    """One layer as it was at a revision; positions and sizes in pixels.

    Of a shape there is its `colour` (0..1) and its `parameters`: the middle, the size and the
    colour as shares of the picture and of white, which say how alike two shapes are.
    """

    id: str
    name: str
    visible: bool
    opacity: float
    blend: str
    left: int
    top: int
    right: int
    bottom: int
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    parameters: tuple[float, ...] = ()


@dataclass(frozen=True)
class DocumentFacts:
    """One document at one revision; layers from bottom to top. `depth` is uint8 or uint16."""

    id: str
    revision: int
    name: str
    width: int
    height: int
    depth: str
    layers: tuple[LayerFacts, ...]
    active_layer: str | None
    has_mask: bool
