"""What a picture should be like: the content of one and the style of others (Gatys et al. 2016)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from ml.layers.padding import mirrored
from ml.layers.pooled_features import PooledVgg19
from ml.losses.gram import gram_distance_of, mean_gram

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
CONTENT_LAYER = "conv4_2"
TAPS = (*STYLE_LAYERS, CONTENT_LAYER)
RIM_PX = 16
"""So much of the picture is mirrored outwards, that the network's black frame lies outside it."""


def content_loss(found: Tensor, wanted: Tensor) -> Tensor:
    """1/2 sum (F - P)^2: equation 1."""
    return 0.5 * (found - wanted).square().sum()


@dataclass(frozen=True)
class Weights:
    """alpha, beta, the share of each style layer and of total variation; equation 7.

    `is_mean` divides the content loss by the number of its values, so that the same weights mean
    the same at any size; without it the loss is the paper's.
    """

    content: float = 1e-3
    style: float = 1.0
    layers: Mapping[str, float] = field(
        default_factory=lambda: dict.fromkeys(STYLE_LAYERS, 1.0 / len(STYLE_LAYERS))
    )
    smooth: float = 0.0
    is_mean: bool = False


@dataclass(frozen=True)
class Losses:
    """Unweighted values and the weighted sum."""

    content: float
    style: float
    total: float


@dataclass(frozen=True)
class Wanted:
    """Targets at one size: features are let go, only what is compared with stays."""

    content: Tensor
    grams: Mapping[str, Tensor]


class StyleObjective:
    """Loss and gradient of a picture (1, 3, rows, columns) in 0..1, by one pass there and back."""

    def __init__(self, network: PooledVgg19, wanted: Wanted, weights: Weights) -> None:
        self._network = network
        self._wanted = wanted
        self._weights = weights
        self.last = Losses(0.0, 0.0, 0.0)

    def __call__(self, picture: Tensor) -> tuple[float, Tensor]:
        """The weighted sum and its gradient by the picture."""
        shown = picture.detach().requires_grad_()
        content, style, extra = self.parts(shown)
        total = self._weights.content * content + self._weights.style * style + extra
        (gradient,) = torch.autograd.grad(total, shown)
        self.last = Losses(*(part.detach().item() for part in (content, style, total)))
        return self.last.total, gradient

    def parts(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Content loss, style loss and the weighted total variation, differentiable."""
        taps = self._network(rimmed(picture))
        found = taps[CONTENT_LAYER]
        content = content_loss(found, self._wanted.content)
        if self._weights.is_mean:
            content = content / found.numel()
        style = torch.zeros((), device=picture.device)
        for name, target in self._wanted.grams.items():
            style = style + self._weights.layers[name] * gram_distance_of(taps[name], target)
        extra = torch.zeros((), device=picture.device)
        if self._weights.smooth:
            extra = self._weights.smooth * total_variation(picture)
        return content, style, extra


def rimmed(picture: Tensor) -> Tensor:
    """Mirrored outwards, channels last, which is how the convolutions like it."""
    around = mirrored(picture, min(RIM_PX, max(1, min(picture.shape[-2:]) - 1)))
    return around.contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def wanted_of(
    network: PooledVgg19, photo: Tensor, styles: Sequence[Tensor], shares: Sequence[float]
) -> Wanted:
    """Content of a photograph, and the mixture of the styles' Gram matrices.

    Both photograph and styles are (1, 3, rows, columns); each style has a size of its own.
    """
    content = network(rimmed(photo))[CONTENT_LAYER].clone()
    grams: dict[str, Tensor] = {}
    for style, share in zip(styles, shares, strict=True):
        taps = network(rimmed(style))
        for name in STYLE_LAYERS:
            part = share * mean_gram(taps[name])
            grams[name] = grams[name] + part if name in grams else part
    return Wanted(content, grams)


def total_variation(picture: Tensor) -> Tensor:
    """Mean absolute step between neighbours."""
    across = functional.l1_loss(picture[..., 1:], picture[..., :-1])
    down = functional.l1_loss(picture[..., 1:, :], picture[..., :-1, :])
    return across + down
