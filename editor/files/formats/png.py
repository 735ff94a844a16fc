"""PNG in every depth: pixels by libpng, metadata by our own walk over the chunks."""

from __future__ import annotations

import io
from dataclasses import replace

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from editor.files import exif as exif_data
from editor.files.decoder_messages import Header
from editor.files.formats.profile import with_rgb_profile
from editor.files.formats.source import ArraySource, Loaded, Opened
from editor.files.png_chunks import PngMetadata, read_metadata

_CHANNELS_OF_COLOUR_TYPE = {0: 1, 2: 3, 3: 3, 4: 4, 6: 4}
PARTIAL_NOTICE = "The file is damaged: only a part of the picture could be read."


def open_png(data: bytes, *, partial: bool) -> Opened:
    """`data` is the whole file. Raises BrokenChunk where its structure does not hold."""
    metadata = read_metadata(data, strict=not partial)
    colour_type = data[25]
    header = Header(
        metadata.width,
        metadata.height,
        _CHANNELS_OF_COLOUR_TYPE.get(colour_type, 4),
        "uint16" if metadata.bits == 16 else "uint8",
    )
    exif = exif_data.tidy(metadata.exif)
    return Opened(
        header,
        lambda allow_partial: _load(data, metadata, allow_partial),
        exif_data.orientation(exif),
        exif,
        metadata.xmp,
        metadata.dpi,
    )


def _load(data: bytes, metadata: PngMetadata, partial: bool) -> Loaded:
    notices = []
    if metadata.frames > 1:
        notices.append(f"Only the first of {metadata.frames} frames was opened.")
    try:
        pixels = imagecodecs.png_decode(data)
    except Exception:
        if not partial:
            raise
        pixels = _load_partial(data)
        notices.append(PARTIAL_NOTICE)
    source = ArraySource(_with_whole_channels(pixels))
    loaded = with_rgb_profile(source, metadata.profile, tuple(notices))
    return replace(loaded, frames=max(1, metadata.frames))


def _with_whole_channels(pixels: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
    """Grey with alpha becomes RGBA; all else stays."""
    if pixels.ndim == 3 and pixels.shape[2] == 2:
        return np.ascontiguousarray(pixels[:, :, [0, 0, 0, 1]])
    return pixels


def _load_partial(data: bytes) -> NDArray[np.unsignedinteger]:
    """What Pillow can read before the damage, in 8 bit; the rest is empty."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            return np.asarray(image.convert("RGBA"))
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
