"""Walks and sums of latents (spec A-02), and latents as text."""

from __future__ import annotations

import numpy as np
import pytest

from ml.api.latents import (
    BadLatents,
    Latents,
    arithmetic,
    concept,
    latents_text,
    line,
    moved,
    neighbours,
    path,
    read_latents,
    turned,
)

SIZE = 100


@pytest.fixture
def latents() -> Latents:
    return np.random.default_rng(3).uniform(-1, 1, (9, SIZE))


def test_a_line_has_both_ends(latents: Latents) -> None:
    walked = line(latents[0], latents[1], 5)
    assert np.array_equal(walked[[0, -1]], latents[:2])
    assert np.allclose(walked[2], (latents[0] + latents[1]) / 2)


def test_a_path_meets_every_anchor(latents: Latents) -> None:
    walked = path(latents, 4)
    assert len(walked) == 8 * 4 + 1
    assert np.array_equal(walked[::4], latents)


def test_less_and_more_of_the_same_is_nothing(latents: Latents) -> None:
    same, other = latents[:3], latents[3:6]
    assert np.array_equal(arithmetic(same, same, other), concept(other))
    assert np.allclose(concept(other), (other[0] + other[1] + other[2]) / 3)
    with pytest.raises(BadLatents, match="at least one"):
        concept(latents[:0])


def test_neighbours_surround_the_sum(latents: Latents) -> None:
    nine = neighbours(latents[0], np.random.default_rng(1))
    assert nine.shape == (9, SIZE)
    assert np.array_equal(nine[4], latents[0])
    reach = np.abs(nine - latents[0]).max(axis=1)
    assert reach[[0, 1, 2, 3, 5, 6, 7, 8]].min() > 0.2
    assert reach.max() <= 0.25


def test_turning_adds_shares_of_the_difference(latents: Latents) -> None:
    steps = turned(latents[0], latents[1:5], latents[5:9], (0.0, 0.5, 1.0))
    assert np.array_equal(steps[0], latents[0])
    whole = concept(latents[5:9]) - concept(latents[1:5])
    assert np.allclose(steps[2] - steps[0], whole)
    assert np.allclose(steps[1] - steps[0], whole / 2)


def test_directions_push_by_amounts(latents: Latents) -> None:
    directions = np.eye(SIZE)[:4]
    found = moved(latents[0], directions, (0.0, 2.0, -1.0))
    assert np.allclose((found - latents[0])[:4], [0.0, 2.0, -1.0, 0.0])
    assert np.array_equal(found[4:], latents[0][4:])


def test_text_and_back(latents: Latents) -> None:
    assert np.allclose(read_latents(latents_text(latents), SIZE), latents, atol=1e-6)
    assert read_latents("1, 2\n\n3 4\n").tolist() == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \n", "no latent"),
        ("1 2\n3", "Latent 2 has 1 numbers; 2 are needed"),
        ("1 x", "no number"),
        ("1 nan", "between -100 and 100"),
        ("1 1e9", "between -100 and 100"),
    ],
)
def test_texts_that_are_none(text: str, said: str) -> None:
    with pytest.raises(BadLatents, match=said):
        read_latents(text)
