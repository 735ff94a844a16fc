"""The light encoder and decoder, and the full decoder that the published weights belong to."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.normalisation import Statistics, adain
from ml.layers.padding import MirrorConv

LATENT_CHANNELS = 512
"""Of VGG19's relu4_1, which the encoder imitates; its picture has an eighth of the side."""
MULTIPLE_PX = 8
LEVELS = 4
CALM = 1e-2
"""Added to a latent's variance, which is about 1, before it is divided by: see `adain`."""


def restyled(latent: Tensor, style: Statistics) -> Tensor:
    """A latent with the statistics of a style; the same in training and afterwards."""
    return adain(latent, style, epsilon=CALM)


def widths(base: int) -> tuple[int, ...]:
    """Channels at the full side, a half, a quarter and an eighth of it."""
    return tuple(base << level for level in range(LEVELS))


class _Residual(nn.Module):
    """Adds one convolution's ReLU to what came in."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = MirrorConv(channels, channels)

    def forward(self, signal: Tensor) -> Tensor:
        return signal + functional.relu(self.conv(signal))


class LightEncoder(nn.Module):
    """What VGG19 says at relu4_1, in a fifteenth of the operations.

    Pictures (batch, 3, rows, columns) in 0..1, rows and columns multiples of 8. `taps` gives the
    signals at the four sizes, the last being the latent that `forward` gives alone.
    """

    def __init__(self, base: int, latent: int = LATENT_CHANNELS) -> None:
        super().__init__()
        full, half, quarter, eighth = widths(base)
        self.stages = nn.ModuleList(
            [
                nn.Sequential(MirrorConv(3, full), nn.ReLU()),
                nn.Sequential(MirrorConv(full, half, stride=2), nn.ReLU(), _Residual(half)),
                nn.Sequential(
                    MirrorConv(half, quarter, stride=2),
                    nn.ReLU(),
                    _Residual(quarter),
                    _Residual(quarter),
                ),
                nn.Sequential(
                    MirrorConv(quarter, eighth, stride=2),
                    nn.ReLU(),
                    _Residual(eighth),
                    _Residual(eighth),
                ),
            ]
        )
        self.to_latent = nn.Conv2d(eighth, latent, 1)
        _initialise(self)

    def taps(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Signals at 1, 1/2, 1/4 of the side and the latent at 1/8."""
        full = self.stages[0](pictures * 2.0 - 1.0)
        half = self.stages[1](full)
        quarter = self.stages[2](half)
        latent = functional.relu(self.to_latent(self.stages[3](quarter)))
        return full, half, quarter, latent

    def forward(self, pictures: Tensor) -> Tensor:
        return self.taps(pictures)[3]


class LightDecoder(nn.Module):
    """Pictures from latents: nearest enlargement and mirrored rims, so no checkerboards.

    Takes (batch, latent, rows, columns), gives (batch, 3, 8 rows, 8 columns); values may leave
    0..1 a little.
    """

    def __init__(self, base: int, latent: int = LATENT_CHANNELS) -> None:
        super().__init__()
        full, half, quarter, eighth = widths(base)
        self.from_latent = nn.Sequential(
            nn.Conv2d(latent, eighth, 1), nn.ReLU(), _Residual(eighth), _Residual(eighth)
        )
        self.steps = nn.ModuleList(
            [
                _enlarging(eighth, quarter, residuals=2),
                _enlarging(quarter, half, residuals=1),
                _enlarging(half, full, residuals=1),
            ]
        )
        self.to_picture = MirrorConv(full, 3)
        _initialise(self)
        nn.init.normal_(self.to_picture.weight, std=0.01)

    def forward(self, latent: Tensor) -> Tensor:
        signal = self.from_latent(latent)
        for step in self.steps:
            signal = step(functional.interpolate(signal, scale_factor=2.0, mode="nearest"))
        return self.to_picture(signal) * 0.5 + 0.5


@torch.no_grad()
def _initialise(network: nn.Module) -> None:
    """He et al. 2015: torch's own start loses the signal within ten layers, and learns only grey.

    Residual convolutions begin at half of it, so that sums do not grow.
    """
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and not module.weight.is_meta:
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    for module in network.modules():
        if isinstance(module, _Residual) and not module.conv.weight.is_meta:
            module.conv.weight.mul_(0.5)


def _enlarging(channels_in: int, channels_out: int, *, residuals: int) -> nn.Sequential:
    layers: list[nn.Module] = [MirrorConv(channels_in, channels_out), nn.ReLU()]
    layers += [_Residual(channels_out) for _ in range(residuals)]
    return nn.Sequential(*layers)


class Projections(nn.Module):
    """Widens the light encoder's signals to VGG19's channels, to compare them while training."""

    def __init__(self, base: int, teacher: tuple[int, ...]) -> None:
        super().__init__()
        self.to_teacher = nn.ModuleList(
            nn.Conv2d(mine, theirs, 1)
            for mine, theirs in zip(widths(base)[:3], teacher, strict=True)
        )

    def forward(self, taps: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """ReLUs like the teacher's; `taps` without the latent, which needs no widening."""
        return tuple(
            functional.relu(widen(signal))
            for widen, signal in zip(self.to_teacher, taps, strict=True)
        )


_FULL_DECODER = (
    (512, 256), None, (256, 256), (256, 256), (256, 256), (256, 128),
    None, (128, 128), (128, 64), None, (64, 64), (64, 3),
)  # fmt: skip
"""Channels of each convolution of Huang and Belongie's decoder; None enlarges."""


class FullDecoder(nn.Sequential):
    """The decoder of Huang and Belongie (2017): 3,505,219 parameters, VGG19 to relu4_1 mirrored.

    Its tensors are called as in the published file (`1.weight`, `5.weight`, ...).
    """

    def __init__(self) -> None:
        layers: list[nn.Module] = []
        for entry in _FULL_DECODER:
            if entry is None:
                layers.append(nn.Upsample(scale_factor=2.0, mode="nearest"))
            else:
                layers += [nn.ReflectionPad2d(1), nn.Conv2d(*entry, 3), nn.ReLU()]
        super().__init__(*layers[:-1])
