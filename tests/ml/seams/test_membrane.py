"""The membrane solves Laplace's equation: against a dense solver, and by its properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.seams.membrane import stretch


def dense(values, fixed, inside):
    """The same equations by Gaussian elimination."""
    free = inside & ~fixed
    known = free | fixed
    number = np.full(free.shape, -1)
    number[free] = np.arange(free.sum())
    matrix = np.zeros((free.sum(), free.sum()))
    right = np.zeros((free.sum(), values.shape[2]))
    for y, x in np.argwhere(free):
        row = number[y, x]
        for ny, nx in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
            inside_picture = 0 <= ny < free.shape[0] and 0 <= nx < free.shape[1]
            if not inside_picture or not known[ny, nx]:
                continue
            matrix[row, row] += 1
            if free[ny, nx]:
                matrix[row, number[ny, nx]] -= 1
            else:
                right[row] += values[ny, nx]
    field = np.zeros(values.shape)
    field[fixed] = values[fixed]
    field[free] = np.linalg.solve(matrix, right)
    return field


def shape_of(kind, side=40):
    y, x = np.mgrid[:side, :side] - side / 2
    if kind == "disc":
        return x**2 + y**2 < 15**2
    if kind == "ring":
        return (x**2 + y**2 < 18**2) & (x**2 + y**2 > 7**2)
    return (abs(y) < 4) & (abs(x) < 17) | (abs(x - 3) < 3) & (abs(y) < 16)


def rim_of(hole):
    wide = np.pad(hole, 1)
    core = wide[:-2, 1:-1] & wide[2:, 1:-1] & wide[1:-1, :-2] & wide[1:-1, 2:]
    return hole & ~core


@pytest.mark.parametrize("kind", ["disc", "ring", "cross"])
def test_it_agrees_with_a_dense_solver(kind):
    hole = shape_of(kind)
    fixed = rim_of(hole)
    values = np.random.default_rng(2).normal(size=(*hole.shape, 2)).astype(np.float32)
    np.testing.assert_allclose(stretch(values, fixed, hole), dense(values, fixed, hole), atol=2e-3)


def test_a_partly_open_border_agrees_too():
    hole = np.zeros((30, 30), bool)
    hole[:20, :20] = True
    fixed = np.zeros_like(hole)
    fixed[19, :20] = fixed[:20, 19] = True
    rows, columns = np.indices(hole.shape)
    values = np.stack([rows * 0.1, columns * 0.05], axis=-1).astype(np.float32)
    np.testing.assert_allclose(stretch(values, fixed, hole), dense(values, fixed, hole), atol=5e-3)


def test_a_straight_slope_is_kept_on_a_large_hole():
    hole = np.zeros((700, 900), bool)
    hole[10:690, 10:890] = True
    rows, columns = np.indices(hole.shape)
    values = (rows / 700 - columns / 1800).astype(np.float32)[..., None]
    field = stretch(values, rim_of(hole), hole)
    assert np.abs(field - values)[hole].max() < 0.01


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), low=st.floats(-2, 0), high=st.floats(0, 2))
def test_values_stay_in_the_given_range_and_outside_is_zero(seed, low, high):
    rng = np.random.default_rng(seed)
    hole = rng.random((25, 31)) < 0.8
    fixed = hole & (rng.random(hole.shape) < 0.1)
    values = rng.uniform(low, high, (*hole.shape, 1)).astype(np.float32)
    field = stretch(values, fixed, hole)
    assert (field[~hole] == 0).all()
    assert (field[fixed] == values[fixed]).all()
    if fixed.any():
        assert field.max() <= max(0, values[fixed].max())
        assert field.min() >= min(0, values[fixed].min())


def test_the_check_can_stop_it():
    class Stopped(Exception):
        pass

    def stop():
        raise Stopped

    hole = np.ones((50, 50), bool)
    with pytest.raises(Stopped):
        stretch(np.zeros((50, 50, 1), np.float32), rim_of(hole), hole, stop)
