"""The Fourier filler: sizes, counts, and how far it sees."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load, save

from ml.layers.surroundings import smooth_fill
from ml.systems.inpaint_ffc.critic import PatchCritic, faked_share
from ml.systems.inpaint_ffc.network import Begun, FourierFiller, composed


def count(module: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def test_parameters_fit_two_files_of_half_precision():
    with torch.device("meta"):
        generator = count(FourierFiller(40, 9))
        critic = count(PatchCritic(48))
    assert generator == 10_378_443
    assert critic == 2_882_257
    assert 2 * generator < 2 * 16 * 2**20


@pytest.mark.parametrize("size", [(32, 32), (40, 72), (8, 16)])
def test_any_size_that_eight_divides(size):
    torch.manual_seed(0)
    for begun in Begun:
        network = FourierFiller(4, 1, begun)
        made = network(torch.rand(2, 3, *size), torch.ones(2, 1, *size))
        assert made.shape == (2, 3, *size)
        assert made.min() >= -0.1
        assert made.max() <= 1.1


def test_untaught_it_fills_smoothly():
    torch.manual_seed(5)
    network = FourierFiller(40, 2, Begun.SMOOTH)
    picture, hole = torch.rand(1, 3, 32, 40), (torch.rand(1, 1, 32, 40) > 0.5).float()
    begun = smooth_fill(picture, hole)
    change = (network(picture, hole) - begun).detach().abs().mean()
    assert 0 < float(change) < 0.02
    torch.nn.init.zeros_(network.to_picture.weight)
    assert torch.equal(network(picture, hole), begun)


def test_begun_smoothly_what_is_known_is_not_touched():
    torch.manual_seed(6)
    network = FourierFiller(4, 1, Begun.SMOOTH)
    torch.nn.init.normal_(network.to_picture.weight)
    picture, hole = torch.rand(1, 3, 32, 32), torch.zeros(1, 1, 32, 32)
    hole[..., 8:20, 10:24] = 1
    made = network(picture, hole)
    assert torch.equal(made * (1 - hole), picture * (1 - hole))
    assert not torch.equal(made * hole, smooth_fill(picture, hole) * hole)


def test_what_lies_in_the_hole_is_not_looked_at():
    torch.manual_seed(1)
    network = FourierFiller(4, 2)
    picture, hole = torch.rand(1, 3, 32, 32), torch.zeros(1, 1, 32, 32)
    hole[..., 8:20, 10:24] = 1
    other = composed(picture, hole, torch.rand(1, 3, 32, 32))
    assert torch.equal(network(picture, hole), network(other, hole))
    assert not torch.equal(network(picture, hole), network(picture, 1 - hole))


def test_a_picture_is_filled_alike_in_any_company():
    torch.manual_seed(2)
    network = FourierFiller(4, 2)
    pictures, holes = torch.rand(3, 3, 24, 24), (torch.rand(3, 1, 24, 24) > 0.7).float()
    together = network(pictures, holes)
    torch.testing.assert_close(network(pictures[1:2], holes[1:2]), together[1:2])


def test_a_far_corner_is_seen_through_one_block():
    torch.manual_seed(3)
    network = FourierFiller(4, 1)
    picture = torch.rand(1, 3, 128, 128, requires_grad=True)
    network(picture, torch.zeros(1, 1, 128, 128))[0, :, 4, 4].sum().backward()
    assert picture.grad is not None
    assert picture.grad[0, :, 100:, 100:].abs().max() > 0


def test_half_precision_weights_give_nearly_the_same_fill():
    torch.manual_seed(4)
    network = FourierFiller(4, 2)
    picture, hole = torch.rand(1, 3, 32, 32), torch.zeros(1, 1, 32, 32)
    hole[..., 4:20, 4:20] = 1
    before = network(picture, hole)
    halved = load(save({name: t.half() for name, t in network.state_dict().items()}))
    network.load_state_dict({name: tensor.float() for name, tensor in halved.items()})
    assert (network(picture, hole) - before).abs().max() < 0.01


def test_the_critic_judges_patches_and_shows_its_layers():
    critic = PatchCritic(4)
    judged = critic(torch.rand(2, 3, 64, 96))
    assert judged.scores.shape == (2, 1, 4, 6)
    assert [layer.shape[1] for layer in judged.layers] == [4, 8, 16, 32, 32]


def test_scores_know_how_much_of_their_square_was_made():
    hole = torch.zeros(1, 1, 32, 32)
    hole[..., :8, :16] = 1
    assert faked_share(hole)[0, 0].tolist() == [[0.5, 0.0], [0.0, 0.0]]
