"""Turns a file's bytes into pixels, with limits, and brings them to the size that is trained on."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps

from ml.training.data.entries import Palette, Side
from ml.training.data.failures import LabelOutOfRange, Unreadable

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "PPM", "GIF")
EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".ppm", ".pgm", ".gif")
IGNORED = 255
"""What `labels` of an item hold where there is no class, whatever the files use for it."""
SRGB = ImageCms.createProfile("sRGB")

Pixels = NDArray[np.uint8]


def load(data: bytes, max_megapixels: int) -> Image.Image:
    """Decode completely; raises `Unreadable` with the reason."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > max_megapixels * 1_000_000:
            raise Unreadable(f"has more than {max_megapixels} megapixels")
        image.load()
    except Unreadable:
        raise
    except Exception as failure:  # decoders of broken files raise nearly everything there is
        raise Unreadable(_reason(failure)) from failure
    return image


def _reason(failure: Exception) -> str:
    if isinstance(failure, Image.UnidentifiedImageError):
        return "is no picture that can be read"
    return str(failure).split("\n")[0] or type(failure).__name__


def as_picture(image: Image.Image) -> Image.Image:
    """Upright sRGB, 8 bit; transparent parts become white. Raises `Unreadable`."""
    upright = _in_srgb(ImageOps.exif_transpose(image))
    if upright.mode in ("I", "F") or upright.mode.startswith("I;"):
        return Image.fromarray(_eight_bit(upright)).convert("RGB")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        white = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, seen).convert("RGB")
    return upright.convert("RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours of another stated colour space brought over; a profile that is none is left."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        stated = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(stated):
            return image
        return ImageCms.profileToProfile(image, stated, SRGB, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image


def _eight_bit(image: Image.Image) -> Pixels:
    values = np.asarray(image)
    if values.dtype.kind == "f" or int(values.max(initial=0)) > 65535 or values.min(initial=0) < 0:
        raise Unreadable("holds numbers that are no 8 or 16 bit colours")
    return np.round(values / 257.0).astype(np.uint8)


def as_labels(image: Image.Image, palette: Palette, name: str) -> Image.Image:
    """Class numbers, mode L; raises `LabelOutOfRange` for a colour outside the palette."""
    if image.mode in ("L", "P", "1"):
        numbers = np.asarray(image).astype(np.uint8)
        return Image.fromarray(_renumbered(numbers, palette))
    if palette.colours:
        return Image.fromarray(_numbers_of_colours(image.convert("RGB"), palette, name))
    if image.mode.startswith("I"):
        values = np.asarray(image)
        if int(values.max(initial=0)) <= 255:
            return Image.fromarray(_renumbered(values.astype(np.uint8), palette))
    raise LabelOutOfRange(
        f"{name} is coloured ({image.mode}) and not a map of class numbers 0 to 255; "
        "state a palette file with name,red,green,blue for each class."
    )


def _renumbered(numbers: Pixels, palette: Palette) -> Pixels:
    if not palette.numbers:
        return numbers
    table = np.full(256, IGNORED, np.uint8)
    table[list(palette.numbers)] = np.arange(len(palette.numbers))
    return table[numbers]


def _numbers_of_colours(image: Image.Image, palette: Palette, name: str) -> Pixels:
    pixels = np.asarray(image).astype(np.uint32)
    codes = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    known = np.array([(r << 16) | (g << 8) | b for r, g, b in palette.colours], np.uint32)
    order = np.argsort(known)
    place = np.minimum(np.searchsorted(known[order], codes), len(known) - 1)
    wrong = known[order][place] != codes
    if wrong.any():
        code = int(codes[wrong][0])
        colour = f"{code >> 16},{(code >> 8) & 255},{code & 255}"
        raise LabelOutOfRange(f"{name} has the colour {colour}, which the palette does not name.")
    return order[place].astype(np.uint8)


def half(image: Image.Image, side: Side) -> Image.Image:
    """The part of a side-by-side picture that is meant; an odd middle column is left out."""
    width = image.width // 2
    if side is Side.LEFT:
        return image.crop((0, 0, width, image.height))
    if side is Side.RIGHT:
        return image.crop((image.width - width, 0, image.width, image.height))
    return image


def resized(image: Image.Image, rows: int, columns: int, halve: bool) -> Image.Image:
    """Bring to a size: antialiased bicubic for colours, the nearest number for labels.

    With `halve`, an odd last row or column is left out first, so that the factor is two exactly.
    """
    if halve:
        image = image.crop((0, 0, max(1, image.width // 2 * 2), max(1, image.height // 2 * 2)))
    if image.size == (columns, rows):
        return image
    way = Image.Resampling.NEAREST if image.mode == "L" else Image.Resampling.BICUBIC
    return image.resize((columns, rows), way)
