"""Slopes of critics whose slopes are known."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ml.losses.penalties import r1, wgan_gp


def test_r1_of_a_plane_is_its_squared_slope() -> None:
    slope = torch.randn(3, 4, 4)
    found = r1(lambda x: (x * slope).sum((1, 2, 3)), torch.rand(5, 3, 4, 4))
    torch.testing.assert_close(found, slope.square().sum())


def test_r1_of_a_parabola_depends_on_the_place() -> None:
    real = torch.rand(5, 1, 2, 2)
    found = r1(lambda x: x.square().sum((1, 2, 3)), real)
    torch.testing.assert_close(found, (2 * real).square().sum((1, 2, 3)).mean())


def test_slope_one_costs_nothing_and_slope_three_four() -> None:
    direction = torch.zeros(1, 2, 2)
    direction[0, 0, 0] = 1.0

    def critic(factor: float) -> Tensor:
        return wgan_gp(
            lambda x: factor * (x * direction).sum((1, 2, 3)),
            torch.rand(4, 1, 2, 2), torch.rand(4, 1, 2, 2), torch.rand(4),
        )  # fmt: skip

    assert critic(1.0).item() < 1e-10
    torch.testing.assert_close(critic(0.0), torch.tensor(1.0), atol=1e-5, rtol=0)
    torch.testing.assert_close(critic(3.0), torch.tensor(4.0))


def test_it_is_taken_between_the_two() -> None:
    seen = list[Tensor]()

    def critic(x: Tensor) -> Tensor:
        seen.append(x.detach())
        return x.sum((1, 2, 3))

    wgan_gp(critic, torch.zeros(2, 1, 1, 1), torch.ones(2, 1, 1, 1), torch.tensor([0.25, 1.0]))
    assert seen[0].flatten().tolist() == [0.25, 1.0]


def test_gradients_reach_the_critic_through_the_slope() -> None:
    layers = nn.Conv2d(1, 2, 2), nn.Softplus(), nn.Conv2d(2, 1, 1)
    critic = nn.Sequential(*layers).double()
    real = torch.rand(2, 1, 3, 3).double()
    weight = critic[0].weight

    def at(nudge: float) -> float:
        with torch.no_grad():
            weight[0, 0, 0, 0] += nudge
        value = r1(critic, real).item()
        with torch.no_grad():
            weight[0, 0, 0, 0] -= nudge
        return value

    r1(critic, real).backward()
    assert weight.grad is not None
    # `r1` answers in float32: nudges must be larger than its rounding.
    numeric = (at(1e-2) - at(-1e-2)) / 2e-2
    torch.testing.assert_close(weight.grad[0, 0, 0, 0].item(), numeric, rtol=2e-2, atol=1e-5)
