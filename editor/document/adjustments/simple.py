"""Adjustments of one line each: invert, posterise, threshold."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import BLUE, GREEN, RED
from editor.document.sheets import Floats
from ml.api.params import Params, param

_LEVELS = np.float32(255)
_HAIR = np.float32(1e-4)
"""Numbers of 8 and 16 bit miss a step by less than this in float32."""


class InvertParams(Params):
    """Nothing to set."""


class PosteriseParams(Params):
    """How many tones each channel keeps."""

    tones: int = param(4, title="Tones", help="How many tones each channel keeps", low=2, high=64)


class ThresholdParams(Params):
    """Where black ends and white begins."""

    level: float = param(
        128.0,
        title="Level",
        help="What is as bright as this or brighter becomes white, all else black",
        low=1,
        high=255,
        step=1,
    )


def _invert(planes: Floats, params: InvertParams, scale: float = 1.0) -> Floats:
    planes[:3] = 1 - planes[:3]
    return planes


def _posterise(planes: Floats, params: PosteriseParams, scale: float = 1.0) -> Floats:
    """As many bands of the same width, spread from black to white."""
    bands = np.floor(planes[:3] * np.float32(params.tones) + _HAIR)
    planes[:3] = np.clip(bands, 0, params.tones - 1) / np.float32(params.tones - 1)
    return planes


def _threshold(planes: Floats, params: ThresholdParams, scale: float = 1.0) -> Floats:
    bright = np.tensordot(np.array([RED, GREEN, BLUE], np.float32), planes[:3], 1)
    planes[:3] = bright * _LEVELS >= np.float32(params.level) - _HAIR * _LEVELS
    return planes


INVERT = Adjustment("invert", "Invert", "The negative", InvertParams, _invert)
POSTERISE = Adjustment(
    "posterise", "Posterise", "Fewer tones, like a screen print", PosteriseParams, _posterise
)
THRESHOLD = Adjustment(
    "threshold", "Threshold", "Pure black and white", ThresholdParams, _threshold
)
