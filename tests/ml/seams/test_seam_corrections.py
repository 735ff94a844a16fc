"""Poisson blend and colour match take a wrong colour out and touch nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ml.seams.colour_match import LIMIT, STEEPEST, match_colours
from ml.seams.meter import measure_seam
from ml.seams.poisson import blend, clone

KINDS = ("box", "blob", "strokes", "corner")
PICTURES = hnp.arrays(
    np.float32, (33, 41, 3), elements=st.floats(0, 1, width=32), fill=st.just(np.float32(0.5))
)
HOLES = hnp.arrays(bool, (33, 41))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("correct", [blend, match_colours])
def test_a_wrong_tint_goes(photo, stepped, hole_of, kind, correct):
    picture, hole = photo(5), hole_of(kind)
    wrong = stepped(picture, hole, (6, 3, -4))
    mended = correct(wrong, hole)
    assert measure_seam(mended, hole).colour_step_de < 1.5
    before = np.abs(wrong - picture)[hole].mean()
    assert np.abs(mended - picture)[hole].mean() < before / 2


def test_a_clone_beyond_the_hole_recovers_the_picture(photo, hole_of):
    picture, hole = photo(2), hole_of("blob")
    rows, columns = np.indices(hole.shape)
    drift = 0.06 + 0.0002 * rows - 0.0003 * columns
    fill = (picture + drift[..., None]).astype(np.float32)
    mended = clone(picture, fill, hole)
    assert np.abs(mended - picture)[hole].max() < 0.004


@settings(max_examples=40, deadline=None)
@given(picture=PICTURES, hole=HOLES, strength=st.floats(0, 1))
def test_outside_the_hole_every_value_is_kept(picture, hole, strength):
    for result in (
        blend(picture, hole),
        clone(picture, picture[::-1].copy(), hole),
        match_colours(picture, hole, strength=strength),
    ):
        assert result.dtype == np.float32
        assert np.array_equal(result[~hole], picture[~hole])
        assert np.isfinite(result).all()
        assert result.min() >= 0
        assert result.max() <= 1


@pytest.mark.parametrize("correct", [blend, match_colours])
def test_empty_and_full_holes_change_nothing(photo, correct):
    picture = photo(0, height=40, width=50)
    for hole in (np.zeros((40, 50), bool), np.ones((40, 50), bool)):
        assert np.array_equal(correct(picture, hole), picture)


def test_sixteen_bit_steps_survive_a_blend(hole_of):
    ramp = np.linspace(0.4, 0.41, 400, dtype=np.float32)
    picture = np.broadcast_to(ramp[None, :, None], (320, 400, 3)).copy()
    mended = blend(picture, hole_of("box"))
    assert np.abs(mended - picture).max() < 4 / 65535


def test_strength_is_proportional_and_zero_does_nothing(photo, stepped, hole_of):
    hole = hole_of("box")
    wrong = stepped(photo(4), hole, (4, 0, 0))
    whole = match_colours(wrong, hole) - wrong
    half = match_colours(wrong, hole, strength=0.5) - wrong
    np.testing.assert_allclose(half, whole / 2, atol=1e-4)
    assert np.array_equal(match_colours(wrong, hole, strength=0), wrong)


def test_colour_match_is_limited_and_makes_no_gradient_of_its_own(hole_of):
    hole = hole_of("box")
    picture = np.full((320, 400, 3), 0.1, np.float32)
    picture[:, 200:] = 0.9
    picture[hole] = 0.5
    shift = match_colours(picture, hole) - picture
    assert np.abs(shift).max() <= LIMIT / 3**0.5 + 0.02
    inside = hole[:, 1:] & hole[:, :-1]
    assert np.abs(np.diff(shift, axis=1))[inside].max() < 2 * STEEPEST


def test_colour_match_keeps_the_detail_of_the_fill(photo, stepped, hole_of):
    picture, hole = photo(6), hole_of("blob")
    wrong = stepped(picture, hole, (5, 0, 0))
    matched = match_colours(wrong, hole)
    both = hole[1:, :-1] & hole[:-1, :-1] & hole[:-1, 1:]
    before = (wrong[:-1, :-1] - wrong[1:, :-1])[both]
    after = (matched[:-1, :-1] - matched[1:, :-1])[both]
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.999


@pytest.mark.parametrize("colour", [(0.2, 0.2, 0.2), (0.9, 0.3, 0.1), (0.1, 0.6, 0.9)])
def test_a_flat_fill_of_any_colour_meets_a_calm_surrounding(photo, hole_of, colour):
    picture, hole = photo(8, grain=0.005), hole_of("blob")
    picture = 0.5 + 0.2 * (picture - 0.5)
    picture[hole] = colour
    assert measure_seam(picture, hole).colour_step_de > 10
    assert measure_seam(match_colours(picture, hole), hole).colour_step_de < 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("correct", [blend, match_colours])
def test_a_fill_that_is_right_is_left_alone(photo, hole_of, kind, correct):
    picture, hole = photo(9, grain=0.06), hole_of(kind)
    assert np.abs(correct(picture, hole) - picture)[hole].mean() < 0.006
