"""The nearest training picture is found, in blocks as at once."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.metrics.nearest import LpipsFeatures, nearest, nearest_pictures
from ml.training.metrics.pictures import TooFewPictures
from ml.training.teachers import TeacherMissing


@pytest.mark.parametrize("distance", ["euclidean", "cosine"])
@pytest.mark.parametrize("blocks", [1, 4])
def test_against_all_distances(distance, blocks):
    chance = np.random.default_rng(0)
    queries, entries = chance.normal(size=(6, 9)), chance.normal(size=(41, 9))
    if distance == "euclidean":
        every = np.linalg.norm(queries[:, None] - entries[None], axis=2)
    else:
        lengths = np.linalg.norm(queries, axis=1)[:, None] * np.linalg.norm(entries, axis=1)
        every = 1 - queries @ entries.T / lengths
    expected = np.argsort(every, axis=1)[:, :3]
    found = nearest(queries, np.array_split(entries, blocks), 3, distance)
    np.testing.assert_array_equal(found.indices, expected)
    np.testing.assert_allclose(
        found.distances, np.take_along_axis(every, expected, axis=1), atol=1e-9
    )


def test_a_copy_is_at_no_distance_and_the_first_of_equals_is_named():
    entries = np.array([[1.0, 2], [5, 5], [1, 2]])
    found = nearest(entries[2:], [entries[:1], entries[1:]])
    assert found.indices.tolist() == [[0]]
    assert found.distances[0, 0] == pytest.approx(0, abs=1e-7)


def test_too_small_a_collection():
    with pytest.raises(TooFewPictures):
        nearest(np.ones((1, 2)), [np.ones((2, 2))], 3)


def test_a_slightly_changed_training_picture_is_recognised():
    chance = np.random.default_rng(1)
    training = [chance.integers(0, 256, (64, 64, 3)).astype(np.uint8) for _ in range(5)]
    made = [np.clip(training[3].astype(int) + 8, 0, 255).astype(np.uint8)]
    try:
        seen = LpipsFeatures(batch=2)
    except TeacherMissing as missing:
        pytest.skip(str(missing))
    found = nearest_pictures(made, training, seen, k=2)
    assert found.indices[0, 0] == 3
    assert found.distances[0, 0] < found.distances[0, 1] / 2
