"""The blend formulas of `blend_formulas`, compiled as plain loops over planes of floats."""

# The compiler's decorator has no types; `mix` is what callers see.
# pyright: basic

from __future__ import annotations

import numpy as np
from numba import njit

from editor.document.blend_grain import dissolve
from editor.document.blending import BlendMode
from editor.document.sheets import Floats, Window

_compiled = njit(nogil=True, cache=True, error_model="numpy")

_MULTIPLY = BlendMode.MULTIPLY.code
_SCREEN = BlendMode.SCREEN.code
_OVERLAY = BlendMode.OVERLAY.code
_DARKEN = BlendMode.DARKEN.code
_LIGHTEN = BlendMode.LIGHTEN.code
_DODGE = BlendMode.COLOR_DODGE.code
_BURN = BlendMode.COLOR_BURN.code
_HARD = BlendMode.HARD_LIGHT.code
_SOFT = BlendMode.SOFT_LIGHT.code
_DIFFERENCE = BlendMode.DIFFERENCE.code
_EXCLUSION = BlendMode.EXCLUSION.code
_HUE = BlendMode.HUE.code
_SATURATION = BlendMode.SATURATION.code
_COLOR = BlendMode.COLOR.code
_LUMINOSITY = BlendMode.LUMINOSITY.code
_LINEAR_BURN = BlendMode.LINEAR_BURN.code
_ADD = BlendMode.LINEAR_DODGE.code
_VIVID = BlendMode.VIVID_LIGHT.code
_LINEAR_LIGHT = BlendMode.LINEAR_LIGHT.code
_PIN = BlendMode.PIN_LIGHT.code
_HARD_MIX = BlendMode.HARD_MIX.code
_SUBTRACT = BlendMode.SUBTRACT.code
_DIVIDE = BlendMode.DIVIDE.code
_DARKER = BlendMode.DARKER_COLOR.code
_LIGHTER = BlendMode.LIGHTER_COLOR.code
_DISSOLVE = BlendMode.DISSOLVE.code
_WHOLE_COLOURS = (_HUE, _SATURATION, _COLOR, _LUMINOSITY, _DARKER, _LIGHTER)
"""Modes that look at the three channels together."""

_HALF, _ONE, _TWO = np.float32(0.5), np.float32(1), np.float32(2)
_RED, _GREEN, _BLUE = 0.3, 0.59, 0.11
_FOUR, _TWELVE, _SIXTEEN = np.float32(4), np.float32(12), np.float32(16)
_QUARTER = np.float32(0.25)
_ZERO = np.float32(0)
_STEPS, _NEAR, _TINY, _HAIR = 65535.0, 0.01, 1e-12, 1e-9
_Colour = tuple[float, float, float]


def mix(layer: Floats, stack: Floats, mode: int, window: Window) -> None:
    """Turn the colours of `layer` into what the mode makes of them over `stack`.

    Both are (4, h, w), straight, 0..1. How much of the mixed colour shows is the alpha of the
    stack: over nothing a layer looks as it is.
    """
    if mode == _DISSOLVE:
        top, bottom, left, right = window
        dissolve(layer[3, top:bottom, left:right], top, left)
    elif mode in _WHOLE_COLOURS:
        _mix_colours(layer, stack, mode, window)
    else:
        _mix_channels(layer, stack, mode, window)


@_compiled
def _mix_channels(layer: Floats, stack: Floats, mode: int, window: Window) -> None:
    top, bottom, left, right = window
    mixed = np.empty(right - left, np.float32)
    for y in range(top, bottom):
        alpha = stack[3, y, left:right]
        for k in range(3):
            row, back = layer[k, y, left:right], stack[k, y, left:right]
            _mix_light(mixed, back, row, mode)
            _mix_choice(mixed, back, row, mode)
            _mix_curve(mixed, back, row, mode)
            _mix_sum(mixed, back, row, mode)
            _mix_both(mixed, back, row, mode)
            for x in range(row.size):
                row[x] += alpha[x] * (mixed[x] - row[x])


