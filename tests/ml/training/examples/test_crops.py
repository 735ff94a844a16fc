"""Crops of one size out of pictures of any size."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.examples.crops import chance_square, middle_square, planes


def picture(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (rows, columns, 3), np.uint8)


@pytest.mark.parametrize("shape", [(64, 64), (70, 300), (40, 33), (1, 1), (5, 200)])
def test_every_size_of_picture_gives_a_square_of_the_wanted_size(shape):
    for seed in range(5):
        square = chance_square(picture(*shape), 64, np.random.default_rng(seed))
        assert square.shape == (64, 64, 3)
        assert square.dtype == np.uint8
    assert middle_square(picture(*shape), 64).shape == (64, 64, 3)


def test_a_seed_gives_the_same_square():
    one, other = (chance_square(picture(90, 80), 32, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(one, other)


def test_sizes_and_sides_vary():
    steps = np.arange(200, dtype=np.uint8)
    ramp = np.broadcast_to(steps[None, :, None], (200, 200, 3)).copy()
    slopes = [
        float(
            np.diff(
                chance_square(ramp, 50, np.random.default_rng(seed))[25, 5:45, 0].astype(int)
            ).mean()
        )
        for seed in range(60)
    ]
    assert min(slopes) < -3
    assert max(slopes) > 3
    assert min(abs(slope) for slope in slopes) < 1.3


def test_the_middle_is_cut_without_resampling_where_it_fits():
    whole = picture(50, 80)
    assert np.array_equal(middle_square(whole, 50), whole[:, 15:65])


def test_planes_are_channels_first_in_one_piece():
    found = planes(picture(4, 6)[:, ::-1])
    assert found.shape == (3, 4, 6)
    assert found.flags.c_contiguous
