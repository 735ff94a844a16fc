"""Coverage is exact: 1 in the hole, 0 beyond the feather, distances as a ruler gives them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ml.seams.feather import NegativeWidth, coverage, distance_from, grown

HOLES = hnp.arrays(bool, st.tuples(st.integers(1, 24), st.integers(1, 24)))
WIDTHS = st.one_of(st.integers(0, 9).map(float), st.floats(0, 9))


def slow_distance(hole):
    points = np.argwhere(hole)
    rows, columns = np.indices(hole.shape)
    gaps = (rows[..., None] - points[:, 0]) ** 2 + (columns[..., None] - points[:, 1]) ** 2
    return np.sqrt(gaps.min(axis=2))


@settings(max_examples=150, deadline=None)
@given(hole=HOLES, grow_px=WIDTHS, feather_px=WIDTHS)
def test_coverage_is_exact_at_both_ends(hole, grow_px, feather_px):
    result = coverage(hole, grow_px=grow_px, feather_px=feather_px)
    assert result.dtype == np.float32
    assert result.shape == hole.shape
    assert (result[hole] == 1).all()
    assert ((result >= 0) & (result <= 1)).all()
    if not hole.any():
        assert not result.any()
        return
    distance = slow_distance(hole)
    assert (result[distance > grow_px + feather_px + 1e-5] == 0).all()
    assert (result[distance < grow_px - 1e-5] == 1).all()
    order = np.argsort(distance, axis=None)
    assert (np.diff(result.ravel()[order]) <= 1e-5).all()


@settings(max_examples=60, deadline=None)
@given(hole=HOLES)
def test_distance_is_euclidean(hole):
    if not hole.any():
        assert np.isinf(distance_from(hole)).all()
        return
    np.testing.assert_allclose(distance_from(hole), slow_distance(hole), atol=1e-4)


def test_a_feather_falls_by_half_in_its_middle():
    hole = np.zeros((1, 30), bool)
    hole[0, 5] = True
    result = coverage(hole, grow_px=2, feather_px=10)
    assert result[0, 7] == 1
    assert result[0, 12] == pytest.approx(0.5)
    assert 0 < result[0, 16] < 0.1
    assert result[0, 17] == 0


def test_grow_includes_its_radius():
    hole = np.zeros((9, 9), bool)
    hole[4, 4] = True
    wide = grown(hole, 3)
    assert wide[4, 7]
    assert wide[4, 1]
    assert not wide[4, 8]
    assert not wide[1, 1]
    assert grown(hole, 0).sum() == 1


def test_a_negative_width_is_refused():
    with pytest.raises(NegativeWidth, match="0 px or more"):
        coverage(np.ones((4, 4), bool), feather_px=-1)
