"""Finds the training picture that a made one is most like: whether a network only remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from ml.training.metrics.exact import exactly
from ml.training.metrics.features import Extractor
from ml.training.metrics.lpips import LpipsNetwork, load_lpips
from ml.training.metrics.pictures import Pictures, TooFewPictures, batches

Distance = Literal["euclidean", "cosine"]
Vectors = NDArray[np.floating]


@dataclass(frozen=True)
class Neighbours:
    """For each query the nearest entries, nearest first: queries x k."""

    indices: NDArray[np.int64]
    distances: NDArray[np.float64]


class LpipsFeatures:
    """Vectors whose squared Euclidean distance is LPIPS at a small size; an `Extractor`.

    AlexNet at 64 px gives 31,872 entries a picture.
    """

    def __init__(
        self,
        network: LpipsNetwork | None = None,
        side_px: int = 64,
        device: torch.device | str = "cpu",
        batch: int = 32,
    ) -> None:
        self._device = torch.device(device)
        self._network = (network or load_lpips("alexnet")).to(self._device)
        self._side_px, self._batch = side_px, batch

    def blocks(self, pictures: Pictures) -> Iterator[NDArray[np.float32]]:
        """At most `batch` pictures are held at a time."""
        for block in batches(pictures, self._side_px, self._batch):
            with exactly(self._device):
                vectors = self._network.embedding(block.to(self._device) / 255)
            yield vectors.cpu().numpy()


def nearest(
    queries: Vectors, blocks: Iterable[Vectors], k: int = 1, distance: Distance = "euclidean"
) -> Neighbours:
    """The `k` nearest entries of a collection that streams by in blocks; ties to the earlier one.

    Euclidean distances are not squared; cosine is 1 - cos. Only the queries and one block are
    held. Raises `TooFewPictures` where the collection has fewer than `k` entries.
    """
    asked = _prepared(queries, distance)
    indices = np.zeros((len(asked), 0), np.int64)
    found = np.zeros((len(asked), 0))
    start = 0
    for block in blocks:
        apart = _squared(asked, _prepared(block, distance))
        numbers = np.broadcast_to(np.arange(start, start + len(block)), apart.shape)
        indices = np.concatenate([indices, numbers], axis=1)
        found = np.concatenate([found, apart], axis=1)
        best = np.argsort(found, axis=1, kind="stable")[:, :k]
        indices = np.take_along_axis(indices, best, axis=1)
        found = np.take_along_axis(found, best, axis=1)
        start += len(block)
    if start < k:
        raise TooFewPictures(f"The {k} nearest of {start} pictures cannot be found.")
    return Neighbours(indices, found / 2 if distance == "cosine" else np.sqrt(found))


def nearest_pictures(
    made: Pictures, training: Pictures, extractor: Extractor, k: int = 1
) -> Neighbours:
    """The training pictures nearest to each made one in the extractor's features."""
    asked = np.concatenate(list(extractor.blocks(made)))
    return nearest(asked, extractor.blocks(training), k)


def _prepared(vectors: Vectors, distance: Distance) -> NDArray[np.float64]:
    values = vectors.astype(np.float64)
    if distance == "cosine":
        # Unit vectors: half their squared distance is 1 - cos.
        values /= np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-30)
    return values


def _squared(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    squares = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None]
    return np.maximum(squares - 2 * first @ second.T, 0)
