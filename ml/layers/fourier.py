"""Convolutions that see the whole picture at once, through its spectrum.

"Fast Fourier Convolution", Chi, Jiang and Mu, NeurIPS 2020, as used for filling by "Resolution-
robust Large Mask Inpainting with Fourier Convolutions", Suvorov et al., WACV 2022. Written anew
from the papers; without batch statistics, so that a picture is filled alike in any company.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.padding import MirrorConv

Parts = tuple[Tensor, Tensor]
"""A signal's local and global channels."""


class SpectralConv(nn.Module):
    """A 1x1 convolution with ReLU on the real spectrum; each output sees every input pixel.

    The transform runs in float32 also under autocast: half precision knows only sizes that are
    powers of two, and the constant part of a spectrum outgrows it.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(2 * channels, 2 * channels, 1)

    def forward(self, signal: Tensor) -> Tensor:
        rows, columns = signal.shape[-2:]
        with torch.autocast(signal.device.type, enabled=False):
            spectrum = torch.fft.rfft2(signal.float(), norm="ortho")
            mixed = functional.relu(self.mix(torch.cat((spectrum.real, spectrum.imag), dim=1)))
            real, imaginary = mixed.chunk(2, dim=1)
            answer = torch.fft.irfft2(
                torch.complex(real, imaginary), s=(rows, columns), norm="ortho"
            )
        return answer.to(signal.dtype)


class SpectralTransform(nn.Module):
    """Halves the channels, adds what their spectrum says, and widens them again."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = max(1, channels // 2)
        self.narrow = nn.Conv2d(channels, inner, 1)
        self.spectral = SpectralConv(inner)
        self.widen = nn.Conv2d(inner, channels, 1)

    def forward(self, signal: Tensor) -> Tensor:
        narrow = functional.relu(self.narrow(signal))
        return self.widen(narrow + self.spectral(narrow))


class FourierConv(nn.Module):
    """A 3x3 convolution over local and global channels; the global ones meet in the spectrum.

    Not activated: the caller adds ReLU.
    """

    def __init__(self, local: int, wide: int) -> None:
        super().__init__()
        self.local = local
        self.from_local = MirrorConv(local, local + wide)
        self.from_wide = MirrorConv(wide, local)
        self.transform = SpectralTransform(wide)

    def forward(self, parts: Parts) -> Parts:
        near, wide = parts
        given = self.from_local(near)
        return (
            given[:, : self.local] + self.from_wide(wide),
            given[:, self.local :] + self.transform(wide),
        )
