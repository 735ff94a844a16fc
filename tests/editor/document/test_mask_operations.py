"""Operations on whole masks, against plain arrays and simple geometry."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document import mask_operations as ops
from editor.document.mask import Mask
from editor.document.mask_operations import Combine
from ml.api.regions import Box

CANVAS = Box(0, 0, 700, 420)


def random_mask(seed):
    random = np.random.default_rng(seed)
    mask = Mask()
    for _ in range(3):
        left, top = random.integers(-50, 600, 2)
        cover = random.integers(0, 256, (90, 150), dtype=np.uint8)
        mask.write(Box(left, top, left + 150, top + 90), cover)
    return mask


def disc(x, y, radius, box=CANVAS):
    down, along = np.mgrid[box.top : box.bottom, box.left : box.right] + 0.5
    return ((along - x) ** 2 + (down - y) ** 2 <= radius**2).astype(np.uint8) * 255


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_combining_and_inverting(one, other) -> None:
    mask, shape = random_mask(one), random_mask(other)
    a, b = (m.coverage(CANVAS).astype(int) for m in (mask, shape))
    wanted = {
        Combine.REPLACE: b,
        Combine.ADD: np.maximum(a, b),
        Combine.SUBTRACT: np.minimum(a, 255 - b),
        Combine.INTERSECT: np.minimum(a, b),
    }
    for how, cover in wanted.items():
        assert np.array_equal(ops.combine(mask, shape, how).coverage(CANVAS), cover)
    inverted = ops.invert(mask, CANVAS)
    assert np.array_equal(inverted.coverage(CANVAS), 255 - a)
    assert CANVAS.contains(inverted.bounds)
    assert np.array_equal(ops.invert(inverted, CANVAS).coverage(CANVAS), a)


@pytest.mark.parametrize("radius", [1, 6.5, 40])
def test_growing_a_disc_gives_a_larger_disc(radius) -> None:
    mask = Mask.from_coverage(disc(300, 200, 60))
    grown = ops.grow(mask, radius, CANVAS).coverage(CANVAS)
    assert (grown[disc(300, 200, 60 + radius - 1.5) > 0] == 255).all()
    assert (grown[disc(300, 200, 60 + radius + 1.5) == 0] == 0).all()
    if radius < 50:
        shrunk = ops.grow(mask, -radius, CANVAS).coverage(CANVAS)
        assert (shrunk[disc(300, 200, 60 - radius - 1.5) > 0] == 255).all()
        assert (shrunk[disc(300, 200, 60 - radius + 1.5) == 0] == 0).all()


def test_shrinking_leaves_the_edge_of_the_canvas_alone() -> None:
    mask = Mask.of_box(Box(0, 0, 700, 200))
    assert ops.grow(mask, -10, CANVAS).bounds == Box(0, 0, 700, 190)
    assert ops.grow(Mask.of_box(CANVAS), -30, CANVAS).digest() == Mask.of_box(CANVAS).digest()


@pytest.mark.parametrize("radius", [2, 15, 60])
def test_feathering_is_nearly_a_gaussian(radius) -> None:
    mask = Mask.of_box(Box(-900, 0, 350, 420))
    soft = ops.feather(mask, radius, CANVAS).coverage(CANVAS)
    x = np.arange(700) + 0.5
    from math import erf, sqrt

    wanted = [255 * (1 - erf((v - 350) / (radius / 2) / sqrt(2))) / 2 for v in x]
    assert np.abs(soft[200] - wanted).max() < 8
    assert (soft == soft[200]).all()
    assert abs(float(soft[200, 349]) + float(soft[200, 350]) - 255) <= 2


def test_filters_in_bands_are_those_of_the_whole(monkeypatch) -> None:
    mask = random_mask(3)
    whole = [ops.grow(mask, 9, CANVAS), ops.grow(mask, -2, CANVAS), ops.feather(mask, 20, CANVAS)]
    monkeypatch.setattr(ops, "_BAND_PIXELS", 1)
    bands = [ops.grow(mask, 9, CANVAS), ops.grow(mask, -2, CANVAS), ops.feather(mask, 20, CANVAS)]
    for one, other in zip(whole, bands, strict=True):
        difference = one.coverage(CANVAS).astype(int) - other.coverage(CANVAS)
        assert abs(difference).max() <= 1


def test_a_small_mask_on_a_huge_canvas_is_read_only_around_itself(monkeypatch) -> None:
    mask, seen = Mask.of_box(Box(50_000, 50_000, 50_100, 50_080)), []
    monkeypatch.setattr(
        ops.mask_filters, "grown", lambda cover, radius: seen.append(cover.size) or cover
    )
    ops.grow(mask, 10, Box(0, 0, 100_000, 100_000))
    assert sum(seen) < 150 * 150


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5])
def test_polygons_cover_their_area(shift) -> None:
    corners = [(10 + shift, 20 + shift), (410 + shift, 20 + shift), (410 + shift, 320 + shift)]
    cover = ops.polygon(corners, CANVAS).coverage(CANVAS)
    assert cover.sum() / 255 == pytest.approx(400 * 300 / 2, rel=1e-3)
    assert cover[100, 300] == 255
    assert cover[200, 20] == 0


def test_a_polygon_that_crosses_itself_is_full_where_it_goes_around_twice() -> None:
    turns = np.linspace(0, 4 * np.pi, 200)
    corners = [(300 + 100 * np.cos(t), 200 + 100 * np.sin(t)) for t in turns]
    cover = ops.polygon(corners, CANVAS).coverage(CANVAS)
    assert cover[200, 300] == 255


def test_a_polygon_beyond_the_canvas_is_cut_at_its_edge() -> None:
    corners = [(-100.0, -100.0), (900.0, -100.0), (900.0, 900.0), (-100.0, 900.0)]
    assert ops.polygon(corners, CANVAS).digest() == Mask.of_box(CANVAS).digest()
    assert ops.polygon([(1.0, 1.0), (2.0, 2.0)], CANVAS).is_empty
    assert ops.polygon([(800.0, 1.0), (900.0, 1.0), (850.0, 90.0)], CANVAS).is_empty


def test_untouched_tiles_are_shared() -> None:
    mask = Mask.of_box(Box(0, 0, 2560, 2560))
    grown = ops.grow(mask, 5, Box(0, 0, 5000, 5000))
    shared = [key for key in mask.keys() if grown.tile(*key) is mask.tile(*key)]
    assert len(shared) >= 81
