"""The stated classifier, GAN-train and GAN-test on pictures whose classes are easy to see."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ml.training.metrics.by_class import Classified, class_count, class_scores
from ml.training.metrics.classifier import ClassifierPlan, SmallNet, train_classifier
from ml.training.metrics.pictures import PicturesDiffer

PLAN = ClassifierPlan(classes=3, side_px=16, width=8, epochs=6, batch=10, lr=1e-2)
HUES = np.array([(200, 90, 90), (90, 200, 90), (90, 90, 200)])


def coloured(count: int, seed: int, noise: float = 60) -> Classified:
    chance = np.random.default_rng(seed)
    classes = np.arange(count) % 3
    pictures = [
        np.clip(HUES[each] + chance.normal(0, noise, (16, 16, 3)), 0, 255).astype(np.uint8)
        for each in classes
    ]
    return Classified(pictures, classes)


def test_number_of_weights():
    plan = ClassifierPlan(classes=10)
    convolutions = sum(
        9 * a * b for a, b in [(3, 32), (32, 32), (32, 64), (64, 64), (64, 128), (128, 128)]
    )
    norms, head = 2 * 2 * (32 + 64 + 128), 128 * 10 + 10
    with torch.device("meta"):
        network = SmallNet(plan)
    assert sum(p.numel() for p in network.parameters()) == convolutions + norms + head


def test_training_is_the_same_twice_and_leaves_chance_alone():
    data = coloured(24, 0)
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    first = train_classifier(data.pictures, data.classes, PLAN).probabilities(data.pictures)
    assert torch.equal(torch.rand(3), expected)
    second = train_classifier(data.pictures, data.classes, PLAN).probabilities(data.pictures)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_allclose(first.sum(axis=1), 1, atol=1e-5)


def test_a_generator_that_copies_reality_teaches_as_well_as_reality():
    real, held_out = coloured(60, 0), coloured(60, 1)
    found = class_scores(real, held_out, coloured(60, 2), PLAN)
    assert found.real > 0.9
    assert abs(found.gan_train - found.real) < 0.1
    assert abs(found.gan_test - found.real) < 0.1


def test_missing_variety_and_wrong_classes_show():
    real, held_out = coloured(60, 0), coloured(60, 1)
    one_class = Classified(
        [HUES[0].astype(np.uint8) + np.zeros((16, 16, 3), np.uint8)] * 60, [0] * 60
    )
    found = class_scores(real, held_out, one_class, PLAN)
    assert found.gan_train == pytest.approx(1 / 3, abs=0.01)
    assert found.gan_test == 1
    swapped = coloured(60, 3)
    turned = Classified(swapped.pictures, (np.asarray(swapped.classes) + 1) % 3)
    assert class_scores(real, held_out, turned, PLAN).gan_test < 0.1


def test_classes_beyond_the_plan_are_refused():
    data = coloured(3, 0)
    assert class_count(data) == 3
    with pytest.raises(PicturesDiffer, match="from 0 to 2"):
        train_classifier(data.pictures, [0, 1, 3], PLAN)
