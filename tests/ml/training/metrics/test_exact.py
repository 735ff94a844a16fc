"""A measure inside a run that computes in bfloat16 gives what it gives alone."""

from __future__ import annotations

import numpy as np
import torch

from ml.training.metrics.classifier import ClassifierPlan, train_classifier
from ml.training.metrics.exact import exactly

CPU = torch.device("cpu")


def test_autocast_and_gradients_are_off_within_and_as_before_afterwards():
    left, right = torch.randn(8, 8), torch.randn(8, 8).requires_grad_()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert (left @ right).dtype == torch.bfloat16
        with exactly(CPU):
            inside = left @ right
        assert inside.dtype == torch.float32
        assert not inside.requires_grad
        assert (left @ right).dtype == torch.bfloat16


def test_choice_of_products_is_put_back():
    before = torch.backends.cuda.matmul.fp32_precision
    torch.backends.cuda.matmul.fp32_precision = "tf32"
    try:
        with exactly(CPU):
            assert torch.backends.cuda.matmul.fp32_precision == "ieee"
        assert torch.backends.cuda.matmul.fp32_precision == "tf32"
    finally:
        torch.backends.cuda.matmul.fp32_precision = before


def test_a_classifier_answers_the_same_inside_a_run():
    chance = np.random.default_rng(0)
    pictures = [chance.integers(0, 256, (16, 16, 3)).astype(np.uint8) for _ in range(4)]
    plan = ClassifierPlan(classes=2, side_px=16, width=4, epochs=1)
    taught = train_classifier(pictures, [0, 1, 0, 1], plan)
    alone = taught.probabilities(pictures)
    with torch.autocast("cpu", dtype=torch.bfloat16), torch.no_grad():
        inside = taught.probabilities(pictures)
        taught_inside = train_classifier(pictures, [0, 1, 0, 1], plan)
    np.testing.assert_array_equal(alone, inside)
    np.testing.assert_array_equal(alone, taught_inside.probabilities(pictures))
