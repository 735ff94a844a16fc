"""Runs a LaMa-like network that fills holes, from a file of the artist's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from ml.systems.community.extra import NotUsable, load_spandrel, network_of, tensors_of

SIDE_PX = 512
"""LaMa is trained on 256 px and keeps its structure at twice that; beyond, it blurs."""

CHANNELS = 3
"""Of a colour picture; the network itself takes the mask as one more."""

LANDMARK = "model.1.bn_l.running_mean"
"""A tensor that every such network has once; what stands before it is the wrapping."""


class Descriptor(Protocol):
    """What is needed of a network as spandrel describes it."""

    model: torch.nn.Module
    purpose: str

    def __call__(self, image: torch.Tensor, mask: torch.Tensor, /) -> torch.Tensor: ...


class Inpainter:
    """One loaded network. A run ends early where a forward hook of the worker raises."""

    side_px = SIDE_PX

    def __init__(self, network: Descriptor, device: str) -> None:
        self._network = network
        self._device = torch.device(device)
        network.model.to(self._device).eval().requires_grad_(False)

    def run(self, picture: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """rows x columns x 3 sRGB with the hole (rows x columns) filled."""
        image = torch.from_numpy(picture.transpose(2, 0, 1).astype(np.float32) / 255)[None]
        mask = torch.from_numpy(hole.astype(np.float32))[None, None]
        with torch.inference_mode():
            answer = self._network(image.to(self._device), mask.to(self._device))
        pixels = answer[0].float().clamp(0, 1).mul(255).round().to("cpu", torch.uint8)
        return np.ascontiguousarray(pixels.numpy().transpose(1, 2, 0))

    def stop(self) -> None:
        """Nothing: there is a hook between any two layers."""


def open_inpainter(path: Path, name: str, device: str) -> Inpainter:
    """Read a safetensors file; `name` is what the artist calls it. Raises `NotUsable`."""
    load_spandrel(name)
    network = network_of(unwrapped(tensors_of(path, name)), name)
    if getattr(network, "purpose", "") != "Inpainting":
        raise NotUsable(f"{name} is a network for something else than filling holes.")
    if getattr(network, "input_channels", CHANNELS) != CHANNELS:
        raise NotUsable(f"{name} fills other pictures than colour ones: choose another model.")
    return Inpainter(network, device)


def unwrapped(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The generator's own tensors under the names that spandrel knows, as float32.

    A training run stores its judges beside it, and a TorchScript archive one more level.
    """
    found = [name for name in tensors if name.endswith(LANDMARK)]
    # The generator, where there is one by that name, is what the others were trained for.
    prefix = min(found, key=lambda name: ("generator" not in name, len(name)), default=LANDMARK)
    prefix = prefix.removesuffix(LANDMARK)
    return {
        f"generator.{name.removeprefix(prefix)}": _full(tensor)
        for name, tensor in tensors.items()
        if name.startswith(f"{prefix}model.")
    }


def _full(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
