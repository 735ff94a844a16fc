"""All pages of a TIFF, or all frames of a GIF, one after the other."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image, UnidentifiedImageError

from editor.files.budget import check_budget
from editor.files.decoder_messages import Header, Request
from editor.files.foreign import ForeignDocument, ForeignLayer, PlaneOf
from editor.files.formats.pillow import FORMATS, load_frame
from editor.files.formats.source import Loaded, StripSource
from editor.files.formats.tiff import full_pages, is_tiff, load_page
from editor.files.parcel import ParcelWriter
from editor.files.raster import Picture
from ml.api.regions import Box

_MOST_PAGES = 2000
# A PNG may be an animation, too.
_FORMATS = (*FORMATS, "PNG")
Size = tuple[int, int]


class OnePage(Exception):
    """A file that has no further pages."""


@dataclass(frozen=True)
class _Kind:
    """How the pages of one library are found: their sizes first, then each with its pixels."""

    noun: str
    depth: str
    sizes: tuple[Size, ...]


class PagesReading:
    """A file of several pages on its way into a parcel, a page at a time.

    `header` is as large as all pages together. Raises OnePage, UnreadableFile, UnconfirmedSize.
    """

    def __init__(self, path: Path, start: bytes, request: Request) -> None:
        self._path = path
        deep = _deep_sizes(path) if is_tiff(start) else ()
        self._is_deep = bool(deep)
        self._kind = _Kind("Page", "uint16", deep) if deep else _pillow_kind(path)
        if len(self._kind.sizes) < 2:
            raise OnePage
        pixels = sum(width * height for width, height in self._kind.sizes)
        self.header = Header(pixels, 1, 4, self._kind.depth)
        check_budget(self.header, path.stat().st_size, request)

    def deliver(self, parcel: ParcelWriter) -> dict[str, object]:
        """The first page is shown, as other programs show it; the others wait hidden above it."""
        layers: list[ForeignLayer] = []
        profile: bytes | None = None
        notices: dict[str, None] = {}
        for number, loaded in enumerate(self._loaded(), 1):
            profile = loaded.profile if number == 1 else profile
            notices.update(dict.fromkeys(loaded.notices))
            plane = PlaneOf(_put(parcel, loaded.source), 0, 0)
            name = f"{self._kind.noun} {number}"
            layers.append(ForeignLayer("pixel", name, visible=number == 1, pixels=plane))
        width, height = (max(sides) for sides in zip(*self._kind.sizes, strict=True))
        document = ForeignDocument(width, height, self._kind.depth, tuple(layers))
        return {
            "kind": "foreign",
            "document": document.to_json(),
            "profile": parcel.put_bytes(profile),
            "notices": list(notices),
        }

    def _loaded(self) -> Iterator[Loaded]:
        return _deep_pages(self._path) if self._is_deep else _pillow_pages(self._path)


def _put(parcel: ParcelWriter, source: StripSource) -> dict[str, object]:
    whole = Box.of_size(source.width, source.height)
    rgba = Picture(np.ascontiguousarray(source.take(whole, 1))).as_rgba()
    return parcel.put_strips((source.height, source.width, 4), source.depth, [rgba])


def _pillow_kind(path: Path) -> _Kind:
    try:
        return _kind_of(path)
    except UnidentifiedImageError as error:
        raise OnePage from error


def _kind_of(path: Path) -> _Kind:
    with warnings.catch_warnings(), Image.open(path, formats=_FORMATS) as image:
        warnings.simplefilter("ignore")
        count = min(getattr(image, "n_frames", 1), _MOST_PAGES)
        if image.format in ("MPO", "JPEG"):
            count = 1
        if image.format != "TIFF":
            return _Kind("Frame", "uint8", (image.size,) * count)
        sizes = []
        for number in range(count):
            image.seek(number)
            sizes.append(image.size)
        return _Kind("Page", "uint8", tuple(sizes))


def _pillow_pages(path: Path) -> Iterator[Loaded]:
    with Image.open(path, formats=_FORMATS) as image:
        for number in range(min(getattr(image, "n_frames", 1), _MOST_PAGES)):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image.seek(number)
                image.load()
            yield load_frame(image, [])


def _deep_sizes(path: Path) -> tuple[Size, ...]:
    with path.open("rb") as file, tifffile.TiffFile(file) as tiff:
        return tuple((page.imagewidth, page.imagelength) for page in full_pages(tiff))


def _deep_pages(path: Path) -> Iterator[Loaded]:
    with path.open("rb") as file, tifffile.TiffFile(file) as tiff:
        for page in full_pages(tiff)[:_MOST_PAGES]:
            yield load_page(page)
