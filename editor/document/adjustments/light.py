"""How the numbers of a picture relate to amounts of light, and how bright a colour is."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]

RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
"""Shares of luminance of the primaries of sRGB (ITU-R BT.709)."""

_KNEE = 0.0031308
_KNEE_CODED = 0.04045


def to_light(coded: Numbers) -> Numbers:
    """Linear light of sRGB-coded numbers (IEC 61966-2-1); 0 and 1 stay."""
    low = coded / 12.92
    return np.where(coded <= _KNEE_CODED, low, ((np.maximum(coded, 0) + 0.055) / 1.055) ** 2.4)


def to_code(light: Numbers) -> Numbers:
    """The inverse of `to_light`."""
    high = 1.055 * np.maximum(light, _KNEE) ** (1 / 2.4) - 0.055
    return np.where(light <= _KNEE, light * 12.92, high)
