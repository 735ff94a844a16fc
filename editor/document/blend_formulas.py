"""How two colours mix in each blend mode: B(Cb, Cs) of W3C Compositing and Blending Level 1.

What the W3C does not define follows Photoshop as others have described it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode

Floats = NDArray[np.floating[Any]]
_HALF = np.float32(0.5)
_LUMA = np.array([0.3, 0.59, 0.11])
_STEPS = 65535.0
_NEAR = 0.01
_TINY = 1e-12
_HAIR = 1e-9
"""Two shares of 65535 that together are one may miss it by this in float64."""


def mix(mode: int, back: Floats, source: Floats) -> Floats:
    """The mixed colour of `back` and `source` (n, 3; 0..1) in the mode with that code."""
    return _FORMULAS[mode](back, source)


def whole(colour: Floats) -> Floats:
    """`colour` in float64, freed of what rounding did to the share of a 16-bit number.

    Some modes divide by the difference of two nearly equal colours: a rounding error of float32
    would become hundreds of levels there.
    """
    steps = colour.astype(np.float64) * _STEPS
    nearest = np.rint(steps)
    return np.where(np.abs(steps - nearest) < _NEAR, nearest, steps) / _STEPS


def _normal(back: Floats, source: Floats) -> Floats:
    return source


def _multiply(back: Floats, source: Floats) -> Floats:
    return back * source


def _screen(back: Floats, source: Floats) -> Floats:
    return back + source - back * source


def _hard_light(back: Floats, source: Floats) -> Floats:
    twice = source + source
    return np.where(source <= _HALF, back * twice, _screen(back, twice - 1))


def _overlay(back: Floats, source: Floats) -> Floats:
    return _hard_light(source, back)


def _dodge(back: Floats, source: Floats) -> Floats:
    back, room = whole(back), 1 - whole(source)
    bright = np.minimum(1, back / np.maximum(room, _TINY))
    return np.where(back <= 0, 0, np.where(room <= 0, 1, bright)).astype(np.float32)


def _burn(back: Floats, source: Floats) -> Floats:
    room, source = 1 - whole(back), whole(source)
    dark = 1 - np.minimum(1, room / np.maximum(source, _TINY))
    return np.where(room <= 0, 1, np.where(source <= 0, 0, dark)).astype(np.float32)


def _soft_light(back: Floats, source: Floats) -> Floats:
    twice = source + source
    curve = ((16 * back - 12) * back + 4) * back
    light = np.where(back <= np.float32(0.25), curve, np.sqrt(back))
    darker = back - (1 - twice) * back * (1 - back)
    return np.where(source <= _HALF, darker, back + (twice - 1) * (light - back))


def _exclusion(back: Floats, source: Floats) -> Floats:
    return back + source - 2 * back * source


def _linear_burn(back: Floats, source: Floats) -> Floats:
    return np.maximum(back + source - 1, 0)


def _linear_dodge(back: Floats, source: Floats) -> Floats:
    return np.minimum(back + source, 1)


def _vivid_light(back: Floats, source: Floats) -> Floats:
    twice = 2 * whole(source)
    dark = _burn(back, np.minimum(twice, 1))
    return np.where(twice <= 1, dark, _dodge(back, np.maximum(twice - 1, 0)))


def _linear_light(back: Floats, source: Floats) -> Floats:
    return np.clip(back + 2 * source - 1, 0, 1)


def _pin_light(back: Floats, source: Floats) -> Floats:
    twice = source + source
    return np.where(source <= _HALF, np.minimum(back, twice), np.maximum(back, twice - 1))


def _hard_mix(back: Floats, source: Floats) -> Floats:
    """Only the eight pure colours: each channel is full where both together fill it."""
    return (whole(back) + whole(source) >= 1 - _HAIR).astype(np.float32)


def _subtract(back: Floats, source: Floats) -> Floats:
    return np.maximum(back - source, 0)


def _divide(back: Floats, source: Floats) -> Floats:
    back, source = whole(back), whole(source)
    bright = np.minimum(1, back / np.maximum(source, _TINY))
    return np.where(back <= 0, 0, bright).astype(np.float32)


def _luma(colour: Floats) -> Floats:
    return (colour * _LUMA).sum(axis=-1, keepdims=True)


def _spread(colour: Floats) -> Floats:
    return colour.max(axis=-1, keepdims=True) - colour.min(axis=-1, keepdims=True)


def _with_luma(colour: Floats, luma: Floats) -> Floats:
    """SetLum: shift to the wanted luma, then squeeze towards it what left the range."""
    moved = colour + (luma - _luma(colour))
    own = _luma(moved)
    low = moved.min(axis=-1, keepdims=True)
    high = moved.max(axis=-1, keepdims=True)
    raised = own + (moved - own) * own / np.maximum(own - low, _TINY)
    moved = np.where(low < 0, raised, moved)
    lowered = own + (moved - own) * (1 - own) / np.maximum(high - own, _TINY)
    return np.where(high > 1, lowered, moved)


def _with_spread(colour: Floats, spread: Floats) -> Floats:
    """SetSat: stretch so that the lowest channel is 0 and the highest `spread`."""
    low = colour.min(axis=-1, keepdims=True)
    own = _spread(colour)
    stretched = (colour - low) * spread / np.maximum(own, _TINY)
    return np.where(own > 0, stretched, 0)


def _hue(back: Floats, source: Floats) -> Floats:
    back, source = whole(back), whole(source)
    return _with_luma(_with_spread(source, _spread(back)), _luma(back))


def _saturation(back: Floats, source: Floats) -> Floats:
    back, source = whole(back), whole(source)
    return _with_luma(_with_spread(back, _spread(source)), _luma(back))


def _colour(back: Floats, source: Floats) -> Floats:
    back, source = whole(back), whole(source)
    return _with_luma(source, _luma(back))


def _luminosity(back: Floats, source: Floats) -> Floats:
    back, source = whole(back), whole(source)
    return _with_luma(back, _luma(source))


def _darker_colour(back: Floats, source: Floats) -> Floats:
    return np.where(_luma(whole(source)) < _luma(whole(back)) - _HAIR, source, back)


def _lighter_colour(back: Floats, source: Floats) -> Floats:
    return np.where(_luma(whole(source)) > _luma(whole(back)) + _HAIR, source, back)


_FORMULAS: dict[int, Callable[[Floats, Floats], Floats]] = {
    BlendMode.NORMAL.code: _normal,
    BlendMode.MULTIPLY.code: _multiply,
    BlendMode.SCREEN.code: _screen,
    BlendMode.OVERLAY.code: _overlay,
    BlendMode.DARKEN.code: np.minimum,
    BlendMode.LIGHTEN.code: np.maximum,
    BlendMode.COLOR_DODGE.code: _dodge,
    BlendMode.COLOR_BURN.code: _burn,
    BlendMode.HARD_LIGHT.code: _hard_light,
    BlendMode.SOFT_LIGHT.code: _soft_light,
    BlendMode.DIFFERENCE.code: lambda back, source: np.abs(back - source),
    BlendMode.EXCLUSION.code: _exclusion,
    BlendMode.HUE.code: _hue,
    BlendMode.SATURATION.code: _saturation,
    BlendMode.COLOR.code: _colour,
    BlendMode.LUMINOSITY.code: _luminosity,
    BlendMode.LINEAR_BURN.code: _linear_burn,
    BlendMode.LINEAR_DODGE.code: _linear_dodge,
    BlendMode.VIVID_LIGHT.code: _vivid_light,
    BlendMode.LINEAR_LIGHT.code: _linear_light,
    BlendMode.PIN_LIGHT.code: _pin_light,
    BlendMode.HARD_MIX.code: _hard_mix,
    BlendMode.SUBTRACT.code: _subtract,
    BlendMode.DIVIDE.code: _divide,
    BlendMode.DARKER_COLOR.code: _darker_colour,
    BlendMode.LIGHTER_COLOR.code: _lighter_colour,
    # What dissolves is as coarse as grain, but its colours stay: see `blend_grain`.
    BlendMode.DISSOLVE.code: _normal,
}
