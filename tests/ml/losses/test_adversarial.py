"""What a judge and its forger are paid, against values worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch

from ml.losses.adversarial import (
    feature_matching,
    hinge_critic,
    hinge_generator,
    least_squares_critic,
    least_squares_generator,
    nonsaturating_critic,
    nonsaturating_generator,
)

LOG2 = math.log(2)


def scores(*values: float) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32).view(1, 1, 1, -1)


def test_nonsaturating_values():
    assert float(nonsaturating_critic(scores(0), scores(0))) == pytest.approx(2 * LOG2)
    assert float(nonsaturating_generator(scores(0))) == pytest.approx(LOG2)
    assert float(nonsaturating_critic(scores(2), scores(-3))) == pytest.approx(
        math.log1p(math.exp(-2)) + math.log1p(math.exp(-3))
    )
    # Far on the wrong side it is a straight line: the generator keeps its gradient.
    fake = scores(-50).requires_grad_()
    nonsaturating_generator(fake).backward()
    assert fake.grad is not None
    assert float(fake.grad.sum()) == pytest.approx(-1.0)


def test_what_was_not_made_counts_as_real():
    faked = scores(1, 0)
    told = nonsaturating_critic(scores(0, 0), scores(5, 5), faked)
    made, kept = math.log1p(math.exp(5)), math.log1p(math.exp(-5))
    assert float(told) == pytest.approx(LOG2 + (made + kept) / 2)


def test_a_generator_answers_only_for_what_it_made():
    fake = scores(1, -4).requires_grad_()
    loss = nonsaturating_generator(fake, scores(1, 0))
    loss.backward()
    assert loss.item() == pytest.approx(math.log1p(math.exp(-1)))
    assert fake.grad is not None
    assert fake.grad.flatten()[1] == 0
    assert float(nonsaturating_generator(scores(1), scores(0))) == 0


def test_hinge_values_stop_beyond_the_margin():
    assert float(hinge_critic(scores(0.25), scores(-0.25))) == 1.5
    assert float(hinge_critic(scores(3), scores(-3))) == 0
    assert float(hinge_generator(scores(2, 4))) == -3


def test_least_squares_values():
    assert float(least_squares_critic(scores(3), scores(2))) == 8
    assert float(least_squares_generator(scores(3))) == 4


def test_matching_is_the_mean_over_layers_and_moves_the_fake_alone():
    fake = [torch.zeros(2, requires_grad=True), torch.zeros(4, requires_grad=True)]
    real = [torch.full((2,), 2.0, requires_grad=True), torch.full((4,), 4.0, requires_grad=True)]
    loss = feature_matching(fake, real)
    assert loss.item() == 3
    loss.backward()
    assert all(layer.grad is not None for layer in fake)
    assert all(layer.grad is None for layer in real)
