"""What the U-Net weighs and does, and how it is taught."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from ml.layers.patch_critics import Judgement
from ml.layers.unet import Unet, UnetPlan
from ml.systems.pix2pix.network import encoder_decoder, unet_128, unet_256
from ml.systems.pix2pix.recipe import (
    JUDGE,
    MAKE,
    Pix2PixLabelsOptions,
    Pix2PixLabelsRecipe,
    Pix2PixOptions,
    Pix2PixRecipe,
)
from ml.training.noise import Noise

NOISE = Noise(0, torch.device("cpu"))


def weighed(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_parameters_are_those_of_the_authors() -> None:
    with torch.device("meta"):
        assert weighed(unet_256()) == 54_413_955
        assert weighed(unet_256(biased=True)) == 54_419_459
        assert weighed(unet_128()) == 41_828_995
        assert weighed(encoder_decoder(biased=True)) == 39_080_963


def test_larger_pictures_than_it_learned_from() -> None:
    with torch.device("meta"):
        made = Unet()(torch.zeros(1, 3, 512, 512))
        wide = Unet()(torch.zeros(1, 3, 256, 768))
    assert made.shape == (1, 3, 512, 512)
    assert wide.shape == (1, 3, 256, 768)


def test_dropout_is_the_noise_even_afterwards() -> None:
    network = Unet(plan=UnetPlan(4, 4)).eval()
    picture = torch.rand(1, 3, 16, 16)
    torch.manual_seed(1)
    first = network(picture)
    second = network(picture)
    torch.manual_seed(1)
    again = network(picture)
    assert torch.equal(first, again)
    assert not torch.equal(first, second)


def test_norms_use_the_batch_at_hand_even_afterwards() -> None:
    network = Unet(plan=UnetPlan(4, 2))
    assert not [name for name, _ in network.named_buffers()]
    norm = network.up_norms[0].eval()
    found = norm(torch.randn(2, 4, 6, 6) * 5 + 3)
    scaled = (found - norm.get_parameter("bias").view(1, -1, 1, 1)) / norm.get_parameter(
        "weight"
    ).view(1, -1, 1, 1)
    assert torch.allclose(scaled.mean((0, 2, 3)), torch.zeros(4), atol=1e-5)


def test_skips_carry_what_was_before_the_relu() -> None:
    network = Unet(plan=UnetPlan(2, 2))
    seen: list[torch.Tensor] = []
    network.up[1].register_forward_hook(lambda _m, given, _out: seen.append(given[0]))
    picture = torch.rand(1, 3, 8, 8)
    network(picture)
    first = network.down[0](picture)
    assert torch.equal(seen[0][:, 2:], torch.relu(first)), "no leaky slope is left of it"


class Undecided(nn.Module):
    """A critic that cannot tell."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def forward(self, pictures: torch.Tensor) -> Judgement:
        self.seen.append(pictures.shape[1])
        return Judgement(pictures.sum() * torch.zeros(1, 1, 2, 2), ())


class Answer(nn.Module):
    """Always the same grey."""

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return torch.full_like(pictures, 0.25).requires_grad_()


@pytest.mark.parametrize(("conditional", "channels"), [(True, 6), (False, 3)])
def test_losses_where_the_critic_cannot_tell(conditional: bool, channels: int) -> None:
    recipe = Pix2PixRecipe(Pix2PixOptions(conditional=conditional))
    critic = Undecided()
    networks = {"generator": Answer(), "critic": critic}
    batch = {"input": torch.zeros(1, 3, 4, 4), "target": torch.full((1, 3, 4, 4), 0.5)}
    judged = recipe.losses(JUDGE, networks, batch, NOISE)
    assert judged["judge"].item() == pytest.approx(math.log(2))
    made = recipe.losses(MAKE, networks, batch, NOISE)
    assert made["fool"].item() == pytest.approx(math.log(2))
    assert made["error"].item() == pytest.approx(100 * 0.25)
    assert set(critic.seen) == {channels}


def test_maps_of_classes_come_as_planes() -> None:
    recipe = Pix2PixLabelsRecipe(Pix2PixLabelsOptions(classes=11))
    with torch.device("meta"):
        networks = recipe.networks()
    first = networks["generator"].get_parameter("down.0.weight")
    assert first.shape == (64, 12, 4, 4)
    assert networks["critic"].get_parameter("stages.0.weight").shape == (64, 15, 4, 4)
    labels = torch.tensor([[[0, 10], [255, 3]]], dtype=torch.uint8)
    assert recipe.read(labels).argmax(1).tolist() == [[[0, 10], [11, 3]]]
