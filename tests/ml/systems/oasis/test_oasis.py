"""What OASIS weighs, what its losses come to, and what noise for every pixel is good for."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from ml.layers.label_maps import one_hot
from ml.systems.oasis.losses import (
    MADE,
    called_made,
    class_weights,
    mixing_error,
    mixing_mask,
    named,
)
from ml.systems.oasis.network import NOISE, OasisGenerator, SegmentingCritic, renewed
from ml.systems.oasis.recipe import JUDGE, MAKE, OasisRecipe


def weighed(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(
    ("planes", "generator", "critic"),
    [
        (151, 74_314_691, 22_258_904),  # ADE20K
        (35, 71_107_523, 22_251_364),  # Cityscapes
        (183, 75_199_427, 22_260_984),  # COCO
    ],
)
def test_parameters_are_those_of_the_authors(planes: int, generator: int, critic: int) -> None:
    with torch.device("meta"):
        assert weighed(OasisGenerator(planes)) == generator
        assert weighed(SegmentingCritic(planes)) == critic


def test_sizes() -> None:
    with torch.device("meta"):
        network = OasisGenerator(5, 4, hidden=4)
        seen: list[torch.Size] = []
        network.begin.register_forward_hook(lambda _m, _given, out: seen.append(out.shape))
        made = network(torch.zeros(1, 5, 256, 512), torch.zeros(1, NOISE, 1, 1))
        network(torch.zeros(1, 5, 256, 256), torch.zeros(1, NOISE, 1, 1))
        judged = SegmentingCritic(5, 4)(made)
    assert seen == [(1, 64, 8, 16), (1, 64, 8, 8)]
    assert made.shape == (1, 3, 256, 512)
    assert judged.shape == (1, 6, 256, 512)


def test_rare_classes_weigh_more_and_all_weigh_one() -> None:
    labels = torch.zeros(2, 4, 4, dtype=torch.long)
    labels[0, 0, :2] = 1
    weights = class_weights(one_hot(labels, 3))
    assert float(weights.mean()) == pytest.approx(1.0)
    assert float(weights[0, 0, 0]) == pytest.approx(32 / (2 * 2))
    assert float(weights[1, 3, 3]) == pytest.approx(32 / (2 * 30))


def test_what_has_no_class_weighs_nothing() -> None:
    labels = torch.zeros(1, 4, 4, dtype=torch.long)
    labels[0, 0] = 255
    weights = class_weights(one_hot(labels, 3))
    assert weights[0, 0].tolist() == [0.0] * 4
    assert float(weights[0, 1, 0]) == pytest.approx(16 / 12)


@pytest.mark.parametrize("classes", [3, 151])
def test_an_undecided_judge_costs_the_logarithm_of_its_names(classes: int) -> None:
    logits = torch.zeros(1, classes + 1, 4, 4)
    planes = one_hot(torch.randint(0, classes - 1, (1, 4, 4)), classes - 1)
    weights = torch.ones(1, 4, 4)
    assert named(logits, planes, weights).item() == pytest.approx(math.log(classes + 1), abs=1e-5)
    assert called_made(logits).item() == pytest.approx(math.log(classes + 1), abs=1e-5)
    if classes == 151:
        assert math.log(classes + 1) == pytest.approx(5.0239, abs=1e-4)


def test_made_is_the_first_name_and_classes_follow() -> None:
    assert MADE == 0
    logits = torch.full((1, 4, 1, 1), -50.0)
    logits[0, 0] = 50.0
    assert called_made(logits).item() == pytest.approx(0.0)
    logits = torch.full((1, 4, 1, 1), -50.0)
    logits[0, 2] = 50.0
    planes = one_hot(torch.tensor([[[1]]]), 2)
    assert named(logits, planes, torch.ones(1, 1, 1)).item() == pytest.approx(0.0)


def test_losses_are_means_over_pixels_not_over_weights() -> None:
    planes = one_hot(torch.zeros(1, 1, 2, dtype=torch.long), 1)
    weights = torch.tensor([[[4.0, 0.0]]])
    found = named(torch.zeros(1, 3, 1, 2), planes, weights)
    assert found.item() == pytest.approx(4 * math.log(3) / 2)


def test_a_mask_keeps_to_the_borders_of_classes() -> None:
    labels = torch.tensor([[[0, 1], [2, 255]], [[1, 1], [0, 2]]])
    mask = mixing_mask(one_hot(labels, 3), torch.tensor([True, False, True, False]))
    assert mask[:, 0].tolist() == [[[1, 0], [1, 0]], [[0, 0], [1, 1]]]


def test_a_judge_of_single_pixels_is_not_confused_by_mixtures() -> None:
    torch.manual_seed(0)
    labels = torch.randint(0, 2, (2, 8, 8))
    mask = mixing_mask(one_hot(labels, 2), torch.tensor([True, False, False]))
    true, made = torch.randn(2, 3, 8, 8), torch.randn(2, 3, 8, 8)
    mixed = mask * true + (1 - mask) * made
    pixels, wide = nn.Conv2d(3, 4, 1), nn.Conv2d(3, 4, 3, padding=1)
    apart = [mixing_error(d(mixed), d(true), d(made), mask).item() for d in (pixels, wide)]
    assert apart[0] == pytest.approx(0.0, abs=1e-10)
    assert apart[1] > 1e-3


def test_new_noise_in_a_region_leaves_the_rest() -> None:
    torch.manual_seed(0)
    noise, fresh = torch.randn(1, NOISE, 16, 16), torch.randn(1, NOISE, 16, 16)
    region = torch.zeros(1, 1, 16, 16)
    region[..., :4, :4] = 1
    mixed = renewed(noise, fresh, region)
    assert torch.equal(mixed[..., 4:, :], noise[..., 4:, :])
    assert torch.equal(mixed[..., :4, 4:], noise[..., :4, 4:])
    assert torch.equal(mixed[..., :4, :4], fresh[..., :4, :4])


def test_one_vector_of_noise_is_the_same_everywhere() -> None:
    torch.manual_seed(0)
    network = OasisGenerator(3, 2, 2, hidden=4).eval()
    planes, vector = one_hot(torch.randint(0, 2, (1, 8, 8)), 2), torch.randn(1, NOISE, 1, 1)
    assert torch.equal(network(planes, vector), network(planes, vector.expand(-1, -1, 8, 8)))


def test_first_made_then_judged() -> None:
    recipe = OasisRecipe(OasisRecipe.small_options())
    (stage,) = recipe.stages()
    assert stage.turns == (MAKE, JUDGE)
