"""The small upscaler: its size, its reach, and that it starts as bicubic."""

from __future__ import annotations

import pytest
import torch

from ml.layers.upsampling import bicubic_base
from ml.systems.compact_sr.network import CompactSr
from ml.systems.compact_sr.recipe import CompactSrOptions, CompactSrRecipe


@pytest.mark.parametrize(("scale", "parameters"), [(2, 214_380), (4, 229_968)])
def test_shapes_and_parameters(scale: int, parameters: int) -> None:
    network = CompactSrRecipe(CompactSrOptions(scale=scale)).upscaler()
    assert sum(p.numel() for p in network.parameters()) == parameters <= 300_000
    assert network(torch.rand(2, 3, 9, 13)).shape == (2, 3, 9 * scale, 13 * scale)


def test_it_starts_close_to_bicubic() -> None:
    torch.manual_seed(0)
    low = torch.rand(1, 3, 16, 16)
    made = CompactSr(4, width=16, depth=4)(low)
    assert (made - bicubic_base(low, 4)).abs().mean() < 0.1


def test_no_pixel_looks_further_than_it_says() -> None:
    torch.manual_seed(0)
    network = CompactSr(2, width=8, depth=3)
    reach = network.reach_px
    side = 2 * reach + 5
    low = torch.rand(1, 3, side, side, requires_grad=True)
    middle = side // 2
    network(low)[0, :, 2 * middle, 2 * middle].sum().backward()
    assert low.grad is not None
    seen = low.grad.abs().sum(dim=(0, 1)) > 0
    rows = torch.nonzero(seen.any(dim=1)).flatten()
    assert middle - int(rows.min()) == reach
    assert int(rows.max()) - middle <= reach


def test_the_base_has_the_kernel_of_half() -> None:
    row = torch.zeros(1, 1, 1, 9)
    row[..., 4] = 1
    enlarged = bicubic_base(row.expand(1, 1, 9, 9), 2)[0, 0, 8]
    assert enlarged.sum() == pytest.approx(2.0, abs=1e-4)
    assert enlarged[8] == pytest.approx(0.8671875, abs=1e-5)


def test_published_facts_build_the_network_again() -> None:
    recipe = CompactSrRecipe(CompactSrOptions(scale=2, width=16, depth=3))
    told = recipe.hyper_parameters()
    again = CompactSr(*(int(told[name]) for name in ("scale", "width", "depth")))  # type: ignore[arg-type]
    assert again.state_dict().keys() == recipe.upscaler().state_dict().keys()
    assert (told["flavour"], told["degradation"]) == ("faithful", "clean")
