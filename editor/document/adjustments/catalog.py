"""The one list of all adjustments, in the order of menus."""

from __future__ import annotations

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.black_and_white import BLACK_AND_WHITE
from editor.document.adjustments.blur import BLUR
from editor.document.adjustments.brightness_contrast import BRIGHTNESS_CONTRAST
from editor.document.adjustments.curves import CURVES
from editor.document.adjustments.exposure import EXPOSURE
from editor.document.adjustments.gradient_map import GRADIENT_MAP
from editor.document.adjustments.hue_saturation import HUE_SATURATION
from editor.document.adjustments.levels import LEVELS
from editor.document.adjustments.sharpen import SHARPEN
from editor.document.adjustments.simple import INVERT, POSTERISE, THRESHOLD
from editor.document.adjustments.vibrance import VIBRANCE
from editor.document.adjustments.white_balance import WHITE_BALANCE
from editor.document.errors import DocumentError

ADJUSTMENTS: tuple[Adjustment, ...] = (
    LEVELS,
    CURVES,
    BRIGHTNESS_CONTRAST,
    EXPOSURE,
    WHITE_BALANCE,
    HUE_SATURATION,
    VIBRANCE,
    BLACK_AND_WHITE,
    INVERT,
    POSTERISE,
    THRESHOLD,
    GRADIENT_MAP,
    BLUR,
    SHARPEN,
)

_BY_ID = {adjustment.id: adjustment for adjustment in ADJUSTMENTS}


class UnknownAdjustment(DocumentError):
    """No adjustment has this id."""

    def __init__(self, adjustment_id: str) -> None:
        super().__init__(f"This version knows no adjustment called “{adjustment_id}”.")


def find(adjustment_id: str) -> Adjustment:
    """The adjustment with that id; UnknownAdjustment if there is none."""
    try:
        return _BY_ID[adjustment_id]
    except KeyError:
        raise UnknownAdjustment(adjustment_id) from None
