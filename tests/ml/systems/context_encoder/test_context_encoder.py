"""What context encoders weigh, where their holes lie, and what their losses come to."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn

from ml.systems.context_encoder.holes import (
    FILL,
    Holes,
    blanked,
    hole_of,
    middle_hole,
    middle_of,
    placed,
    region_hole,
)
from ml.systems.context_encoder.network import (
    ChannelwiseFull,
    ContextEncoder,
    FeatureLearner,
    PatchJudge,
)
from ml.systems.context_encoder.recipe import (
    FILL_IN,
    JUDGE,
    ContextEncoderRecipe,
    ContextOptions,
)
from ml.training.noise import Noise

NOISE = Noise(0, torch.device("cpu"))


def weighed(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_parameters_are_those_of_the_authors() -> None:
    with torch.device("meta"):
        assert weighed(ContextEncoder()) == 71_130_531
        assert weighed(PatchJudge()) == 2_766_529
        assert weighed(ContextEncoder(whole=True)) == 71_196_259
        assert weighed(PatchJudge(128)) == 2_832_257


def test_the_variant_for_features() -> None:
    with torch.device("meta"):
        learner, halves = FeatureLearner(), FeatureLearner(groups=2)
        sizes: list[int] = []
        for layer in learner.decode:
            layer.register_forward_hook(lambda _m, _given, out: sizes.append(out.shape[-1]))
        made = learner(torch.zeros(1, 3, 227, 227))
        seen = learner.features(torch.zeros(1, 3, 227, 227))
    assert (weighed(learner.encode), weighed(halves.encode)) == (3_747_200, 2_334_080)
    assert (learner.across.weight.numel(), learner.across.bias.numel()) == (331_776, 9_216)
    # One layer for all channels together would have had:
    assert (256 * 6 * 6) ** 2 == 84_934_656
    assert sizes == [11, 21, 41, 81, 161]
    assert (seen.shape, made.shape) == ((1, 256, 6, 6), (1, 3, 227, 227))


def test_answers_are_the_middle_or_all() -> None:
    two = torch.zeros(2, 3, 32, 32)
    assert ContextEncoder(32, 2, 8)(two).shape == (2, 3, 16, 16)
    assert ContextEncoder(32, 2, 8, whole=True)(two).shape == (2, 3, 32, 32)
    noisy = ContextEncoder(32, 2, 8, noise=True)
    assert noisy(two, torch.zeros(2, 100)).shape == (2, 3, 16, 16)
    with pytest.raises(ValueError, match="noise"):
        noisy(two)
    with pytest.raises(ValueError, match="power of two"):
        ContextEncoder(48, 2, 8)


def test_channels_keep_to_themselves() -> None:
    torch.manual_seed(0)
    layer, maps = ChannelwiseFull(3, 2), torch.randn(1, 3, 2, 2, requires_grad=True)
    layer(maps)[0, 1].sum().backward()
    assert maps.grad is not None
    assert maps.grad[0, [0, 2]].abs().max() == 0
    assert (maps.grad[0, 1] != 0).all(), "every pixel of its own channel counts"


def test_channels_in_another_order() -> None:
    torch.manual_seed(0)
    layer, turned = ChannelwiseFull(3, 2), ChannelwiseFull(3, 2)
    order = torch.tensor([2, 0, 1])
    with torch.no_grad():
        turned.weight.copy_(layer.weight[order])
    maps = torch.randn(1, 3, 2, 2)
    assert torch.allclose(turned(maps[:, order]), layer(maps)[:, order])


def test_a_channelwise_layer_can_do_nothing() -> None:
    layer, maps = ChannelwiseFull(4, 3), torch.randn(2, 4, 3, 3)
    with torch.no_grad():
        layer.weight.copy_(torch.eye(9).expand(4, 9, 9))
    assert torch.allclose(layer(maps), maps)


def test_the_hole_in_the_middle() -> None:
    assert int(middle_hole(128).sum()) == 64 * 64
    rows = np.flatnonzero(middle_hole(128).any(axis=1))
    assert (rows[0], rows[-1]) == (32, 95)
    assert int(middle_hole(128, 4).sum()) == 56 * 56


def test_what_lies_in_a_hole() -> None:
    assert pytest.approx((-0.08235, -0.18431, -0.03529), abs=1e-5) == FILL
    hole = torch.zeros(1, 1, 4, 4)
    hole[..., 1, 2] = 1
    found = blanked(torch.ones(1, 3, 4, 4), hole)
    assert found[0, :, 1, 2].tolist() == pytest.approx(list(FILL))
    assert float(found.sum()) == pytest.approx(45 + sum(FILL))


@pytest.mark.parametrize("seed", range(4))
def test_random_regions_are_a_fifth_to_three_tenths(seed: int) -> None:
    hole = region_hole(128, np.random.default_rng(seed))
    assert 0.2 <= hole.mean() <= 0.3
    edges = (hole[:, 1:] != hole[:, :-1]).mean()
    assert edges < 0.06, "islands, and no grain"


def test_free_holes_are_a_quarter_at_most() -> None:
    shares = [hole_of(Holes.FREE, 64, 0, np.random.default_rng(n)).mean() for n in range(8)]
    assert 0 < min(shares) < max(shares) <= 0.26


def test_an_answer_is_laid_over_the_middle() -> None:
    picture = torch.rand(1, 3, 8, 8)
    whole = placed(torch.zeros(1, 3, 4, 4), picture)
    assert torch.equal(middle_of(whole), torch.zeros(1, 3, 4, 4))
    assert torch.equal(whole[..., :2, :], picture[..., :2, :])
    assert torch.equal(placed(middle_of(whole), whole), whole)


class Grey(nn.Module):
    """Answers with one number everywhere."""

    def __init__(self, side_px: int) -> None:
        super().__init__()
        self.answer = nn.Parameter(torch.zeros(1, 3, side_px, side_px))

    def forward(self, pictures: torch.Tensor, noise: torch.Tensor | None) -> torch.Tensor:
        return self.answer.expand(len(pictures), -1, -1, -1)


def prepared(overlap_px: int) -> tuple[ContextEncoderRecipe, dict[str, nn.Module], dict]:
    recipe = ContextEncoderRecipe(ContextOptions(16, base=2, code=4, overlap_px=overlap_px))
    hole = torch.from_numpy(middle_hole(16, overlap_px)).float()[None, None]
    batch = {"picture": torch.full((1, 3, 16, 16), 0.75), "hole": hole}
    undecided = nn.Sequential(nn.Flatten(), nn.Linear(192, 1))
    for parameter in undecided.parameters():
        nn.init.zeros_(parameter)
    return recipe, {"generator": Grey(8), "critic": undecided}, batch


def test_losses_of_constants() -> None:
    recipe, networks, batch = prepared(0)
    made = recipe.losses(FILL_IN, networks, batch, NOISE)
    # Grey is 0 and the picture 0.5 in -1..1.
    assert made["rebuild"].item() == pytest.approx(0.999 * 0.25)
    assert made["fool"].item() == pytest.approx(0.001 * math.log(2), rel=1e-4)
    judged = recipe.losses(JUDGE, networks, batch, NOISE)
    assert judged["judge"].item() == pytest.approx(2 * math.log(2))


def test_the_border_pulls_ten_times_as_hard() -> None:
    recipe, networks, batch = prepared(2)
    recipe.losses(FILL_IN, networks, batch, NOISE)["rebuild"].backward()
    slope = networks["generator"].get_parameter("answer").grad
    assert slope is not None
    assert float(slope[0, 0, 0, 0] / slope[0, 0, 4, 4]) == pytest.approx(10.0)
    assert torch.equal(slope[0, 0, 1], slope[0, 0, 0])
    assert float(slope[0, 0, 2, 2] / slope[0, 0, 4, 4]) == pytest.approx(1.0)


def test_only_the_hole_is_taken() -> None:
    recipe, networks, batch = prepared(2)
    filled = recipe.filled(networks, batch["picture"], batch["hole"], NOISE)
    assert torch.equal(filled * (1 - batch["hole"]), batch["picture"] * (1 - batch["hole"]))
    assert float(filled[0, 0, 8, 8].detach()) == pytest.approx(0.5)