# Each mode has one plain loop over a row; those of other modes are passed by.


@_compiled
def _mix_light(out: Floats, back: Floats, row: Floats, mode: int) -> None:
    if mode == _MULTIPLY:
        for x in range(row.size):
            out[x] = back[x] * row[x]
    elif mode == _SCREEN:
        for x in range(row.size):
            out[x] = back[x] + row[x] - back[x] * row[x]
    elif mode == _OVERLAY:
        for x in range(row.size):
            out[x] = _hard_light(row[x], back[x])
    elif mode == _HARD:
        for x in range(row.size):
            out[x] = _hard_light(back[x], row[x])


@_compiled
def _mix_choice(out: Floats, back: Floats, row: Floats, mode: int) -> None:
    if mode == _DARKEN:
        for x in range(row.size):
            out[x] = min(back[x], row[x])
    elif mode == _LIGHTEN:
        for x in range(row.size):
            out[x] = max(back[x], row[x])
    elif mode == _DIFFERENCE:
        for x in range(row.size):
            out[x] = abs(back[x] - row[x])
    elif mode == _EXCLUSION:
        for x in range(row.size):
            out[x] = back[x] + row[x] - _TWO * back[x] * row[x]


@_compiled
def _mix_curve(out: Floats, back: Floats, row: Floats, mode: int) -> None:
    if mode == _DODGE:
        for x in range(row.size):
            out[x] = _dodge(back[x], row[x])
    elif mode == _BURN:
        for x in range(row.size):
            out[x] = _burn(back[x], row[x])
    elif mode == _SOFT:
        for x in range(row.size):
            out[x] = _soft_light(back[x], row[x])


@_compiled
def _mix_sum(out: Floats, back: Floats, row: Floats, mode: int) -> None:
    if mode == _ADD:
        for x in range(row.size):
            out[x] = min(back[x] + row[x], _ONE)
    elif mode == _LINEAR_BURN:
        for x in range(row.size):
            out[x] = max(back[x] + row[x] - _ONE, _ZERO)
    elif mode == _SUBTRACT:
        for x in range(row.size):
            out[x] = max(back[x] - row[x], _ZERO)
    elif mode == _DIVIDE:
        for x in range(row.size):
            out[x] = _divide(back[x], row[x])


@_compiled
def _mix_both(out: Floats, back: Floats, row: Floats, mode: int) -> None:
    if mode == _VIVID:
        for x in range(row.size):
            out[x] = _vivid_light(back[x], row[x])
    elif mode == _LINEAR_LIGHT:
        for x in range(row.size):
            out[x] = min(max(back[x] + _TWO * row[x] - _ONE, _ZERO), _ONE)
    elif mode == _PIN:
        for x in range(row.size):
            out[x] = _pin_light(back[x], row[x])
    elif mode == _HARD_MIX:
        for x in range(row.size):
            out[x] = _ONE if _whole(back[x]) + _whole(row[x]) >= 1.0 - _HAIR else _ZERO


@_compiled
def _hard_light(back: np.float32, source: np.float32) -> np.float32:
    twice = source + source
    over = twice - _ONE
    dark = back * twice
    bright = back + over - back * over
    return dark if source <= _HALF else bright


@_compiled
def _whole(share: np.float32) -> float:
    """See `blend_formulas.whole`."""
    steps = np.float64(share) * _STEPS
    nearest = np.rint(steps)
    return (nearest if abs(steps - nearest) < _NEAR else steps) / _STEPS


@_compiled
def _dodge(back: np.float32, source: np.float32) -> float:
    light, room = _whole(back), 1.0 - _whole(source)
    bright = min(1.0, light / max(room, _TINY))
    bright = 1.0 if room <= 0.0 else bright
    return 0.0 if light <= 0.0 else bright


@_compiled
def _burn(back: np.float32, source: np.float32) -> float:
    room, light = 1.0 - _whole(back), _whole(source)
    dark = 1.0 - min(1.0, room / max(light, _TINY))
    dark = 0.0 if light <= 0.0 else dark
    return 1.0 if room <= 0.0 else dark


