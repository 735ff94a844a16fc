"""What is compared with what, and the networks and features that measures of it share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeVar

import torch

from ml.training.metrics.by_class import Classified, class_count
from ml.training.metrics.classifier import Classifier, ClassifierPlan, train_classifier
from ml.training.metrics.features import Features, InceptionFeatures, all_features
from ml.training.metrics.fidelity import View
from ml.training.metrics.frechet import Gaussian, gaussian_of
from ml.training.metrics.kernel import KernelPlan
from ml.training.metrics.pictures import Lazy, Pictures
from ml.training.metrics.relative import RelativePlan
from ml.training.metrics.segmentation import Labels, Segmenter

Something = TypeVar("Something")


class Need(Enum):
    """What a measure cannot do without, in the words of a message."""

    PARTNERS = "a true picture for each made one"
    REAL = "real pictures that were not trained with"
    TRAINING = "the pictures that were trained with"
    CLASSES = "the class of each made and each real picture"
    TRAINING_CLASSES = "the pictures that were trained with, and their classes"
    LABELS = "the map of classes that each picture was made from"
    SEGMENTER = "a segmenter that knows these classes"
    RIVALS = "pictures of other generators, as many of each as of ours"


@dataclass(frozen=True)
class Plans:
    """How the measures that can be done in several ways are done."""

    view: View = field(default_factory=View)
    kernel: KernelPlan = field(default_factory=KernelPlan)
    relative: RelativePlan = field(default_factory=RelativePlan)
    classifier: ClassifierPlan | None = None
    """None takes the defaults with as many classes as occur."""


@dataclass(frozen=True)
class Comparison:
    """The pictures to judge and everything that they can be judged by; most of it is optional.

    `paired` says that `real[i]` is the truth of `made[i]`.
    """

    made: Pictures
    real: Pictures | None = None
    paired: bool = False
    training: Pictures | None = None
    made_classes: Lazy[int] | None = None
    real_classes: Lazy[int] | None = None
    training_classes: Lazy[int] | None = None
    labels: Lazy[Labels] | None = None
    label_classes: int = 0
    segmenter: Segmenter | None = None
    rivals: Mapping[str, Pictures] = field(default_factory=dict)
    plans: Plans = field(default_factory=Plans)
    device: torch.device | str = "cpu"

    def has(self, need: Need) -> bool:
        """Whether this was given."""
        given = {
            Need.PARTNERS: self.paired and self.real is not None,
            Need.REAL: self.real is not None,
            Need.TRAINING: self.training is not None,
            Need.CLASSES: None not in (self.real, self.made_classes, self.real_classes),
            Need.TRAINING_CLASSES: None not in (self.training, self.training_classes),
            Need.LABELS: self.labels is not None and self.label_classes > 0,
            Need.SEGMENTER: self.segmenter is not None,
            Need.RIVALS: bool(self.rivals),
        }
        return given[need]


class NotGiven(ValueError):
    """A measure reached for something that the comparison does not hold."""


class Bench:
    """A comparison while it is measured: each network is loaded and each set seen once."""

    def __init__(self, comparison: Comparison, keeps_features: bool = False) -> None:
        self.comparison = comparison
        self._keeps = keeps_features

    @property
    def real(self) -> Pictures:
        """The real pictures; raises `NotGiven`."""
        return _given(self.comparison.real)

    @cached_property
    def inception(self) -> InceptionFeatures:
        """The network of FID and KID, on the comparison's device."""
        return InceptionFeatures(device=self.comparison.device)

    @cached_property
    def made_features(self) -> Features:
        """Of all made pictures."""
        return all_features(self.inception, self.comparison.made)

    @cached_property
    def real_features(self) -> Features:
        """Of all real pictures."""
        return all_features(self.inception, self.real)

    def gaussians(self) -> tuple[Gaussian, Gaussian]:
        """Of the real and the made set; streamed where nobody else needs the features."""
        if self._keeps:
            return gaussian_of([self.real_features]), gaussian_of([self.made_features])
        return (
            gaussian_of(self.inception.blocks(self.real)),
            gaussian_of(self.inception.blocks(self.comparison.made)),
        )

    def classified(self) -> tuple[Classified, Classified, Classified]:
        """Training, held-out and made pictures with their classes; raises `NotGiven`."""
        given = self.comparison
        return (
            Classified(_given(given.training), _given(given.training_classes)),
            Classified(self.real, _given(given.real_classes)),
            Classified(given.made, _given(given.made_classes)),
        )

    @cached_property
    def taught_by_real(self) -> Classifier:
        """The stated small classifier, trained on the training pictures."""
        groups = self.classified()
        plan = self.comparison.plans.classifier or ClassifierPlan(class_count(*groups))
        training = groups[0]
        return train_classifier(training.pictures, training.classes, plan, self.comparison.device)


def _given(value: Something | None) -> Something:
    if value is None:
        raise NotGiven("A measure was asked for without what it compares with.")
    return value
