"""Runs a LaMa-like network that fills holes, from a file of the artist's own."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file

SIDE_PX = 512
"""LaMa is trained on 256 px and keeps its structure at twice that; beyond, it blurs."""

LANDMARK = "model.1.bn_l.running_mean"
"""A tensor that every such network has once; what stands before it is the wrapping."""

COMMAND = "python3 start.py --community"


class NotUsable(Exception):
    """A file cannot be used; the message says what to do."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details


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
    spandrel = load_spandrel(name)
    try:
        tensors = load_file(path)
    except (OSError, SafetensorError) as error:
        raise NotUsable(f"{name} cannot be read: bring the file again.", str(error)) from error
    try:
        network = spandrel.ModelLoader().load_from_state_dict(unwrapped(tensors))
    except Exception as error:  # spandrel, torch and shapes each fail in their own way
        raise NotUsable(f"{name} is no network that spandrel can read.", repr(error)) from error
    if getattr(network, "purpose", "") != "Inpainting":
        raise NotUsable(f"{name} is a network for something else than filling holes.")
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


def load_spandrel(name: str) -> ModuleType:
    """The extra, imported late; raises `NotUsable` with the command that installs it."""
    if importlib.util.find_spec("spandrel") is None:
        raise NotUsable(f"{name} needs the community extra: {_how_to_get_it()}")
    try:
        _name_missing_operators()
        return importlib.import_module("spandrel")
    except Exception as error:
        raise NotUsable(
            f"{name} needs the community extra, which is damaged: {_how_to_get_it()}", repr(error)
        ) from error


def _how_to_get_it() -> str:
    if getattr(sys, "frozen", False):
        return "the built program has none; run Pentimento from its source for this."
    return f"run `{COMMAND}`, then start again."


@cache
def _name_missing_operators() -> torch.library.Library | None:
    """Let torchvision's Python part be imported beside torch's CPU build.

    Its compiled part exists for the CUDA build alone, and without it two operators are missing
    that the Python part wants to describe. None of the networks here calls them. The names last
    as long as what is returned.
    """
    if "torchvision" in sys.modules or torch.version.cuda is not None:
        return None
    names = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        if not hasattr(torch.ops.torchvision, name):
            names.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    return names


def _full(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
