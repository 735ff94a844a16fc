"""Runs published weights of the compact network on one picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from ml.store.failures import WeightsMismatch
from ml.store.weights import hyper_parameters_of, load_weights
from ml.systems.compact_sr.network import CompactSr

Picture = NDArray[np.float32]

PREFIX = "upscaler."
"""Published tensors are called after their network."""


class CompactRunner:
    """A loaded network; `enlarge` is the same every time on one device.

    Its reach is exact, so that tiles need no overlap; `bytes_px` is what it takes in memory for
    each pixel that it is shown.
    """

    overlap_px = 0

    def __init__(self, path: Path, device: str = "cpu") -> None:
        """Raises `WeightsMismatch` for a file that is not of this network."""
        told = hyper_parameters_of(path)
        scale, width, depth = (_number(told, name, path) for name in ("scale", "width", "depth"))
        network = CompactSr(scale, width, depth)
        state = network.state_dict()
        shapes = {f"{PREFIX}{name}": tuple(value.shape) for name, value in state.items()}
        arrays = load_weights(path, shapes)
        network.load_state_dict(
            {name: torch.from_numpy(arrays[f"{PREFIX}{name}"].astype(np.float32)) for name in state}
        )
        self._device = torch.device(device)
        network = network.eval().to(self._device)
        self._network = network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self.scale = scale
        self.reach_px = network.reach_px
        self.bytes_px = 4 * (3 * width + 9 * scale * scale)
        self.title = f"compact_sr x{scale}, {told.get('flavour', 'faithful')}"

    @torch.inference_mode()
    def enlarge(self, picture: Picture) -> Picture:
        """rows x columns x 3 in 0..1 -> `scale` times the sides; may leave 0..1 a little."""
        values = torch.from_numpy(picture).to(self._device).permute(2, 0, 1)[None]
        made = self._network(values.contiguous(memory_format=torch.channels_last))
        return made[0].permute(1, 2, 0).contiguous().cpu().numpy()


def _number(told: Mapping[str, object], name: str, path: Path) -> int:
    value = told.get(name)
    if not isinstance(value, int):
        raise WeightsMismatch(f"{path.name} does not say its {name}: it is for another network.")
    return value
