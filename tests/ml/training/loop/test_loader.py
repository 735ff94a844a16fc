"""Batches: the same from any thread, dealt as the noise is; failures name their item."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from small_regression import RegressionOptions, SmallRegression

from benchmarks.torture.small_gan import SmallPictures
from ml.training.experiment import Experiment
from ml.training.items import Item
from ml.training.loop.loader import ExampleFailed, Examples, Loader, Share
from ml.training.loop.turns import Timetable
from ml.training.loop.update import on_device
from ml.training.noise import Noise

RECIPE = SmallRegression(RegressionOptions())


def examples(share: Share | None = None, items: SmallPictures | None = None) -> Examples:
    timetable = Timetable(RECIPE.stages(), Experiment(steps=9, batch=8))
    return Examples(RECIPE, items or SmallPictures(), timetable, 3, share or Share())


def test_threads_do_not_change_what_comes() -> None:
    def all_of(threads: int) -> Iterator[torch.Tensor]:
        with Loader(examples(), 2, threads) as loader:
            for step in range(2, 9):
                yield loader.take(step, 0)[0]["dark"]

    for one, four in zip(all_of(1), all_of(4), strict=True):
        assert torch.equal(one, four)


def test_batches_are_dealt_as_noise_is() -> None:
    (whole,) = examples().batch(1, 0, lambda: False)
    drawn = Noise(5, torch.device("cpu")).normal(8, 2)
    for rank in range(2):
        parts = examples(Share(rank, 2, parts=2)).batch(1, 0, lambda: False)
        for number, part in enumerate(parts):
            virtual = rank + 2 * number
            assert torch.equal(part["dark"], whole["dark"][virtual::4])
            mine = Noise(5, torch.device("cpu"), virtual, 4).normal(2, 2)
            assert torch.equal(mine, drawn[virtual::4])


class Broken(SmallPictures):
    def item(self, index: int) -> Item:
        if index == 3:
            raise OSError("truncated")
        return super().item(index)


def test_a_broken_item_is_named() -> None:
    told = r"wave-3\.png cannot be used for training: truncated"
    with Loader(examples(items=Broken()), 0, 2) as loader, pytest.raises(ExampleFailed, match=told):
        [loader.take(step, 0) for step in range(9)]


class Slow(SmallPictures):
    """The first item waits until it is let go; counts how many were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.asked = threading.Event(), 0

    def item(self, index: int) -> Item:
        self.asked += 1
        self.gate.wait(60)
        return super().item(index)


def test_closing_stops_in_the_middle_of_a_batch() -> None:
    items = Slow()
    with Loader(examples(items=items), 0, 1):
        threading.Timer(0.05, items.gate.set).start()
    assert items.asked <= 2


def test_bytes_become_floats_on_the_device_and_maps_stay() -> None:
    part = {
        "picture": torch.tensor(np.full((2, 3, 4, 4), 255), dtype=torch.uint8),
        "labels": torch.tensor(np.full((2, 4, 4), 9), dtype=torch.uint8),
    }
    moved = on_device(part, torch.device("cpu"), channels_last=True)
    assert moved["picture"].dtype is torch.float32
    assert moved["picture"].max() == 1.0
    assert moved["picture"].is_contiguous(memory_format=torch.channels_last)
    assert moved["labels"].dtype is torch.uint8
