"""The compact network as enlarging runs it."""

from __future__ import annotations

from pathlib import Path

from ml.enlarging.runner import Runner, numbers_of
from ml.systems.compact_sr.network import CompactSr


class CompactRunner(Runner):
    """Its reach is exact, so that tiles need no overlap.

    `bytes_px` is what it takes in memory for each pixel that it is shown.
    """

    overlap_px = 0

    def __init__(self, path: Path, device: str = "cpu") -> None:
        """Raises `WeightsMismatch` for a file that is not of this network."""
        scale, width, depth = numbers_of(path, "scale", "width", "depth")
        network = CompactSr(scale, width, depth)
        super().__init__(path, device, network)
        self.scale = scale
        self.reach_px = network.reach_px
        self.bytes_px = 4 * (3 * width + 9 * scale * scale)
        self.title = f"compact_sr x{scale}, {self.flavour}"
