"""Exposure: more or less light, in stops, as if the camera had caught it so."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import Numbers, to_code, to_light
from editor.document.adjustments.tables import Tables, kept, look_up, same_table
from editor.document.sheets import Floats
from ml.api.params import Params, param


class ExposureParams(Params):
    """Exposure, offset and gamma, worked out in linear light."""

    exposure: float = param(
        0.0,
        title="Exposure",
        help="Each stop doubles the light",
        low=-10,
        high=10,
        step=0.05,
        unit="stops",
    )
    offset: float = param(
        0.0,
        title="Offset",
        help="Lifts or sinks the shadows; hardly touches bright parts",
        low=-0.5,
        high=0.5,
        step=0.001,
    )
    gamma: float = param(
        1.0,
        title="Gamma",
        help="Brightens (above 1) or darkens (below 1) the middle",
        low=0.1,
        high=9.99,
        step=0.01,
    )


def apply(planes: Floats, params: ExposureParams, scale: float = 1.0) -> Floats:
    return look_up(planes, _tables(params))


@kept
def _tables(params: ExposureParams) -> Tables:
    return same_table(lambda coded: _exposed(coded, params))


def _exposed(coded: Numbers, params: ExposureParams) -> Numbers:
    if params == ExposureParams():
        return coded
    light = to_light(coded) * 2.0**params.exposure + params.offset
    return to_code(np.clip(light, 0, None) ** (1 / params.gamma))


EXPOSURE = Adjustment("exposure", "Exposure", "More or less light, in stops", ExposureParams, apply)
