"""Builds a document from what the decoder says of a file with layers, checked piece by piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from editor.document.adjustments.catalog import UnknownAdjustment, find
from editor.document.blending import BlendMode
from editor.document.document import Document, Metadata
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import ColourFill
from editor.document.layers import ColourLabel, GroupLayer, Layer, Locks, PixelLayer
from editor.document.mask import Mask
from editor.document.tiles import Depth, TilePlane
from editor.files.decoder import shown_name
from editor.files.foreign import BadForeign, ForeignLayer, PlaneOf, foreign_document
from editor.files.parcel import BadParcel, Parcel
from editor.files.problems import DamagedFile
from editor.files.psd.checks import DIFFERENT, looks_different
from ml.api.regions import Box

_WRONG = (BadForeign, BadParcel, UnknownAdjustment, KeyError, TypeError, ValueError)


def document_from_foreign(answer: dict[str, object], parcel: Parcel, path: Path) -> Document:
    """Raises DamagedFile."""
    try:
        return _Building(answer, parcel).document(shown_name(path))
    except _WRONG as error:
        raise DamagedFile(
            f"“{shown_name(path)}” is damaged; use another copy of it.", repr(error)
        ) from error


class _Building:
    def __init__(self, answer: dict[str, object], parcel: Parcel) -> None:
        self._answer = answer
        self._parcel = parcel
        self._facts = foreign_document(answer.get("document"))
        self._depth: Depth = "uint16" if self._facts.depth == "uint16" else "uint8"

    def document(self, name: str) -> Document:
        facts, answer = self._facts, self._answer
        profile = self._parcel.bytes_at(answer.get("profile"))
        document = Document(facts.width, facts.height, self._depth, profile)
        document.name = name
        notices = answer.get("notices")
        document.notices = tuple(str(n) for n in notices) if isinstance(notices, list) else ()
        document.metadata = Metadata(
            exif=self._parcel.bytes_at(answer.get("exif")),
            xmp=self._parcel.bytes_at(answer.get("xmp")),
            dpi=facts.dpi,
        )
        for layer in facts.layers:
            document.insert_layer(self._layer(layer))
        self._choose(document)
        if looks_different(document, answer.get("samples"), self._parcel):
            document.notices = (*document.notices, DIFFERENT)
        return document

    def _choose(self, document: Document) -> None:
        """The topmost layer that is seen, so that the first stroke is not lost in a hidden one."""
        seen = [layer for layer in document.layers if layer.visible]
        if seen:
            document.set_active(seen[-1])

    def _layer(self, facts: ForeignLayer) -> Layer:
        layer = self._made(facts)
        layer.name = facts.name
        layer.visible, layer.opacity = facts.visible, facts.opacity
        layer.blend, layer.clips = BlendMode[facts.blend], facts.clips
        layer.locks = Locks(**dict.fromkeys(facts.locks, True))
        layer.label = ColourLabel[facts.label]
        layer.mask_enabled = facts.mask_enabled
        if facts.mask is not None:
            layer.mask = self._mask(facts.mask)
        return layer

    def _made(self, facts: ForeignLayer) -> Layer:
        if facts.kind == "group":
            children = tuple(self._layer(child) for child in facts.children)
            group = GroupLayer(facts.name, children, depth=self._depth)
            group.passes_through, group.is_open = facts.passes_through, facts.is_open
            return group
        if facts.kind == "adjustment":
            adjustment = find(facts.detail)
            params = adjustment.params.model_validate(facts.params)
            return AdjustmentLayer(adjustment, params, depth=self._depth)
        if facts.kind == "fill":
            return FillLayer(ColourFill.model_validate(facts.params), depth=self._depth)
        return PixelLayer(facts.name, self._pixels(facts.pixels))

    def _pixels(self, plane: PlaneOf | None) -> TilePlane:
        pixels = TilePlane(4, self._depth)
        if plane is not None:
            array = self._parcel.array_at(plane.array)
            if array.dtype.name != self._depth or array.shape[2] != 4:
                raise BadParcel("a layer of another depth")
            pixels.write(_box(plane, array.shape), array)
        return pixels

    def _mask(self, plane: PlaneOf) -> Mask:
        array = self._parcel.array_at(plane.array)
        if array.dtype != np.uint8 or array.shape[2] != 1:
            raise BadParcel("a mask that is none")
        mask = Mask()
        mask.write(_box(plane, array.shape), array[:, :, 0])
        return mask


def _box(plane: PlaneOf, shape: tuple[int, ...]) -> Box:
    return Box(plane.left, plane.top, plane.left + shape[1], plane.top + shape[0])
