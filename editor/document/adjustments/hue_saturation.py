"""Hue, saturation and lightness, or one hue for the whole picture."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.loops import loops
from editor.document.adjustments.plain_loops import Turn
from editor.document.sheets import Floats
from ml.api.params import Params, param

_SIXTH_DEGREES = 60
_FULL = 100


class HueSaturationParams(Params):
    """Changes in HSL, or with `colourise` one hue and one saturation for all colours."""

    hue: float = param(
        0.0,
        title="Hue",
        help="Turns all colours around the colour circle",
        low=-180,
        high=180,
        step=1,
        unit="°",
    )
    saturation: float = param(
        0.0,
        title="Saturation",
        help="Makes colours stronger or greyer; grey stays grey",
        low=-100,
        high=100,
        step=1,
        unit="%",
    )
    lightness: float = param(
        0.0,
        title="Lightness",
        help="Moves all colours towards white or black",
        low=-100,
        high=100,
        step=1,
        unit="%",
    )
    colourise: bool = param(
        False,
        title="Colourise",
        help="Gives all colours the one hue; saturation then counts from 50 %",
    )


def apply(planes: Floats, params: HueSaturationParams, scale: float = 1.0) -> Floats:
    if params == HueSaturationParams():
        return planes
    planes = np.ascontiguousarray(planes)
    saturation = params.saturation / _FULL
    if params.colourise:
        saturation = (1 + saturation) / 2
    hue, lightness = params.hue / _SIXTH_DEGREES, params.lightness / _FULL
    loops().turn_colours(planes, Turn(hue, saturation, lightness, int(params.colourise)))
    return planes


HUE_SATURATION = Adjustment(
    "hue_saturation",
    "Hue and saturation",
    "Turn, strengthen or lighten colours",
    HueSaturationParams,
    apply,
)
