"""Runs published weights of one of our upscaling networks on one tile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.store.failures import WeightsMismatch
from ml.store.weights import hyper_parameters_of, load_parts

Picture = NDArray[np.float32]

PREFIX = "upscaler."
"""Published tensors are called after their network."""


class Runner:
    """A loaded network; `enlarge` is the same every time on one device."""

    def __init__(self, path: Path, device: str, network: nn.Module) -> None:
        """Fills `network` from the file; raises `WeightsMismatch` where they do not fit."""
        state = cast("Mapping[str, Tensor]", network.state_dict())
        shapes = {f"{PREFIX}{name}": tuple(value.shape) for name, value in state.items()}
        arrays = load_parts(path, shapes)
        network.load_state_dict(
            {name: torch.from_numpy(arrays[f"{PREFIX}{name}"].astype(np.float32)) for name in state}
        )
        self._device = torch.device(device)
        network = network.eval().to(self._device)
        self._network = network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self.flavour = str(hyper_parameters_of(path).get("flavour", "faithful"))

    @torch.inference_mode()
    def enlarge(self, picture: Picture) -> Picture:
        """rows x columns x 3 in 0..1 -> `scale` times the sides; may leave 0..1 a little."""
        values = torch.from_numpy(picture).to(self._device).permute(2, 0, 1)[None]
        made = self._network(values.contiguous(memory_format=torch.channels_last))
        return made[0].permute(1, 2, 0).contiguous().cpu().numpy()


def numbers_of(path: Path, *names: str) -> list[int]:
    """What the header says of the network's size; raises `WeightsMismatch` where it does not."""
    told = hyper_parameters_of(path)
    numbers = [told.get(name) for name in names]
    if not all(isinstance(number, int) for number in numbers):
        raise WeightsMismatch(f"{path.name} does not say its size: it is for another network.")
    return [int(str(number)) for number in numbers]
