"""The small segmenter learns what can be learned, always alike, and judges by known numbers."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from ml.training.metrics import segmenter
from ml.training.metrics.catalog import measured
from ml.training.metrics.comparison import Comparison
from ml.training.metrics.pictures import PicturesDiffer
from ml.training.metrics.segmentation import UNLABELLED, confusion_of
from ml.training.metrics.segmenter import (
    SegmenterPlan,
    SmallUnet,
    TaughtSegmenter,
    train_segmenter,
)

COLOURS = np.array([[200, 40, 40], [40, 200, 40], [40, 40, 200]], np.uint8)
PLAN = SegmenterPlan(classes=3, side_px=32, width=4, epochs=16, batch=4, lr=1e-2)


def scenes(
    count: int, seed: int, size: tuple[int, int] = (32, 32)
) -> tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]]]:
    """Rectangles of class 1 and 2 on class 0, each class a colour of its own with some noise."""
    chance = np.random.default_rng(seed)
    pictures, maps = [], []
    for _ in range(count):
        labels = np.zeros(size, np.uint8)
        for number in (1, 2):
            top, left = chance.integers(0, size[0] // 2), chance.integers(0, size[1] // 2)
            labels[top : top + size[0] // 2, left : left + size[1] // 3] = number
        noise = chance.normal(0, 12, (*size, 3))
        pictures.append(np.clip(COLOURS[labels] + noise, 0, 255).astype(np.uint8))
        maps.append(labels)
    return pictures, maps


@pytest.fixture(scope="module")
def taught() -> TaughtSegmenter:
    return train_segmenter(*scenes(10, 0), PLAN)


def test_what_colour_tells_is_learned_and_judged(taught: TaughtSegmenter) -> None:
    pictures, maps = scenes(6, 1)
    found = measured(
        ["segmentation"],
        Comparison(made=pictures, labels=maps, label_classes=3, segmenter=taught),
    )
    # Seams are lost on the way down and up; by chance it would be about 0.2.
    assert found["mean_iou"] > 0.7
    assert found["pixel_accuracy"] > 0.85
    # Painted with the colours of other classes, hardly a pixel is what the map says.
    wrong = [COLOURS[(each + 1) % 3] for each in maps]
    assert confusion_of(wrong, maps, taught, 3).pixel_accuracy < 0.1


def test_maps_come_at_the_pictures_own_size(taught: TaughtSegmenter) -> None:
    pictures, maps = scenes(1, 2, (48, 80))
    labels = taught.labels(pictures[0])
    assert (labels.shape, labels.dtype) == ((48, 80), np.uint8)
    assert float((labels == maps[0]).mean()) > 0.8


def test_the_same_plan_gives_the_same_segmenter_and_leaves_chance_alone() -> None:
    quick = SegmenterPlan(classes=3, side_px=16, width=2, epochs=2, batch=4)
    torch.manual_seed(5)
    before = torch.get_rng_state()
    one, other = (train_segmenter(*scenes(5, 3), quick) for _ in range(2))
    assert torch.equal(torch.get_rng_state(), before)
    weights = [each.network.state_dict() for each in (one, other)]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


def test_rare_classes_count_more_and_what_is_unlabelled_nothing() -> None:
    truth = torch.tensor([[0, 0, 0, 0, 1, UNLABELLED, UNLABELLED]])
    weights = segmenter._weights(truth, 3)
    torch.testing.assert_close(weights, torch.tensor([2 / 3, 4 / 3, 0.0]))


def test_every_size_and_count() -> None:
    with torch.device("meta"):
        network = SmallUnet(SegmenterPlan(classes=11))
        assert network(torch.empty(2, 3, 128, 128)).shape == (2, 11, 128, 128)
    assert sum(p.numel() for p in network.parameters()) == 488_171


def test_what_cannot_be_taught_is_refused() -> None:
    pictures, maps = scenes(2, 0)
    with pytest.raises(PicturesDiffer, match="holds the number 2; there are 2 classes"):
        train_segmenter(pictures, maps, SegmenterPlan(classes=2, side_px=32))
    with pytest.raises(PicturesDiffer, match="a side that 8 divides"):
        SegmenterPlan(classes=3, side_px=30)
    with pytest.raises(PicturesDiffer, match="1 on the other"):
        train_segmenter(pictures, maps[:1], PLAN)
