"""Border, smoothing, softening and moving against slow ways to say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from editor.document import mask_operations
from editor.document.mask import Mask
from editor.document.mask_outline import outlines
from editor.document.polygons import enclosed_area
from ml.api.regions import Box

CANVAS = Box.of_size(90, 70)


def blobs(seed: int, cell: int = 10) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 2, (-(-70 // cell), -(-90 // cell))).astype(np.uint8) * 255
    return np.kron(coarse, np.ones((cell, cell), np.uint8))[:70, :90]


def distances(inside: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How far each pixel's middle is from the nearest one inside."""
    y, x = (places.astype(np.float32) for places in np.nonzero(inside))
    across = (np.arange(90, dtype=np.float32)[:, None] - x) ** 2
    rows = [(across + (row - y) ** 2).min(axis=1) for row in np.arange(70, dtype=np.float32)]
    return np.sqrt(np.array(rows))


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), radius=st.integers(1, 9))
def test_growing_covers_what_is_that_near_and_shrinking_is_growing_the_outside(
    seed: int, radius: int
) -> None:
    coverage = blobs(seed)
    if not coverage.any() or coverage.all():
        return
    grown = mask_operations.grow(Mask.from_coverage(coverage), radius, CANVAS).coverage(CANVAS)
    apart = distances(coverage > 0)
    # The chamfer distance of the fast way is right to within a few hundredths.
    assert (grown[apart < radius - 0.4] == 255).all()
    assert (grown[apart > radius + 1.4] == 0).all()
    outside = Mask.from_coverage(255 - coverage)
    shrunk = mask_operations.grow(outside, -radius, CANVAS).coverage(CANVAS)
    assert (shrunk[apart < radius - 0.4] == 0).all()
    assert (shrunk[apart > radius + 1.4] == 255).all()


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), width=st.integers(2, 12))
def test_a_border_lies_half_inside_and_half_outside(seed: int, width: int) -> None:
    coverage = blobs(seed, cell=20)
    if not coverage.any() or coverage.all():
        return
    band = mask_operations.border(Mask.from_coverage(coverage), width, CANVAS).coverage(CANVAS)
    to_inside, to_outside = distances(coverage > 0), distances(coverage == 0)
    deep = np.where(coverage > 0, to_outside, to_inside)
    assert (band[deep < width / 2 - 0.4] == 255).all()
    assert (band[deep > width / 2 + 1.4] == 0).all()


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), radius=st.integers(1, 6))
def test_smoothing_keeps_what_most_of_the_neighbours_are(seed: int, radius: int) -> None:
    coverage = blobs(seed, cell=3)
    smooth = mask_operations.smooth(Mask.from_coverage(coverage), radius, CANVAS)
    found = smooth.coverage(CANVAS)
    side = 2 * radius + 1
    for y in range(radius, 70 - radius, 7):
        for x in range(radius, 90 - radius, 7):
            around = coverage[y - radius : y + radius + 1, x - radius : x + radius + 1]
            share = (around > 0).mean() - 0.5
            if abs(share) > 1 / side:
                assert found[y, x] == (255 if share > 0 else 0)


def test_a_speck_goes_and_a_straight_edge_stays() -> None:
    coverage = np.zeros((70, 90), np.uint8)
    coverage[:, :40] = 255
    coverage[30:32, 60:62] = 255
    smooth = mask_operations.smooth(Mask.from_coverage(coverage), 4, CANVAS).coverage(CANVAS)
    assert (smooth[:, 45:] == 0).all()
    assert (smooth[:, :39] == 255).all()
    assert (smooth[:, 40] < 128).all()


def test_softening_reaches_one_pixel_and_leaves_the_edge_in_place() -> None:
    coverage = np.zeros((70, 90), np.uint8)
    coverage[:, :40] = 255
    soft = mask_operations.soften(Mask.from_coverage(coverage), CANVAS).coverage(CANVAS)
    assert (soft[:, :39] == 255).all()
    assert (soft[:, 41:] == 0).all()
    assert 128 < soft[35, 39] < 255
    assert 0 < soft[35, 40] < 128
    assert int(soft[35, 39]) + int(soft[35, 40]) == pytest.approx(255, abs=1)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    shift=st.tuples(st.integers(-120, 120), st.integers(-120, 120)),
)
def test_a_moved_mask_is_the_same_elsewhere_and_ends_at_the_canvas(
    seed: int, shift: tuple[int, int]
) -> None:
    coverage = blobs(seed)
    dx, dy = shift
    moved = mask_operations.move(Mask.from_coverage(coverage), dx, dy, CANVAS)
    wide = np.pad(coverage, 130)
    expected = wide[130 - dy : 200 - dy, 130 - dx : 220 - dx]
    assert np.array_equal(moved.coverage(CANVAS), expected)
    assert CANVAS.contains(moved.bounds)


def test_outlines_go_around_pieces_and_holes_along_the_sides_of_pixels() -> None:
    mask = Mask.of_box(Box(100, 200, 300, 400))
    mask.fill(Box(150, 250, 170, 270), 0)
    lines = outlines(mask, Box.of_size(1000, 1000))
    hole, outer = sorted(lines, key=enclosed_area)
    assert enclosed_area(outer) == pytest.approx(200 * 200, rel=0.02)
    assert enclosed_area(hole) == pytest.approx(20 * 20, rel=0.15)
    assert outlines(Mask(), Box.of_size(1000, 1000)) == []


def test_the_outline_of_a_large_mask_is_coarse_but_in_place() -> None:
    mask = Mask.of_box(Box(1000, 500, 5000, 3500))
    (line,) = outlines(mask, Box.of_size(6000, 4000))
    x, y = [x for x, _ in line], [y for _, y in line]
    assert min(x) == pytest.approx(1000, abs=8)
    assert max(y) == pytest.approx(3500, abs=8)
