"""Counts, sizes and starts of DCGAN (spec A-02), on the meta device where large."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from ml.layers.strided_critic import StridedCritic, halvings_of
from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator
from ml.systems.dcgan.network import LATENT, Generator, Size, Variant, critic_of

PAPER = Size(base=128, variant=Variant.PAPER)
TORCH = Size()


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(
    ("size", "generator", "critic"),
    [(PAPER, 18_885_760, 17_232_768), (TORCH, 3_576_704, 2_765_568)],
)
def test_parameters_are_those_of_the_two_codes(size: Size, generator: int, critic: int) -> None:
    with torch.device("meta"):
        assert count(Generator(size)) == generator
        assert count(critic_of(size)) == critic


def test_offsets_would_add_what_the_notes_say() -> None:
    """With offsets in the convolutions the counts go round as 3,577,667 and 2,766,529."""
    with torch.device("meta"):
        made, judged = Generator(TORCH), critic_of(TORCH)
    kinds = (nn.Conv2d, nn.ConvTranspose2d)
    outs = [
        sum(layer.out_channels for layer in network.modules() if isinstance(layer, kinds))
        for network in (made, judged)
    ]
    assert count(made) + outs[0] == 3_577_667
    assert count(judged) + outs[1] == 2_766_529


@pytest.mark.parametrize("size", [PAPER, TORCH])
def test_pictures_have_64_px(size: Size) -> None:
    with torch.device("meta"):
        made = Generator(size).eval()(torch.zeros(2, LATENT))
        assert made.shape == (2, 3, 64, 64)
        assert critic_of(size)(made).shape == (2, 1)


@pytest.mark.parametrize(("places", "side_px"), [(1, 64), (2, 80), (3, 96)])
def test_grids_of_latents_make_larger_pictures(places: int, side_px: int) -> None:
    with torch.device("meta"):
        made = Generator(TORCH).eval()(torch.zeros(1, LATENT, places, places))
    assert made.shape == (1, 3, side_px, side_px)
    assert side_px == 64 + 16 * (places - 1)


@pytest.mark.parametrize("variant", list(Variant))
def test_small_ones_make_pictures_in_range(variant: Variant) -> None:
    size = Size(side_px=16, base=4, channels=1, variant=variant)
    made = Generator(size)(torch.rand(3, LATENT) * 2 - 1).detach()
    assert made.shape == (3, 1, 16, 16)
    assert -1.0 < float(made.min()) < float(made.max()) < 1.0
    assert critic_of(size)(made).shape == (3, 1)


def test_norms_are_where_the_guidelines_want_them() -> None:
    with torch.device("meta"):
        made, judged = Generator(TORCH), StridedCritic()
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in made.head)
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in judged.first)
    assert all(isinstance(stage[1], nn.BatchNorm2d) for stage in judged.middle)  # type: ignore[index]
    slopes = {m.negative_slope for m in judged.modules() if isinstance(m, nn.LeakyReLU)}
    assert slopes == {0.2}


@pytest.mark.parametrize("variant", list(Variant))
def test_weights_start_small(variant: Variant) -> None:
    torch.manual_seed(0)
    made = Generator(Size(32, 16, variant=variant))
    norms = (nn.BatchNorm1d, nn.BatchNorm2d)
    drawn = torch.cat([p.detach().flatten() for p in made.parameters() if p.dim() > 1])
    gains = torch.cat([m.weight.detach() for m in made.modules() if isinstance(m, norms)])
    assert float(drawn.std()) == pytest.approx(0.02, rel=0.03)
    assert float(gains.mean()) == pytest.approx(1.0, abs=0.01)
    assert 0.01 < float(gains.std()) < 0.03


def test_the_critic_shows_its_features_from_coarse_to_coarser() -> None:
    judged = StridedCritic(side_px=32, base=4).judged(torch.zeros(2, 3, 32, 32))
    assert [tuple(one.shape[1:]) for one in judged.features] == [(8, 8, 8), (16, 4, 4)]
    assert judged.scores.shape == (2, 1)


def test_other_sides_are_refused() -> None:
    assert halvings_of(64) == 4
    for side_px in (4, 48, 63):
        with pytest.raises(ValueError, match="none of them"):
            halvings_of(side_px)


def test_losses_where_the_critic_cannot_tell() -> None:
    unsure = torch.zeros(8, 1)
    assert float(nonsaturating_critic(unsure, unsure)) == pytest.approx(2 * math.log(2))
    assert float(nonsaturating_generator(unsure)) == pytest.approx(math.log(2))


def test_the_best_critic_pays_log_four_less_twice_the_divergence() -> None:
    """On three places, with D = q / (q + p), the value is -2 log 2 + 2 JSD."""
    true = torch.tensor([0.5, 0.3, 0.2], dtype=torch.float64)
    made = torch.tensor([0.1, 0.3, 0.6], dtype=torch.float64)
    best = (true / (true + made)).logit()
    middle = (true + made) / 2
    divergence = 0.5 * sum((p * (p / middle).log()).sum() for p in (true, made))
    value = (true * -nn.functional.softplus(-best)).sum()
    value += (made * -nn.functional.softplus(best)).sum()
    assert float(value) == pytest.approx(float(-2 * math.log(2) + 2 * divergence), abs=1e-12)
