"""The line that is painted is round, reaches its ends and never overshoots."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.tools.path_smoothing import SmoothPath, Touch

numbers = st.floats(-1000, 1000, allow_nan=False)
touches = st.lists(st.builds(Touch, numbers, numbers, st.floats(0, 1)), min_size=1, max_size=20)


def line_of(reports: list[Touch], steadiness: float = 0.0) -> list[Touch]:
    path = SmoothPath(steadiness)
    line = [touch for report in reports for touch in path.add(report)]
    return line + list(path.finish())


@given(touches, st.floats(0, 1))
def test_the_line_starts_and_ends_where_the_pen_did(reports: list[Touch], steady: float) -> None:
    line = line_of(reports, steady)
    assert (line[0].x, line[0].y) == (reports[0].x, reports[0].y)
    assert (line[-1].x, line[-1].y) == pytest.approx((reports[-1].x, reports[-1].y))


@given(touches, st.floats(0, 1))
def test_the_line_stays_inside_what_the_pen_went_around(
    reports: list[Touch], steady: float
) -> None:
    for touch in line_of(reports, steady):
        assert min(r.x for r in reports) - 1e-6 <= touch.x <= max(r.x for r in reports) + 1e-6
        assert min(r.y for r in reports) - 1e-6 <= touch.y <= max(r.y for r in reports) + 1e-6
        assert -1e-9 <= touch.pressure <= 1 + 1e-9


def test_a_coarse_circle_becomes_round() -> None:
    reports = [
        Touch(100 * math.cos(a), 100 * math.sin(a), 1.0)
        for a in (2 * math.pi * step / 12 for step in range(13))
    ]
    line = line_of(reports)[8:-8]
    turns = []
    for a, b, c in zip(line, line[1:], line[2:], strict=False):
        first = math.atan2(b.y - a.y, b.x - a.x)
        second = math.atan2(c.y - b.y, c.x - b.x)
        turns.append(abs(math.remainder(second - first, 2 * math.pi)))
    # The reports turn by 30 degrees at each corner.
    assert max(turns) < math.radians(6)


def test_a_straight_line_needs_no_more_places_than_reports() -> None:
    reports = [Touch(10.0 * step, 5.0 * step, 1.0) for step in range(10)]
    assert len(line_of(reports)) <= len(reports) + 2


def test_steadiness_takes_out_the_tremble() -> None:
    reports = [Touch(5.0 * step, 4.0 * (-1) ** step, 1.0) for step in range(40)]

    def tremble(steady: float) -> float:
        return max(abs(touch.y) for touch in line_of(reports, steady)[20:-20])

    assert tremble(0.8) < 0.5 * tremble(0.0)
