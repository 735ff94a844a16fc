"""The extra that knows other people's networks: imported late, and every failure one sentence."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

COMMAND = "python3 start.py --community"


class NotUsable(Exception):
    """A file cannot be used; the message says what to do."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details


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


def tensors_of(path: Path, name: str) -> dict[str, torch.Tensor]:
    """What a safetensors file holds; `name` is what the artist calls it. Raises `NotUsable`."""
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise NotUsable(f"{name} cannot be read: bring the file again.", str(error)) from error


def network_of(tensors: Mapping[str, torch.Tensor], name: str) -> Any:
    """The network as spandrel describes it; raises `NotUsable`."""
    spandrel = load_spandrel(name)
    try:
        return spandrel.ModelLoader().load_from_state_dict(dict(tensors))
    except Exception as error:  # spandrel, torch and shapes each fail in their own way
        raise NotUsable(f"{name} is no network that spandrel can read.", repr(error)) from error
