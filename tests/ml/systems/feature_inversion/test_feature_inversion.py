"""The numbers of the paper, gradients against differences, and a picture that comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from thin_style import scene

from ml.layers.pooled_features import PooledVgg19
from ml.systems.feature_inversion.fields import ALEXNET, fields_of, vgg19_windows
from ml.systems.feature_inversion.inversion import Plan, Question, feature_error, invert
from ml.systems.feature_inversion.regularisers import alpha_norm, total_variation

SMALL = torch.tensor([[0.0, 1.0], [2.0, 3.0]]).view(1, 1, 2, 2)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def thin(tap: str, pooling: str = "max") -> PooledVgg19:
    network = PooledVgg19((tap,), narrower=16, pooling=pooling)  # type: ignore[arg-type]
    network.draw()
    return network.requires_grad_(False)


@pytest.mark.parametrize(("beta", "expected"), [(1.0, 5.2360680), (2.0, 10.0), (6.0, 190.0)])
def test_total_variation_is_that_of_the_paper(beta: float, expected: float) -> None:
    assert float(total_variation(SMALL, beta)) == pytest.approx(expected)
    assert float(total_variation(torch.full((1, 3, 5, 5), 0.7), beta)) == 0.0


def test_alpha_norm_is_that_of_the_paper() -> None:
    assert float(alpha_norm(SMALL)) == 794.0
    x = torch.tensor([-2.0, 0.5], requires_grad=True)
    (slope,) = torch.autograd.grad(alpha_norm(x), x)
    torch.testing.assert_close(slope, 6 * x.detach().abs() ** 5 * x.detach().sign())


@pytest.mark.parametrize("beta", [1.0, 1.5, 2.0, 3.0])
def test_the_slope_of_the_variation_is_that_of_differences(beta: float) -> None:
    chance = torch.Generator().manual_seed(1)
    x = torch.rand((1, 1, 4, 5), generator=chance, dtype=torch.float64).requires_grad_()
    assert torch.autograd.gradcheck(lambda one: total_variation(one, beta), (x,))


def test_flat_pictures_have_a_finite_slope() -> None:
    x = torch.full((1, 1, 4, 4), 0.3, requires_grad=True)
    (slope,) = torch.autograd.grad(total_variation(x, 1.0), x)
    assert torch.isfinite(slope).all()


def test_fields_of_view_are_those_of_the_paper() -> None:
    fields = fields_of(ALEXNET)
    sides = {name: fields[name].side_px for name in ("conv1", "conv2", "conv3", "conv4", "conv5")}
    assert sides == {"conv1": 11, "conv2": 51, "conv3": 99, "conv4": 131, "conv5": 163}
    assert fields["pool5"].side_px == 195
    blocks = [fields[f"conv{number}"].of_block(5) for number in range(1, 6)]
    assert blocks == [27, 83, 163, 195, 227]


@pytest.mark.parametrize("tap", ["conv1_2", "conv2_2", "conv3_2"])
def test_nothing_outside_the_field_of_the_middle_neurons_has_a_slope(tap: str) -> None:
    network = thin(tap, "average")
    field = fields_of(vgg19_windows())[tap]
    photo = torch.from_numpy(scene(96, 96).transpose(2, 0, 1).copy())[None]
    # Without ReLUs no neuron is silent, so that the field is seen whole.
    for name, parameter in network.named_parameters():
        parameter.abs_() if name.endswith("weight") else None
    x = photo.clone().requires_grad_()
    found = network(x)[tap]
    neighbours = 4
    error = feature_error(found, torch.zeros_like(found) + 1e-3, neighbours)
    (slope,) = torch.autograd.grad(error, x)
    touched = slope.abs().sum(dim=(0, 1)) > 0
    rows, columns = touched.any(1).nonzero().flatten(), touched.any(0).nonzero().flatten()
    side = field.of_block(neighbours)
    assert len(rows) == int(rows[-1] - rows[0]) + 1 == side
    assert len(columns) == int(columns[-1] - columns[0]) + 1 == side
    assert touched[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()


def test_a_picture_comes_back_from_its_features() -> None:
    network = thin("conv1_2")
    photo = torch.from_numpy(scene(32, 40).transpose(2, 0, 1).copy())[None]
    found = list(invert(network, photo, Question("conv1_2"), Plan(rounds=60, jitter_px=0)))
    assert found[-1].error < 0.1 * found[0].error
    assert found[-1].picture.shape == photo.shape
    other = list(invert(network, photo, Question("conv1_2"), Plan(rounds=2, jitter_px=0, seed=1)))
    assert not torch.equal(other[0].picture, found[0].picture)
