"""Which part of a picture gets which styles: a selection, what a layer shows, a label's region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layer_protocol import Layer
from editor.document.mask import Mask
from ml.api.regions import Box

SELECTION = "Selection"


class NothingThere(ValueError):
    """A part of the picture in which nothing lies; the message says what to do."""


@dataclass(frozen=True)
class StylePlace:
    """A part of the canvas and the styles that it is painted in; several are mixed equally."""

    name: str
    mask: Mask
    styles: tuple[Path, ...]


@dataclass(frozen=True)
class LabelRegion:
    """What one label covers in one layer."""

    layer: LabelLayer
    index: int

    @property
    def name(self) -> str:
        label = next((one for one in self.layer.palette.labels if one.index == self.index), None)
        return label.name if label is not None else str(self.index)


def of_selection(document: Document, styles: Sequence[Path]) -> StylePlace:
    """Raises `NothingThere` where nothing is selected."""
    if document.selection.is_empty:
        raise NothingThere("Nothing is selected: paint a mask or select something first.")
    return StylePlace(SELECTION, document.selection.share(), tuple(styles))


def of_layer(document: Document, layer: Layer, styles: Sequence[Path]) -> StylePlace:
    """Where a layer shows; raises `NothingThere` where it is empty."""
    box = layer.bounds.intersection(document.canvas)
    if box.is_empty:
        raise NothingThere(f"The layer {layer.name} is empty: choose one that shows something.")
    alpha = layer.render(box)[..., 3]
    shown = alpha if alpha.dtype == np.uint8 else (alpha >> 8).astype(np.uint8)
    if layer.mask is not None and layer.mask_enabled:
        hidden = layer.mask.coverage(box).astype(np.uint16)
        shown = (shown.astype(np.uint16) * hidden // 255).astype(np.uint8)
    return _place(layer.name, np.ascontiguousarray(shown), box, styles)


def of_label(document: Document, region: LabelRegion, styles: Sequence[Path]) -> StylePlace:
    """All that one label covers; raises `NothingThere` where it covers nothing."""
    box = region.layer.bounds.intersection(document.canvas)
    covered = np.zeros((0, 0), np.uint8)
    if not box.is_empty:
        covered = (region.layer.indices(box) == region.index).astype(np.uint8) * np.uint8(255)
    return _place(region.name, covered, box, styles)


def regions_of(document: Document) -> list[LabelRegion]:
    """The labels that occur, of the topmost layer of labels that is seen."""
    layer = next(_label_layers(document), None)
    if layer is None:
        return []
    box = layer.bounds.intersection(document.canvas)
    found = set() if box.is_empty else set(np.unique(layer.indices(box)).tolist())
    listed = [label.index for label in layer.palette.labels if label.index in found]
    return [LabelRegion(layer, index) for index in listed]


def region_at(document: Document, x: int, y: int) -> LabelRegion | None:
    """The label at a pixel of the canvas, of the topmost layer that says something there."""
    for layer in _label_layers(document):
        index = layer.index_at(x, y)
        if index != layer.palette.unlabelled:
            return LabelRegion(layer, index)
    return None


def place_at(document: Document, at: tuple[int, int], styles: Sequence[Path]) -> StylePlace | None:
    """What a style that is dropped on a pixel belongs to: a label's region, or the selection."""
    x, y = at
    region = region_at(document, x, y)
    if region is not None:
        return of_label(document, region, styles)
    pixel = Box(x, y, x + 1, y + 1)
    if document.selection.coverage(pixel).any():
        return of_selection(document, styles)
    return None


def with_place(places: Iterable[StylePlace], fresh: StylePlace) -> tuple[StylePlace, ...]:
    """One more; another for the very same part takes the old one's place."""
    kept = [one for one in places if one.mask.digest() != fresh.mask.digest()]
    return (*kept, fresh)


def run_of(places: Iterable[StylePlace]) -> tuple[tuple[Mask, ...], tuple[Path, ...]]:
    """Masks and styles side by side: a part that mixes styles stands there once for each."""
    pairs = [(place.mask, style) for place in places for style in place.styles]
    return tuple(mask for mask, _ in pairs), tuple(style for _, style in pairs)


def _place(name: str, coverage: NDArray[np.uint8], box: Box, styles: Sequence[Path]) -> StylePlace:
    if not coverage.any():
        raise NothingThere(f"Nothing is shown of {name}: choose a part that is in the picture.")
    return StylePlace(name, Mask.from_coverage(coverage, box.left, box.top), tuple(styles))


def _label_layers(document: Document) -> Iterator[LabelLayer]:
    """From the top down, those that are seen."""
    for layer in reversed(list(document.walk())):
        if isinstance(layer, LabelLayer) and layer.visible:
            yield layer
