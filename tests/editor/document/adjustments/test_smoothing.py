"""Blur and sharpen against a dense gaussian, at edges, over clear pixels and at smaller scales."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document import engine
from editor.document.adjustments.blur import BlurParams, margin_px
from editor.document.adjustments.catalog import find
from editor.document.adjustments.sharpen import SharpenParams
from editor.document.adjustments.smoothing import reach_px, smooth


@pytest.fixture(params=["numpy", "compiled"], autouse=True)
def loops(request):
    engine.cool()
    if request.param == "compiled":
        engine.warm()
    yield request.param
    engine.cool()


def noise(*shape):
    return np.random.default_rng(3).random(shape, dtype=np.float32)


def dense(plane, deviation):
    """The gaussian sum over the whole plane, its edge repeated far beyond it."""
    reach = int(6 * deviation) + 1
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    weights /= weights.sum()
    wide = np.pad(plane.astype(np.float64), reach, mode="edge")
    wide = np.apply_along_axis(np.convolve, 0, wide, weights, mode="valid")
    return np.apply_along_axis(np.convolve, 1, wide, weights, mode="valid")


@pytest.mark.parametrize("deviation", [0.3, 1.0, 4.7, 23.9])
def test_small_gaussians_are_exact(deviation) -> None:
    planes = noise(2, 30, 50)
    out = smooth(planes, deviation)
    for before, after in zip(planes, out, strict=True):
        assert np.abs(after - dense(before, deviation)).max() < 1e-4


@pytest.mark.parametrize("deviation", [24.0, 31.7, 60.0])
def test_large_gaussians_are_right_to_four_eight_bit_steps(deviation) -> None:
    planes = np.zeros((1, 150, 200), np.float32)
    planes[0, 40:90, 70:140] = 1
    out = smooth(planes, deviation)
    assert np.abs(out[0] - dense(planes[0], deviation)).max() < 0.015


def test_the_two_ways_meet() -> None:
    planes = noise(1, 200, 200)
    apart = np.abs(smooth(planes, 23.999) - smooth(planes, 24.001)).max()
    assert apart < 0.003


@pytest.mark.parametrize("deviation", [2.3, 25.0])
def test_a_window_with_its_margin_gives_the_pixels_of_the_whole(deviation) -> None:
    whole = noise(4, 200, 360)
    adjustment, params = find("blur"), BlurParams(radius_px=deviation)
    margin = margin_px(params)
    wanted = adjustment.apply(whole.copy(), params, 1.0)
    top, left = 90, 170
    part = whole[:, max(0, top - margin) : top + 20 + margin, left - margin : left + 20 + margin]
    got = adjustment.apply(part.copy(), params, 1.0)
    inside = got[:, min(top, margin) : min(top, margin) + 20, margin : margin + 20]
    assert np.abs(inside - wanted[:, top : top + 20, left : left + 20]).max() < 1e-4


def test_clear_pixels_lend_no_colour() -> None:
    planes = np.zeros((4, 20, 40), np.float32)
    planes[0, :, :20], planes[3, :, :20] = 1, 1
    planes[2, :, 20:] = 1  # blue, but clear
    out = find("blur").apply(planes, BlurParams(radius_px=3), 1.0)
    seen = out[3] > 1e-4
    assert (out[0][seen] > 0.999).all()
    assert (out[2][seen] < 0.001).all()
    assert 0.4 < out[3, 10, 19] < 0.6


def test_a_smaller_scale_blurs_less_far() -> None:
    planes = noise(4, 40, 40)
    planes[3] = 1
    half = find("blur").apply(planes.copy(), BlurParams(radius_px=8), 0.5)
    assert np.allclose(half, find("blur").apply(planes.copy(), BlurParams(radius_px=4), 1.0))


def test_sharpening_adds_what_differs_from_the_blur() -> None:
    planes = noise(4, 30, 30)
    planes[3] = 1
    out = find("sharpen").apply(planes.copy(), SharpenParams(amount=150, radius_px=2), 1.0)
    for k in range(3):
        wanted = np.clip(planes[k] + 1.5 * (planes[k] - dense(planes[k], 2)), 0, 1)
        assert np.abs(out[k] - wanted).max() < 1e-3


def test_sharpening_leaves_grain_below_the_threshold() -> None:
    planes = np.full((4, 30, 30), 0.5, np.float32)
    planes[:3, ::2] += 4 / 255
    planes[:3, :, 15:] += 0.3
    out = find("sharpen").apply(planes.copy(), SharpenParams(threshold=20, radius_px=1.5), 1.0)
    assert np.array_equal(out[:3, :, :6], planes[:3, :, :6])
    assert out[:3, 10, 15].max() > planes[:3, 10, 15].max()


def test_nothing_reaches_nowhere() -> None:
    assert reach_px(0) == 0
    assert smooth(noise(1, 3, 3), 0).shape == (1, 3, 3)
