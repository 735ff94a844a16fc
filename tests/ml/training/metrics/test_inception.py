"""The Inception of FID: its shape, and the published weights where installed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ml.training.metrics.features import InceptionFeatures, all_features
from ml.training.metrics.frechet import frechet_distance, gaussian_of
from ml.training.metrics.inception import Inception, load_inception
from ml.training.teachers import TeacherMissing

EXPECTED = (1.10146, 0.0100115, 0.0436164, 0.110680, 0.117026)
EXPECTED_MEAN = 0.133548


@pytest.fixture(scope="module")
def network() -> Inception:
    try:
        return load_inception()
    except TeacherMissing as missing:
        pytest.skip(str(missing))


def test_size_and_number_of_weights():
    with torch.device("meta"):
        network = Inception()
        features = network(torch.zeros(2, 3, 299, 299))
    assert features.shape == (2, 2048)
    assert sum(value.numel() for value in network.state_dict().values()) == 21_802_784


def test_the_pooled_map_is_eight_by_eight():
    with torch.device("meta"):
        network = Inception()
        assert network.layers(torch.zeros(1, 3, 299, 299)).shape == (1, 2048, 8, 8)


def grey_with_square() -> np.ndarray:
    picture = np.full((299, 299, 3), 128, np.uint8)
    picture[80:200, 100:220] = (220, 40, 60)
    return picture


def test_published_weights_give_the_published_features(network: Inception):
    """Five numbers that the archive's own program gave for the same picture."""
    features = all_features(InceptionFeatures(network), [grey_with_square()])
    np.testing.assert_allclose(features[0, ::400][:5], EXPECTED, rtol=1e-3, atol=1e-4)
    assert features.mean() == pytest.approx(EXPECTED_MEAN, rel=1e-3)


def test_distance_grows_with_damage(network: Inception):
    chance = np.random.default_rng(0)
    seen = InceptionFeatures(network)
    pictures = [np.roll(grey_with_square(), 23 * turn, axis=1) for turn in range(2)]

    def noisy(strength: float) -> list[np.ndarray]:
        return [
            np.clip(picture + chance.normal(0, strength, picture.shape), 0, 255).astype(np.uint8)
            for picture in pictures
        ]

    truth, little, much = (
        gaussian_of(seen.blocks(each)) for each in (pictures, noisy(15), noisy(80))
    )
    assert abs(frechet_distance(truth, truth)) < 1e-6
    assert 1 < frechet_distance(truth, little) < frechet_distance(truth, much)
