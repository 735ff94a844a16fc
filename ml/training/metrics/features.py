"""Turns pictures into feature vectors, a batch at a time, for every measure of sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from ml.training.metrics.exact import exactly
from ml.training.metrics.inception import SIDE_PX, Inception, load_inception
from ml.training.metrics.pictures import Pictures, batches

Features = NDArray[np.float32]
"""Count x dimensions."""


class Extractor(Protocol):
    """What a set of pictures is seen through."""

    def blocks(self, pictures: Pictures) -> Iterator[Features]:
        """Features in the order of the pictures, some at a time."""
        ...


class InceptionFeatures:
    """Pooled Inception features (2048) of pictures resized to 299 px by `pictures.resized`."""

    def __init__(
        self,
        network: Inception | None = None,
        device: torch.device | str = "cpu",
        batch: int = 32,
    ) -> None:
        self._device = torch.device(device)
        self._network = (network or load_inception()).to(self._device)
        self._batch = batch

    def blocks(self, pictures: Pictures) -> Iterator[Features]:
        """At most `batch` pictures are held at a time."""
        for block in batches(pictures, SIDE_PX, self._batch):
            with exactly(self._device):
                features = self._network(block.to(self._device))
            yield features.cpu().numpy()


def all_features(extractor: Extractor, pictures: Pictures) -> Features:
    """All features at once: 8 kB a picture with Inception."""
    return np.concatenate(list(extractor.blocks(pictures)))
