"""NRDS: areas, the critic's size, and a toy where one generator is nearer to the truth."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ml.training.metrics.pictures import PicturesDiffer
from ml.training.metrics.relative import (
    Critic,
    RelativePlan,
    area,
    normalised,
    relative_scores,
)


def test_areas_and_shares_of_the_published_example():
    curves = {"first": (1, 0.5, 0.2, 0.1), "second": (1, 0.9, 0.8, 0.7)}
    assert area(curves["first"]) == pytest.approx(1.25)
    assert area(curves["second"]) == pytest.approx(2.55)
    shares = normalised(curves)
    assert shares["first"] == pytest.approx(0.328947, abs=5e-7)
    assert shares["second"] == pytest.approx(0.671053, abs=5e-7)


def test_curves_that_vanish_tie():
    assert normalised({"a": (0, 0), "b": (0, 0)}) == {"a": 0.5, "b": 0.5}


def test_size_of_the_critic():
    with torch.device("meta"):
        critic = Critic(128)
        assert critic(torch.zeros(2, 3, 128, 128)).shape == (2,)
    assert sum(p.numel() for p in critic.parameters()) == 37_863_041


def pictures(mean: float, seed: int, count: int = 8) -> list[np.ndarray]:
    chance = np.random.default_rng(seed)
    return [
        np.clip(chance.normal(mean, 25, (16, 16, 3)), 0, 255).astype(np.uint8) for _ in range(count)
    ]


def test_the_nearer_generator_has_the_larger_share():
    plan = RelativePlan(side_px=16, epochs=4, batch=8)
    made = {"near": pictures(120, 1), "far": pictures(40, 2)}
    found = relative_scores(pictures(140, 0), made, plan)
    assert sum(found.scores.values()) == pytest.approx(1)
    assert found.scores["near"] > found.scores["far"] + 0.02
    assert len(found.real) == len(found.curves["near"]) == 4


def test_the_same_again():
    plan = RelativePlan(side_px=16, epochs=2, batch=4)
    made = {"a": pictures(120, 1, 4), "b": pictures(40, 2, 4)}
    first = relative_scores(pictures(140, 0, 4), made, plan)
    assert relative_scores(pictures(140, 0, 4), made, plan) == first


def test_sets_must_be_comparable():
    plan = RelativePlan(side_px=32, epochs=2)
    with pytest.raises(PicturesDiffer, match="same number"):
        relative_scores(pictures(1, 0), {"a": pictures(1, 1, 3), "b": pictures(1, 2, 4)}, plan)
    with pytest.raises(PicturesDiffer, match="16 divides"):
        Critic(100)
    with pytest.raises(PicturesDiffer, match="each epoch"):
        normalised({"a": (1, 1), "b": (1, 1, 1)})
