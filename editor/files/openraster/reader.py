"""Reading OpenRaster in the decoder process: ours with all that is private, others' as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor.files import exif as exif_data
from editor.files.budget import check_budget
from editor.files.decoder_messages import Header, Request
from editor.files.formats.png import open_png
from editor.files.formats.source import StripSource
from editor.files.openraster import names
from editor.files.openraster.archive import Archive
from editor.files.openraster.facts import (
    GROUP,
    BadFacts,
    DocumentFacts,
    LayerFacts,
    PlaneFacts,
    document_facts,
)
from editor.files.openraster.stack import read_stack
from editor.files.parcel import ParcelWriter, Piece
from editor.files.png_chunks import HEADER_BYTES, BrokenChunk, read_metadata
from editor.files.problems import UnreadableFile
from editor.files.raster import in_depth
from ml.api.regions import Box

TILE_PX = 256
"""The side of a document's tiles; a piece of another size would be right, but slower."""

_SKIPPED = "A layer of a kind that is not known here was left out."


class Form(Protocol):
    """Gives a strip of pixels the channels and the depth that its plane has."""

    def __call__(
        self, strip: NDArray[np.unsignedinteger], depth: str
    ) -> NDArray[np.unsignedinteger]: ...


@dataclass(frozen=True)
class _Described:
    facts: DocumentFacts
    notices: tuple[str, ...]
    is_ours: bool


class StackReading:
    """One OpenRaster file on its way into a parcel, a layer at a time."""

    def __init__(self, archive: Archive, request: Request) -> None:
        """Reads the description and judges the size of everything; see check_budget."""
        self._archive = archive
        self._request = request
        described = self._describe()
        self._notices = list(described.notices)
        self._facts = described.facts
        self._is_ours = described.is_ours
        self._profile = archive.read(names.PROFILE) if names.PROFILE in archive else None
        headers = {plane.member: self._header(plane) for plane in self._facts.planes}
        if not self._is_ours:
            self._drop_unreadable(headers)
        self.header = self._judge(headers)

    def _describe(self) -> _Described:
        if names.STACK not in self._archive:
            raise UnreadableFile(
                f"“{self._request.name}” is a zip file and no picture; unpack it and open what "
                "is in it."
            )
        stack = self._archive.read_text(names.STACK)
        ours = self._our_facts(hashlib.sha256(stack).hexdigest())
        if ours is not None:
            return _Described(ours, (), is_ours=True)
        facts, notices = read_stack(stack)
        return _Described(facts, notices, is_ours=False)

    def _our_facts(self, stack_digest: str) -> DocumentFacts | None:
        """None where another program changed the layers, or a newer version wrote them."""
        if names.FACTS not in self._archive:
            return None
        try:
            value = json.loads(self._archive.read_text(names.FACTS))
            if value.get("stack") != stack_digest:
                return None
            return document_facts(value)
        except (BadFacts, ValueError, AttributeError):
            return None

    def _header(self, plane: PlaneFacts) -> Header | None:
        """What the PNG says of itself; None where another program put something else there."""
        start = self._archive.start_of(plane.member, HEADER_BYTES)
        try:
            metadata = read_metadata(start, strict=False)
        except BrokenChunk:
            if self._is_ours:
                raise
            return None
        depth = "uint16" if metadata.bits == 16 else "uint8"
        return Header(metadata.width, metadata.height, 4, depth)

    def _drop_unreadable(self, headers: dict[str, Header | None]) -> None:
        """Foreign files may hold layers in SVG; their depth is the deepest of their layers."""
        kept = _readable(self._facts.layers, headers)
        if sum(1 for layer in kept for _ in layer.walk()) < sum(1 for _ in self._facts.walk()):
            self._notices.append(_SKIPPED)
        depths = {header.depth for header in headers.values() if header is not None}
        depth = "uint16" if "uint16" in depths else "uint8"
        self._facts = replace(self._facts, layers=kept, depth=depth)

    def _judge(self, headers: dict[str, Header | None]) -> Header:
        """One header as large as all planes together, which is what memory and time follow.

        A member that many layers show counts as often as it is shown.
        """
        canvas = self._facts.width * self._facts.height
        shown = (headers[plane.member] for plane in self._facts.planes)
        pixels = max(canvas, sum(header.pixels for header in shown if header is not None))
        whole = Header(pixels, 1, 4, self._facts.depth)
        members = {plane.member for plane in self._facts.planes}
        members |= {layer.record for layer in self._facts.walk() if layer.record}
        file_bytes = sum(self._archive.size_bytes(member) for member in members)
        check_budget(whole, file_bytes, self._request)
        return whole

    def deliver(self, parcel: ParcelWriter) -> dict[str, object]:
        colour = {layer.pixels.member for layer in self._facts.walk()}
        # The last plane that shows a member wins: it is cut for the tiles of that one.
        planes = {plane.member: plane for plane in self._facts.planes}
        arrays = {
            member: self._put(parcel, plane, _as_rgba if member in colour else _as_grey)
            for member, plane in planes.items()
        }
        exif = self._archive.read(names.EXIF) if names.EXIF in self._archive else None
        xmp = self._archive.read(names.XMP) if names.XMP in self._archive else None
        return {
            "kind": "layers",
            "facts": self._facts.to_json(),
            "arrays": arrays,
            "records": {
                layer.record: parcel.put_bytes(self._archive.read(layer.record))
                for layer in self._facts.walk()
                if layer.record
            },
            "profile": parcel.put_bytes(self._profile),
            "exif": parcel.put_bytes(exif_data.tidy(exif)),
            "xmp": parcel.put_bytes(xmp),
            "notices": self._notices,
        }

    def _put(self, parcel: ParcelWriter, plane: PlaneFacts, form: Form) -> dict[str, object]:
        """One member in pieces, each of which fills one tile of `plane`; blank ones are left out.

        Most of a layer is often blank, and what is not sent need not be looked at again.
        """
        loaded = open_png(self._archive.read(plane.member), partial=False).load(False)
        if self._profile is None and not self._is_ours:
            self._profile = loaded.profile
        source = loaded.source
        depth = self._facts.depth if form is _as_rgba else "uint8"
        shape = source.height, source.width, 4 if form is _as_rgba else 1
        return parcel.put_pieces(shape, depth, _pieces(source, plane, partial(form, depth=depth)))


