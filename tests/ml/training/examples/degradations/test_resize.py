"""The resampling that benchmark figures stand on, checked in closed form and against Pillow."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from ml.training.examples.degradations.resize import Kernel, resampling, resize, to_bytes


def test_bicubic_halving_has_the_weights_of_the_widened_kernel() -> None:
    row = resampling(32, 16)[8]
    # The kernel of a = -0.5 at distances of 0.25, 0.75, 1.25 and 1.75 from the centre, halved.
    half = np.array([0.8671875, 0.2265625, -0.0703125, -0.0234375]) / 2
    assert np.allclose(row[17:21], half, atol=1e-7)
    assert np.allclose(row[13:17], half[::-1], atol=1e-7)


@pytest.mark.parametrize("kernel", Kernel)
@pytest.mark.parametrize(("length", "wanted"), [(64, 16), (64, 48), (31, 62), (40, 40), (9, 2)])
def test_every_row_sums_to_one(kernel: Kernel, length: int, wanted: int) -> None:
    matrix = resampling(length, wanted, kernel)
    assert matrix.shape == (wanted, length)
    assert np.allclose(matrix.sum(axis=1), 1.0, atol=1e-5)


def test_pillow_agrees_away_from_the_border() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (96, 64, 3), np.uint8)
    ours = to_bytes(resize(picture.astype(np.float32), 24, 16)).astype(int)
    theirs = np.asarray(Image.fromarray(picture).resize((16, 24), Image.Resampling.BICUBIC))
    assert np.abs(ours - theirs)[2:-2, 2:-2].max() <= 1


def test_the_same_size_changes_nothing() -> None:
    picture = np.random.default_rng(2).random((20, 30, 3), np.float32)
    assert np.allclose(resize(picture, 20, 30), picture, atol=1e-6)


def test_a_shift_by_the_factor_is_a_shift_by_one() -> None:
    picture = np.random.default_rng(3).random((80, 80, 3), np.float32)
    whole = resize(picture, 20, 20)
    part = resize(picture[16:64, 20:76], 12, 14)
    assert np.allclose(part[2:-2, 2:-2], whole[6:14, 7:17], atol=1e-6)
