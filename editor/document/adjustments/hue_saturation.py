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


RANGES = ("reds", "yellows", "greens", "cyans", "blues", "magentas")
"""The six parts of the colour circle, 60 degrees apart, that can be changed alone."""
CHANGES = ("hue", "saturation", "lightness")


def _part(colours: str, change: str) -> float:
    far, unit = (180, "°") if change == "hue" else (_FULL, "%")
    help = f"The {change} of {colours} alone, on top of what all colours get"
    title = f"{colours.capitalize()}: {change}"
    return param(0.0, title=title, help=help, low=-far, high=far, step=1, unit=unit, more=True)


class HueSaturationParams(Params):
    """Changes in HSL, or with `colourise` one hue and one saturation for all colours.

    What is set for one range of colours is added for them; it does nothing when colourising.
    """

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
    reds_hue: float = _part("reds", "hue")
    reds_saturation: float = _part("reds", "saturation")
    reds_lightness: float = _part("reds", "lightness")
    yellows_hue: float = _part("yellows", "hue")
    yellows_saturation: float = _part("yellows", "saturation")
    yellows_lightness: float = _part("yellows", "lightness")
    greens_hue: float = _part("greens", "hue")
    greens_saturation: float = _part("greens", "saturation")
    greens_lightness: float = _part("greens", "lightness")
    cyans_hue: float = _part("cyans", "hue")
    cyans_saturation: float = _part("cyans", "saturation")
    cyans_lightness: float = _part("cyans", "lightness")
    blues_hue: float = _part("blues", "hue")
    blues_saturation: float = _part("blues", "saturation")
    blues_lightness: float = _part("blues", "lightness")
    magentas_hue: float = _part("magentas", "hue")
    magentas_saturation: float = _part("magentas", "saturation")
    magentas_lightness: float = _part("magentas", "lightness")


def apply(planes: Floats, params: HueSaturationParams, scale: float = 1.0) -> Floats:
    if params == HueSaturationParams():
        return planes
    planes = np.ascontiguousarray(planes)
    saturation = params.saturation / _FULL
    if params.colourise:
        saturation = (1 + saturation) / 2
    hue, lightness = params.hue / _SIXTH_DEGREES, params.lightness / _FULL
    turn = Turn(hue, saturation, lightness, int(params.colourise))
    ranges = _ranges(params)
    if params.colourise or not ranges.any():
        loops().turn_colours(planes, turn)
    else:
        loops().turn_ranges(planes, turn, ranges)
    return planes


def _ranges(params: HueSaturationParams) -> Floats:
    """What each range gets on top (6, 3), as the loops want it."""
    values = [[getattr(params, f"{name}_{change}") for change in CHANGES] for name in RANGES]
    return np.array(values, np.float32) / np.array([_SIXTH_DEGREES, _FULL, _FULL], np.float32)


HUE_SATURATION = Adjustment(
    "hue_saturation",
    "Hue and saturation",
    "Turn, strengthen or lighten colours",
    HueSaturationParams,
    apply,
)
