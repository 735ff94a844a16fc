"""FID: the Fréchet distance between two sets, each seen as one Gaussian in feature space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.training.metrics.features import Extractor
from ml.training.metrics.pictures import Pictures, TooFewPictures

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """Count, mean and summed outer products of deviations; sets are joined exactly.

    float64 whatever comes in. Joining is Chan, Golub and LeVeque's: no large sums are subtracted
    from one another, so that fifty thousand features can stream through.
    """

    count: int
    mean: Vector
    scatter: Matrix

    @classmethod
    def of(cls, features: NDArray[np.floating]) -> Moments:
        """Of count x dimensions."""
        values = features.astype(np.float64)
        mean = values.mean(axis=0)
        centred = values - mean
        return cls(len(values), mean, centred.T @ centred)

    def joined(self, other: Moments) -> Moments:
        """Of both sets together."""
        count = self.count + other.count
        apart = other.mean - self.mean
        weight = self.count * other.count / count
        scatter = self.scatter + other.scatter + weight * np.outer(apart, apart)
        return Moments(count, self.mean + apart * (other.count / count), scatter)

    @property
    def covariance(self) -> Matrix:
        """Unbiased, divided by count - 1; raises `TooFewPictures` below two."""
        if self.count < 2:
            raise TooFewPictures("A covariance needs at least two pictures.")
        return self.scatter / (self.count - 1)


@dataclass(frozen=True)
class Gaussian:
    """A mean and a root R of a covariance, R^T R = S; rank x dimensions."""

    mean: Vector
    root: Matrix

    @classmethod
    def of_moments(cls, moments: Moments) -> Gaussian:
        """Directions whose variance is nothing but rounding are left out."""
        values, vectors = np.linalg.eigh(moments.covariance)
        limit = len(values) * np.finfo(np.float64).eps * max(float(values[-1]), 0.0)
        kept = values > limit
        return cls(moments.mean, np.sqrt(values[kept])[:, None] * vectors[:, kept].T)

    @classmethod
    def of_features(cls, features: NDArray[np.floating]) -> Gaussian:
        """Of fewer pictures than dimensions: their deviations are a root already."""
        if len(features) < 2:
            raise TooFewPictures("A covariance needs at least two pictures.")
        values = features.astype(np.float64)
        mean = values.mean(axis=0)
        return cls(mean, (values - mean) / np.sqrt(len(values) - 1))


def gaussian_of(blocks: Iterable[NDArray[np.floating]]) -> Gaussian:
    """Of features that come in blocks; never holds more than as many as they have dimensions.

    Raises `TooFewPictures` below two pictures.
    """
    held: list[NDArray[np.floating]] = []
    total: Moments | None = None
    for block in blocks:
        held.append(block)
        if sum(map(len, held)) > block.shape[1]:
            total, held = _joined(total, held), []
    if total is not None:
        return Gaussian.of_moments(_joined(total, held) if held else total)
    if not held:
        raise TooFewPictures("There are no pictures to measure.")
    return Gaussian.of_features(np.concatenate(held))


def _joined(total: Moments | None, held: list[NDArray[np.floating]]) -> Moments:
    """With what was held back: many rows at a time, as each joining costs dimensions^2."""
    found = Moments.of(np.concatenate(held))
    return found if total is None else total.joined(found)


def frechet_distance(first: Gaussian, second: Gaussian) -> float:
    """|m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)), Heusel et al. 2017.

    The trace of the root is the sum of the singular values of R1 R2^T. Unlike a root of the
    product of covariances this squares nothing, so it needs neither an offset nor a tolerance
    for imaginary parts where a set is smaller than its dimensions.
    """
    apart = first.mean - second.mean
    shared = np.linalg.svd(first.root @ second.root.T, compute_uv=False).sum()
    traces = np.square(first.root).sum() + np.square(second.root).sum()
    return float(apart @ apart + traces - 2 * shared)


def fid(real: Pictures, made: Pictures, extractor: Extractor) -> float:
    """Of two sets of pictures. Below 2,048 in each it is large by the small number alone."""
    return frechet_distance(
        gaussian_of(extractor.blocks(real)), gaussian_of(extractor.blocks(made))
    )
