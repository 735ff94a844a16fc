"""What SPADE's networks weigh, where they begin, and what its losses come to."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from ml.layers.patch_critics import Judgement
from ml.systems.spade.network import Code, SpadeGenerator, StyledStart, StyleEncoder
from ml.systems.spade.recipe import JUDGE, MAKE, SpadeOptions, SpadeRecipe
from ml.training.noise import Noise

CPU = torch.device("cpu")


def weighed(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_parameters_are_those_of_the_authors() -> None:
    with torch.device("meta"):
        assert weighed(SpadeGenerator(151)) == 96_492_483  # ADE20K
        assert weighed(SpadeGenerator(184)) == 97_480_899  # COCO
        assert weighed(SpadeGenerator(36, doublings=6)) == 93_048_003  # Cityscapes
        styled = SpadeGenerator(151, styled=StyledStart(256, 256))
        assert styled.encoder is not None
        encoder = weighed(styled.encoder)
        assert (weighed(styled) - encoder, encoder) == (111_942_595, 10_463_424)


@pytest.mark.parametrize(
    ("doublings", "size", "begun"),
    [
        (5, (256, 256), (8, 8)),
        (6, (256, 512), (4, 8)),
        (7, (256, 256), (2, 2)),
        (4, (64, 96), (4, 6)),
    ],
)
def test_where_it_begins(doublings: int, size: tuple[int, int], begun: tuple[int, int]) -> None:
    with torch.device("meta"):
        network = SpadeGenerator(4, 4, doublings, hidden=4)
        seen: list[torch.Size] = []
        network.begin.register_forward_hook(lambda _m, _given, out: seen.append(out.shape))
        made = network(torch.zeros(1, 4, *size))
    assert seen == [(1, 64, *begun)]
    assert made.shape == (1, 3, *size)


def test_a_style_moves_the_picture_and_is_needed() -> None:
    torch.manual_seed(0)
    network = SpadeGenerator(3, 4, 4, hidden=4, styled=StyledStart(16, 16, 2))
    for parameter in network.parameters():
        nn.init.normal_(parameter, 0.0, 0.3)
    planes = torch.rand(2, 3, 16, 16)
    one, other = (network(planes, torch.randn(2, 256)) for _ in range(2))
    assert not torch.allclose(one, other)
    with pytest.raises(ValueError, match="style"):
        network(planes)


def test_a_code_is_drawn_from_its_own_normal() -> None:
    code = Code(torch.full((1, 4), 2.0), torch.full((1, 4), 2.0 * math.log(3.0)))
    assert torch.allclose(code.drawn(torch.full((1, 4), 0.5)), torch.full((1, 4), 3.5))
    found = StyleEncoder(4, 2)(torch.rand(3, 3, 20, 30))
    assert (found.mean.shape, found.log_variance.shape) == ((3, 256), (3, 256))


class Sure(nn.Module):
    """A critic whose scores for made and true pictures are given; its layers are the pictures."""

    def __init__(self, made: float, true: float) -> None:
        super().__init__()
        self.scores = (made, true)

    def forward(self, shown: torch.Tensor) -> tuple[Judgement, ...]:
        half = len(shown) // 2
        scores = torch.cat([torch.full((half, 1), score) for score in self.scores])
        judged = Judgement(scores + 0.0 * shown.sum(), (shown[:, -3:],))
        return (judged, judged)


@pytest.mark.parametrize(("made", "true", "cost"), [(-2.0, 2.0, 0.0), (0.0, 0.0, 2.0)])
def test_the_hinge(made: float, true: float, cost: float) -> None:
    recipe, networks, batch = prepared(Sure(made, true))
    found = recipe.losses(JUDGE, networks, batch, Noise(0, CPU))
    assert found["judge"].item() == pytest.approx(cost)
    fooled = recipe.losses(MAKE, networks, batch, Noise(0, CPU))
    assert fooled["fool"].item() == pytest.approx(-made)


def test_layers_are_matched_with_a_weight_of_ten() -> None:
    recipe, networks, batch = prepared(Sure(0.0, 0.0))
    found = recipe.losses(MAKE, networks, batch, Noise(0, CPU))
    # The generator answers 0, the picture is 0.75 in 0..1, so 0.5 in -1..1; two equal critics.
    assert found["matching"].item() == pytest.approx(10 * 0.5)
    assert found["_error"].item() == pytest.approx(0.25)
    assert "perceptual" not in found


def prepared(
    critic: nn.Module,
) -> tuple[SpadeRecipe, dict[str, nn.Module], dict[str, torch.Tensor]]:
    class Grey(nn.Module):
        encoder = None

        def forward(self, planes: torch.Tensor) -> torch.Tensor:
            return torch.zeros(len(planes), 3, *planes.shape[-2:], requires_grad=True)

    recipe = SpadeRecipe(SpadeOptions(8, 8, classes=3, perceptual_weight=0.0))
    batch = {
        "picture": torch.full((2, 3, 8, 8), 0.75),
        "labels": torch.zeros(2, 8, 8, dtype=torch.uint8),
    }
    return recipe, {"generator": Grey(), "critic": critic}, batch


def test_true_and_made_are_judged_in_one_batch() -> None:
    recipe, networks, batch = prepared(Sure(0.0, 0.0))
    sizes: list[int] = []
    networks["critic"].register_forward_hook(lambda _m, given, _out: sizes.append(len(given[0])))
    recipe.losses(JUDGE, networks, batch, Noise(0, CPU))
    assert sizes == [4]
