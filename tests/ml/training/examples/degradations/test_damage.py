"""Damage comes from the generator alone, and each kind does what its name says."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.examples.degradations.chain import Degradation, Severity, margin_of, shrink
from ml.training.examples.degradations.damage import blur, gaussian_noise, jpeg, shot_noise
from ml.training.examples.degradations.resize import resize


def photo(rows: int = 96, columns: int = 128) -> np.ndarray:
    down, across = np.mgrid[0:rows, 0:columns]
    waves = [np.sin(down / 11) * np.cos(across / width) for width in (9, 13, 21)]
    return (128 + 90 * np.stack(waves, axis=2)).astype(np.float32)


@pytest.mark.parametrize("degradation", Degradation)
def test_the_same_generator_gives_the_same_picture(degradation: Degradation) -> None:
    made = [shrink(photo(), 4, degradation, np.random.default_rng(5)) for _ in range(2)]
    assert made[0].shape == (24, 32, 3)
    assert np.array_equal(made[0], made[1])


def test_another_seed_damages_otherwise() -> None:
    first, second = (
        shrink(photo(), 4, Degradation.REALISTIC, np.random.default_rng(seed)) for seed in (1, 2)
    )
    assert np.abs(first - second).mean() > 0.5


def test_clean_is_bicubic() -> None:
    made = shrink(photo(), 2, Degradation.CLEAN, np.random.default_rng(0))
    assert np.array_equal(made, resize(photo(), 48, 64))


def test_realistic_stays_in_place_and_recognisable() -> None:
    clean = resize(photo(), 24, 32)
    mild = Severity(blur_px=0.2, noise=1.0, least_quality=90, detour=1.1)
    for seed in range(8):
        made = shrink(photo(), 4, Degradation.REALISTIC, np.random.default_rng(seed), mild)
        assert np.abs(made - clean).mean() < 10
        shifted = np.abs(made[:, 1:] - clean[:, :-1]).mean()
        assert np.abs(made - clean).mean() < shifted


def test_a_crop_with_its_margin_is_as_the_whole() -> None:
    picture, margin = photo(), margin_of(Degradation.CLEAN)
    whole = resize(picture, 24, 32)
    part = resize(picture[(6 - margin) * 4 : (14 + margin) * 4, :], 8 + 2 * margin, 32)
    assert np.allclose(part[margin:-margin], whole[6:14], atol=1e-3)


def test_blur_keeps_the_mean_and_takes_detail() -> None:
    blurred = blur(photo(), 10.0, 10.0)
    assert blurred.mean() == pytest.approx(photo().mean(), abs=0.5)
    assert blurred.std() < 0.8 * photo().std()
    assert np.array_equal(blur(photo(), 0.0, 0.0), photo())


def test_noise_has_the_strength_that_was_asked_for() -> None:
    flat = np.full((128, 128, 3), 128, np.float32)
    chance = np.random.default_rng(0)
    assert (gaussian_noise(flat, 6, chance, grey=False) - flat).std() == pytest.approx(6, rel=0.05)
    grey = gaussian_noise(flat, 6, chance, grey=True)
    assert np.array_equal(grey[..., 0], grey[..., 2])
    dark = shot_noise(flat / 16, 6, chance) - flat / 16
    assert dark.std() == pytest.approx(6 / 4, rel=0.05)


def test_jpeg_of_low_quality_is_further_off() -> None:
    near, far = (np.abs(jpeg(photo(), quality) - photo()).mean() for quality in (95, 20))
    assert 0 < near < far
