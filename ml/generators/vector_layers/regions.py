"""The regions of a picture from small ones up to all of it, and which of them explains most."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.generators.vector_layers import region_kernels as kernels

Plane = NDArray[np.float32]
Mask = NDArray[np.bool_]
MOST_LEAVES = 4000
_FINEST = 0.3
_LEAST_PX = 12


@dataclass(frozen=True)
class Regions:
    """A tree: its leaves are small regions, each other node is two neighbours joined.

    `labels` (h, w) are the numbers of the leaves; `parents`, `sums` (see `region_kernels.PLACE`)
    and `fits` (what the best slanted colour leaves as squared error) go by node.
    """

    labels: NDArray[np.int64]
    parents: NDArray[np.int64]
    sums: NDArray[np.float64]
    fits: NDArray[np.float64]
    leaves: int

    @property
    def sizes(self) -> NDArray[np.float64]:
        return self.sums[:, 0]

    def equations(self, node: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The normal equations (3, 3) and (3, k) of the slanted colour of a node's own pixels."""
        own = self.sums[node]
        n, x, y, xx, xy, yy = own[: kernels.PLACE]
        channels = (len(own) - kernels.PLACE - 1) // 3
        wanted = own[kernels.PLACE : kernels.PLACE + 3 * channels].reshape(3, channels)
        return np.array([[n, x, y], [x, xx, xy], [y, xy, yy]]), wanted

    def gains(self, error: Plane) -> NDArray[np.float64]:
        """How much of `error` (h, w), a squared one, each node would explain if it were painted."""
        held = np.zeros(len(self.parents))
        flat = self.labels.ravel()
        held[: self.leaves] = np.bincount(flat, error.ravel(), minlength=self.leaves)
        kernels.climb(held, self.parents)
        return held - self.fits

    def mask(self, node: int) -> Mask:
        return kernels.mark(self.parents, node, self.leaves)[self.labels]


def regions_of(picture: Plane) -> Regions:
    """The tree of a picture (h, w, k) in 0..1."""
    labels = _cut(picture)
    count = int(labels.max()) + 1
    sums = kernels.sums_of(picture, labels, count)
    pairs, lengths = kernels.borders_of(labels)
    parents, total, fits = kernels.join(sums, pairs, lengths)
    return Regions(labels, parents, total, fits, count)


def _cut(picture: Plane) -> NDArray[np.int64]:
    """Small regions of one colour; a busy picture is cut more coarsely, to bound the work."""
    smooth = cv2.GaussianBlur(picture, (0, 0), 0.7).reshape(picture.shape).astype(np.float32)
    height, width = picture.shape[:2]
    steps = np.full((height, width, 2), np.inf, np.float32)
    steps[:, :-1, 0] = np.linalg.norm(np.diff(smooth, axis=1), axis=2)
    steps[:-1, :, 1] = np.linalg.norm(np.diff(smooth, axis=0), axis=2)
    flat = steps.reshape(-1)
    order = np.argsort(flat, kind="stable")
    order = order[: int(np.isfinite(flat).sum())]
    reach = _FINEST
    while True:
        labels = kernels.cut(smooth, order, flat, reach, _LEAST_PX)
        if labels.max() < MOST_LEAVES:
            return labels
        reach *= 1.6
