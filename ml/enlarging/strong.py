"""Runs published weights of the large network on one tile."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from ml.store.failures import WeightsMismatch
from ml.store.weights import hyper_parameters_of, load_parts
from ml.systems.strong_sr.network import StrongSr

Picture = NDArray[np.float32]

PREFIX = "upscaler."
REACH_PX = 32
"""It looks up to 123 px far, but hardly: tiles that see so much and fade into each other do."""
FADE_PX = 16


class StrongRunner:
    """A loaded network; `enlarge` is the same every time on one device."""

    overlap_px = FADE_PX

    def __init__(self, path: Path, device: str = "cpu") -> None:
        """Raises `WeightsMismatch` for a file that is not of this network."""
        told = hyper_parameters_of(path)
        numbers = [told.get(name) for name in ("scale", "width", "blocks")]
        if not all(isinstance(number, int) for number in numbers):
            raise WeightsMismatch(f"{path.name} does not say its size: it is for another network.")
        scale, width, blocks = (int(str(number)) for number in numbers)
        network = StrongSr(scale, width, blocks)
        state = network.state_dict()
        shapes = {f"{PREFIX}{name}": tuple(value.shape) for name, value in state.items()}
        arrays = load_parts(path, shapes)
        network.load_state_dict(
            {name: torch.from_numpy(arrays[f"{PREFIX}{name}"].astype(np.float32)) for name in state}
        )
        self._device = torch.device(device)
        network = network.eval().to(self._device)
        self._network = network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self.scale = scale
        self.reach_px = min(network.reach_px, REACH_PX)
        self.bytes_px = 4 * (5 * width + 9 * scale * scale)
        self.title = f"strong_sr x{scale}, {told.get('flavour', 'faithful')}"

    @torch.inference_mode()
    def enlarge(self, picture: Picture) -> Picture:
        """rows x columns x 3 in 0..1 -> `scale` times the sides; may leave 0..1 a little."""
        values = torch.from_numpy(picture).to(self._device).permute(2, 0, 1)[None]
        made = self._network(values.contiguous(memory_format=torch.channels_last))
        return made[0].permute(1, 2, 0).contiguous().cpu().numpy()
