"""LPIPS: how different two pictures look, measured by the features of a trained network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from benchmarks.metrics.lpips_weights import Weights, load_weights

Network = Literal["vgg16", "alexnet"]
Features = tuple[torch.Tensor, ...]

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


class Lpips:
    """Zhang et al. 2018 with the linear heads of version 0.1; deterministic on one device.

    Features are unit length over channels, their squared differences are weighted by the heads,
    averaged over the picture and summed over the five taps. 0 means alike.
    """

    def __init__(self, network: Network, weights: Weights) -> None:
        self._plan = _PLANS[network]
        self._weights = {
            name: torch.from_numpy(array).contiguous(memory_format=torch.channels_last)
            if array.ndim == 4
            else torch.from_numpy(array)
            for name, array in weights.items()
        }

    @classmethod
    def load(cls, network: Network) -> Lpips:
        """With the installed weights; raises `LpipsWeightsMissing`."""
        return cls(network, load_weights(network))

    @torch.inference_mode()
    def features(self, picture: NDArray[np.uint8]) -> Features:
        """Unit-length features of an HxWx3 8-bit RGB picture at the five taps (kept for reuse)."""
        signal = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None]
        signal = signal.to(torch.float32) / 127.5 - 1.0
        shift = torch.tensor(_SHIFT).view(1, 3, 1, 1)
        scale = torch.tensor(_SCALE).view(1, 3, 1, 1)
        signal = ((signal - shift) / scale).contiguous(memory_format=torch.channels_last)
        taps: list[torch.Tensor] = []
        for index, layer in enumerate(self._plan):
            if layer.pool_px:
                signal = functional.max_pool2d(signal, layer.pool_px, stride=2)
            signal = functional.conv2d(
                signal,
                self._weights[f"conv.{index}.weight"],
                self._weights[f"conv.{index}.bias"],
                stride=layer.stride,
                padding=layer.padding,
            ).relu_()
            if layer.tap:
                taps.append(_unit_length(signal))
        return tuple(taps)

    @torch.inference_mode()
    def compare(self, truth: Features, other: Features) -> float:
        """Distance of two pictures of one size from their features."""
        total = 0.0
        for index, (left, right) in enumerate(zip(truth, other, strict=True)):
            head = self._weights[f"head.{index}.weight"]
            total += float(functional.conv2d((left - right).square_(), head).mean())
        return total

    def distance(self, truth: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
        """LPIPS of two HxWx3 8-bit RGB pictures of one size, at least 64 px a side."""
        return self.compare(self.features(truth), self.features(other))


def _unit_length(signal: torch.Tensor) -> torch.Tensor:
    return signal / (signal.square().sum(dim=1, keepdim=True).sqrt() + 1e-10)
