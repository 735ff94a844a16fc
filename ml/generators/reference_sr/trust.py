"""How far the detail of a reference is believed, from two measures of a match.

Both limits come from a regression on photographs that no benchmark sees: which share of the added
detail was right, by likeness and agreement (NOTES.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

AGREEMENT = (0.35, 0.75)
LIKENESS = (0.75, 0.95)
BOLD_AGREEMENT = (0.0, 0.1)
BOLD_LIKENESS = (0.3, 0.7)
LEAST = 0.05
"""What is believed less is not taken at all, so that the plain way stays as it is to the bit."""


def confidence_of(likeness: Plane, agreement: Plane, boldness: float) -> Plane:
    """0..1; 0 is exactly the plain way. `boldness` moves from the sure to the alike."""
    sure = _ramp(likeness, LIKENESS) * _ramp(agreement, AGREEMENT)
    if boldness > 0:
        alike = _ramp(likeness, BOLD_LIKENESS) * _ramp(agreement, BOLD_AGREEMENT)
        sure = np.maximum(sure, np.float32(boldness) * alike)
    return np.where(sure < LEAST, np.float32(0), sure)


def _ramp(values: Plane, limits: tuple[float, float]) -> Plane:
    """0 below the first limit, 1 above the second, smooth between."""
    low, high = limits
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return (share * share * (3.0 - 2.0 * share)).astype(np.float32)
