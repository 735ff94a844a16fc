"""What the critics of patches weigh, see and give."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from ml.layers.patch_critics import (
    CriticNorm,
    CriticPlan,
    Judgement,
    PatchCritic,
    PyramidCritic,
    halved,
    parted,
)


def weighed(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


# Halvings, reach in px, side of the scores of 256 px, parameters without and with biases.
TABLE = (
    (0, 1, 256, 9_024, 9_153),
    (1, 16, 126, 139_585, 139_713),
    (2, 34, 62, 666_433, 666_817),
    (3, 70, 30, 2_768_705, 2_769_601),
    (4, 142, 14, 6_964_033, 6_965_441),
    (5, 286, 6, 11_159_361, 11_161_281),
)


@pytest.mark.parametrize(("halvings", "reach_px", "side", "plain", "biased"), TABLE)
def test_the_table_of_patches(
    halvings: int, reach_px: int, side: int, plain: int, biased: int
) -> None:
    with torch.device("meta"):
        critic = PatchCritic(6, CriticPlan(halvings=halvings))
        lua = PatchCritic(6, CriticPlan(halvings=halvings, biased=True))
        found = critic(torch.zeros(1, 6, 256, 256))
    assert (weighed(critic), weighed(lua)) == (plain, biased)
    assert found.scores.shape == (1, 1, side, side)
    assert len(found.layers) == max(halvings, 1) + 1
    assert seen_px(halvings) == reach_px


def seen_px(halvings: int) -> int:
    """How wide a piece of the picture one score in the middle depends on."""
    plan = CriticPlan(1, halvings, norm=CriticNorm.NONE)
    critic = PatchCritic(1, plan)
    for parameter in critic.parameters():
        nn.init.constant_(parameter, 1e-2)
    side = 16 << halvings if halvings > 1 else 64
    picture = torch.ones(1, 1, side, side, requires_grad=True)
    scores = critic(picture).scores
    middle = scores.shape[-1] // 2
    scores[0, 0, middle, middle].backward()
    assert picture.grad is not None
    columns = picture.grad[0, 0].abs().sum(0).nonzero()[:, 0]
    rows = picture.grad[0, 0].abs().sum(1).nonzero()[:, 0]
    assert len(columns) == len(rows)
    return int(columns[-1] - columns[0]) + 1


@pytest.mark.parametrize(
    ("channels", "norm", "scales", "count"),
    [
        (39, CriticNorm.INSTANCE, 2, 5_603_202),  # pix2pixHD
        (39, CriticNorm.INSTANCE, 3, 8_404_803),
        (154, CriticNorm.SPECTRAL, 2, 5_836_930),  # SPADE: ADE20K, COCO, Cityscapes
        (187, CriticNorm.SPECTRAL, 2, 5_904_514),
        (39, CriticNorm.SPECTRAL, 2, 5_601_410),
    ],
)
def test_critics_at_several_sizes(channels: int, norm: CriticNorm, scales: int, count: int) -> None:
    plan = CriticPlan(rim_px=2, norm=norm)
    with torch.device("meta"):
        critic = PyramidCritic(channels, plan, scales)
        found = critic(torch.zeros(1, channels, 256, 256))
    assert weighed(critic) == count
    assert [tuple(each.scores.shape[-2:]) for each in found][:2] == [(35, 35), (19, 19)]


def test_the_layers_of_a_wide_picture() -> None:
    plan = CriticPlan(rim_px=2, norm=CriticNorm.INSTANCE)
    with torch.device("meta"):
        (found,) = PyramidCritic(39, plan, 1)(torch.zeros(1, 39, 512, 1024))
    sizes = [tuple(layer.shape[-2:]) for layer in (*found.layers, found.scores)]
    assert sizes == [(257, 513), (129, 257), (65, 129), (66, 130), (67, 131)]


def test_the_second_sees_half_the_picture() -> None:
    torch.manual_seed(0)
    plan = CriticPlan(4, 1, 2, CriticNorm.INSTANCE)
    critic, picture = PyramidCritic(3, plan), torch.rand(1, 3, 16, 16)
    second = critic.critics[1](halved(picture)).scores
    assert torch.equal(critic(picture)[1].scores, second)
    # The rim counts only what there is: an even picture stays even.
    assert torch.allclose(halved(torch.ones(1, 1, 5, 5)), torch.ones(1, 1, 3, 3))


def test_a_spectral_norm_brings_the_largest_singular_value_to_one() -> None:
    torch.manual_seed(0)
    critic = PatchCritic(3, CriticPlan(8, 2, 2, CriticNorm.SPECTRAL))
    for _ in range(40):
        critic(torch.rand(1, 3, 16, 16))
    stage = critic.stages[1]
    assert isinstance(stage, nn.Sequential)
    weight = stage[0].weight
    assert isinstance(weight, Tensor)
    largest = torch.linalg.svdvals(weight.detach().flatten(1))[0]
    assert float(largest) == pytest.approx(1.0, abs=1e-3)


def test_a_joint_batch_is_parted() -> None:
    both = [Judgement(torch.arange(4.0), (torch.arange(8.0).view(4, 2),))]
    first, rest = parted(both, 3)
    assert first[0].scores.tolist() == [0, 1, 2]
    assert rest[0].layers[0].tolist() == [[6, 7]]
