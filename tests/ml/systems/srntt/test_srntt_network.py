"""SRNTT's networks have exactly the published numbers of parameters and the sizes they promise."""

from __future__ import annotations

import torch
from torch import nn

from ml.losses.penalties import wgan_gp
from ml.systems.srntt.network import ContentExtractor, Critic, TextureTransfer


def count(*networks: nn.Module) -> int:
    return sum(p.numel() for network in networks for p in network.parameters())


def test_parameters_are_those_of_the_published_networks() -> None:
    with torch.device("meta"):
        content, texture, critic = ContentExtractor(), TextureTransfer(), Critic(160)
    assert count(content.head) == 295_619
    assert count(content) - count(content.head) == 1_222_528
    assert count(texture) == 2_865_347
    assert count(content, texture) == 4_383_494
    assert count(content, texture) - count(content.head) == 4_087_875
    assert count(critic) == 17_823_457


def test_the_result_is_four_times_as_large() -> None:
    with torch.device("meta"):
        content, texture, critic = ContentExtractor(), TextureTransfer(), Critic(160)
        low = torch.zeros(2, 3, 40, 40)
        maps = [torch.zeros(2, c, s, s) for c, s in ((256, 40), (128, 80), (64, 160))]
        made = texture(content(low), maps)
        assert made.shape == content.picture(low).shape == (2, 3, 160, 160)
        assert critic(made).shape == (2, 1)


def test_results_stay_between_minus_one_and_one() -> None:
    torch.manual_seed(0)
    texture = TextureTransfer(8, (6, 4, 2), (1, 1, 1))
    maps = [torch.randn(1, c, s, s) * 50 for c, s in ((6, 5), (4, 10), (2, 20))]
    made = texture(torch.randn(1, 8, 5, 5) * 50, maps)
    assert made.shape == (1, 3, 20, 20)
    assert made.abs().max() <= 1.0


def test_the_critic_judges_each_picture_by_itself() -> None:
    torch.manual_seed(0)
    critic = Critic(32, width=4, hidden=8)
    pictures = torch.randn(3, 3, 32, 32)
    together = critic(pictures)
    alone = torch.cat([critic(one[None]) for one in pictures])
    torch.testing.assert_close(together, alone)


def test_the_slope_is_that_of_whole_pictures() -> None:
    """A linear score with a known slope; over channels alone each pixel's slope would count."""
    weight = torch.full((3, 4, 4), 0.5)

    def critic(pictures: torch.Tensor) -> torch.Tensor:
        return (pictures * weight).sum(dim=(1, 2, 3))

    share = torch.full((2,), 0.3)
    found = wgan_gp(critic, torch.zeros(2, 3, 4, 4), torch.ones(2, 3, 4, 4), share)
    length = (48 * 0.25) ** 0.5
    assert abs(float(found) - (length - 1) ** 2) < 1e-5
