"""Counts and identities of LAPGAN (spec A-03)."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from ml.systems.lapgan.network import (
    LATENT,
    ClassPlane,
    CoarseCritic,
    CoarseGenerator,
    DetailCritic,
    DetailGenerator,
    LargeDetailCritic,
    LargeDetailGenerator,
    PairPool,
)
from ml.systems.lapgan.pyramid import enlarged, put_together, shrunk, taken_apart
from ml.systems.lapgan.recipe import LapganOptions, LapganRecipe, shrunk_to
from ml.training.noise import Noise

SIDES = [(8, 16, 32), (8, 14, 28), (4, 8, 16, 32, 64), (8, 16, 32, 64, 96)]


def count(network: nn.Module) -> int:
    """Without the layer that makes a plane of the classes, as the spec counts."""
    planes = sum(
        parameter.numel()
        for layer in network.modules()
        if isinstance(layer, ClassPlane)
        for parameter in layer.parameters()
    )
    return sum(parameter.numel() for parameter in network.parameters()) - planes


@pytest.fixture
def pictures() -> Tensor:
    return torch.rand((2, 3, 64, 64), generator=torch.Generator().manual_seed(4)) * 2 - 1


@pytest.mark.parametrize(
    ("width", "classes", "parameters"),
    [(64, 0, 218_179), (64, 10, 221_315), (128, 0, 837_763), (128, 10, 844_035)],
)
def test_generators_of_detail(width: int, classes: int, parameters: int) -> None:
    with torch.device("meta"):
        assert count(DetailGenerator(32, width, classes)) == parameters
    n = width
    assert parameters - (49 * n if classes else 0) == (
        n * (49 * 4 + 1) + n * (49 * n + 1) + 3 * (25 * n + 1)
    )


@pytest.mark.parametrize(
    ("side_px", "classes", "parameters"),
    [(32, 0, 116_545), (32, 10, 118_145), (16, 0, 108_353), (16, 10, 109_953)],
)
def test_critics_of_detail(side_px: int, classes: int, parameters: int) -> None:
    with torch.device("meta"):
        assert count(DetailCritic(side_px, 64, classes)) == parameters


@pytest.mark.parametrize(("side_px", "sizes"), [(32, (28, 12)), (16, (12, 4))])
def test_sizes_inside_the_critic(side_px: int, sizes: tuple[int, int]) -> None:
    with torch.device("meta"):
        body = DetailCritic(side_px, 64).body
        first = body[:2](torch.zeros(1, 3, side_px, side_px))
        assert (first.shape[-1], body[2](first).shape[-1]) == sizes


def test_the_coarsest_level_is_a_perceptron() -> None:
    with torch.device("meta"):
        hidden = 1200
        made = CoarseGenerator()
        assert count(made) == 101 * hidden + (hidden + 1) * hidden + (hidden + 1) * 192
        assert made(torch.zeros(2, LATENT)).shape == (2, 3, 8, 8)
        assert count(CoarseCritic()) == 193 * 600 + 601 * 600 + 601
        assert count(CoarseGenerator(classes=10)) == count(made) + 10 * hidden
        assert CoarseCritic(classes=10)(torch.zeros(2, 3, 8, 8), torch.zeros(2, 10)).shape == (2, 1)


def test_large_networks() -> None:
    with torch.device("meta"):
        made, critic = LargeDetailGenerator(), LargeDetailCritic()
        assert made(torch.zeros(2, 1, 64, 64), torch.zeros(2, 3, 64, 64)).shape == (2, 3, 64, 64)
        assert critic(torch.zeros(2, 3, 64, 64)).shape == (2, 1)
        convolutions = [m for m in made.modules() if isinstance(m, nn.Conv2d)]
    assert [(c.in_channels, c.out_channels, c.groups) for c in convolutions] == [
        (4, 64, 1), (64, 368, 4), (368, 128, 4), (64, 224, 2), (224, 3, 1)
    ]  # fmt: skip
    pooled = PairPool()(torch.tensor([3.0, 4.0, 0.0, 5.0]).view(1, 4, 1, 1))
    assert pooled.flatten().tolist() == pytest.approx([5.0, 5.0])


@pytest.mark.parametrize("sides", SIDES)
def test_what_was_taken_apart_goes_together_again(pictures: Tensor, sides: tuple[int, ...]) -> None:
    true = shrunk(pictures, sides[-1])
    coarsest, *details = taken_apart(true, sides)
    found = dict(zip(sides[1:], details, strict=True))
    again = put_together(coarsest, sides, lambda side_px, _: found[side_px])
    assert float((again - true).abs().max()) < 1e-6
    assert [detail.shape[-1] for detail in details] == list(sides[1:])


def test_detail_and_low_picture_sum_to_the_picture(pictures: Tensor) -> None:
    coarsest, detail = taken_apart(pictures, (32, 64))
    assert float((enlarged(coarsest, 64) + detail - pictures).abs().max()) < 1e-6
    assert torch.equal(coarsest, shrunk(pictures, 32))


def test_constants_have_no_detail() -> None:
    _, *details = taken_apart(torch.full((1, 3, 28, 28), 0.4), (8, 14, 28))
    assert max(float(detail.abs().max()) for detail in details) < 1e-6


def test_silent_generators_only_enlarge(pictures: Tensor) -> None:
    seed = shrunk_to(pictures, (16, 32, 64), 16)
    assert torch.equal(seed, shrunk(shrunk(pictures, 32), 16))
    made = put_together(seed, (16, 32, 64), lambda _, low: torch.zeros_like(low))
    assert torch.equal(made, enlarged(enlarged(seed, 32), 64))


def test_half_of_what_a_critic_sees_is_real() -> None:
    """A critic sure of reality everywhere pays only for the made ones, about half of a batch."""
    recipe = LapganRecipe(LapganRecipe.small_options())
    networks = recipe.networks()
    turn = recipe.stages()[0].turns[0]

    class Sure(nn.Module):
        def forward(self, shown: Tensor) -> Tensor:
            return torch.full((len(shown), 1), 100.0)

    seen = {**networks, "critic_8": Sure()}
    batch = {"picture": torch.rand(512, 3, 16, 16)}
    loss = recipe.losses(turn, seen, batch, Noise(0, torch.device("cpu")))["judge"]
    assert 0.4 < float(loss) / 100.0 < 0.6


def test_levels_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise"):
        LapganOptions(sides=(8, 32, 16))
