"""PSNR, SSIM and gradient distance against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.metrics.fidelity import PSNR_LIMIT_DB, psnr_db, ssim
from benchmarks.metrics.gradients import gradient_emd


@pytest.fixture
def picture():
    rng = np.random.default_rng(7)
    return rng.integers(0, 256, (64, 80, 3)).astype(np.uint8)


@pytest.fixture
def hole():
    mask = np.zeros((64, 80), bool)
    mask[10:40, 20:60] = True
    return mask


def test_same_picture_is_perfect(picture, hole):
    assert psnr_db(picture, picture, hole) == PSNR_LIMIT_DB
    assert ssim(picture, picture, hole) == pytest.approx(1.0, abs=1e-5)
    assert gradient_emd(picture, picture, hole) == 0


def test_psnr_of_a_constant_step(hole):
    truth = np.full((64, 80, 3), 100, np.uint8)
    other = np.full((64, 80, 3), 110, np.uint8)
    assert psnr_db(truth, other, hole) == pytest.approx(28.1308, abs=1e-3)


def test_psnr_reads_only_the_hole(picture, hole):
    other = picture.copy()
    other[~hole] = 0
    assert psnr_db(picture, other, hole) == PSNR_LIMIT_DB


def test_ssim_of_two_flat_pictures_is_their_luminance_term(hole):
    truth = np.full((64, 80, 3), 100, np.uint8)
    other = np.full((64, 80, 3), 120, np.uint8)
    low = (0.01 * 255) ** 2
    expected = (2 * 100 * 120 + low) / (100**2 + 120**2 + low)
    assert ssim(truth, other, hole) == pytest.approx(expected, abs=1e-4)


def test_ssim_prefers_a_step_to_noise(picture, hole):
    rng = np.random.default_rng(1)
    step = np.clip(picture.astype(int) + 10, 0, 255).astype(np.uint8)
    noisy = np.clip(picture + rng.normal(0, 60, picture.shape), 0, 255).astype(np.uint8)
    assert ssim(picture, step, hole) > ssim(picture, noisy, hole)


def test_gradient_distance_of_a_ramp_to_flat_is_its_slope(hole):
    ramp = np.repeat(np.arange(80, dtype=np.uint8)[None, :] * 3, 64, axis=0)
    ramp = np.repeat(ramp[:, :, None], 3, axis=2)
    flat = np.full_like(ramp, 90)
    assert gradient_emd(ramp, flat, hole) == pytest.approx(3 * 100 / 255, rel=1e-4)


def test_gradient_distance_does_not_care_where_the_detail_lies(picture, hole):
    shuffled = picture[::-1, ::-1].copy()
    blurred = np.full_like(picture, 128)
    near = gradient_emd(picture, shuffled, hole)
    assert near < gradient_emd(picture, blurred, hole) / 10
