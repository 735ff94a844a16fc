"""White balance: warmer, cooler, greener or pinker light, or what makes a chosen colour grey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import BLUE, GREEN, RED, to_code, to_light
from editor.document.adjustments.tables import Tables, freeze_tables, kept, look_up, table_input
from editor.document.sheets import Floats
from ml.api.params import Params, param

MOST = 100.0
_DAYLIGHT_MIREDS = 1e6 / 6504
"""Reciprocal temperature of the white of sRGB, D65."""
_COLDEST_MIREDS, _WARMEST_MIREDS = 40.0, 250.0
_TINT_STOPS = 0.75 / MOST
_FROM_XYZ = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
_SEARCH_STEPS = 40
_LEAST_LIGHT = 1e-4


class WhiteBalanceParams(Params):
    """Warmth along the colours of daylight, and tint across them."""

    temperature: float = param(
        0.0,
        title="Temperature",
        help="Warmer (yellow) to the right, cooler (blue) to the left, in mireds",
        low=-MOST,
        high=MOST,
        step=1,
    )
    tint: float = param(
        0.0,
        title="Tint",
        help="Pinker to the right, greener to the left",
        low=-MOST,
        high=MOST,
        step=1,
    )


def gains(params: WhiteBalanceParams) -> NDArray[np.float64]:
    """By what the light of red, green and blue is multiplied; luminance of grey stays."""
    colour = _white(params.temperature) / _white(0.0)
    colour[1] *= 2.0 ** (-params.tint * _TINT_STOPS)
    return colour / (np.array([RED, GREEN, BLUE]) @ colour)


def grey_from(colour: tuple[float, float, float]) -> WhiteBalanceParams:
    """What makes `colour` (0..1, as coded in the picture) grey, as far as the range goes."""
    light = np.maximum(to_light(np.array(colour, np.float64)), _LEAST_LIGHT)
    low, high = -MOST, MOST
    for _ in range(_SEARCH_STEPS):
        middle = (low + high) / 2
        red, _, blue = gains(WhiteBalanceParams(temperature=middle)) * light
        low, high = (low, middle) if red > blue else (middle, high)
    temperature = round((low + high) / 2, 2)
    red, green, blue = gains(WhiteBalanceParams(temperature=temperature)) * light
    stops = np.log2(green / np.sqrt(red * blue))
    tint = float(np.clip(stops / _TINT_STOPS, -MOST, MOST))
    return WhiteBalanceParams(temperature=temperature, tint=round(tint, 2))


def _white(temperature: float) -> NDArray[np.float64]:
    """Linear sRGB of daylight that is so many mireds warmer than D65 (CIE 15, daylight locus)."""
    mireds = np.clip(_DAYLIGHT_MIREDS + temperature, _COLDEST_MIREDS, _WARMEST_MIREDS)
    k = mireds / 1e3  # thousands of reciprocal kelvins, as the formula counts them
    if mireds >= 1e6 / 7000:
        x = 0.244063 + 0.09911 * k + 2.9678 * k**2 - 4.6070 * k**3
    else:
        x = 0.237040 + 0.24748 * k + 1.9018 * k**2 - 2.0064 * k**3
    y = -3.000 * x * x + 2.870 * x - 0.275
    return _FROM_XYZ @ np.array([x / y, 1.0, (1 - x - y) / y])


def apply(planes: Floats, params: WhiteBalanceParams, scale: float = 1.0) -> Floats:
    return look_up(planes, _tables(params))


@kept
def _tables(params: WhiteBalanceParams) -> Tables:
    coded = table_input()
    if params == WhiteBalanceParams():
        return freeze_tables(coded, coded, coded)
    light = to_light(coded)
    red, green, blue = (to_code(light * gain) for gain in gains(params))
    return freeze_tables(red, green, blue)


WHITE_BALANCE = Adjustment(
    "white_balance",
    "White balance",
    "Warmer or cooler light, or grey by a pick",
    WhiteBalanceParams,
    apply,
)
