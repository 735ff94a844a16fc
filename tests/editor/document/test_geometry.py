"""Maps of the plane: there and back, corners to corners, and what counts as exact."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.geometry import (
    FlatQuad,
    PlaneMap,
    around,
    corners,
    is_convex,
    largest_inside,
)
from ml.api.regions import Box

numbers = st.floats(-200, 200, allow_nan=False)
jitters = st.lists(st.floats(-20, 20), min_size=8, max_size=8).map(tuple)


def bent(away: tuple[float, ...]) -> tuple:
    """A square of 100 pixels with its corners moved a little."""
    square = (0.0, 0.0, 100.0, 0.0, 100.0, 100.0, 0.0, 100.0)
    places = [start + by for start, by in zip(square, away, strict=True)]
    return tuple(zip(places[::2], places[1::2], strict=True))


@given(numbers, st.floats(0.1, 5), st.floats(0.1, 5), numbers, numbers)
def test_the_inverse_leads_back(
    angle: float, across: float, down: float, x: float, y: float
) -> None:
    way = PlaneMap.turning(angle) @ PlaneMap.scaling(across, down) @ PlaneMap.moving(x, -y)
    assert way.inverse().apply(*way.apply(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(jitters, jitters)
def test_corners_land_on_corners(source: tuple, target: tuple) -> None:
    one, two = bent(source), bent(target)
    assert is_convex(one)
    way = PlaneMap.of_quads(one, two)
    for start, end in zip(one, two, strict=True):
        assert way.apply(*start) == pytest.approx(end, abs=1e-5)


def test_a_folded_shape_is_refused() -> None:
    with pytest.raises(FlatQuad):
        PlaneMap.of_quads(((0, 0), (1, 0), (1, 1), (0, 1)), ((0, 0), (1, 1), (1, 0), (0, 1)))
    with pytest.raises(FlatQuad):
        PlaneMap.scaling(0.0, 1.0).inverse()


def test_what_is_exact() -> None:
    assert PlaneMap.turning(90).is_exact
    assert PlaneMap.turning(-270).is_exact
    assert (PlaneMap.moving(3, -4) @ PlaneMap.scaling(-1, 1)).is_exact
    assert PlaneMap.moving(3, 4).is_whole_move
    assert not PlaneMap.turning(180).is_whole_move
    assert not PlaneMap.moving(0.5, 0).is_exact
    assert not PlaneMap.scaling(2, 1).is_exact
    assert not PlaneMap.turning(45).is_exact


@given(numbers, st.floats(0.2, 4), numbers, numbers)
def test_a_box_holds_its_image(angle: float, scale: float, x: float, y: float) -> None:
    way = PlaneMap.moving(x, y) @ PlaneMap.turning(angle) @ PlaneMap.scaling(scale, 1.0)
    box = Box(-3, 5, 40, 31)
    outer = way.box(box)
    for point in corners(box):
        across, down = way.apply(*point)
        assert outer.left - 1e-5 <= across <= outer.right + 1e-5
        assert outer.top - 1e-5 <= down <= outer.bottom + 1e-5


@given(st.floats(10, 3000), st.floats(10, 3000), st.floats(-180, 180))
def test_the_largest_rectangle_fits_inside_and_touches(
    width: float, height: float, angle: float
) -> None:
    across, down = largest_inside(width, height, angle)
    cosine, sine = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    # Turned back, the rectangle's bounds must fit into the picture, on one axis exactly.
    used = (across * cosine + down * sine) / width, (across * sine + down * cosine) / height
    assert max(used) == pytest.approx(1.0, abs=1e-6)
    assert min(used) <= 1.0 + 1e-6
    assert across > 0
    assert down > 0


def test_stretch_tells_how_much_finer_the_source_is() -> None:
    assert PlaneMap.scaling(4, 0.5).stretch(10, 10) == pytest.approx((0.5, 4.0))
    assert PlaneMap.turning(30).stretch(1, 2) == pytest.approx((1.0, 1.0))
    quad = PlaneMap.of_quads(((0, 0), (9, 0), (9, 9), (0, 9)), ((0, 0), (9, 0), (6, 9), (3, 9)))
    step = 1e-5
    x0, y0 = quad.apply(4, 4)
    moved = np.array(
        [
            np.subtract(quad.apply(4 + step, 4), (x0, y0)),
            np.subtract(quad.apply(4, 4 + step), (x0, y0)),
        ]
    )
    least, most = sorted(np.linalg.svd(moved / step, compute_uv=False))
    assert quad.stretch(4, 4) == pytest.approx((least, most), rel=1e-3)


def test_around_ignores_rounding() -> None:
    assert around([(0.0, 0.0), (10.0000000001, 4.9999999999)]) == Box(0, 0, 10, 5)
