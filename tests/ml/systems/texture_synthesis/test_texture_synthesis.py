"""The counts of the paper, the sizes of the taps, and textures that come out of noise."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor

from ml.layers.pooled_features import DEEP_TEXTURE_TAPS, PooledVgg19
from ml.pixels.lbfgs import BoundedLbfgs
from ml.systems.texture_synthesis.model import SUBSETS, energy, model_of, parameter_count
from ml.systems.texture_synthesis.synthesis import (
    Wanted,
    synthesise,
    texture_network,
    with_histogram_of,
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def stripes(rows: int, columns: int) -> Tensor:
    """Diagonal bands of two colours."""
    y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    band = (((x + y) % 8) < 4).float()
    return torch.stack((band * 0.7 + 0.2, 0.9 - band * 0.6, band * 0.4 + 0.3))[None]


def thin(*, tileable: bool = False) -> PooledVgg19:
    network = texture_network(("conv1_1", "pool1", "pool2"), tileable=tileable, narrower=8)
    network.draw()
    return network.requires_grad_(False)


def test_parameter_counts_are_those_of_the_paper() -> None:
    assert len(SUBSETS["all"]) == 16
    assert parameter_count(SUBSETS["all"]) == 852_128
    assert SUBSETS["demo"] == DEEP_TEXTURE_TAPS
    assert parameter_count(SUBSETS["demo"]) == 176_640
    assert parameter_count(SUBSETS["demo"], 64) == 10_400
    assert parameter_count(SUBSETS["demo"], 20) == 1_050
    counts = [parameter_count(DEEP_TEXTURE_TAPS[: number + 1]) for number in range(5)]
    assert counts == [2_080, 4_160, 12_416, 45_312, 176_640]


def test_taps_have_the_sizes_of_the_paper() -> None:
    network = PooledVgg19(DEEP_TEXTURE_TAPS)
    assert sum(parameter.numel() for parameter in PooledVgg19(("conv4_1",)).parameters()) == (
        3_505_728 + 12
    )
    whole = sum(parameter.numel() for parameter in PooledVgg19(("conv5_4",)).parameters())
    assert whole == 20_024_384 + 12
    with torch.device("meta"):
        network = PooledVgg19(DEEP_TEXTURE_TAPS)
        found = network(torch.empty(1, 3, 256, 256))
    sizes = {tap: tuple(features.shape[1:]) for tap, features in found.items()}
    assert sizes == {
        "conv1_1": (64, 256, 256),
        "pool1": (64, 128, 128),
        "pool2": (128, 64, 64),
        "pool3": (256, 32, 32),
        "pool4": (512, 16, 16),
    }


def test_a_texture_has_no_energy_beside_itself() -> None:
    network, source = thin(), stripes(40, 40)
    for components in (None, 3):
        model = model_of(network, source, components)
        assert float(energy(network(source), model)) == pytest.approx(0.0, abs=1e-9)
        assert float(energy(network(1 - source), model)) > 1e-5
    assert model_of(network, source, 3).numbers == 3 * 6


def test_noise_becomes_the_texture_and_stays_in_its_range() -> None:
    network, source = thin(), stripes(48, 48)
    steps = list(synthesise(network, network, source, Wanted(40, 56, rounds=25, sides=(0.5, 1.0))))
    fine = [step for step in steps if step.picture.shape[-2:] == (40, 56)]
    assert fine[-1].loss < 0.2 * fine[0].loss
    assert steps[-1].done == pytest.approx(1.0)
    for channel in range(3):
        made, given = steps[-1].picture[0, channel], source[0, channel]
        assert float(made.min()) >= float(given.min()) - 1e-6
        assert float(made.max()) <= float(given.max()) + 1e-6


def test_a_tileable_texture_reads_the_same_wherever_it_is_cut() -> None:
    network, source = thin(tileable=True), stripes(48, 48)
    model = model_of(thin(), source)
    *_, last = synthesise(thin(), network, source, Wanted(32, 32, rounds=20))
    moved = torch.roll(last.picture, (16, 8), dims=(2, 3))
    there = float(energy(network(moved), model, 1e3))
    assert there == pytest.approx(last.loss, rel=1e-3)


def test_the_histogram_is_taken_over() -> None:
    source = stripes(16, 16)
    made = with_histogram_of(torch.rand(1, 3, 16, 16), source)
    for channel in range(3):
        np.testing.assert_allclose(
            np.sort(made[0, channel].flatten()), np.sort(source[0, channel].flatten())
        )


def test_the_search_finds_the_bottom_of_a_bowl_within_bounds() -> None:
    chance = torch.Generator().manual_seed(4)
    curves = torch.rand(30, generator=chance, dtype=torch.float64) * 20 + 0.5
    bottom = torch.rand(30, generator=chance, dtype=torch.float64) * 3 - 1

    def bowl(x: Tensor) -> tuple[float, Tensor]:
        return float((curves * (x - bottom) ** 2).sum()), 2 * curves * (x - bottom)

    search = BoundedLbfgs(torch.full((30,), 0.5, dtype=torch.float64), bowl, low=0.0, high=1.0)
    losses = [search.step() for _ in range(60)]
    assert all(after <= before for before, after in zip(losses, losses[1:], strict=False))
    torch.testing.assert_close(search.picture, bottom.clamp(0, 1), atol=1e-5, rtol=0)
    assert search.evaluations < 120


def test_the_search_says_when_nothing_helps() -> None:
    flat = BoundedLbfgs(torch.zeros(3), lambda x: (1.0, torch.zeros_like(x)))
    flat.step()
    assert flat.is_stuck
