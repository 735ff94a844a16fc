"""Where colours are seen, who seeks and who hides, and what is completed."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn

from ml.systems.missing_data_encoder.boxes import Box, coordinates, drawn_boxes, seen_masks
from ml.systems.missing_data_encoder.network import Completer, Found, Seeker, boxes_apart
from ml.systems.missing_data_encoder.recipe import (
    HIDE,
    SEEK,
    Decoy,
    MissingDataOptions,
    MissingDataRecipe,
)
from ml.training.noise import Noise

NOISE = Noise(0, torch.device("cpu"))


def test_a_box_as_shares_of_the_picture() -> None:
    assert coordinates(Box(16, 8, 32, 64), 128, 128) == (0.125, 0.0625, 0.375, 0.5625)


def test_a_box_as_a_mask() -> None:
    shares = coordinates(Box(1, 0, 2, 3), 4, 8)
    mask = seen_masks(torch.tensor([shares * 2 + (0.0, 0.0, 1.0, 1.0)]), 4, 8)
    assert mask.shape == (1, 3, 4, 8)
    assert mask[0, 0].tolist() == [[0, 1, 1, 0, 0, 0, 0, 0]] * 3 + [[0] * 8]
    assert torch.equal(mask[0, 2], torch.ones(4, 8))


def test_every_colour_has_a_box_of_its_own() -> None:
    boxes = drawn_boxes(64, np.random.default_rng(0))
    assert len(set(boxes)) == 3
    assert len(set(drawn_boxes(64, np.random.default_rng(0), apart=False))) == 1
    for box in boxes:
        assert box.left >= 0
        assert box.left + box.width <= 64
        assert box.top + box.height <= 64


def test_the_distance_is_nothing_only_where_it_is_right() -> None:
    right = torch.rand(4, 12)
    assert boxes_apart(right, right).item() == pytest.approx(0.0, abs=1e-6)
    off = right.clone()
    off[0, :2] += torch.tensor([0.3, 0.4])
    assert boxes_apart(off, right).item() == pytest.approx(0.5 / 4, abs=1e-5)


def test_sizes_and_ranges() -> None:
    torch.manual_seed(0)
    made = Completer(4)(torch.rand(2, 3, 32, 32), torch.ones(2, 3, 32, 32))
    found = Seeker(32, 4)(made)
    assert made.shape == (2, 3, 32, 32)
    assert (found.score.shape, found.boxes.shape) == ((2, 1), (2, 12))
    assert bool(((found.boxes > 0) & (found.boxes < 1)).all())


def test_what_is_not_seen_is_not_looked_at() -> None:
    torch.manual_seed(0)
    network, picture = Completer(4, 3), torch.rand(1, 3, 16, 16)
    seen = torch.zeros(1, 3, 16, 16)
    seen[:, 1, :8] = 1
    other = torch.where(seen > 0, picture, torch.rand(1, 3, 16, 16))
    assert torch.equal(network(picture, seen), network(other, seen))


class Looks(nn.Module):
    """A seeker that always answers with one box."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = nn.Parameter(torch.full((1, 12), 0.5))

    def forward(self, pictures: torch.Tensor) -> Found:
        # What it sees counts as well, so that the generator can move the answer.
        boxes = self.boxes.expand(len(pictures), -1) + 0.1 * pictures.mean((1, 2, 3))[:, None]
        return Found(torch.zeros(len(pictures), 1) * boxes[:, :1], boxes)


class Grey(nn.Module):
    """Answers with one number everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = nn.Parameter(torch.zeros(()))

    def forward(self, pictures: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        return self.answer.expand_as(pictures)


def prepared(decoy: Decoy) -> tuple[MissingDataRecipe, dict[str, nn.Module], dict]:
    recipe = MissingDataRecipe(MissingDataOptions(16, complete_weight=0.0, decoy=decoy))
    boxes = torch.tensor([[0.1, 0.1, 0.6, 0.6] * 3, [0.2, 0.3, 0.9, 0.8] * 3])
    batch = {"picture": torch.full((2, 3, 16, 16), 0.75), "boxes": boxes}
    return recipe, {"generator": Grey(), "critic": Looks()}, batch


def test_losses_of_constants() -> None:
    recipe, networks, batch = prepared(Decoy.WHOLE)
    sought = recipe.losses(SEEK, networks, batch, NOISE)
    assert sought["judge"].item() == pytest.approx(2 * math.log(2))
    made = recipe.losses(HIDE, networks, batch, NOISE)
    assert made["rebuild"].item() == pytest.approx(10 * 0.5)
    assert made["fool"].item() == pytest.approx(0.1 * math.log(2))
    # From (.5, .5, .5, .5) to the whole picture: four halves, so a length of one for each colour.
    assert made["hide"].item() == pytest.approx(0.1 * 3, rel=1e-4)


def test_seeking_lowers_the_error_and_hiding_raises_it() -> None:
    recipe, networks, batch = prepared(Decoy.WHOLE)
    critic, generator = networks["critic"], networks["generator"]

    def error() -> float:
        made = generator(batch["picture"], batch["picture"])
        return float(boxes_apart(critic(made).boxes, batch["boxes"]).detach())

    before = error()
    step(critic, recipe.losses(SEEK, networks, batch, NOISE)["seek"], 0.05)
    sought = error()
    assert sought < before
    with torch.no_grad():
        critic.get_parameter("boxes").copy_(torch.tensor([[0.1, 0.1, 0.6, 0.6] * 3]))
    batch["boxes"] = batch["boxes"][:1].expand(2, -1)
    found = error()
    assert found == pytest.approx(0.0, abs=1e-5)
    step(generator, recipe.losses(HIDE, networks, batch, NOISE)["hide"], 5.0)
    assert error() > found


def step(network: nn.Module, loss: torch.Tensor, rate: float) -> None:
    network.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in network.parameters():
            assert parameter.grad is not None
            parameter -= rate * parameter.grad


def test_a_decoy_may_be_another_pictures_box() -> None:
    recipe, networks, batch = prepared(Decoy.OTHER)
    with torch.no_grad():
        networks["critic"].get_parameter("boxes").copy_(batch["boxes"][1:])
    made = recipe.losses(HIDE, networks, batch, NOISE)["hide"].item()
    apart = boxes_apart(batch["boxes"][1:], batch["boxes"][:1]).item()
    # Half of the answers are right already: the first picture is to look like the second.
    assert apart > 0
    assert made == pytest.approx(0.1 * 0.5 * apart, rel=1e-3)


def test_what_is_seen_is_kept() -> None:
    recipe, networks, batch = prepared(Decoy.WHOLE)
    seen = seen_masks(batch["boxes"], 16, 16)
    made = recipe.completed(networks, batch["picture"], seen).detach()
    assert torch.equal(made[seen > 0], batch["picture"][seen > 0])
    assert set(made[seen == 0].tolist()) == {0.5}