def _readable(
    layers: tuple[LayerFacts, ...], headers: dict[str, Header | None]
) -> tuple[LayerFacts, ...]:
    """The groups, and the layers whose pixels are pictures of a kind that is known."""
    return tuple(
        replace(layer, children=_readable(layer.children, headers))
        for layer in layers
        if layer.kind == GROUP or headers.get(layer.pixels.member)
    )


def _pieces(
    source: StripSource,
    plane: PlaneFacts,
    form: Callable[[NDArray[np.unsignedinteger]], NDArray[np.unsignedinteger]],
) -> Iterator[Piece]:
    """What of the source is not zero, cut where the tiles of `plane` end."""
    for top, bottom in _cuts(plane.top, source.height):
        strip = form(source.take(Box(0, top, source.width, bottom), 1))
        for left, right in _cuts(plane.left, source.width):
            piece = strip[:, left:right]
            if piece.any():
                yield top, left, piece


def _cuts(start: int, length: int) -> Iterator[tuple[int, int]]:
    """From 0 to `length` in steps that end at tiles, where 0 lies at `start` of the plane."""
    at = 0
    while at < length:
        end = min(length, at + TILE_PX - (start + at) % TILE_PX)
        yield at, end
        at = end


def _as_rgba(strip: NDArray[np.unsignedinteger], depth: str) -> NDArray[np.unsignedinteger]:
    deep = in_depth(strip, depth)
    if deep.shape[2] == 4:
        return deep
    rgba = np.empty((*deep.shape[:2], 4), deep.dtype)
    rgba[:, :, :3] = deep
    rgba[:, :, 3] = np.iinfo(deep.dtype).max
    return rgba


def _as_grey(strip: NDArray[np.unsignedinteger], depth: str) -> NDArray[np.unsignedinteger]:
    return in_depth(strip[:, :, :1], depth)
