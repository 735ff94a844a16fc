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


def moments_of(blocks: Iterable[NDArray[np.floating]]) -> Moments:
    """Of features that come in blocks; raises `TooFewPictures` where none come."""
    total: Moments | None = None
    for block in blocks:
        found = Moments.of(block)
        total = found if total is None else total.joined(found)
    if total is None:
        raise TooFewPictures("There are no pictures to measure.")
    return total


def frechet_distance(first: Moments, second: Moments) -> float:
    """|m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)), Heusel et al. 2017.

    The trace of the root is the sum of the singular values of S1^(1/2) S2^(1/2) in the
    eigenvectors of each. Unlike a root of the product it squares nothing, so it needs neither an
    offset nor a tolerance for imaginary parts where a set is smaller than its dimensions.
    """
    apart = first.mean - second.mean
    left, right = _root(first.covariance), _root(second.covariance)
    shared = np.linalg.svd(left @ right.T, compute_uv=False).sum()
    traces = np.square(left).sum() + np.square(right).sum()
    return float(apart @ apart + traces - 2 * shared)


def fid(real: Pictures, made: Pictures, extractor: Extractor) -> float:
    """Of two sets of pictures. Below 2,048 in each it is large by the small number alone."""
    return frechet_distance(moments_of(extractor.blocks(real)), moments_of(extractor.blocks(made)))


def _root(covariance: Matrix) -> Matrix:
    """R with R^T R = covariance, rank x dimensions: directions that are only rounding are left."""
    values, vectors = np.linalg.eigh(covariance)
    limit = len(values) * np.finfo(np.float64).eps * max(float(values[-1]), 0.0)
    kept = values > limit
    return np.sqrt(values[kept])[:, None] * vectors[:, kept].T
