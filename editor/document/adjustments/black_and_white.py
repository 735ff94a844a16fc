"""Black and white: grey by how much each of six colours counts, and a tint if wanted."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.loops import loops
from editor.document.adjustments.plain_loops import Turn
from editor.document.sheets import Floats
from ml.api.params import Params, param

_SIXTH_DEGREES = 60
_FULL = 100


def _weight(title: str, percent: float) -> float:
    help = f"How bright {title.lower()} become"
    return param(percent, title=title, help=help, low=-200, high=300, step=1, unit="%")


class BlackAndWhiteParams(Params):
    """Weights of the six colours; pure grey keeps its brightness whatever they are."""

    reds: float = _weight("Reds", 40.0)
    yellows: float = _weight("Yellows", 60.0)
    greens: float = _weight("Greens", 40.0)
    cyans: float = _weight("Cyans", 60.0)
    blues: float = _weight("Blues", 20.0)
    magentas: float = _weight("Magentas", 80.0)
    tint: float = param(
        0.0, title="Tint", help="How strong the tint is", low=0, high=100, step=1, unit="%"
    )
    tint_hue: float = param(
        40.0, title="Tint hue", help="The hue of the tint", low=0, high=360, step=1, unit="°"
    )


def apply(planes: Floats, params: BlackAndWhiteParams, scale: float = 1.0) -> Floats:
    planes = np.ascontiguousarray(planes)
    names = ("reds", "yellows", "greens", "cyans", "blues", "magentas")
    weights = np.array([getattr(params, name) / _FULL for name in names], np.float32)
    loops().to_grey(planes, weights)
    if params.tint > 0:
        turn = Turn(params.tint_hue / _SIXTH_DEGREES, params.tint / _FULL, 0.0, 1)
        loops().turn_colours(planes, turn)
    return planes


BLACK_AND_WHITE = Adjustment(
    "black_and_white",
    "Black and white",
    "Grey by how much each colour counts",
    BlackAndWhiteParams,
    apply,
)
