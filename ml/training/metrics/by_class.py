"""GAN-train and GAN-test: whether made pictures can teach, and whether they can be told apart."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from ml.training.metrics.classifier import (
    Classes,
    ClassifierPlan,
    as_classes,
    train_classifier,
)
from ml.training.metrics.pictures import Lazy, Pictures

Device = torch.device | str


@dataclass(frozen=True)
class Classified:
    """Pictures with their classes."""

    pictures: Pictures
    classes: Lazy[int] | Classes


@dataclass(frozen=True)
class ClassScores:
    """Accuracies in 0..1, all by classifiers of one plan (Shmelkov, Schmid, Alahari 2018).

    `gan_train` falls when made pictures lack variety, `gan_test` when they lack quality. Much
    above `real`, `gan_test` means memorised or too easy pictures.
    """

    gan_train: float
    gan_test: float
    real: float


def class_scores(
    real: Classified,
    held_out: Classified,
    made: Classified,
    plan: ClassifierPlan,
    device: Device = "cpu",
) -> ClassScores:
    """Trains one classifier on real and one on made pictures.

    GAN-train: trained on `made`, judged on `held_out`. GAN-test: trained on `real`, judged on
    `made`. `real` to `held_out` is what to compare both with.
    """
    taught_by_real = train_classifier(real.pictures, real.classes, plan, device)
    return ClassScores(
        gan_train=gan_train(made, held_out, plan, device),
        gan_test=taught_by_real.accuracy(made.pictures, made.classes),
        real=taught_by_real.accuracy(held_out.pictures, held_out.classes),
    )


def gan_train(
    made: Classified, held_out: Classified, plan: ClassifierPlan, device: Device = "cpu"
) -> float:
    """Accuracy on held-out real pictures of a classifier that has seen made ones only."""
    taught = train_classifier(made.pictures, made.classes, plan, device)
    return taught.accuracy(held_out.pictures, held_out.classes)


def class_count(*groups: Classified) -> int:
    """One more than the largest class number in any group."""
    return 1 + max(int(as_classes(group.classes, 1 << 31).max(initial=0)) for group in groups)
