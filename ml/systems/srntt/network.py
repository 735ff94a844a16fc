"""SRNTT's three networks: content extractor, texture transfer, and the critic of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 64
MAP_WIDTHS = (256, 128, 64)
"""Channels of relu3_1, relu2_1 and relu1_1 of VGG19: the maps that are swapped in."""
BLOCKS = (16, 8, 4)
SPREAD = 0.02


class ResidualBlock(nn.Module):
    """conv-BN-ReLU-conv-BN and a skip."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *_normed(width, width), nn.ReLU(inplace=True), *_normed(width, width)
        )

    def forward(self, features: Tensor) -> Tensor:
        return features + self.layers(features)


class ContentExtractor(nn.Module):
    """SRResNet (Ledig et al. 2017): the body gives features at the small size.

    `forward` gives the features alone; `picture` goes on to four times the size. The head is only
    for training the body, which stays as it is while textures are learned.
    """

    def __init__(self, width: int = WIDTH, blocks: int = 16) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.Sequential(*(ResidualBlock(width) for _ in range(blocks)))
        self.last = nn.Sequential(*_normed(width, width))
        self.head = nn.Sequential(_Doubling(width), _Doubling(width), nn.Conv2d(width, 3, 1))
        _initialise(self)

    def forward(self, low: Tensor) -> Tensor:
        """(batch, 3, rows, columns) in -1..1 -> (batch, width, rows, columns)."""
        features = functional.relu(self.first(low))
        return features + self.last(self.blocks(features))

    def picture(self, low: Tensor) -> Tensor:
        """(batch, 3, 4 rows, 4 columns) in -1..1."""
        return torch.tanh(self.head(self(low)))


class TextureTransfer(nn.Module):
    """Joins content features with swapped maps at three sizes, small to large."""

    def __init__(
        self,
        width: int = WIDTH,
        maps: Sequence[int] = MAP_WIDTHS,
        blocks: Sequence[int] = BLOCKS,
    ) -> None:
        super().__init__()
        self.scales = nn.ModuleList(
            _Joining(width, channels, count) for channels, count in zip(maps, blocks, strict=True)
        )
        self.growing = nn.ModuleList(_Doubling(width) for _ in maps[1:])
        self.head = nn.Sequential(
            nn.Conv2d(width, width // 2, 3, padding=1), nn.Conv2d(width // 2, 3, 1)
        )
        _initialise(self)

    def forward(self, content: Tensor, maps: Sequence[Tensor]) -> Tensor:
        """`maps`: relu3_1 as large as `content`, relu2_1 twice, relu1_1 four times; in -1..1."""
        features = content
        for number, (scale, swapped) in enumerate(zip(self.scales, maps, strict=True)):
            features = scale(features, swapped)
            if number < len(self.growing):
                features = self.growing[number](features)
        return torch.tanh(self.head(features))


class _Joining(nn.Module):
    """concat-conv-ReLU, residual blocks, conv-BN, and a skip from what came in."""

    def __init__(self, width: int, channels: int, blocks: int) -> None:
        super().__init__()
        self.join = nn.Conv2d(width + channels, width, 3, padding=1)
        self.blocks = nn.Sequential(*(ResidualBlock(width) for _ in range(blocks)))
        self.last = nn.Sequential(*_normed(width, width))

    def forward(self, features: Tensor, swapped: Tensor) -> Tensor:
        joined = functional.relu(self.join(torch.cat((features, swapped), dim=1)))
        return features + cast("Tensor", self.last(self.blocks(joined)))


class Critic(nn.Module):
    """Five halvings and two linear layers: one score for each picture of `side_px`.

    The released critic has batch norm, which mixes the pictures of a batch, while the penalty on
    its slope is defined for single ones (Gulrajani et al. 2017). Ours norms each picture by
    itself; the count of parameters is the same.
    """

    def __init__(self, side_px: int = 160, width: int = 32, hidden: int = 1024) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for number in range(5):
            after = width << number
            for stride, channels in ((1, before), (2, after)):
                layers.append(nn.Conv2d(channels, after, 3, stride, padding=1, bias=False))
                layers += [nn.GroupNorm(1, after), nn.LeakyReLU(0.2)]
            before = after
        side = -(-side_px // 32)
        self.convolutions = nn.Sequential(*layers)
        self.judge = nn.Sequential(
            nn.Linear(before * side * side, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1)
        )
        _initialise(self)

    def forward(self, pictures: Tensor) -> Tensor:
        """(batch, 3, side_px, side_px) in -1..1 -> (batch, 1)."""
        return self.judge(self.convolutions(pictures).flatten(1))


class _Doubling(nn.Module):
    """conv, pixel shuffle, ReLU: twice the size at the same width."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, 4 * width, 3, padding=1)

    def forward(self, features: Tensor) -> Tensor:
        return functional.relu(functional.pixel_shuffle(self.conv(features), 2))


def _normed(before: int, after: int) -> tuple[nn.Module, nn.Module]:
    """A convolution without bias, whose place the norm takes."""
    return nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after)


def _initialise(network: nn.Module) -> None:
    """Convolutions from N(0, .02), the scales of norms from N(1, .02)."""
    for layer in network.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(layer.weight, 0.0, SPREAD)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        elif isinstance(layer, nn.BatchNorm2d):
            nn.init.normal_(layer.weight, 1.0, SPREAD)
