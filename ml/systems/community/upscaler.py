"""Runs a network that enlarges, of any architecture spandrel knows, from the artist's own file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from ml.systems.community.extra import NotUsable, load_spandrel, network_of, tensors_of

Picture = NDArray[np.float32]

MOST_SCALE = 8
PIXEL_BYTES = 6_000
"""What these networks take for each pixel they are shown: ESRGAN took 4,800, transformers more."""


class Descriptor(Protocol):
    """What is needed of a network as spandrel describes it."""

    model: torch.nn.Module
    purpose: str
    scale: int
    input_channels: int
    output_channels: int

    def __call__(self, image: torch.Tensor, /) -> torch.Tensor: ...


class Upscaler:
    """One loaded network. How far it looks is not known: tiles see some of their surroundings
    and fade into one another."""

    reach_px = 16
    overlap_px = 16
    bytes_px = PIXEL_BYTES

    def __init__(self, network: Descriptor, name: str, device: str) -> None:
        self._network = network
        self._device = torch.device(device)
        network.model.to(self._device).eval().requires_grad_(requires_grad=False)
        self.scale = network.scale
        self.title = name

    @torch.inference_mode()
    def enlarge(self, picture: Picture) -> Picture:
        """rows x columns x 3 in 0..1 -> `scale` times the sides."""
        values = torch.from_numpy(picture.transpose(2, 0, 1).copy())[None].to(self._device)
        if self._network.input_channels == 1:
            # Each colour by itself, as a grey picture.
            values = values.transpose(0, 1)
        made = self._network(values).float()
        if made.shape[0] == 3:
            made = made.transpose(0, 1)
        return made[0].permute(1, 2, 0).contiguous().cpu().numpy()


def open_upscaler(path: Path, name: str, device: str) -> Upscaler:
    """Read a safetensors file; `name` is what the artist calls it. Raises `NotUsable`."""
    load_spandrel(name)
    network: Descriptor = network_of(_floats(tensors_of(path, name)), name)
    if getattr(network, "purpose", "") != "SR" or not 2 <= network.scale <= MOST_SCALE:
        raise NotUsable(f"{name} is a network for something else than enlarging.")
    channels = (network.input_channels, network.output_channels)
    if channels not in ((1, 1), (3, 3)):
        raise NotUsable(
            f"{name} works on pictures of {channels[0]} channels: a model for RGB is needed."
        )
    return Upscaler(network, name, device)


def _floats(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {
        name: tensor.float() if tensor.is_floating_point() else tensor
        for name, tensor in tensors.items()
    }
