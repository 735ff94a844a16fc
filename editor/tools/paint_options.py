"""What can be set of a brush, declared once for the bar, the menu and the settings."""

from __future__ import annotations

import math
from enum import Enum

from editor.document import tips
from editor.document.brush import (
    EVEN,
    FIRM,
    SIZE_BY_PRESSURE,
    SOFT,
    Brush,
    Curve,
    Response,
    Sensor,
    Trait,
)
from ml.api.params import Params, param

SMALLEST_PX = 1
LARGEST_PX = 2000


class Feel(Enum):
    """How a trait follows the pen."""

    OFF = "off"
    SOFT = "soft"
    EVEN = "even"
    FIRM = "firm"

    @property
    def curve(self) -> Curve | None:
        return {Feel.OFF: None, Feel.SOFT: SOFT, Feel.EVEN: EVEN, Feel.FIRM: FIRM}[self]


class TipName(Enum):
    """The forms of a dab."""

    ROUND = tips.ROUND.name
    CHALK = tips.CHALK.name
    CHARCOAL = tips.CHARCOAL.name
    SPECKLE = tips.SPECKLE.name
    BRISTLE = tips.BRISTLE.name


class RimOptions(Params):
    """What every brush has: a size and a rim."""

    size: float = param(
        40.0,
        title="Size",
        help="Diameter of the brush in pixels of the picture ([ and ])",
        low=SMALLEST_PX,
        high=LARGEST_PX,
        unit="px",
        step=1,
    )
    hardness: float = param(
        0.8,
        title="Hardness",
        help="How sharp the rim of the brush is (Shift+[ and Shift+])",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    size_by: Feel = param(
        Feel.EVEN,
        title="Pressure to size",
        help="How pressing the pen harder makes the brush larger",
        more=True,
    )
    steadiness: float = param(
        0.0,
        title="Steadiness",
        help="Takes the tremble out of the line; the line then follows a little later",
        low=0.0,
        high=1.0,
        step=0.05,
        more=True,
    )


class StrokeOptions(RimOptions):
    """What brushes have that work more or less strongly."""

    opacity: float = param(
        1.0,
        title="Opacity",
        help="How strong one stroke gets, however often it crosses itself (I and O)",
        low=0.01,
        high=1.0,
        step=0.05,
    )
    opacity_by: Feel = param(
        Feel.OFF,
        title="Pressure to opacity",
        help="How pressing the pen harder makes the stroke stronger",
        more=True,
    )


class DabOptions(StrokeOptions):
    """What a brush has whose dabs are free in form."""

    flow: float = param(
        1.0,
        title="Flow",
        help="How much of the opacity one dab puts down; less builds up slowly",
        low=0.01,
        high=1.0,
        step=0.05,
    )
    tip: TipName = param(TipName.ROUND, title="Tip", help="The form of one dab")
    spacing: float = param(
        1.0,
        title="Spacing",
        help="How far dabs lie apart; 1 is what suits the tip",
        low=0.2,
        high=12.0,
        step=0.1,
        more=True,
    )
    tip_angle: float = param(
        0.0,
        title="Angle",
        help="How far the tip is turned clockwise",
        low=-180.0,
        high=180.0,
        unit="°",
        step=1,
        more=True,
    )
    roundness: float = param(
        1.0,
        title="Roundness",
        help="Height of the tip over its width",
        low=0.05,
        high=1.0,
        step=0.05,
        more=True,
    )
    scatter: float = param(
        0.0,
        title="Scatter",
        help="Throws dabs aside, by up to so many times the size",
        low=0.0,
        high=3.0,
        step=0.05,
        more=True,
    )
    jitter: float = param(
        0.0,
        title="Jitter",
        help="Turns and shrinks each dab by chance",
        low=0.0,
        high=1.0,
        step=0.05,
        more=True,
    )
    flow_by: Feel = param(
        Feel.OFF,
        title="Pressure to flow",
        help="How pressing the pen harder lets more paint flow",
        more=True,
    )
    size_by_tilt: Feel = param(
        Feel.OFF,
        title="Tilt to size",
        help="How laying the pen down makes the brush larger",
        more=True,
    )
    angle_by_tilt: bool = param(
        False,
        title="Tilt turns the tip",
        help="The tip lies as the pen leans",
        more=True,
    )


def brush_of(options: RimOptions) -> Brush:
    """The brush that these options describe."""
    responses = _responses(options)
    if not isinstance(options, DabOptions):
        return Brush(
            size_px=options.size,
            hardness=options.hardness,
            opacity=options.opacity if isinstance(options, StrokeOptions) else 1.0,
            responses=responses,
        )
    tip = tips.find(TipName(options.tip).value)
    return Brush(
        size_px=options.size,
        hardness=options.hardness,
        opacity=options.opacity,
        flow=options.flow,
        spacing=tip.spacing * options.spacing,
        tip=tip,
        angle=math.radians(options.tip_angle),
        roundness=options.roundness,
        scatter=options.scatter,
        jitter=options.jitter,
        angle_by_tilt=options.angle_by_tilt,
        responses=responses,
    )


def _responses(options: RimOptions) -> tuple[Response, ...]:
    wanted = [
        (options.size_by, Trait.SIZE, Sensor.PRESSURE, SIZE_BY_PRESSURE.low),
    ]
    if isinstance(options, StrokeOptions):
        wanted.append((options.opacity_by, Trait.OPACITY, Sensor.PRESSURE, 0.0))
    if isinstance(options, DabOptions):
        wanted.append((options.flow_by, Trait.FLOW, Sensor.PRESSURE, 0.0))
        # An upright pen still draws, with a fifth of the size.
        wanted.append((options.size_by_tilt, Trait.SIZE, Sensor.TILT, 0.2))
    found: list[Response] = []
    for feel, trait, sensor, low in wanted:
        curve = Feel(feel).curve
        if curve is not None:
            found.append(Response(trait, curve, sensor, low))
    return tuple(found)
