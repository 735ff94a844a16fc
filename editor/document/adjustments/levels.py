"""Levels: where black, white and the middle lie, for all channels together and for each alone."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import Numbers
from editor.document.adjustments.tables import Tables, freeze_tables, kept, look_up, table_input
from editor.document.sheets import Floats
from ml.api.params import Params, param

CHANNELS = ("master", "red", "green", "blue")
_FULL = 255.0
_LEAST_SPAN = 0.01


def _black(channel: str, *, more: bool = True) -> float:
    help = f"What is as dark as this or darker becomes the darkest ({channel})"
    return param(0.0, title="Black", help=help, low=0, high=254, step=1, more=more)


def _gamma(channel: str, *, more: bool = True) -> float:
    help = f"Brightens (above 1) or darkens (below 1) what lies between black and white ({channel})"
    return param(1.0, title="Middle", help=help, low=0.1, high=9.99, step=0.01, more=more)


def _white(channel: str, *, more: bool = True) -> float:
    help = f"What is as bright as this or brighter becomes the brightest ({channel})"
    return param(_FULL, title="White", help=help, low=1, high=255, step=1, more=more)


def _low(channel: str, *, more: bool = True) -> float:
    help = f"What black becomes ({channel})"
    return param(0.0, title="Output black", help=help, low=0, high=255, step=1, more=more)


def _high(channel: str, *, more: bool = True) -> float:
    help = f"What white becomes ({channel})"
    return param(_FULL, title="Output white", help=help, low=0, high=255, step=1, more=more)


class LevelsParams(Params):
    """Levels of the master and the three channels; numbers as of 8 bit, whatever the depth."""

    master_black: float = _black("all channels", more=False)
    master_gamma: float = _gamma("all channels", more=False)
    master_white: float = _white("all channels", more=False)
    master_low: float = _low("all channels", more=False)
    master_high: float = _high("all channels", more=False)
    red_black: float = _black("red")
    red_gamma: float = _gamma("red")
    red_white: float = _white("red")
    red_low: float = _low("red")
    red_high: float = _high("red")
    green_black: float = _black("green")
    green_gamma: float = _gamma("green")
    green_white: float = _white("green")
    green_low: float = _low("green")
    green_high: float = _high("green")
    blue_black: float = _black("blue")
    blue_gamma: float = _gamma("blue")
    blue_white: float = _white("blue")
    blue_low: float = _low("blue")
    blue_high: float = _high("blue")


def apply(planes: Floats, params: LevelsParams, scale: float = 1.0) -> Floats:
    """Each channel through its own levels, then through the master's."""
    return look_up(planes, _tables(params))


@kept
def _tables(params: LevelsParams) -> Tables:
    coded = table_input()
    red, green, blue = (
        _levelled(_levelled(coded, params, channel), params, "master")
        for channel in ("red", "green", "blue")
    )
    return freeze_tables(red, green, blue)


def _levelled(coded: Numbers, params: LevelsParams, channel: str) -> Numbers:
    black, gamma, white, low, high = (
        float(getattr(params, f"{channel}_{name}"))
        for name in ("black", "gamma", "white", "low", "high")
    )
    span = max(white - black, _LEAST_SPAN)
    inside = np.clip((coded * _FULL - black) / span, 0, 1) ** (1 / gamma)
    return (low + inside * (high - low)) / _FULL


LEVELS = Adjustment(
    "levels", "Levels", "Set black, white and the middle by the histogram", LevelsParams, apply
)
