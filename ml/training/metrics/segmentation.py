"""Judges made pictures by what a segmenter sees in them, or a segmenter by the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ml.training.metrics.pictures import (
    Lazy,
    Picture,
    Pictures,
    PicturesDiffer,
    TooFewPictures,
    require_pairs,
)

Labels = NDArray[np.uint8]
"""Rows x columns, a class number each."""

UNLABELLED = 255


class Segmenter(Protocol):
    """Anything that tells classes apart: a network of ours, or a stand-in for a test."""

    def labels(self, picture: Picture) -> Labels:
        """A class for every pixel, of the picture's own size."""
        ...


@dataclass(frozen=True)
class Confusion:
    """How many pixels of each true class (row) were taken for each class (column).

    Scores of a class that occurs in neither are left out of the means, not counted as zero.
    """

    counts: NDArray[np.int64]

    @classmethod
    def empty(cls, classes: int) -> Confusion:
        """No pixels yet."""
        return cls(np.zeros((classes, classes), np.int64))

    def with_picture(self, truth: Labels, found: Labels) -> Confusion:
        """One more picture; pixels of the truth marked 255 do not count."""
        if truth.shape != found.shape:
            raise PicturesDiffer("A map of classes has another size than its truth.")
        classes = len(self.counts)
        known = truth != UNLABELLED
        true, taken = truth[known].astype(np.int64), found[known].astype(np.int64)
        if max(true.max(initial=0), taken.max(initial=0)) >= classes:
            raise PicturesDiffer(f"A map of classes holds numbers beyond the {classes} known.")
        pairs = np.bincount(true * classes + taken, minlength=classes * classes)
        return Confusion(self.counts + pairs.reshape(classes, classes))

    @property
    def pixel_accuracy(self) -> float:
        """Share of pixels with the right class."""
        return float(np.trace(self.counts) / self._total())

    @property
    def class_accuracy(self) -> float:
        """Mean over the true classes of the share of their pixels that were found."""
        true = self.counts.sum(axis=1)
        present = true > 0
        self._total()
        return float(np.mean(np.diagonal(self.counts)[present] / true[present]))

    @property
    def unions(self) -> NDArray[np.int64]:
        """Pixels of each class in truth or guess."""
        both = np.diagonal(self.counts)
        return self.counts.sum(axis=0) + self.counts.sum(axis=1) - both

    @property
    def iou(self) -> NDArray[np.float64]:
        """Intersection over union of each class; not a number where a class occurs nowhere."""
        unions = self.unions
        found = np.full(len(unions), np.nan)
        np.divide(np.diagonal(self.counts), unions, out=found, where=unions > 0)
        return found

    @property
    def mean_iou(self) -> float:
        """Mean over the classes that occur in truth or guess."""
        self._total()
        return float(np.nanmean(self.iou))

    def _total(self) -> int:
        total = int(self.counts.sum())
        if not total:
            raise TooFewPictures("No pixel with a known class was compared.")
        return total


def confusion_of(
    pictures: Pictures, truths: Lazy[Labels], segmenter: Segmenter, classes: int
) -> Confusion:
    """What the segmenter sees in each picture against the map it was made from."""
    total = Confusion.empty(classes)
    for index in range(require_pairs(pictures, truths)):
        total = total.with_picture(truths[index], segmenter.labels(pictures[index]))
    return total
