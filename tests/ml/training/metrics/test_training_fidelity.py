"""PSNR and SSIM against values worked out by hand and against the plain formula."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ml.training.metrics.fidelity import PSNR_LIMIT_DB, Channel, View, psnr_db, ssim
from ml.training.metrics.pictures import PicturesDiffer

RGB = View(Channel.RGB)


@pytest.fixture
def pair():
    chance = np.random.default_rng(5)
    truth = chance.integers(0, 256, (24, 31, 3)).astype(np.uint8)
    other = np.clip(truth + chance.normal(0, 25, truth.shape), 0, 255).astype(np.uint8)
    return truth, other


@pytest.mark.parametrize("view", [RGB, View()])
def test_equal_pictures_are_perfect(pair, view):
    assert psnr_db(pair[0], pair[0], view) == PSNR_LIMIT_DB
    assert ssim(pair[0], pair[0], view) == pytest.approx(1, abs=1e-12)


def test_psnr_of_a_constant_step():
    first, second = np.full((20, 20, 3), 100, np.uint8), np.full((20, 20, 3), 110, np.uint8)
    assert psnr_db(first, second, RGB) == pytest.approx(10 * math.log10(255**2 / 100), abs=1e-9)
    # In studio range a grey step is 219/255 as high.
    expected = 10 * math.log10(255**2 / (10 * 219 / 255) ** 2)
    assert psnr_db(first, second) == pytest.approx(expected, abs=1e-3)


def test_psnr_against_the_formula(pair):
    difference = pair[0].astype(float) - pair[1]
    expected = 20 * math.log10(255 / math.sqrt((difference**2).mean()))
    assert psnr_db(pair[0], pair[1], RGB) == pytest.approx(expected, abs=1e-9)
    luminance = difference @ [65.481, 128.553, 24.966] / 255
    expected = 20 * math.log10(255 / math.sqrt((luminance**2).mean()))
    assert psnr_db(pair[0], pair[1]) == pytest.approx(expected, abs=1e-9)


def test_the_border_does_not_count(pair):
    truth, other = pair[0], pair[0].copy()
    other[:3] = 255 - other[:3]
    other[:, -3:] = 0
    assert psnr_db(truth, other, View(Channel.RGB, border_px=3)) == PSNR_LIMIT_DB
    assert psnr_db(truth, other, View(Channel.RGB, border_px=2)) < 40


def test_ssim_against_the_formula_window_by_window(pair):
    offsets = np.arange(11) - 5
    line = np.exp(-(offsets**2) / (2 * 1.5**2))
    window = np.outer(line, line) / line.sum() ** 2
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    found = []
    for channel in range(3):
        a, b = (picture[:, :, channel].astype(float) for picture in pair)
        for row in range(a.shape[0] - 10):
            for column in range(a.shape[1] - 10):
                p, q = (
                    a[row : row + 11, column : column + 11],
                    b[row : row + 11, column : column + 11],
                )
                mean_p, mean_q = (window * p).sum(), (window * q).sum()
                spread_p = (window * (p - mean_p) ** 2).sum()
                spread_q = (window * (q - mean_q) ** 2).sum()
                both = (window * (p - mean_p) * (q - mean_q)).sum()
                found.append(
                    (2 * mean_p * mean_q + low)
                    * (2 * both + high)
                    / ((mean_p**2 + mean_q**2 + low) * (spread_p + spread_q + high))
                )
    assert ssim(pair[0], pair[1], RGB) == pytest.approx(np.mean(found), abs=1e-9)


def test_ssim_of_flat_pictures_is_their_luminance_term():
    first, second = np.full((16, 16, 3), 100, np.uint8), np.full((16, 16, 3), 120, np.uint8)
    low = (0.01 * 255) ** 2
    expected = (2 * 100 * 120 + low) / (100**2 + 120**2 + low)
    assert ssim(first, second, RGB) == pytest.approx(expected, abs=1e-9)


def test_pictures_of_two_sizes_are_refused(pair):
    with pytest.raises(PicturesDiffer, match="31 x 24"):
        psnr_db(pair[0], pair[1][:20])
    with pytest.raises(PicturesDiffer, match="11 px"):
        ssim(pair[0][:9], pair[1][:9])
