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
from editor.document.layers import Layer, PixelLayer, mask_of
from editor.document.tiles import Pixels
from editor.files.openraster import names
from editor.files.openraster.archive import EncodedBefore
from editor.files.openraster.facts import ChannelFacts, DocumentFacts, LayerFacts
from editor.files.openraster.layers_writer import LayersWriter, key_of
from editor.files.openraster.stack import write_stack
from editor.files.png_writer import encode_png
from editor.files.raster import Picture, in_depth

_WRITER_VERSION = 3


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
            layers = LayersWriter(
                self.document,
                lambda member, key, read: self._put_png(archive, member, key, read),
                lambda member, data: self._put(archive, member, data),
            )
            written, entries = layers.write()
            facts = self._facts(written, layers)
            stack = write_stack(facts, entries)
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

    def _facts(self, layers: list[LayerFacts], writer: LayersWriter) -> DocumentFacts:
        document = self.document
        return DocumentFacts(
            width=document.width,
            height=document.height,
            depth=document.depth,
            layers=tuple(layers),
            selection=writer.mask(names.SELECTION, document.selection),
            active=document.active.id if document.active is not None else "",
            name=document.name,
            dpi=document.metadata.dpi,
            channels=tuple(
                ChannelFacts(one.name, writer.mask(names.channel_member(number), one.mask))
                for number, one in enumerate(document.channels)
            ),
            guides=document.guides,
        )

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
    if not isinstance(layer, PixelLayer):
        return ""
    is_plain = layer.visible and layer.opacity == 1 and layer.mask is None
    is_whole = layer.blend is BlendMode.NORMAL and layer.bounds == document.canvas
    return key_of(layer, "bare ") if is_plain and is_whole else ""


def without_idle_alpha(pixels: Pixels) -> Pixels:
    """RGB where RGBA is opaque everywhere: a quarter less to compress."""
    if pixels.shape[2] < 4 or pixels[:, :, 3].min() < np.iinfo(pixels.dtype).max:
        return pixels
    return np.ascontiguousarray(pixels[:, :, :3])


def shrunk(pixels: Pixels) -> Pixels:
    """At most THUMBNAIL_SIDE_PX a side, never enlarged."""
    image = Image.fromarray(pixels)
    image.thumbnail((names.THUMBNAIL_SIDE_PX, names.THUMBNAIL_SIDE_PX), reducing_gap=2.0)
    return np.asarray(image)


def _look(layer: Layer) -> str:
    """All of a layer that shows in the flat picture, as text."""
    if not isinstance(layer, PixelLayer) or layer.clips:
        return f"{layer.digest()};"
    mask_in_force = mask_of(layer)
    mask = mask_in_force.digest() if mask_in_force is not None else "-"
    shown = (layer.visible, layer.opacity, layer.blend.value, layer.position)
    return f"{shown} {key_of(layer, mask)};"
