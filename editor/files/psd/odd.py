"""Flat pictures of PSD files whose kinds of colour have no layers here: index, Lab, one bit."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from editor.files.decoder_messages import Header
from editor.files.formats.pillow import load_frame
from editor.files.formats.source import Loaded, Opened

_NOTICE = "Layers of this kind of colour cannot be opened; this is the flat picture."
KINDS = ("BITMAP", "INDEXED", "LAB")
"""With up to 8 bits for a channel."""


def open_odd_psd(path: Path) -> Opened:
    """By Pillow, which reads the flat picture alone. Raises UnidentifiedImageError."""
    image = Image.open(path, formats=("PSD",))
    header = Header(image.width, image.height, 3, "uint8")
    return Opened(header, lambda partial: _load(image))


def _load(image: Image.Image) -> Loaded:
    image.load()
    return load_frame(image, [_NOTICE])
