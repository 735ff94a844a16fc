"""The large upscaler: its size, counted without memory, and its bounded reach."""

from __future__ import annotations

import pytest
import torch

from ml.systems.strong_sr.network import StrongSr
from ml.systems.strong_sr.recipe import StrongSrOptions, StrongSrRecipe


@pytest.mark.parametrize(("width", "blocks", "least", "most"), [
    (64, 16, 1.2e6, 1.6e6),
    (128, 20, 6.0e6, 6.5e6),
    (160, 32, 14e6, 16e6),
])  # fmt: skip
def test_parameters(width: int, blocks: int, least: float, most: float) -> None:
    with torch.device("meta"):
        network = StrongSrRecipe(StrongSrOptions(width=width, blocks=blocks)).upscaler()
        assert network(torch.rand(1, 3, 48, 48)).shape == (1, 3, 192, 192)
    assert least < sum(p.numel() for p in network.parameters()) < most


def test_no_pixel_looks_further_than_it_says() -> None:
    torch.manual_seed(0)
    network = StrongSr(2, width=4, blocks=2)
    reach = network.reach_px
    side = 2 * reach + 7
    low = torch.rand(1, 3, side, side, requires_grad=True)
    middle = side // 2
    network(low)[0, :, 2 * middle, 2 * middle].sum().backward()
    assert low.grad is not None
    rows = torch.nonzero(low.grad.abs().sum(dim=(0, 1, 3)) > 0).flatten()
    assert middle - int(rows.min()) <= reach
    assert int(rows.max()) - middle <= reach


def test_a_few_steps_make_it_better_than_its_start() -> None:
    torch.manual_seed(0)
    network = StrongSr(2, width=8, blocks=2)
    optimiser = torch.optim.Adam(network.parameters(), 2e-3)
    low, high = torch.rand(2, 3, 12, 12), torch.rand(2, 3, 24, 24)
    losses: list[float] = []
    for _ in range(25):
        loss = (network(low) - high).abs().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.95 * losses[0]
