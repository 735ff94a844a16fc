"""Writing a document as OpenRaster, each layer compressed only when it changed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from PIL import Image

from editor.colour.profiles import SRGB
from editor.document.blending import BlendMode
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import Layer, PixelLayer
from editor.document.mask import Mask
from editor.document.tiles import Pixels
from editor.files.openraster import names
from editor.files.openraster.archive import EncodedBefore
from editor.files.openraster.facts import DocumentFacts, LayerFacts, PlaneFacts
from editor.files.openraster.stack import StackLayer, write_stack
from editor.files.png_writer import encode_png
from editor.files.raster import Picture, in_depth
from ml.api.regions import Box

_WRITER_VERSION = 2
_NOTHING = Box(0, 0, 1, 1)


@dataclass
class OpenRasterWriter:
    """One save of `document`, which nobody changes meanwhile: a snapshot."""

    document: Document
    before: EncodedBefore
    checksums: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _lone: bytes | None = None
    _lone_key: str = ""

    def write(self, file: BinaryIO) -> None:
        """Everything into `file`; `checksums` then holds the SHA-256 of each member."""
        self._lone_key = lone_key(self.document)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            self._put(archive, names.MIMETYPE, names.MIMETYPE_CONTENT)
            layers = [
                self._layer(archive, number, layer)
                for number, layer in enumerate(self.document.layers)
            ]
            facts = self._facts(archive, layers)
            stack = write_stack(facts, tuple(layers))
            self._put(archive, names.STACK, stack)
            self._put_metadata(archive)
            self._put_preview(archive)
            described = {
                **facts.to_json(),
                "stack": hashlib.sha256(stack).hexdigest(),
                "members": {
                    member: {"key": key, "sha256": self.checksums[member]}
                    for member, key in self._keys.items()
                },
            }
            self._put(archive, names.FACTS, json.dumps(described).encode("ascii"))

    def _facts(self, archive: zipfile.ZipFile, layers: list[StackLayer]) -> DocumentFacts:
        document = self.document
        return DocumentFacts(
            width=document.width,
            height=document.height,
            depth=document.depth,
            layers=tuple(layer.facts for layer in layers),
            selection=self._mask(archive, names.SELECTION, document.selection),
            active=document.active.id if document.active is not None else "",
            name=document.name,
            dpi=document.metadata.dpi,
        )

    def _layer(self, archive: zipfile.ZipFile, number: int, layer: Layer) -> StackLayer:
        """The layer for everybody; where it has a mask, also its pixels without it."""
        member = names.layer_member(number)
        box = layer.bounds if not layer.bounds.is_empty else _NOTHING
        frame = box.moved(-layer.position[0], -layer.position[1])
        mask = None
        if layer.mask is None:
            pixels = PlaneFacts(member, frame.left, frame.top)
        else:
            bare = names.bare_member(number)
            pixels = PlaneFacts(bare, frame.left, frame.top)
            mask = self._mask(archive, names.mask_member(number), layer.mask)
            self._put_png(archive, bare, _key(layer, "bare"), lambda: layer.render(box))
        if layer.bounds.is_empty:
            pixels = PlaneFacts()
        key = _key(layer, layer.mask.digest() if layer.mask else "bare")
        self._put_png(archive, member, key, lambda: baked(layer, box))
        facts = LayerFacts(
            id=layer.id,
            name=layer.name,
            visible=layer.visible,
            opacity=layer.opacity,
            blend=layer.blend.value,
            position=layer.position,
            pixels=pixels,
            mask=mask,
        )
        return StackLayer(facts, member, box.left, box.top)

    def _mask(self, archive: zipfile.ZipFile, member: str, mask: Mask) -> PlaneFacts:
        box = mask.bounds
        if box.is_empty:
            return PlaneFacts()
        self._put_png(
            archive, member, f"mask {mask.digest()}", lambda: mask.read(box)[:, :, np.newaxis]
        )
        return PlaneFacts(member, box.left, box.top)

    def _put_png(
        self, archive: zipfile.ZipFile, member: str, key: str, read: Callable[[], Pixels]
    ) -> None:
        profile = self.document.profile
        whole_key = f"{_WRITER_VERSION} {key} {hashlib.sha256(profile or b'').hexdigest()[:16]}"
        data = self.before.find(whole_key)
        if data is None and key == self._lone_key:
            data = self._lone
        if data is None:
            is_colour = not key.startswith("mask")
            pixels = without_idle_alpha(read())
            data = encode_png(Picture(pixels, self._tag(pixels) if is_colour else None), fast=True)
            if key == self._lone_key:
                self._lone = data
        self._keys[member] = whole_key
        self._put(archive, member, data)

    def _tag(self, pixels: Pixels) -> bytes | None:
        """The profile of a layer; Krita asks for one, layer by layer, where 16 bits have none."""
        return self.document.profile or (SRGB if pixels.dtype == np.uint16 else None)

    def _put_preview(self, archive: zipfile.ZipFile) -> None:
        """The whole picture flat, in 8 bit, for file lists and programs without layers."""
        seen = hashlib.sha256(f"{self.document.width} {self.document.height}".encode())
        for layer in self.document.layers:
            seen.update(_look(layer).encode())
        key = self._lone_key or f"merged {seen.hexdigest()}"
        flat: list[Pixels] = []

        def merged() -> Pixels:
            if not flat:
                flat.append(in_depth(flatten(self.document), "uint8"))
            return flat[0]

        self._put_png(archive, names.MERGED, key, merged)
        self._put_png(archive, names.THUMBNAIL, f"thumbnail {key}", lambda: shrunk(merged()))

    def _put_metadata(self, archive: zipfile.ZipFile) -> None:
        metadata = self.document.metadata
        parts = {
            names.PROFILE: self.document.profile,
            names.EXIF: metadata.exif,
            names.XMP: metadata.xmp,
        }
        for member, data in parts.items():
            if data:
                self._put(archive, member, data)

    def _put(self, archive: zipfile.ZipFile, member: str, data: bytes) -> None:
        self.checksums[member] = hashlib.sha256(data).hexdigest()
        # A fixed date: the same document is the same file.
        archive.writestr(zipfile.ZipInfo(member), data, zipfile.ZIP_STORED)


def lone_key(document: Document) -> str:
    """The key of the one layer that looks just like the whole picture; empty if there is none."""
    if len(document.layers) != 1 or document.depth != "uint8":
        return ""
    layer = document.layers[0]
    is_plain = layer.visible and layer.opacity == 1 and layer.mask is None
    is_whole = layer.blend is BlendMode.NORMAL and layer.bounds == document.canvas
    return _key(layer, "bare") if is_plain and is_whole else ""


def without_idle_alpha(pixels: Pixels) -> Pixels:
    """RGB where RGBA is opaque everywhere: a quarter less to compress."""
    if pixels.shape[2] < 4 or pixels[:, :, 3].min() < np.iinfo(pixels.dtype).max:
        return pixels
    return np.ascontiguousarray(pixels[:, :, :3])


def baked(layer: Layer, box: Box) -> Pixels:
    """The layer in `box` of the canvas with its mask multiplied into its alpha."""
    pixels = layer.render(box)
    if layer.mask is None:
        return pixels
    x, y = layer.position
    coverage = layer.mask.coverage(box.moved(-x, -y)).astype(np.uint32)
    alpha = pixels[:, :, 3].astype(np.uint32)
    pixels[:, :, 3] = ((alpha * coverage + 127) // 255).astype(pixels.dtype)
    return pixels


def shrunk(pixels: Pixels) -> Pixels:
    """At most THUMBNAIL_SIDE_PX a side, never enlarged."""
    image = Image.fromarray(pixels)
    image.thumbnail((names.THUMBNAIL_SIDE_PX, names.THUMBNAIL_SIDE_PX), reducing_gap=2.0)
    return np.asarray(image)


def _key(layer: Layer, kind: str) -> str:
    content = layer.pixels.digest() if isinstance(layer, PixelLayer) else layer.digest()
    return f"layer {content} {kind}"


def _look(layer: Layer) -> str:
    """All of a layer that shows in the flat picture, as text."""
    mask = layer.mask.digest() if layer.mask is not None else "-"
    shown = (layer.visible, layer.opacity, layer.blend.value, layer.position)
    return f"{shown} {_key(layer, mask)};"
