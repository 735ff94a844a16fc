"""What a texture is to the model: Gram matrices of some layers, whole or of principal parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ml.layers.pooled_features import DEEP_TEXTURE_TAPS, PooledVgg19, steps_of_vgg19
from ml.losses.gram import gram_distance_of, mean_gram, pixels_of

_NAMES = tuple(step.tap for step in steps_of_vgg19())
SUBSETS: Mapping[str, tuple[str, ...]] = {
    "all": _NAMES[: _NAMES.index("pool4") + 1],
    "demo": DEEP_TEXTURE_TAPS,
}
"""The subsets of the paper's figures by name."""


def parameter_count(taps: Sequence[str], components: int | None = None) -> int:
    """How many numbers tell a texture: N (N + 1) / 2 of each symmetric matrix.

    `components` keeps so many principal parts of each layer.
    """
    widths = channel_counts()
    found = 0
    for tap in taps:
        count = widths[tap] if components is None else min(components, widths[tap])
        found += count * (count + 1) // 2
    return found


def channel_counts() -> dict[str, int]:
    """Channels by tap, poolings included."""
    counts: dict[str, int] = {}
    channels = 3
    for step in steps_of_vgg19():
        channels = step.channels[1] if step.channels is not None else channels
        counts[step.tap] = channels
    return counts


@dataclass(frozen=True)
class Layer:
    """One layer's target matrix, and the (parts x channels) projection where only parts count."""

    target: Tensor
    parts: Tensor | None = None


@dataclass(frozen=True)
class TextureModel:
    """All that is kept of a texture; the picture itself may be forgotten."""

    layers: Mapping[str, Layer]

    @property
    def numbers(self) -> int:
        """How many numbers it holds, each of a symmetric matrix once."""
        counts = (len(layer.target) for layer in self.layers.values())
        return sum(count * (count + 1) // 2 for count in counts)


@torch.no_grad()
def model_of(network: PooledVgg19, source: Tensor, components: int | None = None) -> TextureModel:
    """The model of a picture (1, 3, rows, columns) in 0..1, for the network's taps."""
    layers: dict[str, Layer] = {}
    for tap, features in network(source).items():
        if components is None or components >= features.shape[1]:
            layers[tap] = Layer(mean_gram(features))
            continue
        parts = _principal(features, components)
        flat = pixels_of(features) @ parts.T
        layers[tap] = Layer(flat.T @ flat / len(flat), parts)
    return TextureModel(layers)


def energy(taps: Mapping[str, Tensor], model: TextureModel, weight: float = 1.0) -> Tensor:
    """sum over layers of w E_l, in the form that is free of the picture's size."""
    total = torch.zeros((), device=next(iter(taps.values())).device)
    for tap, layer in model.layers.items():
        features = taps[tap]
        if layer.parts is not None:
            features = torch.einsum("pc,bchw->bphw", layer.parts, features)
        total = total + weight * gram_distance_of(features, layer.target)
    return total


def _principal(features: Tensor, components: int) -> Tensor:
    """(components x channels): directions along which the features vary most."""
    flat = pixels_of(features).double()
    away = flat - flat.mean(dim=0)
    _, vectors = torch.linalg.eigh(away.T @ away)
    return vectors[:, -components:].flip(1).T.float().contiguous()
