"""Opens pictures of the reference shelf, through the decoder, as generators and the shelf want."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from editor.colour.profiles import Conversion
from editor.document.composite import flatten
from editor.files.open import open_document
from editor.references import Parts
from ml.api.images import Pixels
from ml.api.spec import Port

Colour = tuple[float, float, float]


def reference_picture(path: Path) -> Pixels:
    """All visible layers in sRGB: rows x columns x 3, or 4 where something is transparent.

    Raises the problems of `open_document`.
    """
    document = open_document(path)
    pixels = flatten(document)
    if (pixels[..., 3] == np.iinfo(pixels.dtype).max).all():
        pixels = np.ascontiguousarray(pixels[..., :3])
    return Conversion(document.profile, None).apply(pixels)


def references_of(port: Port, paths: Sequence[Path]) -> list[Pixels]:
    """The pictures for a port, in the order of the shelf: all of them, or the first."""
    return [reference_picture(path) for path in (paths if port.many else paths[:1])]


def parts_of(pictures: Sequence[Pixels], paths: Sequence[Path], parts: Parts) -> list[Pixels]:
    """One mask for each picture and as large as it, in their order."""
    masks: list[Pixels] = []
    for picture, path in zip(pictures, paths, strict=False):
        rows, columns = picture.shape[:2]
        if path in parts:
            small = Image.fromarray(parts[path])
            large = small.resize((columns, rows), Image.Resampling.BILINEAR)
            masks.append(np.asarray(large, np.uint8))
        else:
            masks.append(np.full((rows, columns), 255, np.uint8))
    return masks


def reference_pixels(path: Path, longest_px: int) -> NDArray[np.uint8]:
    """A small version on white: rows x columns x 3 uint8, no side above `longest_px`."""
    pixels = reference_picture(path)
    if pixels.dtype != np.uint8:
        pixels = ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
    image = Image.fromarray(pixels)
    image.thumbnail((longest_px, longest_px), Image.Resampling.BOX)
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("RGB")
    return np.asarray(image.convert("RGB"), np.uint8)


def in_profile(colour: Colour, profile: bytes | None) -> Colour:
    """A colour of sRGB as a document with this profile writes it."""
    sixteen = np.array([[colour]], np.float64) * 65535
    converted = Conversion(None, profile).apply(np.rint(sixteen).astype(np.uint16))
    red, green, blue = (float(value) / 65535 for value in converted[0, 0, :3])
    return red, green, blue
