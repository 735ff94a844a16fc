"""Brushes: curves of sensors, the way of dabs, and tips that are what they say."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document import tips
from editor.document.brush import (
    EVEN,
    FIRM,
    SOFT,
    Brush,
    Curve,
    Response,
    Sensor,
    Touch,
    Trait,
)
from editor.document.painting_path import DabPath

SHARES = st.floats(0, 1)
PLACES = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=2, max_size=6)


@given(SHARES, SHARES)
def test_curves_never_fall_and_keep_their_ends(one, other) -> None:
    low, high = sorted((one, other))
    for curve in (EVEN, SOFT, FIRM):
        assert curve(0) == 0
        assert curve(1) == 1
        assert curve(low) <= curve(high)
    assert SOFT(one) >= EVEN(one) - 1e-9 >= FIRM(one) - 2e-9


def test_a_curve_goes_through_its_points_and_holds_beyond_them() -> None:
    curve = Curve(((0.2, 0.1), (0.6, 0.9)))
    assert [curve(x) for x in (0.0, 0.2, 0.4, 0.6, 1.0)] == pytest.approx([0.1, 0.1, 0.5, 0.9, 0.9])


def test_each_sensor_rules_its_own_trait() -> None:
    brush = Brush(
        100,
        responses=(
            Response(Trait.SIZE, low=0.1),
            Response(Trait.FLOW, FIRM),
            Response(Trait.OPACITY, EVEN, Sensor.TILT),
        ),
    )
    mark = brush.mark(Touch(0, 0, pressure=0.5, tilt_x=0.6, tilt_y=0.0), Random(0))
    assert mark.radius == 25
    assert mark.flow == pytest.approx(0.25)
    assert mark.strength == pytest.approx(0.6)
    assert brush.mark(Touch(0, 0, pressure=0.0), Random(0)).radius == 5


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_the_tip_lies_as_the_pen_leans(tilt_x, tilt_y) -> None:
    brush = Brush(40, angle=0.5, angle_by_tilt=True)
    angle = brush.mark(Touch(0, 0, 1.0, tilt_x, tilt_y), Random(0)).angle
    leans = math.hypot(tilt_x, tilt_y) >= 1e-3
    assert angle == pytest.approx(0.5 + (math.atan2(tilt_y, tilt_x) if leans else 0.0))


@given(PLACES, st.floats(2, 60))
def test_dabs_lie_no_further_apart_than_the_spacing(places, size) -> None:
    brush = Brush(size, spacing=0.25)
    path = DabPath(brush)
    marks = [mark for x, y in places for mark in path.to(Touch(x, y))]
    marks += path.end()
    step = max(0.5, 0.25 * size)
    assert (marks[0].x, marks[0].y) == places[0]
    assert math.dist((marks[-1].x, marks[-1].y), places[-1]) < 1e-3
    for one, other in zip(marks, marks[1:], strict=False):
        assert math.dist((one.x, one.y), (other.x, other.y)) <= step * (1 + 1e-9)


def test_one_press_is_one_dab() -> None:
    path = DabPath(Brush(40, flow=0.2))
    assert len(list(path.to(Touch(5, 5)))) == 1
    assert list(path.end()) == []


@pytest.mark.parametrize("tip", tips.TIPS, ids=lambda tip: tip.name)
def test_tips_are_the_same_at_every_size_and_end_before_their_rim(tip) -> None:
    whole = tip.picture(1000)
    assert whole.shape == (256, 256)
    assert not whole.flags.writeable
    rim = np.concatenate([whole[0], whole[-1], whole[:, 0], whole[:, -1]])
    assert rim.max() <= 12
    for diameter in (200, 100, 30, 9):
        small = tip.picture(diameter)
        assert small.shape[0] >= min(256, diameter)
        assert small.shape[0] < 2 * diameter or small.shape[0] == 8
        assert small.mean() == pytest.approx(whole.mean(), abs=2)
    assert tips.find(tip.name) is tip


def test_the_paper_repeats_without_a_seam() -> None:
    paper = tips.CHALK.grain.astype(int)
    inside = np.abs(np.diff(paper, axis=1)).mean()
    assert np.abs(paper[:, 0] - paper[:, -1]).mean() < 1.5 * inside
    assert tips.ROUND.grain.shape == (1, 1)
    assert tips.find("no such tip") is tips.ROUND
