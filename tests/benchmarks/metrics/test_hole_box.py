"""The box around the hole stays inside the picture and always covers the hole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.metrics.hole import MINIMUM_PX, EmptyHole, padded_hole_box


@given(
    height=st.integers(1, 300),
    width=st.integers(1, 300),
    corner=st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)),
    size=st.tuples(st.integers(1, 300), st.integers(1, 300)),
)
def test_box_covers_hole_and_stays_inside(height, width, corner, size):
    hole = np.zeros((height, width), bool)
    top, left = int(corner[0] * height), int(corner[1] * width)
    hole[top : top + size[0], left : left + size[1]] = True
    box = padded_hole_box(hole)
    assert 0 <= box.top < box.bottom <= height
    assert 0 <= box.left < box.right <= width
    assert hole[box.slices].sum() == hole.sum()
    assert box.bottom - box.top >= min(MINIMUM_PX, height)
    assert box.right - box.left >= min(MINIMUM_PX, width)


def test_padding_in_the_middle_is_exact():
    hole = np.zeros((400, 500), bool)
    hole[150:250, 200:300] = True
    box = padded_hole_box(hole, pad_px=32)
    assert (box.top, box.left, box.bottom, box.right) == (118, 168, 282, 332)
    assert box.area_px == 164 * 164


def test_empty_hole_is_refused():
    with pytest.raises(EmptyHole, match="mask is empty"):
        padded_hole_box(np.zeros((8, 8), bool))
