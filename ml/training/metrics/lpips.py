"""LPIPS: how different two pictures look, measured by the features of a trained network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ml.training.metrics.lpips_weights import Network, Weights, load_weights

Features = tuple[Tensor, ...]

_SHIFT = (-0.030, -0.088, -0.188)
_SCALE = (0.458, 0.448, 0.450)


@dataclass(frozen=True)
class _Conv:
    """One convolution, what is pooled before it, and whether its output is a tap."""

    stride: int = 1
    padding: int = 1
    pool_px: int = 0
    tap: bool = False


_PLANS: dict[str, tuple[_Conv, ...]] = {
    "alexnet": (
        _Conv(stride=4, padding=2, tap=True),
        _Conv(padding=2, pool_px=3, tap=True),
        _Conv(pool_px=3, tap=True),
        _Conv(tap=True),
        _Conv(tap=True),
    ),
    "vgg16": (
        _Conv(), _Conv(tap=True),
        _Conv(pool_px=2), _Conv(tap=True),
        _Conv(pool_px=2), _Conv(), _Conv(tap=True),
        _Conv(pool_px=2), _Conv(), _Conv(tap=True),
        _Conv(pool_px=2), _Conv(), _Conv(tap=True),
    ),
}  # fmt: skip


class LpipsNetwork(nn.Module):
    """Distances of batches; gradients pass through to the pictures, the network never moves.

    Zhang et al. 2018 with the linear heads of version 0.1. Features are unit length over
    channels, their squared differences are weighted by the heads, averaged over the picture and
    summed over the five taps. 0 means alike.
    """

    shift: Tensor
    scale: Tensor

    def __init__(self, network: Network, weights: Weights) -> None:
        super().__init__()
        self._plan = _PLANS[network]
        self.register_buffer("shift", torch.tensor(_SHIFT).view(1, 3, 1, 1))
        self.register_buffer("scale", torch.tensor(_SCALE).view(1, 3, 1, 1))
        for name, array in weights.items():
            value = torch.from_numpy(array)
            if array.ndim == 4:
                value = value.contiguous(memory_format=torch.channels_last)
            self.register_buffer(name.replace(".", "_"), value)

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        """N distances of two batches N x 3 x rows x columns in 0..1, 64 px a side at least."""
        return self.compare(self.taps(first * 2 - 1), self.taps(second * 2 - 1))

    def taps(self, signal: Tensor) -> Features:
        """Unit-length features of a batch in -1..1 at the five taps."""
        signal = ((signal - self.shift) / self.scale).contiguous(memory_format=torch.channels_last)
        found: list[Tensor] = []
        for index, layer in enumerate(self._plan):
            if layer.pool_px:
                signal = functional.max_pool2d(signal, layer.pool_px, stride=2)
            weight, bias = self._buffer(f"conv_{index}_weight"), self._buffer(f"conv_{index}_bias")
            signal = functional.conv2d(signal, weight, bias, layer.stride, layer.padding).relu_()
            if layer.tap:
                found.append(_unit_length(signal))
        return tuple(found)

    def compare(self, first: Features, second: Features) -> Tensor:
        """N distances from the taps of two batches of one size."""
        return torch.stack(self.parts(first, second)).sum(dim=0)

    def parts(self, first: Features, second: Features) -> list[Tensor]:
        """N distances at each of the five taps."""
        return [
            functional.conv2d((left - right).square(), self._head(index)).mean(dim=(1, 2, 3))
            for index, (left, right) in enumerate(zip(first, second, strict=True))
        ]

    def embedding(self, pictures: Tensor) -> Tensor:
        """N vectors whose squared Euclidean distances are the LPIPS distances of N x 3 in 0..1.

        With AlexNet at 64 px they have 31,872 entries: a whole data set can be searched.
        """
        parts = [
            (tap * self._head(index).sqrt() / math.sqrt(tap.shape[2] * tap.shape[3])).flatten(1)
            for index, tap in enumerate(self.taps(pictures * 2 - 1))
        ]
        return torch.cat(parts, dim=1)

    def _head(self, index: int) -> Tensor:
        return self._buffer(f"head_{index}_weight")

    def _buffer(self, name: str) -> Tensor:
        return self.get_buffer(name)


class Lpips:
    """Distances of single 8-bit pictures; deterministic on one device."""

    def __init__(self, network: Network, weights: Weights) -> None:
        self._network = LpipsNetwork(network, weights)

    @classmethod
    def load(cls, network: Network, path: Path | None = None) -> Lpips:
        """With the weights in `path` or as installed; raises `TeacherMissing`."""
        return cls(network, load_weights(network, path))

    @torch.inference_mode()
    def features(self, picture: NDArray[np.uint8]) -> Features:
        """Unit-length features of an HxWx3 8-bit RGB picture at the five taps (kept for reuse)."""
        signal = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None]
        return self._network.taps(signal.to(torch.float32) / 127.5 - 1.0)

    @torch.inference_mode()
    def compare(self, truth: Features, other: Features) -> float:
        """Distance of two pictures of one size from their features."""
        return sum(float(part) for part in self._network.parts(truth, other))

    def distance(self, truth: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
        """LPIPS of two HxWx3 8-bit RGB pictures of one size, at least 64 px a side."""
        return self.compare(self.features(truth), self.features(other))


def load_lpips(network: Network, path: Path | None = None) -> LpipsNetwork:
    """The network for batches and losses; raises `TeacherMissing`."""
    return LpipsNetwork(network, load_weights(network, path))


def _unit_length(signal: Tensor) -> Tensor:
    # The offset lies under the root as well: its slope is infinite where all channels are zero.
    return signal / (signal.square().sum(dim=1, keepdim=True).clamp_min(1e-20).sqrt() + 1e-10)
