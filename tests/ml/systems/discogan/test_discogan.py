"""Counts, losses and the order of updates of DiscoGAN (spec A-09)."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.strided_critic import Judged, StridedCritic
from ml.systems.discogan.losses import fooling, judging, matching
from ml.systems.discogan.network import Translator
from ml.systems.discogan.recipe import AGREE, SEARCH, DiscoganOptions, DiscoganRecipe
from ml.training.loop.turns import Timetable
from ml.training.recipe import stage_at


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def judged(score: float, *features: Tensor) -> Judged:
    return Judged(torch.full((4, 1), score), features)


@pytest.mark.parametrize(("squeezed", "parameters"), [(False, 5_513_856), (True, 7_153_480)])
def test_translators_have_the_authors_parameters(squeezed: bool, parameters: int) -> None:  # noqa: FBT001
    with torch.device("meta"):
        network = Translator(squeezed=squeezed)
        assert count(network) == parameters
        assert network(torch.zeros(2, 3, 64, 64)).shape == (2, 3, 64, 64)


def test_the_critic_is_dcgan_s_and_shows_three_layers() -> None:
    with torch.device("meta"):
        critic = StridedCritic()
        assert count(critic) == 2_765_568
        features = critic.judged(torch.zeros(2, 3, 64, 64)).features
    assert [tuple(one.shape[1:]) for one in features] == [(128, 16, 16), (256, 8, 8), (512, 4, 4)]


def test_pictures_stay_within_zero_and_one() -> None:
    torch.manual_seed(0)
    made = Translator(4, 2)(torch.rand(2, 3, 16, 16)).detach()
    assert 0.0 < float(made.min()) < float(made.max()) < 1.0


def test_equal_batches_match() -> None:
    features = [torch.rand(4, 3, 2, 2), torch.rand(4, 6)]
    assert float(matching(features, [one[[3, 1, 0, 2]] for one in features])) < 1e-12
    assert float(matching([torch.zeros(2, 5)], [torch.full((2, 5), 3.0)])) == 9.0


def test_the_code_s_hinge_gives_the_squares_back() -> None:
    real, made = torch.rand(4, 6), torch.rand(4, 6)
    squares = (real.mean(dim=0) - made.mean(dim=0)).square()
    hinged = functional.hinge_embedding_loss(squares, torch.ones(6))
    assert float(matching([real], [made])) == pytest.approx(float(hinged))


def test_cross_entropy_where_a_critic_cannot_tell() -> None:
    assert float(judging(judged(0.0), judged(0.0))) == pytest.approx(math.log(2))
    features = torch.zeros(4, 2)
    found = fooling(judged(0.0, features), judged(0.0, features + 1.0), 0.5)
    assert float(found) == pytest.approx(0.5 * (0.1 * math.log(2) + 0.9))


def test_one_turn_of_the_critics_then_two_of_the_translators() -> None:
    recipe = DiscoganRecipe(DiscoganOptions())
    table = Timetable(recipe.stages(), recipe.defaults)
    names = [update.turn.name for step in (0, 1) for update in table.updates(step)]
    assert names == ["judge", "search", "search"] * 2
    assert [update.turn.name for update in table.updates(9_000)] == ["judge", "agree", "agree"]


def test_coming_back_counts_from_iteration_10_000() -> None:
    """Three iterations a step: the last step that begins before it is number 3,332."""
    recipe = DiscoganRecipe(DiscoganOptions())
    options, stages = recipe.options, recipe.stages()
    turns = [stage_at(stages, recipe.defaults.steps, step)[1].turns[1] for step in (3_332, 3_333)]
    assert turns == [SEARCH, AGREE]
    assert 3 * 3_332 < 10_000 <= 3 * 3_334
    assert (options.early, options.late) == (0.01, 0.5)
