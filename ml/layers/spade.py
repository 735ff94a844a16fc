"""Spatially adaptive normalisation: gains and offsets that a map of classes says for each pixel."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from ml.layers.label_maps import fitted
from ml.layers.spectral import spectral
from ml.layers.sync_norm import SyncBatchNorm2d

SLOPE = 0.2
HIDDEN = 128


class Spade(nn.Module):
    """norm(x) * (1 + gain) + offset, both from the planes at x's size (Park et al. 2019).

    The norm has no parameters of its own: batch norm over all processes. As gains start near
    zero, it starts as that norm alone.
    """

    def __init__(self, channels: int, planes: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.norm = SyncBatchNorm2d(channels, affine=False)
        self.shared = nn.Conv2d(planes, hidden, 3, padding=1)
        self.gain = nn.Conv2d(hidden, channels, 3, padding=1)
        self.offset = nn.Conv2d(hidden, channels, 3, padding=1)

    def forward(self, signal: Tensor, planes: Tensor) -> Tensor:
        """(batch, channels, rows, columns), (batch, planes, any rows, any columns)."""
        seen = functional.relu(self.shared(fitted(planes, signal)))
        return self.norm(signal) * (1.0 + self.gain(seen)) + self.offset(seen)


class SpadeBlock(nn.Module):
    """Two convolutions, each after a Spade and a leaky ReLU, added to what came in.

    Where the width changes, what came in goes through a Spade and a 1x1 convolution. Spectral norm
    on every convolution but those that read the planes.
    """

    def __init__(self, into: int, out: int, planes: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        middle = min(into, out)
        self.norm_first = Spade(into, planes, hidden)
        self.first = spectral(nn.Conv2d(into, middle, 3, padding=1))
        self.norm_second = Spade(middle, planes, hidden)
        self.second = spectral(nn.Conv2d(middle, out, 3, padding=1))
        self.norm_past: Spade | None = None
        self.past: nn.Module | None = None
        if into != out:
            self.norm_past = Spade(into, planes, hidden)
            self.past = spectral(nn.Conv2d(into, out, 1, bias=False))

    def forward(self, signal: Tensor, planes: Tensor) -> Tensor:
        change = self.first(functional.leaky_relu(self.norm_first(signal, planes), SLOPE))
        change = self.second(functional.leaky_relu(self.norm_second(change, planes), SLOPE))
        if self.past is None or self.norm_past is None:
            return signal + change
        return self.past(self.norm_past(signal, planes)) + change


def doubled(signal: Tensor) -> Tensor:
    """Every pixel four times."""
    return functional.interpolate(signal, scale_factor=2.0, mode="nearest")
