"""Sharpen: what differs from its surroundings differs more (unsharp mask)."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.smoothing import reach_px, smooth_colours
from editor.document.sheets import Floats
from ml.api.params import Params, param

_LEVELS = 255
_FULL = 100


class SharpenParams(Params):
    """How much, how wide, and from which difference on."""

    amount: float = param(
        80.0,
        title="Amount",
        help="How much stronger differences become",
        low=0,
        high=500,
        step=1,
        unit="%",
    )
    radius_px: float = param(
        1.2,
        title="Radius",
        help="How wide the surroundings are",
        low=0.1,
        high=50,
        step=0.1,
        unit="px",
    )
    threshold: float = param(
        0.0,
        title="Threshold",
        help="Smaller differences, like grain, stay as they are; in levels of 255",
        low=0,
        high=255,
        step=1,
    )


def apply(planes: Floats, params: SharpenParams, scale: float = 1.0) -> Floats:
    """Coverage stays."""
    detail = planes[:3] - smooth_colours(planes, params.radius_px * scale)[:3]
    if params.threshold > 0:
        detail[np.abs(detail) * _LEVELS < params.threshold] = 0
    out = np.empty_like(planes)
    out[:3] = np.clip(planes[:3] + detail * np.float32(params.amount / _FULL), 0, 1)
    out[3] = planes[3]
    return out


def margin_px(params: SharpenParams, scale: float = 1.0) -> int:
    return reach_px(params.radius_px * scale)


SHARPEN = Adjustment(
    "sharpen", "Sharpen", "Crisper edges (unsharp mask)", SharpenParams, apply, margin_px
)
