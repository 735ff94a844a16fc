"""The closed forms, counts and promises of the stack of parametric masks."""

from __future__ import annotations

import pytest
import torch

from ml.systems.pix2vec.baselines import CODE, CodeEncoder, MlpDecoder, MlpXyDecoder, ResNetDecoder
from ml.systems.pix2vec.network import (
    Critic,
    Encoder,
    Inventor,
    Layers,
    MaskNetwork,
    Painter,
    grid,
    over,
    paint,
)
from ml.systems.pix2vec.recipe import Decoder, Mode, Pix2VecOptions, Pix2VecRecipe


def count(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(
    ("numbers", "normalised", "expected"),
    [(10, False, 34_817), (10, True, 35_585), (29, True, 38_017)],
)
def test_the_mask_network_has_the_papers_count(
    numbers: int, normalised: bool, expected: int
) -> None:
    with torch.device("meta"):
        assert count(MaskNetwork(numbers, normalised=normalised)) == expected


def test_encoder_and_whole_have_the_released_counts() -> None:
    with torch.device("meta"):
        assert count(Encoder()) == 11_449_664
        assert count(Painter(10, 29, normalised=True)) == 11_504_097


def test_a_picture_is_260_numbers() -> None:
    assert Layers(torch.zeros(4, 20, 10), torch.zeros(4, 20, 3)).numbers == CODE == 260


def test_the_canvas_goes_as_the_formula_says() -> None:
    canvas = torch.zeros(1, 3, 2, 2)
    seen: list[float] = []
    for colour, mask in ((1.0, 0.5), (0.0, 0.25), (0.5, 1.0)):
        canvas = over(canvas, torch.full((1, 1, 2, 2), mask), torch.full((1, 3), colour))
        seen.append(float(canvas.mean()))
    assert seen == pytest.approx([0.5, 0.375, 0.5])


def test_an_empty_mask_leaves_and_a_full_one_replaces() -> None:
    canvas = torch.rand(2, 3, 4, 4)
    colour = torch.rand(2, 3)
    assert torch.equal(over(canvas, torch.zeros(2, 1, 4, 4), colour), canvas)
    replaced = over(canvas, torch.ones(2, 1, 4, 4), colour)
    assert torch.allclose(replaced, colour[:, :, None, None].expand_as(canvas))


def test_any_points_have_the_values_that_a_grid_has_there() -> None:
    torch.manual_seed(0)
    network, told = MaskNetwork(), torch.randn(3, 10)
    coarse, fine = network(grid(9, 9, told), told), network(grid(33, 33, told), told)
    shared = fine.view(3, 33, 33)[:, ::4, ::4].reshape(3, -1)
    assert torch.allclose(coarse, shared, atol=1e-6)
    order = torch.randperm(81)[:20]
    assert torch.allclose(network(grid(9, 9, told)[order], told), coarse[:, order], atol=1e-6)


def test_with_group_norm_the_grid_matters() -> None:
    torch.manual_seed(0)
    network, told = MaskNetwork(normalised=True), torch.randn(2, 10)
    coarse, fine = network(grid(9, 9, told), told), network(grid(33, 33, told), told)
    shared = fine.view(2, 33, 33)[:, ::4, ::4].reshape(2, -1)
    assert not torch.allclose(coarse, shared, atol=1e-4)


def test_what_was_found_small_is_drawn_large() -> None:
    torch.manual_seed(1)
    painter = Painter(4, 10, base=4)
    small, layers = painter(torch.rand(2, 3, 33, 33))
    large = painter.draw(layers, 129, 129)
    assert torch.allclose(painter.draw(layers, 33, 33), small, atol=1e-5)
    assert torch.allclose(large[..., ::4, ::4], small, atol=1e-5)


def test_the_encoder_sees_no_gradient_of_the_canvas_but_the_mixing_carries_it() -> None:
    torch.manual_seed(2)
    layers = Layers(torch.randn(1, 3, 10, requires_grad=True), torch.rand(1, 3, 3))
    made = paint(MaskNetwork(), layers, torch.zeros(1, 3, 8, 8))
    made.sum().backward()
    assert layers.parameters.grad is not None
    assert bool((layers.parameters.grad[:, 0] != 0).any())


def test_the_baselines_take_the_same_code() -> None:
    code = CodeEncoder(base=4)(torch.rand(2, 3, 24, 24))
    assert code.shape == (2, 260)
    assert MlpDecoder(24)(code).shape == (2, 3, 24, 24)
    assert ResNetDecoder(24)(code).shape == (2, 3, 24, 24)
    assert MlpXyDecoder()(code, 24, 40).shape == (2, 3, 24, 40)


def test_invention_and_critic_fit_together() -> None:
    made = Inventor(16, 3, 10, 16)(torch.randn(2, 16), 20)
    assert made.shape == (2, 3, 20, 20)
    assert Critic(20, 4)(made).shape == (2, 1)


@pytest.mark.parametrize("decoder", Decoder)
def test_every_decoder_can_be_trained(decoder: Decoder) -> None:
    small = Pix2VecRecipe.small_options()
    options = Pix2VecOptions(
        side_px=small.side_px, masks=2, base=4, hidden=8, decoder=decoder, adversarial=0.1
    )
    recipe = Pix2VecRecipe(options)
    networks = recipe.networks()
    trained = {name for stage in recipe.stages() for turn in stage.turns for name in turn.trains}
    assert trained == set(networks)


def test_inventing_trains_painter_and_critic_five_to_one() -> None:
    recipe = Pix2VecRecipe(Pix2VecOptions(mode=Mode.INVENT))
    judge, invent = recipe.stages()[0].turns
    assert (judge.repeats, judge.trains, invent.trains) == (5, ("critic",), ("painter",))
