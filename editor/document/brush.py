"""How a brush leaves its mark: the shape of one dab and how far apart dabs lie."""

from __future__ import annotations

from dataclasses import dataclass

_SMALLEST_PX = 0.5
_LIGHTEST = 0.05


@dataclass(frozen=True, slots=True)
class Brush:
    """A round brush. `size_px` is its diameter; the other numbers are shares from 0 to 1."""

    size_px: float = 40.0
    hardness: float = 0.8
    opacity: float = 1.0
    spacing: float = 0.12
    pressure_size: bool = True
    pressure_opacity: bool = False

    def diameter(self, pressure: float) -> float:
        """The diameter of a dab in pixels."""
        share = max(_LIGHTEST, pressure) if self.pressure_size else 1.0
        return max(_SMALLEST_PX, self.size_px * share)

    def strength(self, pressure: float) -> float:
        return min(1.0, max(0.0, pressure)) if self.pressure_opacity else 1.0

    def step(self, pressure: float) -> float:
        """How far the next dab lies from one at that pressure, in pixels."""
        return max(_SMALLEST_PX, self.spacing * self.diameter(pressure))
