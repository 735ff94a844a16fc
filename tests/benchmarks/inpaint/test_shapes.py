"""Mask shapes against their definitions, pixel by pixel."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.inpaint.shapes import (
    Capsule,
    Polygon,
    Rectangle,
    UnknownShape,
    fingerprint,
    from_record,
    paint,
    to_record,
)

PLACE = st.integers(-10, 40)
POINT = st.tuples(PLACE, PLACE)


def squared_distance_to_line(x, y, start, end):
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    forward = (x - start[0]) * along[0] + (y - start[1]) * along[1]
    part = Fraction(0) if length == 0 else min(max(Fraction(forward, length), 0), 1)
    near = (start[0] + part * along[0], start[1] + part * along[1])
    return (x - near[0]) ** 2 + (y - near[1]) ** 2


@settings(max_examples=60, deadline=None)
@given(start=POINT, end=POINT, radius=st.integers(0, 12))
def test_a_capsule_is_everything_near_its_line(start, end, radius):
    mask = paint([Capsule(*start, *end, radius)], 17, 23)
    for y in range(17):
        for x in range(23):
            near = squared_distance_to_line(x, y, start, end) <= radius**2
            assert mask[y, x] == near


def test_a_polygon_is_its_inside():
    diamond = Polygon(((10, 2), (18, 10), (10, 18), (2, 10)))
    mask = paint([diamond], 21, 21)
    rows, columns = np.indices(mask.shape)
    distance = abs(rows - 10) + abs(columns - 10)
    assert mask[distance < 8].all()
    assert not mask[distance > 8].any()


def test_a_rectangle_excludes_its_ends_and_is_cut_at_the_frame():
    mask = paint([Rectangle(-3, 2, 4, 99)], 6, 8)
    assert mask.sum() == 4 * 4
    assert mask[2:, :4].all()


SHAPES = st.one_of(
    st.builds(Capsule, PLACE, PLACE, PLACE, PLACE, st.integers(0, 9)),
    st.builds(Rectangle, PLACE, PLACE, PLACE, PLACE),
    st.builds(Polygon, st.lists(POINT, min_size=3, max_size=9).map(tuple)),
)


@given(shape=SHAPES)
def test_records_round_trip(shape):
    assert from_record(to_record(shape)) == shape


def test_an_unknown_record_is_refused():
    with pytest.raises(UnknownShape, match="star"):
        from_record(["star", 1, 2])


def test_a_fingerprint_tells_size_and_content_apart():
    flat, tall = np.zeros((4, 8), bool), np.zeros((8, 4), bool)
    dotted = flat.copy()
    dotted[1, 1] = True
    assert len({fingerprint(mask) for mask in (flat, tall, dotted)}) == 3
