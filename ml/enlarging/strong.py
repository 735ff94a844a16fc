"""The large network as enlarging runs it."""

from __future__ import annotations

from pathlib import Path

from ml.enlarging.runner import Runner, numbers_of
from ml.systems.strong_sr.network import StrongSr

REACH_PX = 32
"""It looks up to 123 px far, but hardly: tiles that see so much and fade into each other do."""
FADE_PX = 16


class StrongRunner(Runner):
    """Its tiles overlap; `bytes_px` is what it takes in memory for each pixel that it is shown."""

    overlap_px = FADE_PX

    def __init__(self, path: Path, device: str = "cpu") -> None:
        """Raises `WeightsMismatch` for a file that is not of this network."""
        scale, width, blocks = numbers_of(path, "scale", "width", "blocks")
        network = StrongSr(scale, width, blocks)
        super().__init__(path, device, network)
        self.scale = scale
        self.reach_px = min(network.reach_px, REACH_PX)
        self.bytes_px = 4 * (5 * width + 9 * scale * scale)
        self.title = f"strong_sr x{scale}, {self.flavour}"
