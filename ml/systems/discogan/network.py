"""The translator of Kim et al. 2017: an encoder and a decoder without anything between."""

from __future__ import annotations

from torch import Tensor, nn

from ml.layers.strided_critic import SLOPE, SMALLEST_PX

BOTTLENECK = 100


class Translator(nn.Module):
    """(batch, 3, rows, columns) in 0..1 -> the same; sides are multiples of 2^halvings.

    Four halvings to 4 px (at 64) and four doublings, no offsets: 5,513,856 parameters. With
    `squeezed`, for 4 px features, a hundred numbers lie between: 7,153,480.
    """

    def __init__(self, base: int = 64, halvings: int = 4, *, squeezed: bool = False) -> None:
        super().__init__()
        widths = [base << number for number in range(halvings)]
        layers: list[nn.Module] = [_halving(3, base), nn.LeakyReLU(SLOPE)]
        for into, out in zip(widths, widths[1:], strict=False):
            layers += [_halving(into, out), nn.BatchNorm2d(out), nn.LeakyReLU(SLOPE)]
        if squeezed:
            layers += _squeezing(widths[-1])
        down = widths[::-1]
        for into, out in zip(down, down[1:], strict=False):
            layers += [_doubling(into, out), nn.BatchNorm2d(out), nn.ReLU()]
        self.body = nn.Sequential(*layers, _doubling(base, 3), nn.Sigmoid())

    def forward(self, pictures: Tensor) -> Tensor:
        return self.body(pictures)


def _squeezing(width: int) -> list[nn.Module]:
    there = nn.Conv2d(width, BOTTLENECK, SMALLEST_PX, bias=False)
    back = nn.ConvTranspose2d(BOTTLENECK, width, SMALLEST_PX, bias=False)
    leaky = nn.LeakyReLU(SLOPE)
    return [there, nn.BatchNorm2d(BOTTLENECK), leaky, back, nn.BatchNorm2d(width), nn.ReLU()]


def _halving(into: int, out: int) -> nn.Conv2d:
    return nn.Conv2d(into, out, 4, stride=2, padding=1, bias=False)


def _doubling(into: int, out: int) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(into, out, 4, stride=2, padding=1, bias=False)
