"""Holes drawn by chance: their shapes, their share of the picture, the same by seed."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.examples.masks import (
    HoleOptions,
    blob_hole,
    box_hole,
    draw_hole,
    figure_hole,
    stroke_hole,
)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_seed_gives_the_same_hole_and_another_seed_another():
    assert np.array_equal(draw_hole(64, chance(1)), draw_hole(64, chance(1)))
    assert not np.array_equal(draw_hole(64, chance(1)), draw_hole(64, chance(2)))


def test_holes_stay_within_the_limits_and_fill_the_range_between():
    limits = HoleOptions(0.05, 0.4)
    shares = np.array([draw_hole(64, chance(seed), limits).mean() for seed in range(200)])
    assert shares.max() <= 0.4 * 1.2
    assert shares.min() >= 0.02
    assert (shares < 0.15).sum() > 20
    assert (shares > 0.28).sum() > 20


def test_a_box_has_the_wanted_size_and_straight_sides():
    hole = box_hole(80, 0.25, chance(3))
    assert hole.mean() == pytest.approx(0.25, abs=0.02)
    rows, columns = np.flatnonzero(hole.any(1)), np.flatnonzero(hole.any(0))
    assert hole[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()


@pytest.mark.parametrize("kind", [stroke_hole, blob_hole, figure_hole])
def test_other_kinds_come_near_the_wanted_share(kind):
    shares = [kind(96, 0.2, chance(seed)).mean() for seed in range(40)]
    assert np.mean(shares) == pytest.approx(0.2, abs=0.08)


def test_a_picture_always_keeps_something_and_always_misses_something():
    for seed in range(60):
        hole = draw_hole(32, chance(seed), HoleOptions(0.01, 0.6))
        assert hole.any()
        assert not hole.all()