@_compiled
def _vivid_light(back: np.float32, source: np.float32) -> float:
    light, twice = _whole(back), 2.0 * _whole(source)
    if twice <= 1.0:
        dark = 1.0 - min(1.0, (1.0 - light) / max(twice, _TINY))
        dark = 0.0 if twice <= 0.0 else dark
        return 1.0 if light >= 1.0 else dark
    bright = 1.0 if twice >= 2.0 else min(1.0, light / max(2.0 - twice, _TINY))
    return 0.0 if light <= 0.0 else bright


@_compiled
def _pin_light(back: np.float32, source: np.float32) -> np.float32:
    twice = source + source
    return min(back, twice) if source <= _HALF else max(back, twice - _ONE)


@_compiled
def _divide(back: np.float32, source: np.float32) -> float:
    light = _whole(back)
    bright = min(1.0, light / max(_whole(source), _TINY))
    return 0.0 if light <= 0.0 else bright


@_compiled
def _soft_light(back: np.float32, source: np.float32) -> np.float32:
    twice = source + source
    curve = ((_SIXTEEN * back - _TWELVE) * back + _FOUR) * back
    light = curve if back <= _QUARTER else np.sqrt(back)
    darker = back - (_ONE - twice) * back * (_ONE - back)
    brighter = back + (twice - _ONE) * (light - back)
    return darker if source <= _HALF else brighter


@_compiled
def _mix_colours(layer: Floats, stack: Floats, mode: int, window: Window) -> None:
    top, bottom, left, right = window
    for y in range(top, bottom):
        for x in range(left, right):
            back = (_whole(stack[0, y, x]), _whole(stack[1, y, x]), _whole(stack[2, y, x]))
            source = (_whole(layer[0, y, x]), _whole(layer[1, y, x]), _whole(layer[2, y, x]))
            r, g, b = _mix_colour(mode, back, source)
            alpha = stack[3, y, x]
            layer[0, y, x] += alpha * (r - source[0])
            layer[1, y, x] += alpha * (g - source[1])
            layer[2, y, x] += alpha * (b - source[2])


@_compiled
def _mix_colour(mode: int, back: _Colour, source: _Colour) -> _Colour:
    if mode == _HUE:
        return _with_luma(_with_spread(source, _spread(back)), _luma(back))
    if mode == _SATURATION:
        return _with_luma(_with_spread(back, _spread(source)), _luma(back))
    if mode == _COLOR:
        return _with_luma(source, _luma(back))
    if mode == _DARKER:
        return source if _luma(source) < _luma(back) - _HAIR else back
    if mode == _LIGHTER:
        return source if _luma(source) > _luma(back) + _HAIR else back
    return _with_luma(back, _luma(source))


@_compiled
def _luma(colour: _Colour) -> float:
    return _RED * colour[0] + _GREEN * colour[1] + _BLUE * colour[2]


@_compiled
def _spread(colour: _Colour) -> float:
    r, g, b = colour
    return max(r, g, b) - min(r, g, b)


@_compiled
def _with_luma(colour: _Colour, luma: float) -> _Colour:
    shift = luma - _luma(colour)
    r, g, b = colour[0] + shift, colour[1] + shift, colour[2] + shift
    own = _luma((r, g, b))
    low, high = min(r, g, b), max(r, g, b)
    if low < 0.0:
        factor = own / max(own - low, _TINY)
        r, g, b = own + (r - own) * factor, own + (g - own) * factor, own + (b - own) * factor
    if high > 1.0:
        factor = (1.0 - own) / max(high - own, _TINY)
        r, g, b = own + (r - own) * factor, own + (g - own) * factor, own + (b - own) * factor
    return r, g, b


@_compiled
def _with_spread(colour: _Colour, spread: float) -> _Colour:
    r, g, b = colour
    low = min(r, g, b)
    own = max(r, g, b) - low
    factor = spread / own if own > 0.0 else 0.0
    return (r - low) * factor, (g - low) * factor, (b - low) * factor
