"""Makes of dropped pictures what the artist dropped them on: documents, layers, a mask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from editor.desk import Desk
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layer_commands import AddLayer
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.drops import DropTarget, DropTargets, Paths
from editor.lazy import late
from editor.pictures import Pictures
from ml.api.images import Pixels

_open_document = late("editor.files.open:open_document")
_flatten = late("editor.document.composite:flatten")
_conversion = late("editor.colour.profiles:Conversion")
_read_mask = late("editor.files.mask_file:read_mask")

EIGHT_TO_SIXTEEN = 257


def usual_targets(desk: Desk, pictures: Pictures) -> DropTargets:
    """The five targets; reference and style wait for a panel that takes pictures."""
    dropping = Dropping(desk)
    targets = DropTargets()
    targets.put(DropTarget("new", "New document", "picture", pictures.open))
    targets.put(DropTarget("layer", "New layer", "layer_add", dropping.layers, desk.no_document))
    targets.put(DropTarget("mask", "Mask", "mask", dropping.mask, desk.no_document))
    for name, title in (("reference", "Reference"), ("style", "Style")):
        reason = f"No panel takes a {name} yet."
        targets.put(DropTarget(name, title, "source", lambda _: None, lambda said=reason: said))
    return targets


class Dropping:
    """Reads in the background; each drop is one step of the history of the picture in front."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def layers(self, paths: Paths) -> None:
        """Each picture becomes a layer in the middle, in the document's colours and depth."""
        document = self._desk.document
        if document is None:
            return
        profile, depth = document.profile, document.depth
        size = document.width, document.height

        def made(layer: PixelLayer) -> None:
            document.apply(AddLayer.of(document, layer))

        def make(path: Path) -> Callable[[], PixelLayer]:
            return lambda: _layer(path, profile, depth, size)

        for path in paths:
            self._desk.background.run(make(path), made, self._desk.fail)

    def mask(self, paths: Paths) -> None:
        """The first picture becomes the mask; it has to be as large as the document."""
        document = self._desk.document
        if document is None or not paths:
            return
        size = document.width, document.height

        def read(coverage: np.ndarray) -> None:
            _select(document, Mask.from_coverage(coverage))

        self._desk.background.run(lambda: _read_mask(paths[0], size), read, self._desk.fail)


def _select(document: Document, mask: Mask) -> None:
    step = replace_mask(document, SelectionTarget(), mask, "Drop a mask")
    if step is not None:
        document.apply(step)


def _layer(path: Path, profile: bytes | None, depth: str, size: tuple[int, int]) -> PixelLayer:
    opened = _open_document(path)
    pixels = _conversion(opened.profile, profile).apply(_flatten(opened))
    pixels: Any = in_depth(pixels, depth)
    height, width = pixels.shape[:2]
    position = (size[0] - width) // 2, (size[1] - height) // 2
    return PixelLayer.from_pixels(path.stem, pixels, position)


def in_depth(pixels: Pixels, depth: str) -> Pixels:
    """The same picture in 8 or 16 bit: white stays white."""
    if pixels.dtype == np.dtype(depth):
        return pixels
    if depth == "uint16":
        return pixels.astype(np.uint16) * np.uint16(EIGHT_TO_SIXTEEN)
    half = EIGHT_TO_SIXTEEN // 2
    return ((pixels.astype(np.uint32) + half) // EIGHT_TO_SIXTEEN).astype(np.uint8)
