"""Holes are filled smoothly from what is known around them."""

from __future__ import annotations

import pytest
import torch

from ml.layers.surroundings import smooth_fill


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (33, 20), (64, 7)])
def test_what_is_known_stays_and_what_lies_in_the_hole_is_not_looked_at(
    size: tuple[int, int],
) -> None:
    chance = torch.Generator().manual_seed(0)
    picture = torch.rand(2, 3, *size, generator=chance)
    hole = (torch.rand(2, 1, *size, generator=chance) > 0.6).float()
    filled = smooth_fill(picture, hole)
    known = (hole < 0.5).expand_as(picture)
    assert torch.equal(filled[known], picture[known])
    assert filled.min() >= 0
    assert filled.max() <= 1
    other = torch.where(known, picture, torch.rand(2, 3, *size, generator=chance))
    assert torch.equal(smooth_fill(other, hole), filled)


def test_one_colour_stays_one_colour() -> None:
    hole = torch.zeros(1, 1, 48, 31)
    hole[..., 3:40, 2:29] = 1
    filled = smooth_fill(torch.full((1, 3, 48, 31), 0.3), hole)
    torch.testing.assert_close(filled, torch.full_like(filled, 0.3))


def test_between_dark_and_bright_it_grows_brighter() -> None:
    picture = torch.zeros(1, 1, 64, 64)
    picture[..., 48:] = 1
    hole = torch.zeros(1, 1, 64, 64)
    hole[..., 16:48] = 1
    middle = smooth_fill(picture, hole)[0, 0, 32]
    assert bool((middle.diff() >= -1e-6).all())
    assert 0.4 < float(middle[31:33].mean()) < 0.6


def test_where_nothing_is_known_it_is_grey() -> None:
    filled = smooth_fill(torch.rand(1, 3, 16, 16), torch.ones(1, 1, 16, 16))
    assert torch.equal(filled, torch.full_like(filled, 0.5))
