"""A document's layers as Photoshop's files can hold them: pixels, groups, masks and little else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode
from editor.document.composite_painter import render_layers
from editor.document.document import Document
from editor.document.layer_protocol import (
    EVERYWHERE,
    Layer,
    Locks,
    as_adjusting,
    as_grouping,
    walk,
)
from editor.document.mask import Mask
from editor.document.tiles import Depth, Pixels
from editor.files.psd.names import LABELS, locks_number
from ml.api.regions import Box

_MERGED = "Adjustment layers were merged with what lies below them."
_DROPPED = "Hidden adjustment layers were left out."
_RASTERISED = "Text, fills and other live layers became pixels."
_NOTHING = Box(0, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class MaskSheet:
    """Coverage (h, w; 0..255) at `box` on the canvas; nothing beside it."""

    box: Box
    coverage: NDArray[np.uint8]
    enabled: bool


@dataclass(frozen=True, eq=False)
class PsdSheet:
    """One layer: pixels (h, w, 4) at `box`, or a group of `children`, the lowest first."""

    name: str
    box: Box
    pixels: Pixels | None
    children: tuple[PsdSheet, ...] = ()
    visible: bool = True
    opacity: float = 1.0
    blend: BlendMode = BlendMode.NORMAL
    passes_through: bool = False
    is_open: bool = True
    clips: bool = False
    mask: MaskSheet | None = None
    locks: int = 0
    label: int = 0

    @property
    def is_group(self) -> bool:
        return self.pixels is None


def sheets_of(document: Document) -> tuple[tuple[PsdSheet, ...], tuple[str, ...]]:
    """The layers, and sentences about what of them is lost."""
    simplifying = _Simplifying(document)
    sheets = simplifying.stack(tuple(document.layers))
    every = tuple(walk(tuple(document.layers)))
    if any(layer.kind not in ("pixel", "group", "adjustment") for layer in every):
        simplifying.notices[_RASTERISED] = None
    return sheets, tuple(simplifying.notices)


class _Simplifying:
    def __init__(self, document: Document) -> None:
        self._depth: Depth = document.depth
        self._canvas = document.canvas
        self.notices: dict[str, None] = {}

    def stack(self, layers: tuple[Layer, ...]) -> tuple[PsdSheet, ...]:
        """What changes the layers below it becomes one layer with them: the picture stays."""
        last = max((n for n, layer in enumerate(layers) if _changes_below(layer)), default=-1)
        while 0 <= last < len(layers) - 1 and layers[last + 1].clips:
            last += 1
        sheets = []
        if last >= 0:
            self.notices[_MERGED] = None
            sheets.append(self._merged(layers[: last + 1]))
        for layer in layers[last + 1 :]:
            if as_adjusting(layer) is not None:
                self.notices[_DROPPED] = None
            else:
                sheets.append(self._sheet(layer))
        return tuple(sheets)

    def _merged(self, layers: tuple[Layer, ...]) -> PsdSheet:
        pixels = render_layers(layers, self._canvas, 0, self._depth)
        return PsdSheet(layers[-1].name, self._canvas, pixels)

    def _sheet(self, layer: Layer) -> PsdSheet:
        group = as_grouping(layer)
        box, pixels, children = _NOTHING, None, ()
        if group is None:
            box = layer.bounds.intersection(_around(self._canvas)) if _has_end(layer) else None
            box = self._canvas if box is None else box
            pixels = layer.render(box)
        else:
            children = self.stack(group.children)
        return PsdSheet(
            name=layer.name,
            box=box,
            pixels=pixels,
            children=children,
            visible=layer.visible,
            opacity=layer.opacity,
            blend=layer.blend,
            passes_through=group is not None and group.passes_through,
            is_open=group is None or group.is_open,
            clips=layer.clips,
            mask=_mask_sheet(layer, layer.mask),
            locks=locks_number(layer.locks or Locks()),
            label=LABELS.index(layer.label),
        )


def _changes_below(layer: Layer) -> bool:
    if not layer.visible:
        return False
    group = as_grouping(layer)
    if group is not None:
        return group.passes_through and any(_changes_below(child) for child in group.children)
    return as_adjusting(layer) is not None


def _has_end(layer: Layer) -> bool:
    return layer.bounds != EVERYWHERE


def _around(canvas: Box) -> Box:
    """As far as numbers in the file reach; what lies beyond was never seen."""
    return canvas.padded(30_000)


def _mask_sheet(layer: Layer, mask: Mask | None) -> MaskSheet | None:
    if mask is None:
        return None
    bounds = mask.bounds
    return MaskSheet(bounds.moved(*layer.position), mask.coverage(bounds), layer.mask_enabled)
