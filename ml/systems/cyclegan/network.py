"""The translator of Zhu et al. 2017: Johnson's residual network with instance norms and tanh."""

from __future__ import annotations

from torch import Tensor, nn

from ml.layers.initialisation import begin_normal
from ml.layers.padding import MirrorConv

BASE = 64


class Residual(nn.Module):
    """Two mirrored convolutions whose answer is added; nothing is cut off after the sum."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            MirrorConv(width, width),
            nn.InstanceNorm2d(width),
            nn.ReLU(),
            MirrorConv(width, width),
            nn.InstanceNorm2d(width),
        )

    def forward(self, signal: Tensor) -> Tensor:
        return signal + self.body(signal)


class Translator(nn.Module):
    """(batch, channels, rows, columns) in -1..1 -> the same; sides are multiples of four.

    c7s1-64, d128, d256, residual blocks (six for 128 px, nine from 256 px), u128, u64, c7s1-3. The
    norms have no gains, so convolutions keep their offsets: 11,378,179 parameters with nine
    blocks. The paper's dropout is off in both of the authors' codes.
    """

    def __init__(self, base: int = BASE, blocks: int = 9, channels: int = 3) -> None:
        super().__init__()
        self.body = nn.Sequential(
            MirrorConv(channels, base, 7),
            *_calmed(base),
            nn.Conv2d(base, 2 * base, 3, stride=2, padding=1),
            *_calmed(2 * base),
            nn.Conv2d(2 * base, 4 * base, 3, stride=2, padding=1),
            *_calmed(4 * base),
            *(Residual(4 * base) for _ in range(blocks)),
            _doubling(4 * base, 2 * base),
            *_calmed(2 * base),
            _doubling(2 * base, base),
            *_calmed(base),
            MirrorConv(base, channels, 7),
            nn.Tanh(),
        )
        begin_normal(self)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.body(pictures)


def _calmed(width: int) -> tuple[nn.Module, nn.Module]:
    return nn.InstanceNorm2d(width), nn.ReLU()


def _doubling(into: int, out: int) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(into, out, 3, stride=2, padding=1, output_padding=1)
