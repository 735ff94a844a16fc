"""HEIC photographs, where the library for them is installed."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from editor.colour.profiles import DISPLAY_P3
from editor.files.problems import DamagedFile

pillow_heif = pytest.importorskip("pillow_heif", reason="the package pillow-heif is not installed")
ROWS, COLUMNS = np.mgrid[0:48, 0:64]
PIXELS = np.stack([COLUMNS * 4, ROWS * 5, (COLUMNS + ROWS) * 2], -1).astype(np.uint8)


def heic(mode: str, pixels: np.ndarray, **facts: object) -> bytes:
    written = io.BytesIO()
    size = (pixels.shape[1], pixels.shape[0])
    file = pillow_heif.from_bytes(mode, size, pixels.tobytes())
    file.save(written, quality=100, chroma=444, **facts)
    return written.getvalue()


def test_pixels_profile_and_orientation_are_read(decoder):
    exif = Image.Exif()
    exif[0x0112] = 6
    data = heic("RGB", PIXELS, exif=exif.tobytes(), icc_profile=DISPLAY_P3)
    picture = decoder.decode(data)
    upright = np.rot90(PIXELS, -1)
    assert picture.pixels.shape == upright.shape
    assert np.abs(picture.pixels.astype(int) - upright).max() <= 4
    assert picture.profile == DISPLAY_P3


def test_more_than_8_bits_are_said(decoder):
    picture = decoder.decode(heic("RGB;16", PIXELS.astype(np.uint16) * 257))
    assert any("8 of its" in notice for notice in picture.notices)


def test_a_file_that_is_cut_short_is_refused(decoder):
    data = heic("RGB", PIXELS)
    with pytest.raises(DamagedFile):
        decoder.decode(data[: len(data) // 2])
