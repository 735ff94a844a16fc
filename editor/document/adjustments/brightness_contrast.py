"""Brightness and contrast: the two sliders that everybody knows."""

from __future__ import annotations

import math

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import Numbers
from editor.document.adjustments.tables import Tables, kept, look_up, same_table
from editor.document.sheets import Floats
from ml.api.params import Params, param

_FULL = 100
_STEEPEST = 0.999


class BrightnessContrastParams(Params):
    """Both around a middle grey."""

    brightness: float = param(
        0.0,
        title="Brightness",
        help="Moves all tones towards white or black; neither is lost before ±100",
        low=-100,
        high=100,
        step=1,
        unit="%",
    )
    contrast: float = param(
        0.0,
        title="Contrast",
        help="Pulls tones away from the middle grey, or towards it",
        low=-100,
        high=100,
        step=1,
        unit="%",
    )


def apply(planes: Floats, params: BrightnessContrastParams, scale: float = 1.0) -> Floats:
    return look_up(planes, _tables(params))


@kept
def _tables(params: BrightnessContrastParams) -> Tables:
    return same_table(lambda coded: _changed(coded, params))


def _changed(coded: Numbers, params: BrightnessContrastParams) -> Numbers:
    brightness = params.brightness / _FULL
    target = 1.0 if brightness > 0 else 0.0
    lit = coded + (target - coded) * abs(brightness)
    slope = math.tan((min(params.contrast / _FULL, _STEEPEST) + 1) * math.pi / 4)
    return (lit - 0.5) * slope + 0.5


BRIGHTNESS_CONTRAST = Adjustment(
    "brightness_contrast",
    "Brightness and contrast",
    "Lighter or darker, flatter or crisper",
    BrightnessContrastParams,
    apply,
)
