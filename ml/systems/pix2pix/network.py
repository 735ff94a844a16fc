"""The generators of Isola et al. 2017, by the sizes that the paper names."""

from __future__ import annotations

from ml.layers.unet import Unet, UnetPlan

COLOURS = (3, 3)


def unet_256(channels: tuple[int, int] = COLOURS, *, biased: bool = False) -> Unet:
    """Eight halvings: 256 px down to one. `biased`: with the biases of the authors' Lua."""
    return Unet(channels, UnetPlan(levels=8, biased=biased))


def unet_128(channels: tuple[int, int] = COLOURS, *, biased: bool = False) -> Unet:
    """Seven halvings: 128 px down to one."""
    return Unet(channels, UnetPlan(levels=7, biased=biased))


def encoder_decoder(channels: tuple[int, int] = COLOURS, *, biased: bool = False) -> Unet:
    """Eight halvings without skips, the paper's comparison."""
    return Unet(channels, UnetPlan(levels=8, skips=False, biased=biased))
