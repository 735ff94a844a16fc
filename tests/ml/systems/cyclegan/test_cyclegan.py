"""Counts, identities and the schedule of CycleGAN (spec A-09)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from ml.layers.patch_critics import CriticNorm, CriticPlan, PatchCritic
from ml.losses.adversarial import least_squares_generator
from ml.systems.cyclegan.losses import Pair, Weights, judging, translating
from ml.systems.cyclegan.network import Residual, Translator
from ml.training.experiment import Optimiser, Schedule
from ml.training.loop.schedule import rate_at

PATCHES = CriticPlan(norm=CriticNorm.INSTANCE)


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def same(pictures: Tensor) -> Tensor:
    return pictures


def unsure(pictures: Tensor) -> Tensor:
    """A critic that says one half to every patch."""
    return torch.full((len(pictures), 1, 30, 30), 0.5)


@pytest.fixture
def pictures() -> Tensor:
    return torch.rand((4, 3, 16, 16), generator=torch.Generator().manual_seed(1)) * 2 - 1


@pytest.mark.parametrize(("blocks", "parameters"), [(9, 11_378_179), (6, 7_837_699)])
def test_translators_have_the_authors_parameters(blocks: int, parameters: int) -> None:
    with torch.device("meta"):
        network = Translator(blocks=blocks)
        assert count(network) == parameters
        assert network(torch.zeros(1, 3, 256, 256)).shape == (1, 3, 256, 256)


def test_critics_have_the_authors_parameters_and_patches() -> None:
    with torch.device("meta"):
        critic = PatchCritic(3, PATCHES)
        assert count(critic) == 2_764_737
        assert critic(torch.zeros(1, 3, 256, 256)).scores.shape == (1, 1, 30, 30)


def test_a_patch_is_70_px() -> None:
    """What a score in the middle does not see has no slope; instance norm would see all."""
    critic = PatchCritic(3, replace(PATCHES, base=2, norm=CriticNorm.NONE))
    shown = torch.rand(1, 3, 256, 256, requires_grad=True)
    critic(shown).scores[0, 0, 15, 15].backward()
    assert shown.grad is not None
    seen = shown.grad.abs().sum(dim=(0, 1)).nonzero()
    assert (seen.amax(dim=0) - seen.amin(dim=0) + 1).tolist() == [70, 70]


def test_nothing_follows_the_sum_of_a_residual_block(pictures: Tensor) -> None:
    block = Residual(3)
    with torch.no_grad():
        for parameter in block.parameters():
            parameter.zero_()
        assert torch.equal(block(pictures), pictures)
    assert float(pictures.min()) < 0.0


def test_flat_pictures_stay_flat() -> None:
    """Mirrored rims: zeros beyond the edge would show as a frame."""
    torch.manual_seed(0)
    first = Translator(4, 1).body[0]
    made = first(torch.full((1, 3, 16, 16), 0.3)).detach()
    assert float((made - made[:, :, :1, :1]).abs().max()) < 1e-6


def test_translators_that_do_nothing_lose_nothing(pictures: Tensor) -> None:
    pair = Pair(same, same, unsure, unsure)
    found = translating(pair, pictures[:2], pictures[2:], Weights())
    lossless = {name for name, loss in found.items() if float(loss) == 0.0}
    assert lossless == {"cycle_first", "cycle_second", "keep_first", "keep_second"}


def test_values_where_a_critic_says_one_half(pictures: Tensor) -> None:
    assert float(least_squares_generator(unsure(pictures))) == 0.25
    assert float(judging(unsure, pictures, pictures)) == 0.25


def test_the_identity_weighs_five(pictures: Tensor) -> None:
    pair = Pair(lambda shown: shown + 0.5, same, unsure, unsure)
    found = translating(pair, pictures[:2], pictures[2:], Weights())
    assert float(found["keep_second"]) == pytest.approx(5 * 0.5)
    assert float(found["cycle_second"]) == pytest.approx(10 * 0.5)
    plain = translating(pair, pictures[:2], pictures[2:], Weights(identity=0.0))
    assert "keep_second" not in plain


@torch.no_grad()
def test_exchanging_the_collections_changes_nothing(pictures: Tensor) -> None:
    torch.manual_seed(2)
    there, back = Translator(4, 1), Translator(4, 1)
    critics = [nn.Conv2d(3, 1, 4) for _ in range(2)]
    weights = Weights(first=10.0, second=3.0)
    first, second = pictures[:2], pictures[2:]
    one = translating(Pair(there, back, *critics), first, second, weights)
    turned = Pair(back, there, *critics[::-1])
    other = translating(turned, second, first, Weights(first=3.0, second=10.0))
    assert float(sum(one.values())) == pytest.approx(float(sum(other.values())), rel=1e-6)  # type: ignore[arg-type]
    assert float(one["cycle_first"]) == pytest.approx(float(other["cycle_second"]), rel=1e-6)


def test_the_rate_beside_the_repository_s() -> None:
    """Theirs at epoch 150 of 100 + 100 is 1 - 52 / 101, for it counts from one and ends above 0."""
    theirs = 1.0 - max(0, 150 + 1 + 1 - 100) / (100 + 1)
    ours = rate_at(Optimiser(lr=1.0, schedule=Schedule.LINEAR), 150, 200)
    assert theirs == pytest.approx(0.48515, abs=1e-5)
    assert ours == 0.5
    assert rate_at(Optimiser(lr=1.0, schedule=Schedule.LINEAR), 99, 200) == 1.0
