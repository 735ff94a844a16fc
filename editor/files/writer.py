"""Export to the formats that other programs read, with everything that must travel along."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image, features

from editor.colour.profiles import Conversion
from editor.files.atomic import SaveOptions, Stamp, write_atomically
from editor.files.exif import without_thumbnail
from editor.files.png_writer import encode_png
from editor.files.problems import FileProblem, SaveFailed
from editor.files.psd.writer import encode_psd
from editor.files.raster import Picture, Pixels, in_depth
from editor.files.tiff_writer import TooLargeForTiff, encode_tiff

_MOST_JPEG_SIDE_PX = 65500
_MOST_WEBP_SIDE_PX = 16383
_MOST_JPEG_METADATA_BYTES = 65000


@dataclass(frozen=True)
class ExportOptions:
    """How a picture is written. What a format cannot hold is left out and said.

    `quality` 1 to 100 for JPEG, WebP and AVIF; 100 makes WebP lossless. `depth` None keeps the
    depth. `background` (0..255) shows through where a format has no transparency. Without
    `keep_metadata` EXIF, XMP and resolution are left out; without `keep_profile` the numbers are
    written as sRGB has them, so that no colour changes.
    """

    quality: int = 92
    depth: str | None = None
    background: tuple[int, int, int] = (255, 255, 255)
    keep_metadata: bool = True
    keep_profile: bool = True
    to_srgb: bool = False
    png_level: int = 4
    only_over: Stamp | None = None


class _Unverified(FileProblem):
    """The file on the disk is not what was written to it."""


@dataclass(frozen=True, eq=False)
class Encoded:
    """The bytes of a whole file; `picture` is what was encoded, `notices` what was lost, said."""

    data: bytes
    picture: Picture
    notices: tuple[str, ...]


def export(picture: Picture, path: Path, options: ExportOptions | None = None) -> tuple[str, ...]:
    """Write `picture` in the format that the name ends with, and return what was lost, said.

    Raises SaveFailed; the file that was there before is then untouched.
    """
    options = options or ExportOptions()
    encoded = encode(picture, path, options)
    size_bytes = len(encoded.data)
    write_bytes(
        path, encoded.data, SaveOptions(expected_bytes=size_bytes, only_over=options.only_over)
    )
    return encoded.notices


def encode(picture: Picture, path: Path, options: ExportOptions) -> Encoded:
    """As `export`, but nothing is written: of `path` only the name counts. Raises SaveFailed."""
    encoder = _encoder(path)
    picture, notices = prepared(picture, path, options)
    try:
        return Encoded(encoder(picture, options), picture, notices)
    except (TooLargeForTiff, ValueError, OSError, MemoryError) as error:
        raise SaveFailed(
            f"“{_shown(path)}” cannot be written in this format; export as PNG.", repr(error)
        ) from error


def write_bytes(path: Path, data: bytes, options: SaveOptions | None = None) -> None:
    """Write `data` atomically and compare what the disk gives back by its SHA-256."""
    expected = hashlib.sha256(data).digest()

    def verify(written: Path) -> None:
        with written.open("rb") as file:
            if hashlib.file_digest(file, "sha256").digest() != expected:
                raise _Unverified("The disk did not keep what was written.")

    write_atomically(path, lambda file: file.write(data), verify, options)


def export_suffixes() -> tuple[str, ...]:
    """The endings that `export` understands, lower case, with their dot."""
    return tuple(_ENCODERS)


def _encoder(path: Path) -> Callable[[Picture, ExportOptions], bytes]:
    encode = _ENCODERS.get(path.suffix.lower())
    if encode is None:
        known = ", ".join(_ENCODERS)
        raise SaveFailed(f"“{_shown(path)}” needs an ending that says its format: {known}.")
    return encode


def prepared(
    picture: Picture, path: Path, options: ExportOptions
) -> tuple[Picture, tuple[str, ...]]:
    """The pixels and metadata as the format and the options want them, and what was lost, said."""
    suffix = path.suffix.lower()
    notices = []
    if options.to_srgb or not options.keep_profile:
        colour = Conversion(picture.profile, None).apply(_rgb_or_rgba(picture))
        picture = replace(picture, pixels=colour, profile=None)
    if suffix in _JPEG and picture.has_alpha:
        if picture.pixels[:, :, 3].min() < np.iinfo(picture.pixels.dtype).max:
            notices.append("JPEG has no transparency: the picture was laid on the background.")
        picture = replace(picture, pixels=flattened(picture.pixels, options.background))
    depth = "uint8" if suffix in _EIGHT_BIT else options.depth or picture.depth
    if depth != picture.depth:
        if depth == "uint8" and options.depth is None:
            notices.append("The format holds 8 bit a channel: the picture's 16 bit were rounded.")
        picture = replace(picture, pixels=in_depth(picture.pixels, depth))
    picture, said = _with_fitting_metadata(picture, suffix, options)
    if picture.profile is not None:
        # A profile for RGB on a grey file is against every format's rules.
        picture = replace(picture, pixels=_rgb_or_rgba(picture))
    _check_size(picture, path)
    return picture, (*notices, *said)


def _with_fitting_metadata(
    picture: Picture, suffix: str, options: ExportOptions
) -> tuple[Picture, tuple[str, ...]]:
    if not options.keep_metadata:
        return replace(picture, exif=None, xmp=None, dpi=None), ()
    exif = without_thumbnail(picture.exif) if picture.exif else None
    xmp, notices = picture.xmp, []
    if suffix in _JPEG and exif and len(exif) > _MOST_JPEG_METADATA_BYTES:
        exif = None
        notices.append("The EXIF data is larger than JPEG allows and was left out.")
    if suffix in _JPEG and xmp and len(xmp) > _MOST_JPEG_METADATA_BYTES:
        xmp = None
        notices.append("The XMP data is larger than JPEG allows and was left out.")
    return replace(picture, exif=exif, xmp=xmp), tuple(notices)


def _check_size(picture: Picture, path: Path) -> None:
    limits = {".webp": _MOST_WEBP_SIDE_PX} | dict.fromkeys(_JPEG, _MOST_JPEG_SIDE_PX)
    limit = limits.get(path.suffix.lower())
    if limit is not None and max(picture.width, picture.height) > limit:
        raise SaveFailed(
            f"“{_shown(path)}”: this format holds at most {limit} pixels a side, the picture has "
            f"{picture.width} × {picture.height}; export as PNG or TIFF."
        )


def flattened(pixels: Pixels, background: tuple[int, int, int]) -> Pixels:
    """RGBA laid on an opaque colour (0..255): rows x columns x 3 of the same depth, rounded."""
    top = int(np.iinfo(pixels.dtype).max)
    below = np.array(background, np.uint64) * (top // 255)
    result = np.empty((*pixels.shape[:2], 3), pixels.dtype)
    for row in range(0, pixels.shape[0], 256):
        part = pixels[row : row + 256].astype(np.uint64)
        alpha = part[:, :, 3:]
        mixed = part[:, :, :3] * alpha + below * (top - alpha)
        result[row : row + 256] = (mixed + top // 2) // top
    return result


def _rgb_or_rgba(picture: Picture) -> Pixels:
    return picture.pixels if picture.has_alpha else np.ascontiguousarray(picture.as_rgb())


def _encode_jpeg(picture: Picture, options: ExportOptions) -> bytes:
    # Halved colour shows at red edges; only where small files are wanted anyway.
    subsampling = "4:4:4" if options.quality >= 90 else "4:2:0"
    # Not with `optimize`: Pillow then guesses the size of the result, and fails on fine grain.
    return _encode_with_pillow(picture, "JPEG", quality=options.quality, subsampling=subsampling)


def _encode_webp(picture: Picture, options: ExportOptions) -> bytes:
    if options.quality >= 100:
        return _encode_with_pillow(picture, "WEBP", lossless=True, exact=True, quality=70)
    return _encode_with_pillow(picture, "WEBP", quality=options.quality, method=4)


def _encode_avif(picture: Picture, options: ExportOptions) -> bytes:
    subsampling = "4:4:4" if options.quality >= 90 else "4:2:0"
    wanted: dict[str, object] = {"quality": options.quality, "subsampling": subsampling}
    return _encode_with_pillow(picture, "AVIF", speed=8, max_threads=1, **wanted)


def _encode_with_pillow(picture: Picture, kind: str, **settings: object) -> bytes:
    pixels = picture.pixels
    flat = np.ascontiguousarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels)
    if picture.exif is not None:
        settings["exif"] = b"Exif\0\0" + picture.exif
    if picture.xmp is not None:
        settings["xmp"] = picture.xmp
    if picture.profile is not None:
        settings["icc_profile"] = picture.profile
    if picture.dpi is not None and kind == "JPEG":
        settings["dpi"] = tuple(round(value) for value in picture.dpi)
    written = io.BytesIO()
    Image.fromarray(flat).save(written, kind, **settings)
    return written.getvalue()


def _encode_png(picture: Picture, options: ExportOptions) -> bytes:
    return encode_png(picture, level=options.png_level)


def _encode_psd(picture: Picture, options: ExportOptions) -> bytes:
    return encode_psd(picture)


def _encode_tiff(picture: Picture, options: ExportOptions) -> bytes:
    return encode_tiff(picture)


_JPEG = (".jpg", ".jpeg", ".jpe")
_EIGHT_BIT = (*_JPEG, ".webp", ".avif")
_ENCODERS = {
    ".png": _encode_png,
    ".jpg": _encode_jpeg,
    ".jpeg": _encode_jpeg,
    ".jpe": _encode_jpeg,
    ".tif": _encode_tiff,
    ".tiff": _encode_tiff,
    ".webp": _encode_webp,
    ".psd": _encode_psd,
}
if features.check("avif"):
    _ENCODERS[".avif"] = _encode_avif


def _shown(path: Path) -> str:
    return os.fsencode(path.name).decode("utf-8", "replace")
