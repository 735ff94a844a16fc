"""Coverage is exact, does not depend on the box, and its derivatives are those of the picture."""

from __future__ import annotations

import numpy as np
import pytest

from ml.api.regions import Box
from ml.vector import coverage_kernels as kernels
from ml.vector.raster import coverage_of, render, render_box, shape_pixels
from ml.vector.shapes import BadShape, Contour, Drawing, Flat, Linear, Shape, Stop

PAGE = Box(0, 0, 40, 40)
KAPPA = 0.5522847


def circle(x: float, y: float, radius: float) -> Contour:
    k = KAPPA
    unit = [(1, 0), (1, k), (k, 1), (0, 1), (-k, 1), (-1, k)]
    turned = [(-a, -b) for a, b in unit]
    return Contour(np.array([(x + radius * a, y + radius * b) for a, b in unit + turned]))


def test_a_rectangle_between_pixels_has_its_shares() -> None:
    box = Contour.polygon([(1.25, 1.5), (3.5, 1.5), (3.5, 3.25), (1.25, 3.25)])
    found = coverage_of((box,), Box(0, 0, 5, 5))
    across, down = np.array([0, 0.75, 1, 0.5, 0]), np.array([0, 0.5, 1, 0.25, 0])
    assert found == pytest.approx(np.outer(down, across), abs=1e-6)


def test_a_circle_has_its_area() -> None:
    assert coverage_of((circle(20.3, 19.7, 10),), PAGE).sum() == pytest.approx(
        np.pi * 100, rel=1e-3
    )


def test_a_part_of_the_plane_is_the_same_as_the_whole() -> None:
    whole = coverage_of((circle(20.3, 19.7, 15),), PAGE)
    part = coverage_of((circle(20.3, 19.7, 15),), Box(12, 9, 31, 27))
    assert part == pytest.approx(whole[9:27, 12:31], abs=1e-5)


def test_a_slanted_edge_is_the_mean_of_a_finer_one() -> None:
    shape = Contour.polygon([(2.1, 3.3), (37.4, 9.8), (21.7, 36.2)])
    fine = coverage_of((shape,), Box(0, 0, 640, 640), 16.0).reshape(40, 16, 40, 16).mean((1, 3))
    assert coverage_of((shape,), PAGE) == pytest.approx(fine, abs=1e-4)


def test_even_odd_leaves_a_hole_where_winding_fills() -> None:
    both = (circle(20, 20, 12), circle(20, 20, 5))
    assert coverage_of(both, PAGE)[20, 20] == 1.0
    assert coverage_of(both, PAGE, even_odd=True)[20, 20] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("direction", [1, -1])
def test_the_derivative_by_the_points_is_that_of_the_sum(direction: int) -> None:
    ys, xs = np.mgrid[0:40, 0:40] / 40
    gain = (np.sin(3 * xs + 1) * np.cos(2 * ys)).astype(np.float32)
    points = circle(20.3, 19.7, 10).points[::direction].copy()
    if direction < 0:
        points = np.roll(points, 1, axis=0)
    areas = np.zeros((40, 42), np.float32)
    kernels.add_polygon(kernels.flatten(points, 0.01), 0.0, 0.0, areas)
    kernels.fill(areas, False, np.empty((40, 40), np.float32))
    slope, weight = np.zeros_like(points), np.zeros(len(points))
    side = 1.0 if kernels.signed_area(points) > 0 else -1.0
    planes = (gain, np.ones_like(gain), areas)
    kernels.pull_points(points, planes, 0.0, 0.0, side, slope, weight)

    def total(moved: np.ndarray) -> float:
        return float((coverage_of((Contour(moved),), PAGE).astype(np.float64) * gain).sum())

    for place in range(len(points)):
        for axis in range(2):
            more, less = points.copy(), points.copy()
            more[place, axis] += 0.05
            less[place, axis] -= 0.05
            assert slope[place, axis] == pytest.approx((total(more) - total(less)) / 0.1, abs=0.06)
    assert (weight > 0).all()


def test_a_large_drawing_is_sharp() -> None:
    shape = Shape((circle(20, 20, 10),), Flat((1, 0, 0)))
    large = render(Drawing(40, 40, (shape,)), 8)
    soft = ((large[..., 3] > 0.01) & (large[..., 3] < 0.99)).sum()
    # A border one pixel wide, though each pixel of the small drawing is 8 wide here.
    assert soft < 2.2 * np.pi * 80


def test_a_strip_is_the_same_as_in_the_whole() -> None:
    paint = Linear((5, 5), (35, 30), (Stop(0, (1, 0, 0)), Stop(1, (0, 0, 1))))
    drawing = Drawing(40, 40, (Shape((circle(20, 20, 15),), paint, 0.7),), (circle(18, 20, 12),))
    whole = render(drawing)
    assert render_box(drawing, Box(3, 10, 33, 25)) == pytest.approx(whole[10:25, 3:33], abs=1e-5)


def test_a_gradient_goes_from_stop_to_stop() -> None:
    paint = Linear((0, 0), (40, 0), (Stop(0, (0, 0, 0)), Stop(1, (1, 1, 1))))
    shape = Shape((Contour.polygon([(0, 0), (40, 0), (40, 40), (0, 40)]),), paint)
    row = shape_pixels(shape, PAGE)[20, :, 0]
    assert row == pytest.approx((np.arange(40) + 0.5) / 40, abs=1e-6)


def test_broken_numbers_are_refused() -> None:
    with pytest.raises(BadShape):
        Contour(np.zeros((4, 2)))
    with pytest.raises(BadShape):
        Contour(np.full((3, 2), np.nan))
    with pytest.raises(BadShape):
        Drawing(0, 5)
