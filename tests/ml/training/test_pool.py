"""The pool of older pictures, and averages of weights."""

from __future__ import annotations

import torch
from torch import nn

from ml.training.loop.average import Average
from ml.training.noise import Noise
from ml.training.pool import ImagePool

CPU = torch.device("cpu")


def exchanged(pool: ImagePool, first: int, count: int = 4) -> list[float]:
    images = torch.arange(first, first + count).float().view(-1, 1, 1, 1)
    return pool.exchange(images, Noise(first, CPU)).flatten().tolist()


def test_until_full_pictures_come_back_and_then_half_are_older() -> None:
    pool = ImagePool(8)
    assert exchanged(pool, 0) == [0, 1, 2, 3]
    assert exchanged(pool, 4) == [4, 5, 6, 7]
    older = 0
    for first in range(8, 408, 4):
        shown = exchanged(pool, first)
        older += sum(value < first for value in shown)
    assert len(pool) == 8
    assert 150 < older < 250


def test_it_goes_on_from_its_state_and_an_old_state_stays() -> None:
    pool, again = ImagePool(4), ImagePool(4)
    exchanged(pool, 0)
    state = pool.state()
    later = [exchanged(pool, first) for first in (10, 20, 30)]
    again.restore(state)
    assert [exchanged(again, first) for first in (10, 20, 30)] == later


def test_the_average_follows_with_its_decay_and_copies_buffers() -> None:
    network = nn.Sequential(nn.Linear(1, 1, bias=False), nn.BatchNorm1d(1))
    average = Average({"n": network}, 0.9)
    with torch.no_grad():
        network[0].weight.zero_()
    average = Average({"n": network}, 0.9)
    with torch.no_grad():
        network[0].weight.fill_(1.0)
        network[1].running_mean.fill_(3.0)
    average.update(0)
    # The ramp: 1 / 10 is kept at the first step.
    torch.testing.assert_close(average.networks["n"][0].weight, torch.tensor([[0.9]]))
    average.update(10_000)
    torch.testing.assert_close(average.networks["n"][0].weight, torch.tensor([[0.91]]))
    assert average.networks["n"][1].running_mean.item() == 3.0
    assert not average.networks["n"].training
    average.begin_anew()
    assert average.networks["n"][0].weight.item() == 1.0


def test_what_has_grown_starts_at_its_present_weights() -> None:
    network = nn.Sequential(nn.Linear(1, 1, bias=False))
    average = Average({"n": network}, 0.5)
    with torch.no_grad():
        average.networks["n"][0].weight.fill_(5.0)
    network.append(nn.Linear(1, 1))
    average.grow({"n": network})
    assert average.networks["n"][0].weight.item() == 5.0
    assert torch.equal(average.networks["n"][1].weight, network[1].weight)
