"""The image encoder of MobileSAM: a small hierarchical transformer (Wu 2022, TinyViT)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (64, 128, 160, 320)
DEPTHS = (2, 2, 6, 2)
HEADS = (2, 4, 5, 10)
WINDOWS = (7, 7, 14, 7)
STRIDES = (2, 2, 1)
"""How much smaller each of the first three stages makes the picture for the next."""
CLASSES = 1000
EMBEDDING = 256


class ConvNorm(nn.Sequential):
    """A convolution without bias, and batch normalisation."""

    def __init__(  # noqa: PLR0913 - the five numbers of a convolution
        self, incoming: int, outgoing: int, side: int = 1, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            incoming, outgoing, side, stride, side // 2, groups=groups, bias=False
        )
        # Worked into the convolution once the network is only run.
        self.norm: nn.BatchNorm2d | nn.Identity = nn.BatchNorm2d(outgoing)


class Spindle(nn.Module):
    """Widen, look around in each channel, narrow; `shortcut` adds what came in."""

    def __init__(self, incoming: int, inner: int, outgoing: int, stride: int = 1) -> None:
        super().__init__()
        self.widen = ConvNorm(incoming, inner)
        self.look = ConvNorm(inner, inner, 3, stride, groups=inner)
        self.narrow = ConvNorm(inner, outgoing)

    def forward(self, values: Tensor) -> Tensor:
        inner = functional.gelu(self.look(functional.gelu(self.widen(values))))
        return self.narrow(inner)


class Residual(Spindle):
    """A spindle around which the input goes on (MobileNetV2's block)."""

    def __init__(self, width: int) -> None:
        super().__init__(width, 4 * width, width)

    def forward(self, values: Tensor) -> Tensor:
        return functional.gelu(values + super().forward(values))


class WindowAttention(nn.Module):
    """Attention inside windows, with a learned bias for each distance of two places."""

    def __init__(self, width: int, heads: int, side: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.distance_bias = nn.Parameter(torch.zeros(heads, side * side))
        self.distances = nn.Buffer(_distances(side), persistent=False)

    def forward(self, tokens: Tensor) -> Tensor:
        """(windows, places, width) -> the same."""
        windows, places, width = tokens.shape
        # Of each head its query, key and value lie side by side.
        mixed = self.mix(self.norm(tokens)).view(windows, places, self.heads, -1)
        query, key, value = (part.transpose(1, 2) for part in mixed.chunk(3, dim=3))
        bias = self.distance_bias[:, self.distances]
        answer = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        return self.out(answer.transpose(1, 2).reshape(windows, places, width))


def _distances(side: int) -> Tensor:
    """For each pair of places in a window the number of their distance, rows first."""
    places = torch.stack(torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij"))
    flat = places.reshape(2, -1)
    apart = (flat[:, :, None] - flat[:, None, :]).abs()
    return apart[0] * side + apart[1]


class Feed(nn.Module):
    """Normalise, widen by four, narrow."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.narrow(functional.gelu(self.widen(self.norm(tokens))))


class Block(nn.Module):
    """Attention in windows, a look at the neighbours, and a feed-forward step."""

    def __init__(self, width: int, heads: int, window: int) -> None:
        super().__init__()
        self.window = window
        self.attention = WindowAttention(width, heads, window)
        self.neighbours = ConvNorm(width, width, 3, groups=width)
        self.feed = Feed(width)

    def forward(self, values: Tensor) -> Tensor:
        """(batch, width, rows, columns) -> the same."""
        values = values + self._attend(values)
        values = self.neighbours(values)
        tokens = values.permute(0, 2, 3, 1)
        return (tokens + self.feed(tokens)).permute(0, 3, 1, 2)

    def _attend(self, values: Tensor) -> Tensor:
        batch, width, rows, columns = values.shape
        side = self.window
        # Places beyond the border are zeros that are attended to like all others.
        padded = functional.pad(values, (0, -columns % side, 0, -rows % side))
        high, wide = padded.shape[2] // side, padded.shape[3] // side
        cut = padded.view(batch, width, high, side, wide, side)
        tokens = cut.permute(0, 2, 4, 3, 5, 1).reshape(-1, side * side, width)
        answer = self.attention(tokens).view(batch, high, wide, side, side, width)
        joined = answer.permute(0, 5, 1, 3, 2, 4).reshape(batch, width, high * side, wide * side)
        return joined[:, :, :rows, :columns]


class Stage(nn.Module):
    """Some blocks at one size, and the step to the next; the last stage has none."""

    def __init__(self, number: int) -> None:
        super().__init__()
        width = WIDTHS[number]
        if number == 0:
            made: list[nn.Module] = [Residual(width) for _ in range(DEPTHS[0])]
        else:
            made = [Block(width, HEADS[number], WINDOWS[number]) for _ in range(DEPTHS[number])]
        self.blocks = nn.ModuleList(made)
        self.step: nn.Module | None = None
        if number + 1 < len(WIDTHS):
            following = WIDTHS[number + 1]
            self.step = Spindle(width, following, following, STRIDES[number])

    def forward(self, values: Tensor) -> Tensor:
        for block in self.blocks:
            values = block(values)
        return values if self.step is None else self.step(values)


class ChannelNorm(nn.Module):
    """Normalises over the channels of each place."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, values: Tensor) -> Tensor:
        mean = values.mean(1, keepdim=True)
        apart = values - mean
        scale = torch.rsqrt(apart.square().mean(1, keepdim=True) + 1e-6)
        return apart * scale * self.weight[:, None, None] + self.bias[:, None, None]


class TinyVit(nn.Module):
    """A picture of 1024 px becomes 64 x 64 places of 256 values.

    `class_norm` and `classes` are what the encoder was first trained with; nothing here uses
    them, but the published file holds them.
    """

    def __init__(self) -> None:
        super().__init__()
        first = WIDTHS[0]
        self.enter = nn.Sequential(
            ConvNorm(3, first // 2, 3, 2), nn.GELU(), ConvNorm(first // 2, first, 3, 2)
        )
        self.stages = nn.ModuleList([Stage(number) for number in range(len(WIDTHS))])
        self.class_norm = nn.LayerNorm(WIDTHS[-1])
        self.classes = nn.Linear(WIDTHS[-1], CLASSES)
        self.leave = nn.Sequential(
            nn.Conv2d(WIDTHS[-1], EMBEDDING, 1, bias=False),
            ChannelNorm(EMBEDDING),
            nn.Conv2d(EMBEDDING, EMBEDDING, 3, padding=1, bias=False),
            ChannelNorm(EMBEDDING),
        )

    def forward(self, picture: Tensor) -> Tensor:
        """(batch, 3, rows, columns) normalised -> (batch, 256, rows / 16, columns / 16)."""
        values = self.enter(picture)
        for stage in self.stages:
            values = stage(values)
        return self.leave(values)
