"""How pictures are brought to the size of a measure."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.metrics.pictures import PicturesDiffer, batches, require_pairs, resized


def test_reduction_averages_instead_of_skipping():
    stripes = np.zeros((128, 128, 3), np.uint8)
    stripes[:, ::2] = 255
    small = resized(stripes, 16)
    np.testing.assert_allclose(small[4:12, 4:12], 127.5, atol=1.5)


def test_values_stay_in_range_and_are_not_rounded():
    chance = np.random.default_rng(0)
    picture = (chance.random((40, 60, 3)) > 0.5).astype(np.uint8) * 255
    found = resized(picture, 97)
    assert found.shape == (97, 97, 3)
    assert found.min() >= 0
    assert found.max() <= 255
    assert np.any(found != np.round(found))


def test_a_picture_of_the_right_size_is_untouched():
    picture = np.random.default_rng(1).integers(0, 256, (32, 32, 3)).astype(np.uint8)
    np.testing.assert_array_equal(resized(picture, 32), picture)


def test_batches_keep_order_and_ask_for_each_picture_once():
    class Folder:
        asked: list[int] = []

        def __len__(self) -> int:
            return 5

        def __getitem__(self, index: int) -> np.ndarray:
            self.asked.append(index)
            return np.full((8, 8, 3), index, np.uint8)

    folder = Folder()
    found = list(batches(folder, 8, 2))
    assert [tuple(block.shape) for block in found] == [(2, 3, 8, 8), (2, 3, 8, 8), (1, 3, 8, 8)]
    assert [float(block[0, 0, 0, 0]) for block in found] == [0, 2, 4]
    assert folder.asked == [0, 1, 2, 3, 4]


def test_uneven_sides_are_refused():
    with pytest.raises(PicturesDiffer, match="2 pictures on one side and 3"):
        require_pairs([1, 2], [1, 2, 3])
