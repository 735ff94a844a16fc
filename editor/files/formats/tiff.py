"""TIFF of 16 bits and more, which Pillow narrows or refuses."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray

from editor.colour.profiles import cmyk_to_srgb
from editor.files.decoder_messages import Header
from editor.files.formats.profile import colour_space, usable, with_rgb_profile
from editor.files.formats.source import ArraySource, Loaded, Opened

_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_READABLE = (
    tifffile.PHOTOMETRIC.MINISBLACK,
    tifffile.PHOTOMETRIC.MINISWHITE,
    tifffile.PHOTOMETRIC.RGB,
    tifffile.PHOTOMETRIC.SEPARATED,
)
_ICC_TAG = 34675
_XMP_TAG = 700


class NotDeep(Exception):
    """A TIFF of 8 bits or fewer: Pillow reads it, with all its older kinds."""


def is_tiff(start: bytes) -> bool:
    return start[:4] in _MAGIC


def open_deep_tiff(path: Path, pillow_view: Opened | None) -> Opened:
    """`pillow_view` lends EXIF where Pillow can read the header. Raises NotDeep."""
    with path.open("rb") as file, tifffile.TiffFile(file) as tiff:
        page = tiff.pages.first
        if not is_deep(page):
            raise NotDeep
        width, height = page.imagewidth, page.imagelength
        extra = len(page.extrasamples) if page.extrasamples else 0
        channels = 4 if extra else (1 if page.samplesperpixel == 1 else 3)
        orientation = page.tags.valueof(274, 1)
        opened = Opened(
            Header(width, height, channels, "uint16"),
            lambda partial: _load(path),
            orientation if orientation in range(1, 9) else 1,
            xmp=_bytes(page.tags.valueof(_XMP_TAG)),
            dpi=_dpi(page),
        )
    return opened if pillow_view is None else replace(opened, exif=pillow_view.exif)


def is_deep(page: tifffile.TiffPage) -> bool:
    """Whether a page has 16 bits and more in a form that is read here."""
    return page.bitspersample >= 16 and page.photometric in _READABLE


def full_pages(tiff: tifffile.TiffFile) -> list[tifffile.TiffPage]:
    """The pages that are read here; smaller copies of them, for viewers in haste, are left out."""
    pages = [page.aspage() for page in tiff.pages]
    return [page for page in pages if is_deep(page) and not page.is_reduced]


def _load(path: Path) -> Loaded:
    with path.open("rb") as file, tifffile.TiffFile(file) as tiff:
        loaded = load_page(tiff.pages.first)
        count = len(full_pages(tiff)) if len(tiff.pages) > 1 else 1
    if count < 2:
        return loaded
    said = f"Only the first of {count} pages was opened."
    return replace(loaded, notices=(said, *loaded.notices), frames=count)


def load_page(page: tifffile.TiffPage) -> Loaded:
    """The pixels of a page that `is_deep`, in 16 bit."""
    profile = _bytes(page.tags.valueof(_ICC_TAG))
    pixels = _channels_last(page.asarray(maxworkers=1), page)
    pixels, notices = _to_uint16(pixels)
    if page.photometric == tifffile.PHOTOMETRIC.SEPARATED:
        return _from_cmyk(pixels, profile, notices)
    if page.photometric == tifffile.PHOTOMETRIC.MINISWHITE:
        pixels[:, :, 0] = 65535 - pixels[:, :, 0]
    pixels, said = _with_alpha(pixels, page)
    return with_rgb_profile(ArraySource(pixels), profile, (*notices, *said))


def _channels_last(
    pixels: NDArray[np.unsignedinteger], page: tifffile.TiffPage
) -> NDArray[np.unsignedinteger]:
    if pixels.ndim == 2:
        return pixels[:, :, np.newaxis]
    if page.planarconfig == tifffile.PLANARCONFIG.SEPARATE:
        return np.moveaxis(pixels, 0, 2)
    return pixels


def _to_uint16(pixels: NDArray[Any]) -> tuple[NDArray[np.uint16], list[str]]:
    if pixels.dtype.kind == "f":
        whole = np.nan_to_num(np.clip(pixels, 0.0, 1.0))
        said = "The floating-point picture was opened in 16 bit; values above 1 were cut off."
        return np.rint(whole * 65535.0).astype(np.uint16), [said]
    if pixels.dtype.itemsize > 2:
        return (pixels >> 16).astype(np.uint16), ["The 32-bit picture was opened in 16 bit."]
    return pixels.astype(np.uint16), []


def _with_alpha(
    pixels: NDArray[np.uint16], page: tifffile.TiffPage
) -> tuple[NDArray[np.uint16], list[str]]:
    colours = 3 if page.photometric == tifffile.PHOTOMETRIC.RGB else 1
    colour = pixels[:, :, :colours]
    kinds = page.extrasamples or ()
    if not kinds or kinds[0] == tifffile.EXTRASAMPLE.UNSPECIFIED:
        said = ["A further channel that is no transparency was left out."] if kinds else []
        return np.ascontiguousarray(colour), said
    alpha = pixels[:, :, colours : colours + 1]
    if kinds[0] == tifffile.EXTRASAMPLE.ASSOCALPHA:
        colour = _straight(colour, alpha)
    rgb = np.repeat(colour, 3, axis=2) if colours == 1 else colour
    return np.concatenate([rgb, alpha], axis=2), []


def _straight(colour: NDArray[np.uint16], alpha: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Divide premultiplied colour by its alpha."""
    wide = colour.astype(np.uint32) * 65535
    divisor = np.maximum(alpha.astype(np.uint32), 1)
    return np.minimum((wide + divisor // 2) // divisor, 65535).astype(np.uint16)


def _from_cmyk(pixels: NDArray[np.uint16], profile: bytes | None, notices: list[str]) -> Loaded:
    ink = np.ascontiguousarray(pixels[:, :, :4])
    if profile is not None and usable(profile) and colour_space(profile) == "CMYK":
        notices.append("The picture was converted from CMYK to sRGB.")
        return Loaded(ArraySource(cmyk_to_srgb(ink, profile)), None, tuple(notices))
    paper = 65535 - ink.astype(np.uint32)
    rgb = (paper[:, :, :3] * paper[:, :, 3:] // 65535).astype(np.uint16)
    notices.append("The CMYK picture has no colour profile; its colours in RGB are an estimate.")
    return Loaded(ArraySource(rgb), None, tuple(notices))


def _dpi(page: tifffile.TiffPage) -> tuple[float, float] | None:
    try:
        unit = int(page.tags.valueof(296, 2))
        factor = {2: 1.0, 3: 2.54}[unit]
        (xn, xd), (yn, yd) = page.tags.valueof(282), page.tags.valueof(283)
        x, y = round(xn / xd * factor, 2), round(yn / yd * factor, 2)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) and x > 0 and y > 0 else None


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) and value else None
