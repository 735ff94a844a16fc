"""Style pictures painted by chance: never even, never alike, the same by seed."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.examples.fields import FIELDS, stretched
from ml.training.examples.styles import OVERPAINTS, coloured, painted_style, palette


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_seed_gives_the_same_picture_and_another_seed_another():
    first, again, other = (painted_style(48, chance(seed)) for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first.shape == (48, 48, 3)
    assert first.dtype == np.uint8


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.__name__)
def test_fields_are_between_zero_and_one_and_not_flat(field):
    for seed in range(5):
        drawn = field(40, chance(seed))
        assert drawn.shape == (40, 40)
        assert drawn.dtype == np.float32
        assert drawn.min() >= 0
        assert drawn.max() <= 1
        assert drawn.std() > 0.01


@pytest.mark.parametrize("paint", OVERPAINTS[1:], ids=lambda paint: paint.__name__)
def test_overpainting_changes_the_picture_and_keeps_its_range(paint):
    colours = palette(chance(1))
    ground = coloured(FIELDS[0](40, chance(2)), colours, chance(3))
    painted = paint(ground, colours, chance(4))
    assert painted.shape == ground.shape
    assert painted.dtype == np.float32
    assert not np.array_equal(painted, ground)
    assert -1e-6 <= painted.min() <= painted.max() <= 1 + 1e-6


def test_palettes_run_from_dark_to_light_within_the_cube():
    for seed in range(20):
        colours = palette(chance(seed))
        assert 3 <= len(colours) <= 8
        assert colours.min() >= 0
        assert colours.max() <= 1
        assert colours[-1].mean() > colours[0].mean()


def test_styles_differ_in_colour_and_in_texture():
    pictures = [painted_style(48, chance(seed)).astype(np.float32) for seed in range(24)]
    means = np.array([picture.mean(axis=(0, 1)) for picture in pictures])
    rough = np.array([np.abs(np.diff(picture, axis=0)).mean() for picture in pictures])
    assert means.std(axis=0).min() > 25
    assert rough.max() > 3 * rough.min()


def test_a_flat_field_stretches_to_zeros():
    assert not stretched(np.full((3, 3), 0.4, np.float32)).any()
