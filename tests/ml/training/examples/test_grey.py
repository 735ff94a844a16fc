"""Grey squares: size, weights of the colours, and grey staying as it is."""

from __future__ import annotations

import numpy as np
from small_items import SmallItems

from ml.training.examples.grey import grey_batch, grey_square
from ml.training.items import ItemKind


def test_a_grey_picture_of_that_size_stays_as_it_is() -> None:
    grey = np.random.default_rng(1).integers(0, 256, (28, 28, 1)).astype(np.uint8)
    assert np.array_equal(grey_square(np.repeat(grey, 3, axis=2), 28), grey.transpose(2, 0, 1))


def test_colours_weigh_as_they_are_seen() -> None:
    picture = np.zeros((2, 2, 3), np.uint8)
    picture[0, 0, 0] = picture[0, 1, 1] = picture[1, 0, 2] = 255
    assert grey_square(picture, 2).tolist() == [[[76, 150], [29, 0]]]


def test_a_batch_is_in_0_to_1_and_no_longer_than_asked() -> None:
    batch = grey_batch(SmallItems(ItemKind.PICTURES), 3, 28)
    assert batch.shape == (3, 1, 28, 28)
    assert 0.0 <= float(batch.min()) < float(batch.max()) <= 1.0
