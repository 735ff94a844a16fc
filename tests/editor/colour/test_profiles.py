"""Colours after a conversion, against Little CMS in floating point."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import pytest
from PIL import ImageCms

from editor.colour.grey import rgb_profile_of
from editor.colour.icc import BadProfile, IccProfile
from editor.colour.profiles import (
    ADOBE_RGB,
    DISPLAY_P3,
    SRGB,
    Conversion,
    ProfileUnusable,
    profile_title,
)

OURS = {"sRGB": SRGB, "Display P3": DISPLAY_P3, "Adobe RGB": ADOBE_RGB}
PILLOW_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RNG = np.random.default_rng(5)


def reference(pixels: np.ndarray, source: bytes, target: bytes) -> np.ndarray:
    """Little CMS in float32, back to the range of `pixels` without rounding."""
    top = np.iinfo(pixels.dtype).max
    result = imagecodecs.cms_transform(
        (pixels / top).astype(np.float32),
        source,
        target,
        colorspace="rgb",
        outcolorspace="rgb",
        outdtype="float32",
        intent=1,
    )
    return np.clip(result, 0, 1) * top


def to_lab(pixels: np.ndarray, profile: bytes) -> np.ndarray:
    values = imagecodecs.cms_transform(
        (pixels / np.iinfo(pixels.dtype).max).astype(np.float32),
        profile,
        ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes(),
        colorspace="rgb",
        outcolorspace="xyz",
        outdtype="float32",
        intent=1,
    ).astype(np.float64)
    ratio = values / (0.9642, 1.0, 0.8249)
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("source", OURS)
@pytest.mark.parametrize("target", OURS)
def test_conversion_agrees_with_little_cms(depth, source, target):
    pixels = RNG.integers(0, int(np.iinfo(depth).max) + 1, (64, 64, 3)).astype(depth)
    pixels[0] = pixels[0] // 200
    converted = Conversion(OURS[source], OURS[target]).apply(pixels)
    assert converted.dtype == pixels.dtype
    error = np.abs(converted - reference(pixels, OURS[source], OURS[target]))
    assert error.max() < (0.6 if depth == "uint8" else 1.7)


@pytest.mark.parametrize("pixels", [np.zeros((3, 3, 3), np.uint8), np.ones((3, 3, 4), np.uint16)])
def test_same_profile_gives_the_very_same_array(pixels):
    assert Conversion(ADOBE_RGB, ADOBE_RGB).apply(pixels) is pixels
    assert Conversion(None, SRGB).apply(pixels) is pixels
    assert Conversion(PILLOW_SRGB, None).apply(pixels) is pixels


def test_alpha_is_passed_through():
    pixels = RNG.integers(0, 256, (8, 8, 4), dtype=np.uint8)
    converted = Conversion(DISPLAY_P3, None).apply(pixels)
    np.testing.assert_array_equal(converted[:, :, 3], pixels[:, :, 3])
    assert not np.array_equal(converted[:, :, :3], pixels[:, :, :3])


def test_there_and_back_moves_little_in_16_bit():
    pixels = RNG.integers(0, 65536, (64, 64, 3), dtype=np.uint16)
    wide = Conversion(SRGB, DISPLAY_P3).apply(pixels)
    back = Conversion(DISPLAY_P3, SRGB).apply(wide)
    # A quarter of one 8-bit step: sRGB's toe is steep where P3's red is nearly nothing.
    assert np.abs(back.astype(int) - pixels).max() < 64


def table_profile() -> bytes:
    """Display P3 as a profile of tables (A2B0, B2A0), made by Little CMS."""
    space = imagecodecs.cms_profile("adobergb")
    return space


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_profile_of_another_maker_within_a_delta_e_of_one(depth):
    pixels = RNG.integers(0, int(np.iinfo(depth).max) + 1, (32, 32, 3)).astype(depth)
    foreign = imagecodecs.cms_profile("adobergb")
    converted = Conversion(foreign, None).apply(pixels)
    exact = reference(pixels, foreign, PILLOW_SRGB)
    rounded = np.rint(exact).astype(depth)
    distance = np.linalg.norm(
        to_lab(converted, PILLOW_SRGB) - to_lab(rounded, PILLOW_SRGB), axis=-1
    )
    assert distance.max() < 1.0


@pytest.mark.parametrize("name", OURS)
def test_our_profiles_are_read_by_others(name):
    profile = ImageCms.ImageCmsProfile(io.BytesIO(OURS[name]))
    assert name.split()[0] in ImageCms.getProfileDescription(profile)
    white = IccProfile(OURS[name]).matrix().sum(axis=1)
    np.testing.assert_allclose(white, (0.9642, 1.0, 0.8249), atol=2e-4)


def test_our_srgb_is_the_usual_srgb():
    ours, usual = IccProfile(SRGB), IccProfile(PILLOW_SRGB)
    np.testing.assert_allclose(ours.matrix(), usual.matrix(), atol=5e-4)
    np.testing.assert_allclose(ours.curve("rTRC"), usual.curve("rTRC"), atol=5e-4)


def test_srgb_curve_is_the_standards():
    curve = IccProfile(SRGB).curve("rTRC")
    x = np.linspace(0, 1, 65536)
    exact = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    np.testing.assert_allclose(curve, exact, atol=2e-5)


def test_titles():
    assert profile_title(None) == "sRGB"
    assert profile_title(DISPLAY_P3) == "Display P3"
    assert profile_title(b"nothing at all") == "Broken profile"
    assert profile_title(PILLOW_SRGB)


def test_grey_curve_lives_on_in_rgb():
    grey = imagecodecs.cms_profile("gray", whitepoint=(0.3127, 0.329, 1.0), gamma=1.8)
    made = rgb_profile_of(grey)
    assert made is not None
    expected = np.linspace(0, 1, 65536) ** 1.8
    np.testing.assert_allclose(IccProfile(made).curve("gTRC"), expected, atol=2e-3)


@pytest.mark.parametrize("cut", [0, 4, 100, 131, 140, 300])
def test_cut_profile_is_refused(cut):
    with pytest.raises(BadProfile):
        IccProfile(DISPLAY_P3[:cut]).matrix()


def test_broken_profile_is_a_named_error():
    broken = DISPLAY_P3[:200] + bytes(len(DISPLAY_P3) - 200)
    with pytest.raises((ProfileUnusable, BadProfile)):
        Conversion(broken, None).apply(np.zeros((2, 2, 3), np.uint8))


@pytest.mark.parametrize("kind", range(5))
def test_parametric_curves_agree_with_little_cms(kind):
    import struct

    numbers = [
        (2.2,),
        (2.2, 0.9, 0.1),
        (2.0, 0.8, 0.1, 0.05),
        (2.4, 0.948, 0.052, 0.0774, 0.04045),
        (2.4, 0.9, 0.05, 0.07, 0.04, 0.02, 0.01),
    ][kind]
    fixed = [round(v * 65536) for v in numbers]
    tag = b"para" + bytes(4) + struct.pack(f">HH{len(fixed)}i", kind, 0, *fixed)
    from editor.colour.icc_writer import REC709, build_rgb_profile

    profile = build_rgb_profile("curve", REC709, tag)
    ramp = np.repeat(np.linspace(0, 65535, 500).astype(np.uint16)[None, :, None], 3, axis=2)
    linear = build_rgb_profile("linear", REC709, b"curv" + bytes(8))
    ours = Conversion(profile, linear).apply(ramp)
    theirs = reference(ramp, profile, linear)
    assert np.abs(ours - theirs).max() < 8
