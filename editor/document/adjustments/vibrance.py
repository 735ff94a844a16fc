"""Vibrance: weak colours become stronger, strong ones and skin hardly."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.loops import loops
from editor.document.sheets import Floats
from ml.api.params import Params, param

_FULL = 100


class VibranceParams(Params):
    """By how much colours are pulled away from the grey of the same luminance."""

    vibrance: float = param(
        0.0,
        title="Vibrance",
        help="Strengthens weak colours most, and skin only half as much",
        low=-100,
        high=100,
        step=1,
        unit="%",
    )
    saturation: float = param(
        0.0,
        title="Saturation",
        help="Strengthens all colours alike, as far as none is cut off",
        low=-100,
        high=100,
        step=1,
        unit="%",
    )


def apply(planes: Floats, params: VibranceParams, scale: float = 1.0) -> Floats:
    """Each colour c becomes Y + (c - Y) k: Y its luminance, k = (1 + v (1 - spread)) (1 + s)."""
    if params == VibranceParams():
        return planes
    planes = np.ascontiguousarray(planes)
    loops().strengthen(planes, params.vibrance / _FULL, params.saturation / _FULL)
    return planes


VIBRANCE = Adjustment(
    "vibrance", "Vibrance", "Strengthen weak colours, spare skin", VibranceParams, apply
)
