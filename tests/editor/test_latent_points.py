"""Where the latent pad stands, what it keeps, and its sums and walks."""

from __future__ import annotations

import numpy as np
import pytest

from editor.latent_points import Concept, LatentPoints
from ml.api.latents import BadLatents


@pytest.fixture
def points() -> LatentPoints:
    found = LatentPoints(directions=np.eye(8)[:6])
    for number in range(6):
        found.stand_at(np.full(8, float(number)))
        found.keep()
    return found


def test_nothing_is_there_before_a_model_answers() -> None:
    points = LatentPoints()
    assert points.is_empty
    points.push((1.0, 2.0))
    assert points.amounts == ()


def test_pushing_moves_from_the_base_and_standing_begins_anew(points: LatentPoints) -> None:
    points.push((0.5, -1.0))
    points.push((2.0, -1.0))
    assert points.point[:3].tolist() == [7.0, 4.0, 5.0]
    points.stand_at(points.point)
    assert points.amounts == ()
    assert points.point[:3].tolist() == [7.0, 4.0, 5.0]


def test_kept_points_stay_when_the_pad_moves(points: LatentPoints) -> None:
    points.push((9.0,))
    assert [float(one[0]) for one in points.kept] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    points.let_go((0, 4))
    assert [float(one[0]) for one in points.kept] == [1.0, 2.0, 3.0, 5.0]


def test_a_sum_takes_three_examples_of_each_concept(points: LatentPoints) -> None:
    assert points.set_concept(Concept.LIKE, (2, 3, 4, 5)) == 3
    points.set_concept(Concept.LESS, (0,))
    assert points.missing() == "Choose kept points for: more."
    with pytest.raises(KeyError):
        points.sum()
    points.set_concept(Concept.MORE, (1, 5))
    assert points.missing() == ""
    assert points.sum().tolist() == [3.0 - 0.0 + 3.0] * 8


def test_an_empty_concept_is_missing(points: LatentPoints) -> None:
    for concept in Concept:
        points.set_concept(concept, ())
    assert points.missing().endswith("like, less, more.")
    with pytest.raises(BadLatents):
        points.sum()


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 0.0), (0.25, 1.0), (0.5, 2.0), (0.75, 3.5), (1.0, 5.0)]
)
def test_between_goes_along_all_chosen(points: LatentPoints, share: float, value: float) -> None:
    assert float(points.between((0, 2, 5), share)[0]) == pytest.approx(value)


@pytest.mark.parametrize(("places", "frames"), [((0, 5), 11), ((0, 1, 3), 7), ((5, 0), 2)])
def test_a_walk_has_so_many_frames_and_both_ends(
    points: LatentPoints, places: tuple[int, ...], frames: int
) -> None:
    walked = points.walk(places, frames)
    assert len(walked) == frames
    assert walked[0].tolist() == points.kept[places[0]].tolist()
    assert walked[-1].tolist() == points.kept[places[-1]].tolist()


def test_another_model_is_another_space(points: LatentPoints) -> None:
    points.set_concept(Concept.LIKE, (0,))
    points.forget()
    assert points.is_empty
    assert not points.kept
    assert points.missing()
