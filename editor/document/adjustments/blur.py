"""Blur: everything softer, by a gaussian."""

from __future__ import annotations

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.smoothing import reach_px, smooth_colours
from editor.document.sheets import Floats
from ml.api.params import Params, param


class BlurParams(Params):
    """How far the blur reaches."""

    radius_px: float = param(
        4.0,
        title="Radius",
        help="How soft it becomes (the standard deviation of a gaussian)",
        low=0,
        high=100,
        step=0.1,
        unit="px",
    )


def apply(planes: Floats, params: BlurParams, scale: float = 1.0) -> Floats:
    """Colours weighted by their coverage, which is blurred as well."""
    return smooth_colours(planes, params.radius_px * scale)


def margin_px(params: BlurParams, scale: float = 1.0) -> int:
    return reach_px(params.radius_px * scale)


BLUR = Adjustment("blur", "Gaussian blur", "Softer, by a gaussian", BlurParams, apply, margin_px)
