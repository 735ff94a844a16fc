"""A mask as a grey PNG: what other programs paint and what the command line takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor.files.decoder import Decoder, decode, shown_name
from editor.files.png_writer import encode_png_pixels
from editor.files.problems import BadMask
from editor.files.raster import Picture, in_depth
from editor.files.writer import write_bytes


def read_mask(
    path: Path, size: tuple[int, int], decoder: Decoder | None = None
) -> NDArray[np.uint8]:
    """Rows x columns, 255 inside, for a picture of `size` (width, height).

    Grey and RGB are read by their brightness; a picture with real transparency by its alpha where
    its colours are all the same, else by both multiplied. Raises BadMask or UnreadableFile.
    """
    picture = decoder.decode(path) if decoder is not None else decode(path)
    if (picture.width, picture.height) != size:
        raise BadMask(
            f"The mask “{shown_name(path)}” has {picture.width} × {picture.height} pixels, the "
            f"picture {size[0]} × {size[1]}; make them the same size."
        )
    return mask_of(picture)


def mask_of(picture: Picture) -> NDArray[np.uint8]:
    """The mask that a picture means; see `read_mask`."""
    pixels = in_depth(picture.pixels, "uint8")
    channels = pixels.shape[2]
    if channels == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    light = _brightness(pixels[:, :, :3])
    if channels == 3 or pixels[:, :, 3].min() == 255:
        return light
    alpha = pixels[:, :, 3]
    seen = light[alpha > 0]
    if seen.size == 0 or seen.min() == seen.max():
        return np.ascontiguousarray(alpha)
    return ((light.astype(np.uint16) * alpha + 127) // 255).astype(np.uint8)


def write_mask(mask: NDArray[np.uint8], path: Path) -> None:
    """`mask` is rows x columns; written atomically. Raises SaveFailed."""
    write_bytes(path, encode_png_pixels(mask[:, :, np.newaxis]))


def _brightness(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Rec. 601 weights in whole numbers, so that grey stays exactly what it is."""
    wide = rgb.astype(np.uint32)
    weighted = wide[:, :, 0] * 299 + wide[:, :, 1] * 587 + wide[:, :, 2] * 114
    return ((weighted + 500) // 1000).astype(np.uint8)
