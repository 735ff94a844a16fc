"""What an export would look like and weigh, found out by doing it in memory."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from editor.colour.profiles import Conversion, ProfileUnusable
from editor.files.raster import Picture, Pixels, in_depth
from editor.files.writer import Encoded, ExportOptions, encode
from ml.api.regions import Box

_LOSSLESS = (".png", ".tif", ".tiff")
_LIGHT, _DARK, _SQUARE_PX = 205, 155, 8


@dataclass(frozen=True, eq=False)
class Preview:
    """`result` is what a program that opens the file would see, with its profile."""

    size_bytes: int
    result: Picture
    notices: tuple[str, ...]


def preview(picture: Picture, ending: str, options: ExportOptions) -> Preview:
    """Encode `picture` as a file with this `ending` and read it again. Raises SaveFailed."""
    encoded = encode(picture, Path(f"picture{ending}"), options)
    return Preview(len(encoded.data), _read_again(encoded, ending), encoded.notices)


def _read_again(encoded: Encoded, ending: str) -> Picture:
    if ending in _LOSSLESS:
        return encoded.picture
    with warnings.catch_warnings():
        # These are our own bytes of a picture that is open already.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(encoded.data), formats=("JPEG", "WEBP", "AVIF")) as image:
            pixels = np.asarray(image)
    shaped = pixels if pixels.ndim == 3 else pixels[:, :, np.newaxis]
    return Picture(shaped, encoded.picture.profile)


def shown_crop(picture: Picture, box: Box) -> Pixels:
    """`box` of a picture as the screen shows it: rows x columns x 3 in 8-bit sRGB.

    Transparent parts lie on a chequerboard. `box` must lie inside the picture.
    """
    rows = Picture(np.ascontiguousarray(picture.pixels[box.slices]), picture.profile)
    pixels = rows.as_rgba() if rows.has_alpha else np.ascontiguousarray(rows.as_rgb())
    try:
        pixels = Conversion(picture.profile, None).apply(pixels)
    except ProfileUnusable:
        # The canvas shows the numbers as they are, too.
        pixels = pixels.copy()
    pixels = in_depth(pixels, "uint8")
    return _on_squares(pixels, box) if pixels.shape[2] == 4 else pixels


def _on_squares(pixels: Pixels, box: Box) -> Pixels:
    rows = np.arange(box.top, box.bottom) // _SQUARE_PX
    columns = np.arange(box.left, box.right) // _SQUARE_PX
    odd = (rows[:, None] + columns[None, :]) % 2
    below = np.where(odd, _DARK, _LIGHT).astype(np.uint32)[:, :, None]
    alpha = pixels[:, :, 3:].astype(np.uint32)
    mixed = pixels[:, :, :3] * alpha + below * (255 - alpha)
    return ((mixed + 127) // 255).astype(np.uint8)
