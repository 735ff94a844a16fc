"""Distances between styles, against values worked out by hand."""

from __future__ import annotations

import pytest
import torch

from ml.losses.style import gram, gram_distance, statistics_distance, statistics_of


def test_gram_sums_products_over_pixels():
    features = torch.tensor([[1.0, 2], [3, 4]]).view(1, 2, 1, 2)
    assert gram(features)[0].tolist() == [[5, 11], [11, 25]]


def test_gram_distance_is_that_of_gatys():
    features = torch.tensor([[1.0, 2], [3, 4]]).view(1, 2, 1, 2)
    # N = 2 channels, M = 2 pixels: (25 + 121 + 121 + 625) / (4 * 4 * 4).
    assert float(gram_distance(features, torch.zeros(1, 2, 2))) == pytest.approx(892 / 64)
    assert 892 / 64 == 13.9375


def test_gram_distance_does_not_grow_with_the_batch():
    features = torch.randn(1, 3, 4, 5, generator=torch.Generator().manual_seed(0))
    target = torch.zeros(1, 3, 3)
    alone = gram_distance(features, target)
    torch.testing.assert_close(gram_distance(features.expand(4, -1, -1, -1), target), alone)


def test_statistics_distance_counts_mean_and_deviation_of_every_tap():
    one = torch.tensor([-1.0, 1]).view(1, 1, 1, 2)
    shifted, stretched = one + 3, one * 3
    # Deviations (unbiased) are the root of 2 and three times that.
    assert float(statistics_distance(statistics_of([one]), statistics_of([shifted]))) == (
        pytest.approx(9.0)
    )
    assert float(statistics_distance(statistics_of([one]), statistics_of([stretched]))) == (
        pytest.approx(8.0, rel=1e-4)
    )
    both = statistics_distance(statistics_of([one, one]), statistics_of([shifted, stretched]))
    assert float(both) == pytest.approx(17.0, rel=1e-4)
