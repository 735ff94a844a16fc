"""Gradient map: dark to light becomes the way along a gradient."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import BLUE, GREEN, RED
from editor.document.adjustments.tables import Tables, freeze_tables, kept, look_up, table_input
from editor.document.kinds.fill.colours import Stops, colours_at, read_stops
from editor.document.sheets import Floats
from ml.api.params import Params, param


class GradientMapParams(Params):
    """The colours from black to white; a translucent one lets the picture through."""

    stops: Stops = param(
        "0 #000000, 1 #ffffff",
        title="Colours",
        help="What dark tones become, on the left, and light ones, on the right",
        control="gradient",
    )
    reverse: bool = param(False, title="Reverse", help="Runs the colours the other way")


def _colours(params: GradientMapParams) -> NDArray[np.float64]:
    """Straight RGBA for each entry of a table."""
    places = table_input()
    colours = colours_at(read_stops(params.stops), 1 - places if params.reverse else places)
    return np.asarray(colours, np.float64)


@kept
def _tables(params: GradientMapParams) -> Tables:
    colours = _colours(params)
    return freeze_tables(*(colours[:, channel] for channel in range(3)))


@kept
def _opacity(params: GradientMapParams) -> Tables:
    opacity = _colours(params)[:, 3]
    return freeze_tables(opacity, opacity, opacity)


def apply(planes: Floats, params: GradientMapParams, scale: float = 1.0) -> Floats:
    """Luminance of the coded numbers (BT.709) looked up in the gradient."""
    grey = np.tensordot(np.array([RED, GREEN, BLUE], np.float32), planes[:3], 1)
    mapped = np.concatenate([np.stack([grey] * 3), planes[3:]])
    mapped = look_up(mapped, _tables(params))
    if all(colour[3] >= 1.0 for _, colour in read_stops(params.stops)):
        return mapped
    share = look_up(np.stack([grey] * 4), _opacity(params))[0]
    mapped[:3] = planes[:3] + (mapped[:3] - planes[:3]) * share
    return mapped


GRADIENT_MAP = Adjustment(
    "gradient_map", "Gradient map", "Give tones the colours of a gradient", GradientMapParams, apply
)
