"""The numbers of the paper's formulas, gradients against differences, and a loss that falls."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from thin_style import scene
from torch import Tensor

from ml.layers.pooled_features import PooledVgg19, TapUnknown, steps_of_vgg19
from ml.losses.gram import gram_distance_of, mean_gram
from ml.losses.style import gram, gram_distance
from ml.systems.neural_style.losses import (
    STYLE_LAYERS,
    TAPS,
    StyleObjective,
    Weights,
    content_loss,
    wanted_of,
)
from ml.systems.neural_style.painting import Canvas, Plan, paint, resized, sides_up_to


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def picture(rows: int, columns: int, seed: int = 0) -> Tensor:
    return torch.from_numpy(scene(rows, columns, seed).transpose(2, 0, 1).copy())[None]


def thin(taps: tuple[str, ...] = TAPS, **options: str) -> PooledVgg19:
    network = PooledVgg19(taps, narrower=16, **options)  # type: ignore[arg-type]
    network.draw()
    return network.requires_grad_(False)


def test_style_energy_and_its_gradient_are_those_of_the_paper() -> None:
    features = torch.tensor([[1.0, 2.0], [3.0, 4.0]]).view(1, 2, 1, 2).requires_grad_()
    target = torch.zeros(2, 2)
    np.testing.assert_array_equal(gram(features)[0].detach(), [[5, 11], [11, 25]])
    for energy in (gram_distance(features, target[None]), gram_distance_of(features, target)):
        assert energy.detach().item() == pytest.approx(13.9375)
        (slope,) = torch.autograd.grad(energy, features)
        expected = torch.tensor([[2.375, 3.375], [5.375, 7.625]])
        torch.testing.assert_close(slope.reshape(2, 2), expected)


def test_content_is_half_the_sum_of_squares() -> None:
    found = torch.tensor([[1.0, -2.0]], requires_grad=True)
    loss = content_loss(found, torch.zeros(1, 2))
    assert loss.detach().item() == 2.5
    (slope,) = torch.autograd.grad(loss, found)
    torch.testing.assert_close(slope, torch.tensor([[1.0, -2.0]]))


def test_both_forms_of_the_style_energy_agree_and_sizes_may_differ() -> None:
    chance = torch.Generator().manual_seed(1)
    found = torch.rand((1, 5, 6, 7), generator=chance)
    other = torch.rand((1, 5, 6, 7), generator=chance)
    whole = gram_distance(found, gram(other))
    torch.testing.assert_close(gram_distance_of(found, mean_gram(other)), whole)
    twice = torch.cat((other, other), dim=3)
    torch.testing.assert_close(mean_gram(twice), mean_gram(other))
    shuffled = other.flatten(2)[:, :, torch.randperm(42, generator=chance)].view(1, 5, 6, 7)
    torch.testing.assert_close(mean_gram(shuffled), mean_gram(other))


def test_the_hand_made_gradient_is_that_of_differences() -> None:
    chance = torch.Generator().manual_seed(2)
    found = torch.rand((1, 3, 4, 2), generator=chance, dtype=torch.float64).requires_grad_()
    target = torch.rand((3, 3), generator=chance, dtype=torch.float64)
    target = target + target.T
    assert torch.autograd.gradcheck(lambda one: gram_distance_of(one, target), (found,))


def test_nothing_flows_where_a_filter_is_silent() -> None:
    features = torch.tensor([-1.0, 2.0, 0.0, 3.0]).view(1, 1, 2, 2).requires_grad_()
    active = torch.relu(features)
    loss = content_loss(active, torch.ones_like(active)) + gram_distance_of(active, torch.eye(1))
    (slope,) = torch.autograd.grad(loss, features)
    np.testing.assert_array_equal(slope.flatten() == 0, [True, False, True, False])


def test_the_gradient_of_a_picture_is_that_of_differences() -> None:
    network, photo, style = thin().double(), picture(32, 40).double(), picture(30, 30, 1).double()
    wanted = wanted_of(network, photo, [style], [1.0])
    weights = Weights(content=1.0, style=40.0, smooth=0.1, is_mean=True)
    objective = StyleObjective(network, wanted, weights)
    chance = torch.Generator().manual_seed(3)
    here = (photo + 0.1 * torch.rand(photo.shape, generator=chance, dtype=torch.float64)).clamp(
        0, 1
    )
    _, slope = objective(here)
    for _ in range(4):
        way = torch.randn(here.shape, generator=chance, dtype=torch.float64)
        step = 1e-6
        change = objective(here + step * way)[0] - objective(here - step * way)[0]
        assert float((slope * way).sum()) == pytest.approx(change / (2 * step), rel=1e-4)


def test_losses_are_zero_at_what_is_wanted() -> None:
    network, photo = thin(), picture(40, 40)
    objective = StyleObjective(network, wanted_of(network, photo, [photo], [1.0]), Weights())
    total, slope = objective(photo)
    assert total == pytest.approx(0.0, abs=1e-8)
    assert float(slope.abs().max()) < 1e-6


@pytest.mark.parametrize("optimiser", ["lbfgs", "adam"])
def test_the_loss_falls_and_the_picture_stays_a_picture(optimiser: str) -> None:
    canvas = Canvas(picture(48, 64), [picture(40, 40, 1)], [1.0])
    weights = Weights(content=1.0, style=300.0, is_mean=True)
    plan = Plan(weights, rounds=12, sides_px=(48, 64), optimiser=optimiser)  # type: ignore[arg-type]
    strokes = list(paint(thin(), canvas, plan))
    fine = [stroke for stroke in strokes if stroke.side_px == 64]
    assert len(strokes) > len(fine) > 1
    assert fine[-1].losses.total < 0.7 * fine[0].losses.total
    assert strokes[-1].picture.shape == (1, 3, 48, 64)
    assert strokes[-1].done == pytest.approx(1.0)
    assert all(0 <= float(s.picture.min()) and float(s.picture.max()) <= 1 for s in strokes)


def test_without_style_nothing_changes() -> None:
    photo = picture(48, 48)
    canvas = Canvas(photo, [picture(40, 40, 1)], [1.0])
    plan = Plan(Weights(content=1.0, style=0.0, is_mean=True), rounds=3, sides_px=(48,))
    *_, last = paint(thin(), canvas, plan)
    torch.testing.assert_close(last.picture, photo, atol=1e-5, rtol=0)


def test_sides_halve_down_to_what_shows_a_style() -> None:
    assert sides_up_to(1024) == (256, 512, 1024)
    assert sides_up_to(100) == (100,)
    assert resized(picture(30, 60), 1024).shape[-2:] == (30, 60)
    assert resized(picture(30, 60), 20).shape[-2:] == (10, 20)


def test_layers_stand_where_the_file_has_them() -> None:
    numbers = {step.tap: step.number for step in steps_of_vgg19()}
    wanted = ("conv1_1", "conv1_2", "conv2_1", "conv3_1", "conv3_4", "conv4_1", "conv5_1")
    assert [numbers[tap] for tap in wanted] == [2, 5, 9, 16, 25, 29, 42]
    with pytest.raises(TapUnknown):
        PooledVgg19(("conv9_1",))
    assert set(STYLE_LAYERS) < set(TAPS)
