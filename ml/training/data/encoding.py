"""Makes pictures smaller for packs; says what was done, and leaves alone what need not change."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from ml.training.data.decoding import IGNORED, as_labels, as_picture, load, resized
from ml.training.data.entries import Facts, Palette, Part, Side
from ml.training.data.looks import look_of
from ml.training.data.options import PackOptions

RESIZED_QUALITY = 92
FULL_COLOUR_QUALITY = 90
"""From here on JPEG keeps colour at full resolution; below, size is what is wanted."""


@dataclass(frozen=True)
class Encoded:
    """New bytes of a part and what they show; `made` says how they came about."""

    data: bytes
    facts: Facts
    made: str
    suffix: str


def encode(part: Part, facts: Facts, palette: Palette, options: PackOptions) -> Encoded | None:
    """None where the file can go in as it is."""
    size = _size(part, facts, options)
    if part.is_labels:
        return _encode_labels(part, facts, palette, (size, options))
    if size == (facts.rows, facts.columns) and not options.quality:
        return None
    image = as_picture(load(part.blob.read(), options.data.max_megapixels))
    smaller = resized(image, *size, halve=False)
    data, way, suffix = _written(smaller, options)
    return Encoded(data, _facts(data, smaller, look_of(smaller)), _made(way, facts, size), suffix)


def _size(part: Part, facts: Facts, options: PackOptions) -> tuple[int, int]:
    """Of the whole file, so that each picture in it has the longest side."""
    columns = facts.columns if part.side is Side.WHOLE else facts.columns // 2
    longest = max(facts.rows, columns)
    if not options.longest_side or longest <= options.longest_side:
        return facts.rows, facts.columns
    scale = options.longest_side / longest
    times = 1 if part.side is Side.WHOLE else 2
    return max(1, round(facts.rows * scale)), times * max(1, round(columns * scale))


def _encode_labels(
    part: Part, facts: Facts, palette: Palette, how: tuple[tuple[int, int], PackOptions]
) -> Encoded | None:
    """Plain PNG numbers, 255 for no class, so that a reader needs no options for them."""
    size, options = how
    plain = not palette.colours and not palette.numbers and options.data.ignore == IGNORED
    if plain and size == (facts.rows, facts.columns):
        return None
    image = as_labels(load(part.blob.read(), options.data.max_megapixels), palette, part.name)
    numbers = np.array(resized(image, *size, halve=False))
    numbers[numbers == options.data.ignore] = IGNORED
    smaller = Image.fromarray(numbers)
    opened = io.BytesIO()
    smaller.save(opened, "PNG", optimize=True)
    data = opened.getvalue()
    values = tuple(int(value) for value in np.unique(numbers))
    new = replace(_facts(data, smaller, ""), values=values)
    return Encoded(data, new, _made("PNG of class numbers", facts, size), ".png")


def _written(image: Image.Image, options: PackOptions) -> tuple[bytes, str, str]:
    opened = io.BytesIO()
    if options.lossless:
        image.save(opened, "WEBP", lossless=True, quality=80, method=4, exact=True)
        return opened.getvalue(), "WebP without loss", ".webp"
    quality = options.quality or RESIZED_QUALITY
    is_full = quality >= FULL_COLOUR_QUALITY
    image.save(opened, "JPEG", quality=quality, subsampling=0 if is_full else 2, optimize=True)
    colour = "" if is_full else " with half the resolution of colour"
    return opened.getvalue(), f"JPEG of quality {quality}{colour}", ".jpg"


def _facts(data: bytes, image: Image.Image, look: str) -> Facts:
    return Facts(hashlib.sha256(data).hexdigest(), image.height, image.width, look)


def _made(way: str, facts: Facts, size: tuple[int, int]) -> str:
    if size == (facts.rows, facts.columns):
        return way
    return f"resized from {facts.columns} x {facts.rows} px, {way}"
