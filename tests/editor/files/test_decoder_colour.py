"""Pictures whose colours are not RGB, or whose profile is a table: converted as Little CMS does."""

from __future__ import annotations

import io

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms
from table_profiles import table_profile

from editor.files.formats.profile import usable
from editor.files.png_writer import encode_png
from editor.files.raster import Picture

RNG = np.random.default_rng(13)


def by_little_cms(pixels: np.ndarray, profile: bytes, mode: str) -> np.ndarray:
    """8-bit reference without prepared tables, relative colorimetric, black point matched."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE,
    )
    image = Image.frombytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None
    return np.asarray(converted).astype(int)


def test_cmyk_tiff_of_8_bit_follows_its_profile(decoder):
    profile = table_profile("CMYK")
    ink = RNG.integers(0, 256, (12, 16, 4), dtype=np.uint8)
    written = io.BytesIO()
    Image.frombytes("CMYK", (16, 12), ink.tobytes()).save(written, "TIFF", icc_profile=profile)
    picture = decoder.decode(written.getvalue())
    assert np.abs(picture.pixels - by_little_cms(ink, profile, "CMYK")).max() <= 2
    assert picture.profile is None
    assert picture.notices == ("The picture was converted from CMYK to sRGB.",)


def test_cmyk_tiff_of_16_bit_follows_its_profile(decoder):
    profile = table_profile("CMYK")
    ink = RNG.integers(0, 256, (12, 16, 4), dtype=np.uint8)
    written = io.BytesIO()
    tifffile.imwrite(
        written,
        ink.astype(np.uint16) * 257,
        photometric="separated",
        iccprofile=profile,
    )
    picture = decoder.decode(written.getvalue())
    assert picture.depth == "uint16"
    reference = by_little_cms(ink, profile, "CMYK")
    assert np.abs(picture.pixels / 257.0 - reference).max() <= 2.01
    assert "CMYK" in picture.notices[0]


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_profile_without_a_way_back_is_left_for_srgb(decoder, depth):
    profile = table_profile("RGB ", "scnr")
    assert usable(profile) == profile
    pixels = RNG.integers(0, 256, (12, 16, 4), dtype=np.uint8)
    deep = pixels if depth == "uint8" else pixels.astype(np.uint16) * np.uint16(257)
    picture = decoder.decode(encode_png(Picture(deep, profile)))
    assert picture.profile is None
    assert "one way" in picture.notices[0]
    scale = 1.0 if depth == "uint8" else 257.0
    rgb = np.ascontiguousarray(pixels[:, :, :3])
    reference = by_little_cms(rgb, profile, "RGB")
    assert np.abs(picture.pixels[:, :, :3] / scale - reference).max() <= 2.01
    np.testing.assert_array_equal(picture.pixels[:, :, 3], deep[:, :, 3])


def test_profile_for_another_kind_of_picture_is_left_out(decoder):
    profile = table_profile("CMYK")
    picture = decoder.decode(encode_png(Picture(np.ones((3, 3, 3), np.uint8), profile)))
    assert picture.profile is None
    assert "not for RGB" in picture.notices[0]
