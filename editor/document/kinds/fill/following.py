"""How fills follow a map of the plane by what can be set of them."""

from __future__ import annotations

import math

import numpy as np

from editor.document.geometry import Floats, PlaneMap
from editor.document.kinds.fill.params import (
    FAR_PX,
    LARGEST_SCALE,
    SMALLEST_SCALE,
    ColourFill,
    GradientFill,
    GradientShape,
    PatternFill,
)

Fill = ColourFill | GradientFill | PatternFill
_STRAIGHT = (GradientShape.LINEAR, GradientShape.REFLECTED)


def filled_after(params: Fill, way: PlaneMap) -> Fill:
    """The fill after `way`, given in its own frame.

    Exact for straight gradients and whatever keeps parallels, but for the whole pixels of their
    middle. A circle stays a circle of the same area, and a pattern stays upright.
    """
    if isinstance(params, GradientFill):
        return _gradient(params, way)
    if isinstance(params, PatternFill):
        grown = math.sqrt(abs(float(np.linalg.det(way.linear_at(params.x_px, params.y_px)))))
        scale = min(max(params.scale * grown, SMALLEST_SCALE), LARGEST_SCALE)
        return params.model_copy(update={"scale": scale, **_moved(params, way)})
    return params


def _gradient(params: GradientFill, way: PlaneMap) -> GradientFill:
    local = way.linear_at(params.x_px, params.y_px)
    angle = math.radians(params.angle)
    along = np.array([math.cos(angle), math.sin(angle)])
    if params.shape in _STRAIGHT:
        # Lines of one colour go with the plane: their normal goes by the inverse transpose.
        normal = np.linalg.inv(local).T @ along
        length = params.length_px / float(np.hypot(*normal))
        towards = normal
    else:
        length = params.length_px * math.sqrt(abs(float(np.linalg.det(local))))
        towards = local @ along
    fresh: dict[str, object] = {
        "length_px": min(max(length, 1.0), float(FAR_PX)),
        "angle": math.degrees(math.atan2(towards[1], towards[0])),
        **_moved(params, way),
    }
    if params.shape is GradientShape.CONICAL and _mirrors(local):
        fresh["reverse"] = not params.reverse
    return params.model_copy(update=fresh)


def _moved(params: GradientFill | PatternFill, way: PlaneMap) -> dict[str, object]:
    x, y = way.apply(params.x_px, params.y_px)
    return {"x_px": _within(x), "y_px": _within(y)}


def _within(value: float) -> int:
    return max(-FAR_PX, min(FAR_PX, round(value)))


def _mirrors(local: Floats) -> bool:
    return bool(np.linalg.det(local) < 0)
