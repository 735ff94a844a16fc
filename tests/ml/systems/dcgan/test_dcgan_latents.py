"""Walks through DCGAN's pictures, and forgetting a thing (spec A-02)."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from ml.api.latents import line
from ml.systems.dcgan.network import LATENT, Generator, Size
from ml.systems.dcgan.windows import Box, dropped, fit_detector, inside, without


@pytest.fixture
def latents() -> Tensor:
    return torch.rand((9, LATENT), generator=torch.Generator().manual_seed(3)) * 2 - 1


@pytest.fixture
def generator() -> Generator:
    torch.manual_seed(0)
    return Generator(Size(side_px=16, base=8)).eval()


@torch.no_grad()
def test_a_walk_ends_in_both_pictures(latents: Tensor, generator: Generator) -> None:
    walked = torch.from_numpy(line(latents[0].numpy(), latents[1].numpy(), 5)).float()
    assert torch.equal(generator(walked[[0, -1]]), generator(latents[:2]))


def test_the_planted_channel_is_found() -> None:
    chance = torch.Generator().manual_seed(5)
    features = torch.rand((6, 7, 8, 8), generator=chance)
    is_inside = inside([Box(1, 2, 2, 10, 12), Box(4, 0, 0, 6, 16)], features, 16)
    features[:, 3] += 2.0 * is_inside
    features[:, 5] -= 2.0 * is_inside
    detector = fit_detector(features, is_inside)
    assert int(detector.weights.argmax()) == 3
    assert bool(detector.channels[3])
    assert not bool(detector.channels[5])
    told = detector.probability(features) > 0.5
    assert float((told == is_inside).float().mean()) > 0.98


def test_a_detector_needs_both_sides() -> None:
    features = torch.zeros(1, 2, 4, 4)
    for told in (torch.zeros(1, 4, 4, dtype=torch.bool), torch.ones(1, 4, 4, dtype=torch.bool)):
        with pytest.raises(ValueError, match="some of the places"):
            fit_detector(features, told)


def test_boxes_cover_places_whose_middle_they_hold() -> None:
    found = inside([Box(0, 4, 0, 8, 2)], torch.zeros(2, 3, 8, 8), 16)
    assert found[0].nonzero().tolist() == [[0, 2], [0, 3]]
    assert not bool(found[1].any())


@torch.no_grad()
def test_dropping_leaves_all_other_maps_as_they_are(latents: Tensor, generator: Generator) -> None:
    features = generator.features(latents)
    channels = torch.zeros(8, dtype=torch.bool)
    assert torch.equal(without(generator, latents, channels), generator(latents))
    channels[2] = True
    kept = dropped(features, channels)
    assert not bool(kept[:, 2].any())
    assert torch.equal(kept[:, ~channels], features[:, ~channels])
    assert not torch.equal(without(generator, latents, channels), generator(latents))
