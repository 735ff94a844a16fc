"""Residual blocks with channel attention (EDSR, Lim 2017; RCAN, Zhang 2018) over a bicubic base."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.upsampling import BASE_REACH_PX, bicubic_base, quiet_head

MIDDLE = 0.5


class ChannelAttention(nn.Module):
    """Scales each channel by what a small window around says of it.

    RCAN pools the whole picture, so that tiles differ from the whole; a window of 9 x 9 keeps
    nearly all of the gain and gives every pixel a bounded reach.
    """

    WINDOW_PX = 9

    def __init__(self, width: int, squeeze: int = 8) -> None:
        super().__init__()
        self.down = nn.Conv2d(width, max(4, width // squeeze), 1)
        self.up = nn.Conv2d(max(4, width // squeeze), width, 1)

    def forward(self, features: Tensor) -> Tensor:
        side = self.WINDOW_PX
        seen = functional.avg_pool2d(features, side, 1, side // 2, count_include_pad=False)
        return features * torch.sigmoid(self.up(functional.relu(self.down(seen))))


class ResidualBlock(nn.Module):
    """x + strength * attention(conv(relu(conv(x)))), without norms."""

    def __init__(self, width: int, strength: float) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        self.attention = ChannelAttention(width)
        self.strength = strength

    def forward(self, features: Tensor) -> Tensor:
        change = self.second(functional.relu(self.first(features)))
        return features + self.strength * self.attention(change)


class StrongSr(nn.Module):
    """`blocks` of `width`: 16 of 64 is the EDSR baseline's size, 20 of 128 has 6 M parameters."""

    BLOCK_REACH_PX = 2 + ChannelAttention.WINDOW_PX // 2

    def __init__(self, scale: int, width: int = 128, blocks: int = 20) -> None:
        super().__init__()
        self.scale = scale
        self.head = nn.Conv2d(3, width, 3, padding=1)
        strength = 1.0 if width <= 64 else 0.3
        self.body = nn.ModuleList([ResidualBlock(width, strength) for _ in range(blocks)])
        self.after = nn.Conv2d(width, width, 3, padding=1)
        self.tail = quiet_head(width, 3 * scale * scale)

    @property
    def reach_px(self) -> int:
        """How far an output pixel looks, in pixels of the small picture."""
        return max(3 + len(self.body) * self.BLOCK_REACH_PX, BASE_REACH_PX)

    def forward(self, low: Tensor) -> Tensor:
        """(batch, 3, rows, columns) sRGB in 0..1 -> the same, `scale` times as large."""
        shallow = self.head(low - MIDDLE)
        features = shallow
        for block in self.body:
            features = block(features)
        features = shallow + self.after(features)
        details = functional.pixel_shuffle(self.tail(features), self.scale)
        return bicubic_base(low, self.scale) + details
