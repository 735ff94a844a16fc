"""The seam meter reads a known step, and next to nothing where there is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.seams.meter import measure_seam

KINDS = ("box", "blob", "strokes", "corner")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("step", [(5, 0, 0), (-3, 4, 0), (0, -3, 4)])
def test_a_step_of_five_reads_five(photo, stepped, hole_of, kind, seed, step):
    picture, hole = photo(seed), hole_of(kind)
    reading = measure_seam(stepped(picture, hole, step), hole)
    assert reading.colour_step_de == pytest.approx(5, abs=1)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    length=st.floats(3, 12),
    angle=st.floats(0, 2 * np.pi),
    kind=st.sampled_from(KINDS),
)
def test_any_step_reads_its_length(photo, stepped, hole_of, seed, length, angle, kind):
    picture, hole = photo(seed), hole_of(kind)
    step = (length * 0.5, length * 0.75**0.5 * np.cos(angle), length * 0.75**0.5 * np.sin(angle))
    reading = measure_seam(stepped(picture, hole, step), hole)
    assert reading.colour_step_de == pytest.approx(length, abs=1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_an_untouched_picture_reads_nearly_nothing(photo, hole_of, kind, seed):
    reading = measure_seam(photo(seed), hole_of(kind))
    assert reading.colour_step_de < 1
    assert reading.gradient_step_de < 0.6
    assert reading.length_px > 200


def test_a_slope_is_no_step(hole_of):
    ramp = np.linspace(0.2, 0.8, 400, dtype=np.float32)
    picture = np.broadcast_to(ramp[None, :, None], (320, 400, 3)).copy()
    assert measure_seam(picture, hole_of("box")).colour_step_de < 0.1


def test_a_step_along_half_of_the_border_counts_half_of_its_energy(stepped, hole_of):
    picture = np.full((320, 400, 3), 0.5, np.float32)
    hole = hole_of("box")
    half = hole.copy()
    half[:, :200] = False
    reading = measure_seam(stepped(picture, half, (6, 0, 0)), hole)
    assert reading.colour_step_de == pytest.approx(6 / 2**0.5, abs=0.6)


def test_steps_of_opposite_sign_do_not_cancel(stepped, hole_of):
    picture = np.full((320, 400, 3), 0.5, np.float32)
    hole = hole_of("box")
    left, right = hole.copy(), hole.copy()
    left[:, 200:] = False
    right[:, :200] = False
    both = stepped(stepped(picture, left, (5, 0, 0)), right, (-5, 0, 0))
    assert measure_seam(both, hole).colour_step_de == pytest.approx(5, abs=0.6)


def test_a_blurred_fill_shows_in_the_gradient_step(photo, hole_of):
    picture, hole = photo(3), hole_of("blob")
    blurred = np.where(hole[..., None], cv2.GaussianBlur(picture, (0, 0), 3), picture)
    sharp, soft = measure_seam(picture, hole), measure_seam(blurred, hole)
    assert soft.gradient_step_de > sharp.gradient_step_de + 1


def test_the_gap_leaves_a_feather_out(stepped, hole_of):
    picture = np.full((320, 400, 3), 0.5, np.float32)
    hole = hole_of("box")
    depth = cv2.distanceTransform((~hole).astype(np.uint8), cv2.DIST_L2, 5)
    share = np.clip(1 - depth / 8, 0, 1)[..., None]
    step = stepped(picture, np.ones_like(hole), (5, 0, 0))
    soft = picture * (1 - share) + step * share
    assert measure_seam(soft, hole, gap_px=8).colour_step_de == pytest.approx(5, abs=0.5)
    assert measure_seam(soft, hole).colour_step_de < 2.5


def test_eight_bits_read_the_same(photo, stepped, hole_of):
    picture = stepped(photo(1), hole_of("blob"), (5, 0, 0))
    rounded = np.round(picture * 255).astype(np.float32) / 255
    exact = measure_seam(picture, hole_of("blob")).colour_step_de
    assert measure_seam(rounded, hole_of("blob")).colour_step_de == pytest.approx(exact, abs=0.3)


@pytest.mark.parametrize("shape", [(1, 1), (3, 40), (17, 9)])
def test_empty_full_and_tiny_holes_read_zero_or_a_number(shape):
    picture = np.full((*shape, 3), 0.5, np.float32)
    for hole in (np.zeros(shape, bool), np.ones(shape, bool)):
        assert measure_seam(picture, hole).length_px == 0
        assert measure_seam(picture, hole).colour_step_de == 0
    dot = np.zeros(shape, bool)
    dot[shape[0] // 2, shape[1] // 2] = True
    reading = measure_seam(picture, dot)
    assert reading.colour_step_de == pytest.approx(0, abs=1e-3)
