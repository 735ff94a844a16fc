"""A plain stack of 3x3 convolutions at the small size that corrects a bicubic enlargement."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from ml.layers.upsampling import BASE_REACH_PX, bicubic_base, near_identity, quiet_head

MIDDLE = 0.5


class CompactSr(nn.Module):
    """Every convolution but the head starts near the identity; no norm, no branches.

    Trained and run as it is: plain wide convolutions are what a CPU does fastest for each
    multiplication. The activations are ReLU.
    """

    def __init__(self, scale: int, width: int = 48, depth: int = 10) -> None:
        super().__init__()
        self.scale = scale
        self.head = nn.Conv2d(3, width, 3, padding=1)
        self.body = nn.ModuleList([near_identity(width) for _ in range(depth)])
        self.tail = quiet_head(width, 3 * scale * scale)

    @property
    def reach_px(self) -> int:
        """How far an output pixel looks, in pixels of the small picture."""
        return max(len(self.body) + 2, BASE_REACH_PX)

    def forward(self, low: Tensor) -> Tensor:
        """(batch, 3, rows, columns) sRGB in 0..1 -> the same, `scale` times as large."""
        features = functional.relu(self.head(low - MIDDLE), inplace=True)
        for layer in self.body:
            features = functional.relu(layer(features), inplace=True)
        details = functional.pixel_shuffle(self.tail(features), self.scale)
        return bicubic_base(low, self.scale) + details
