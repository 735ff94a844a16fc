"""Builds a document from what the decoder says of a file with layers, checked piece by piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from editor.document.blending import BlendMode
from editor.document.document import Document, Metadata
from editor.document.layers import Layer, PixelLayer
from editor.document.mask import Mask
from editor.document.tiles import TilePlane
from editor.files.decoder import shown_name
from editor.files.foreign import BadForeign, ForeignLayer, PlaneOf, foreign_document
from editor.files.parcel import BadParcel, Parcel
from editor.files.problems import DamagedFile
from ml.api.regions import Box


def document_from_foreign(answer: dict[str, object], parcel: Parcel, path: Path) -> Document:
    """Raises DamagedFile."""
    try:
        return _Building(answer, parcel).document(shown_name(path))
    except (BadForeign, BadParcel, KeyError, TypeError, ValueError) as error:
        raise DamagedFile(
            f"“{shown_name(path)}” is damaged; use another copy of it.", repr(error)
        ) from error


class _Building:
    def __init__(self, answer: dict[str, object], parcel: Parcel) -> None:
        self._answer = answer
        self._parcel = parcel
        self._facts = foreign_document(answer.get("document"))
        self._depth = "uint16" if self._facts.depth == "uint16" else "uint8"

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
        return document

    def _choose(self, document: Document) -> None:
        """The topmost layer that is seen, so that the first stroke is not lost in a hidden one."""
        seen = [layer for layer in document.layers if layer.visible]
        if seen:
            document.set_active(seen[-1])

    def _layer(self, facts: ForeignLayer) -> Layer:
        layer = PixelLayer(facts.name, self._pixels(facts.pixels))
        layer.visible, layer.opacity = facts.visible, facts.opacity
        layer.blend = BlendMode[facts.blend]
        if facts.mask is not None:
            layer.mask = self._mask(facts.mask)
        return layer

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
