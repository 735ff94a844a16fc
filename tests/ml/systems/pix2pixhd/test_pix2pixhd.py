"""What pix2pixHD weighs, how coarse and fine go together, and what its losses come to."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from ml.layers.patch_critics import Judgement
from ml.systems.pix2pixhd.network import (
    FeatureEncoder,
    GlobalGenerator,
    LocalEnhancer,
    class_of_thing,
    thing_means,
)
from ml.systems.pix2pixhd.recipe import (
    ALONE,
    COARSE,
    JOINTLY,
    JUDGE,
    MAKE,
    Pix2PixHdOptions,
    Pix2PixHdRecipe,
)
from ml.systems.pix2pixhd.styles import typical
from ml.training.noise import Noise

NOISE = Noise(0, torch.device("cpu"))


def weighed(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_parameters_are_those_of_the_authors() -> None:
    with torch.device("meta"):
        assert weighed(GlobalGenerator(36)) == 182_546_755
        assert weighed(GlobalGenerator(3, halvings=3)) == 45_593_347
        assert LocalEnhancer(36).own_parameters() == 182_857_059
        assert weighed(FeatureEncoder()) == 788_803


def test_sizes() -> None:
    with torch.device("meta"):
        fine = LocalEnhancer(5, 2, 2, 1, 1)
        assert fine(torch.zeros(1, 5, 32, 64)).shape == (1, 3, 32, 64)
        assert fine.coarse(torch.zeros(1, 5, 16, 32)).shape == (1, 3, 16, 32)


def test_without_the_coarse_one_only_the_fine_one_is_left() -> None:
    torch.manual_seed(0)
    network, planes = LocalEnhancer(4, 2, 1, 1, 1), torch.rand(1, 4, 16, 16)
    both = network(planes)
    alone = torch.tanh(network.to_picture(network.fine(network.front(planes))))
    network.coarse.body = nn.Sequential(nn.Conv2d(4, 4, 1))
    for parameter in network.coarse.body.parameters():
        nn.init.zeros_(parameter)
    assert torch.allclose(network(planes), alone, atol=1e-6)
    assert not torch.allclose(both, alone, atol=1e-4)


def test_a_thing_has_one_feature_the_mean() -> None:
    features = torch.randn(2, 3, 4, 4, requires_grad=True)
    things = torch.zeros(2, 4, 4, dtype=torch.int32)
    things[0, 1:3, 1:4] = 26_001
    found = thing_means(features, things)
    inside = features[0, :, 1:3, 1:4].flatten(1).mean(1)
    assert torch.allclose(found[0, :, 1:3, 1:4], inside.view(3, 1, 1).expand(3, 2, 3), atol=1e-6)
    second = features[1].flatten(1).mean(1)
    assert torch.allclose(found[1, :, 2, 2], second, atol=1e-6), "not mixed with the first picture"
    found[0, 0, 1, 1].backward()
    assert features.grad is not None
    slope = features.grad[0, 0]
    assert torch.allclose(slope[1:3, 1:4], torch.full((2, 3), 1 / 6))
    assert float(slope.sum()) == pytest.approx(1.0)


def test_numbers_of_things_say_their_class() -> None:
    assert [class_of_thing(number) for number in (7, 999, 1000, 26_013)] == [7, 999, 1, 26]


def test_typical_features_are_found() -> None:
    chance = torch.Generator().manual_seed(0)
    middles = torch.tensor([[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]])
    things = middles.repeat_interleave(20, 0) + 0.1 * torch.randn(60, 2, generator=chance)
    found = typical(things, 3)
    assert torch.cdist(middles, found).amin(dim=1).max() < 0.2
    assert torch.equal(found, typical(things, 3))
    assert len(typical(torch.ones(5, 3))) == 1


def test_first_coarse_then_fine_then_both() -> None:
    recipe = Pix2PixHdRecipe(Pix2PixHdRecipe.small_options())
    network = LocalEnhancer(5, 2, 1, 1, 1)
    stages = recipe.stages()
    assert [stage.name for stage in stages] == [COARSE, ALONE, JOINTLY]
    moving: list[tuple[bool, bool]] = []
    for stage in stages:
        recipe.enter(stage, {"generator": network})
        moving.append(
            (
                all(p.requires_grad for p in network.coarse.parameters()),
                all(p.requires_grad for p in network.fine.parameters()),
            )
        )
    assert moving == [(True, False), (False, True), (True, True)]


def test_lines_between_classes_are_a_plane() -> None:
    recipe = Pix2PixHdRecipe(Pix2PixHdOptions(classes=3))
    labels = torch.zeros(1, 4, 6, dtype=torch.uint8)
    labels[:, :, 3:] = 2
    planes = recipe.read(labels)
    assert planes.shape == (1, 5, 4, 6)
    assert planes[0, 4, 0].tolist() == [0, 0, 1, 1, 0, 0]


class Given(nn.Module):
    """Two critics that say one number whatever they see."""

    def __init__(self, score: float) -> None:
        super().__init__()
        self.score = score

    def forward(self, shown: torch.Tensor) -> tuple[Judgement, ...]:
        judged = Judgement(torch.full((1, 1), self.score) + 0 * shown.sum(), (shown[:, -3:],) * 4)
        return (judged, judged)


def test_losses_are_summed_over_critics() -> None:
    recipe = Pix2PixHdRecipe(Pix2PixHdOptions(8, 8, classes=3, perceptual_weight=0.0))

    class Grey(nn.Module):
        def forward(self, planes: torch.Tensor) -> torch.Tensor:
            return torch.zeros(len(planes), 3, 8, 8, requires_grad=True)

    networks = {"generator": Grey(), "critic": Given(0.25)}
    batch = {
        "picture": torch.full((1, 3, 8, 8), 0.75),
        "labels": torch.zeros(1, 8, 8, dtype=torch.uint8),
    }
    judged = recipe.losses(JUDGE, networks, batch, NOISE)
    assert judged["judge"].item() == pytest.approx(0.5 * 2 * (0.75**2 + 0.25**2))
    made = recipe.losses(MAKE, networks, batch, NOISE)
    assert made["fool"].item() == pytest.approx(2 * 0.75**2)
    # Ten times, two critics, each with four layers that are 0.5 apart.
    assert made["matching"].item() == pytest.approx(10 * 4 * 0.5)
