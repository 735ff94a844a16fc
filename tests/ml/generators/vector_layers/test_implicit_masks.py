"""Masks that are a formula: the same wherever they are asked, near their region, well contoured."""

from __future__ import annotations

import numpy as np
import pytest

from ml.api.generator import Inputs
from ml.api.progress import NoProgress
from ml.api.regions import Box
from ml.generators.vector_layers.generator import VectorLayers
from ml.generators.vector_layers.implicit import NUMBERS, contoured, fit_mask
from ml.generators.vector_layers.spec import SVG, Family, VectorParams
from ml.vector.raster import coverage_of
from ml.vector.svg_reader import read_svg

PAGE = Box(0, 0, 60, 48)


def region() -> np.ndarray:
    ys, xs = np.mgrid[0:48, 0:60]
    return ((xs - 28) / 18.0) ** 2 + ((ys - 22 - 0.2 * xs + 6) / 12.0) ** 2 < 1


def test_a_list_of_places_gives_what_a_grid_gives() -> None:
    formula = fit_mask(region())
    assert formula is not None
    assert formula.numbers.shape == (NUMBERS,)
    grid = formula.on(PAGE)
    chance = np.random.default_rng(2)
    rows, cols = chance.integers(0, 48, 50), chance.integers(0, 60, 50)
    some = formula.at(cols + 0.5, rows + 0.5)
    assert some == pytest.approx(grid[rows, cols], abs=1e-12)
    assert formula.at(np.array([28.25]), np.array([22.75])).shape == (1,)


def test_finer_grids_hold_the_values_of_the_coarse_one() -> None:
    formula = fit_mask(region())
    fine = formula.on(PAGE, 3)
    assert fine[1::3, 1::3] == pytest.approx(formula.on(PAGE), abs=1e-12)


def test_the_formula_comes_near_its_region() -> None:
    found = fit_mask(region()).on(PAGE) > 0.5
    assert (found ^ region()).sum() < 0.05 * region().sum()
    assert fit_mask(np.zeros((5, 5), np.bool_)) is None


def test_the_contour_keeps_within_what_is_stated() -> None:
    formula = fit_mask(region())
    contour, apart_px = contoured(formula, PAGE, 0.5, 24)
    assert contour.segments <= 24
    assert apart_px < 0.35
    soft = formula.on(PAGE, 4) > 0.5
    exact = soft.reshape(48, 4, 60, 4).mean(axis=(1, 3))
    apart = abs(coverage_of((contour,), PAGE) - exact).sum()
    length = (abs(np.diff(soft, axis=0)).sum() + abs(np.diff(soft, axis=1)).sum()) / 4
    assert apart / length == pytest.approx(apart_px)


def test_a_picture_of_formulas_states_its_error() -> None:
    ys, xs = np.mgrid[0:48, 0:60]
    picture = np.stack([0.3 + 0.4 * ys / 48, 0.5 + 0 * xs, 0.9 - 0.3 * ys / 48], axis=2)
    picture[region()] = (1, 0.9, 0.2)
    params = VectorParams(layers=4, method=Family.MASKS, effort=0.1)
    inputs = Inputs({"image": (picture.astype(np.float32),)})
    made = VectorLayers().run(inputs, params, NoProgress())
    assert 0 < made.info["contour_error_px"] < 1
    curve = [float(word) for word in str(made.info["error_curve"]).split()]
    assert curve == sorted(curve)
    assert curve[-1] > 24
    assert read_svg(made.texts[SVG]).drawing.paths == made.info["layers"]
