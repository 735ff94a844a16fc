"""Accuracy and intersection over union, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.metrics.pictures import PicturesDiffer, TooFewPictures
from ml.training.metrics.segmentation import UNLABELLED, Confusion, confusion_of


def labels(*rows):
    return np.array(rows, np.uint8)


def test_a_small_map_by_hand():
    truth, found = labels([0, 0, 1], [1, 1, 2]), labels([0, 1, 1], [1, 0, 2])
    total = Confusion.empty(4).with_picture(truth, found)
    assert total.pixel_accuracy == pytest.approx(4 / 6)
    assert total.class_accuracy == pytest.approx((1 / 2 + 2 / 3 + 1) / 3)
    np.testing.assert_allclose(total.iou, [1 / 3, 2 / 4, 1, np.nan])
    assert total.mean_iou == pytest.approx((1 / 3 + 1 / 2 + 1) / 3)


def test_a_class_that_is_only_guessed_counts_as_missed():
    total = Confusion.empty(3).with_picture(labels([0, 0]), labels([0, 2]))
    assert total.mean_iou == pytest.approx((1 / 2 + 0) / 2)
    assert total.class_accuracy == pytest.approx(1 / 2)


def test_unlabelled_pixels_do_not_count():
    truth = labels([0, UNLABELLED, 1])
    total = Confusion.empty(2).with_picture(truth, labels([0, 1, 1]))
    assert total.pixel_accuracy == 1
    assert total.counts.sum() == 2


def test_pictures_add_up_before_dividing():
    total = Confusion.empty(2).with_picture(labels([0, 0, 0, 0]), labels([0, 0, 0, 1]))
    total = total.with_picture(labels([1]), labels([1]))
    assert total.pixel_accuracy == pytest.approx(4 / 5)


def test_through_a_segmenter():
    class ByBrightness:
        def labels(self, picture: np.ndarray) -> np.ndarray:
            return (picture.mean(axis=2) > 127).astype(np.uint8)

    maps = [labels([0, 1], [1, 0]), labels([1, 1], [1, 0])]
    pictures = [np.repeat(each[:, :, None] * 255, 3, axis=2) for each in maps]
    assert confusion_of(pictures, maps, ByBrightness(), 2).mean_iou == 1
    pictures[0] = 255 - pictures[0]
    assert confusion_of(pictures, maps, ByBrightness(), 2).pixel_accuracy == pytest.approx(1 / 2)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(PicturesDiffer, match="another size"):
        Confusion.empty(2).with_picture(labels([0]), labels([0, 0]))
    with pytest.raises(PicturesDiffer, match="beyond the 2 known"):
        Confusion.empty(2).with_picture(labels([0]), labels([2]))
    with pytest.raises(TooFewPictures):
        _ = Confusion.empty(2).mean_iou
