"""Opening any file as a document, and a document as one flat picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from editor.document.composite import flatten
from editor.document.document import Document, Metadata
from editor.document.layers import PixelLayer
from editor.document.tiles import TILE_PX, TilePlane
from editor.files.atomic import Stamp
from editor.files.decoder import Decoder, picture_from, shown_name
from editor.files.foreign_document import document_from_foreign
from editor.files.native import document_from_layers
from editor.files.parcel import BadParcel, Parcel
from editor.files.problems import DamagedFile
from editor.files.psd.checks import DIFFERENT
from editor.files.raster import BadPicture, Picture
from editor.files.spare import lent_decoder
from ml.api.regions import Box


@dataclass(frozen=True)
class OpenedFile:
    """A document with how many pages or frames its file has, of which one or all were opened.

    `is_different`: its layers do not look as the program that wrote them showed them. `stamp` is
    the state of the file before it was read, so that a change while it was read is noticed.
    """

    document: Document
    pages: int = 1
    is_different: bool = False
    stamp: Stamp | None = None


def open_document(
    path: Path, decoder: Decoder | None = None, *, confirmed: bool = False, partial: bool = False
) -> Document:
    """A document from any file that can be read; `document.notices` says what opening changed.

    Raises UnreadableFile and its kinds: DamagedFile (try `partial`), UnconfirmedSize (ask, then
    `confirmed`). A `decoder` that is warm saves the start of a process.
    """
    return open_file(path, decoder, confirmed=confirmed, partial=partial).document


def open_file(path: Path, decoder: Decoder | None = None, **consent: bool) -> OpenedFile:
    """As `open_document`; with `pages` all pages or frames of the file become layers.

    With `flat` the layers of a PSD are left for the flat picture that it holds, too.
    """
    if decoder is None:
        with lent_decoder() as own:
            return open_file(path, own, **consent)
    stamp = Stamp.of(path)
    answer, parcel = decoder.decode_any(path, **consent)
    document = _document_from(answer, parcel, path)
    document.path = path
    frames = answer.get("frames")
    pages = frames if isinstance(frames, int) else 1
    return OpenedFile(document, pages, DIFFERENT in document.notices, stamp)


def _document_from(answer: dict[str, object], parcel: Parcel, path: Path) -> Document:
    if answer.get("kind") == "layers":
        return document_from_layers(answer, parcel, path)
    if answer.get("kind") == "foreign":
        return document_from_foreign(answer, parcel, path)
    try:
        picture = picture_from(answer, parcel)
    except (BadParcel, BadPicture, TypeError, ValueError) as error:
        raise DamagedFile(
            f"“{shown_name(path)}” is damaged; use another copy of it.", repr(error)
        ) from error
    return document_from_picture(picture, shown_name(path), parcel.drop_pages)


def _nothing() -> None:
    pass


def document_from_picture(
    picture: Picture, name: str, taken: Callable[[], None] = _nothing
) -> Document:
    """A document of one layer; `taken` is called whenever more of the pixels were taken over."""
    depth = "uint16" if picture.pixels.dtype == np.uint16 else "uint8"
    document = Document(picture.width, picture.height, depth, picture.profile)
    document.name = name
    document.notices = picture.notices
    document.metadata = Metadata(exif=picture.exif, xmp=picture.xmp, dpi=picture.dpi)
    document.insert_layer(PixelLayer("Background", _plane(picture, taken)))
    return document


def _plane(picture: Picture, taken: Callable[[], None]) -> TilePlane:
    """The pixels as tiles, a row of tiles at a time: never a second copy of a large picture."""
    plane = TilePlane(4, "uint16" if picture.pixels.dtype == np.uint16 else "uint8")
    for top in range(0, picture.height, TILE_PX):
        rows = Picture(picture.pixels[top : top + TILE_PX])
        plane.write(Box(0, top, picture.width, top + rows.height), rows.as_rgba())
        taken()
    return plane


def flat_picture(document: Document) -> Picture:
    """All visible layers as one picture, for export; without alpha where everything is opaque."""
    pixels = flatten(document)
    if pixels[:, :, 3].min() == np.iinfo(pixels.dtype).max:
        pixels = np.ascontiguousarray(pixels[:, :, :3])
    metadata = document.metadata
    return Picture(pixels, document.profile, metadata.exif, metadata.xmp, metadata.dpi)
