"""The paired bootstrap is sure where it may be, and only there."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.inpaint.bootstrap import paired_difference


def test_a_steady_difference_is_clear_however_the_cells_differ():
    rng = np.random.default_rng(0)
    cells = rng.uniform(0, 1, 40)
    interval = paired_difference(cells + 0.05 + rng.normal(0, 0.02, 40), cells)
    assert interval.is_clear
    assert interval.low < interval.mean < interval.high
    assert interval.mean == pytest.approx(0.05, abs=0.01)
    assert interval.high - interval.low < 0.03


def test_noise_is_a_tie():
    rng = np.random.default_rng(1)
    interval = paired_difference(rng.normal(0, 1, 40), rng.normal(0, 1, 40))
    assert not interval.is_clear


def test_the_interval_agrees_with_the_normal_one():
    difference = np.random.default_rng(2).normal(0.3, 1, 200)
    interval = paired_difference(difference, np.zeros(200))
    error = difference.std() / 200**0.5
    assert interval.low == pytest.approx(difference.mean() - 1.96 * error, abs=0.02)
    assert interval.high == pytest.approx(difference.mean() + 1.96 * error, abs=0.02)


def test_no_common_cell_is_said():
    with pytest.raises(ValueError, match="no cell"):
        paired_difference([], [])
