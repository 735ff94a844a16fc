"""FID on cases with a known answer."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.metrics.frechet import Gaussian, Moments, frechet_distance, gaussian_of
from ml.training.metrics.pictures import TooFewPictures


def gaussian(mean, covariance) -> Gaussian:
    moments = Moments(2, np.array(mean, float), np.array(covariance, float))
    return Gaussian.of_moments(moments)


def test_diagonal_example():
    first = gaussian([0, 0], np.diag([1, 4]))
    second = gaussian([3, 4], np.diag([9, 1]))
    assert frechet_distance(first, second) == pytest.approx(30, abs=1e-9)


def test_covariances_that_do_not_commute():
    first, second = np.array([[2.0, 1], [1, 2]]), np.array([[1.0, 0], [0, 5]])
    # Of a 2 x 2 matrix: trace of the root = sqrt(trace + 2 sqrt(determinant)).
    product = first @ second
    root = np.sqrt(np.trace(product) + 2 * np.sqrt(np.linalg.det(product)))
    expected = np.trace(first) + np.trace(second) - 2 * root
    found = frechet_distance(gaussian([0, 0], first), gaussian([0, 0], second))
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("count", [40, 700])
def test_a_set_is_at_no_distance_from_itself_even_where_it_is_small(count):
    features = np.random.default_rng(0).gamma(0.3, 1.5, (count, 300)).astype(np.float32)
    whole, again = gaussian_of([features]), gaussian_of(np.array_split(features[::-1], 7))
    by_moments = Gaussian.of_moments(Moments.of(features))
    assert abs(frechet_distance(whole, whole)) < 1e-6
    assert abs(frechet_distance(whole, again)) < 1e-6
    assert abs(frechet_distance(whole, by_moments)) < 1e-6


def test_shift_costs_its_square():
    chance = np.random.default_rng(1)
    features = chance.normal(size=(500, 64))
    shift = chance.normal(size=64)
    found = frechet_distance(gaussian_of([features]), gaussian_of([features + shift]))
    assert found == pytest.approx(shift @ shift, rel=1e-9)


def test_few_pictures_agree_with_the_root_of_the_product():
    """The textbook form by eigenvalues of S1 S2, where sets are smaller than dimensions."""
    chance = np.random.default_rng(2)
    first, second = chance.normal(size=(30, 50)), 1 + 2 * chance.normal(size=(40, 50))
    covariances = [np.cov(each, rowvar=False) for each in (first, second)]
    eigenvalues = np.linalg.eigvals(covariances[0] @ covariances[1]).real
    expected = np.square(first.mean(axis=0) - second.mean(axis=0)).sum()
    expected += sum(map(np.trace, covariances)) - 2 * np.sqrt(np.maximum(eigenvalues, 0)).sum()
    found = frechet_distance(gaussian_of([first]), gaussian_of([second]))
    assert found == pytest.approx(expected, rel=1e-5)


def test_streamed_moments_are_those_of_the_whole_set():
    features = 1e4 + np.random.default_rng(3).normal(size=(257, 12))
    streamed = Moments.of(features[:1])
    for part in np.array_split(features[1:], 9):
        streamed = streamed.joined(Moments.of(part))
    np.testing.assert_allclose(streamed.mean, features.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(streamed.covariance, np.cov(features, rowvar=False), atol=1e-9)


@pytest.mark.parametrize("features", [[], [np.ones((1, 3))]])
def test_too_few(features):
    with pytest.raises(TooFewPictures):
        gaussian_of(features)
    with pytest.raises(TooFewPictures):
        _ = Moments.of(np.ones((1, 3))).covariance
