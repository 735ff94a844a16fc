"""What can be set of a brush, declared once for the bar, the menu and the settings."""

from __future__ import annotations

import math
from enum import Enum

from editor.document import tips
from editor.document.brush import SIZE_BY_PRESSURE, Brush, Response, Sensor, Trait
from editor.tools.pen_response import NAMED, Answer, curve_of
from ml.api.params import Params, param

SMALLEST_PX = 1
LARGEST_PX = 2000
_UPRIGHT = 0.2


def _answer(default: str, title: str, help: str) -> str:
    """One trait that the pen rules, by a curve that can be bent."""
    return param(default, title=title, help=help, control="response", more=True)


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
    size_by: Answer = _answer(
        "even",
        "Pressure to size",
        "How pressing the pen harder makes the brush larger",
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
    opacity_by: Answer = _answer(
        "off",
        "Pressure to opacity",
        "How pressing the pen harder makes the stroke stronger",
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
    flow_by: Answer = _answer(
        "off",
        "Pressure to flow",
        "How pressing the pen harder lets more paint flow",
    )
    size_by_tilt: Answer = _answer(
        "off",
        "Tilt to size",
        "How laying the pen down makes the brush larger",
    )
    opacity_by_tilt: Answer = _answer(
        "off",
        "Tilt to opacity",
        "How laying the pen down makes the stroke stronger",
    )
    flow_by_tilt: Answer = _answer(
        "off",
        "Tilt to flow",
        "How laying the pen down lets more paint flow",
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
    pressure, tilt = Sensor.PRESSURE, Sensor.TILT
    wanted = [(options.size_by, Trait.SIZE, pressure, SIZE_BY_PRESSURE.low)]
    if isinstance(options, StrokeOptions):
        wanted.append((options.opacity_by, Trait.OPACITY, pressure, 0.0))
    if isinstance(options, DabOptions):
        wanted.append((options.flow_by, Trait.FLOW, pressure, 0.0))
        # An upright pen still draws, with a fifth of what it does lying down.
        wanted.append((options.size_by_tilt, Trait.SIZE, tilt, _UPRIGHT))
        wanted.append((options.opacity_by_tilt, Trait.OPACITY, tilt, 0.0))
        wanted.append((options.flow_by_tilt, Trait.FLOW, tilt, 0.0))
    found: list[Response] = []
    for answer, trait, sensor, low in wanted:
        curve = curve_of(answer)
        if curve is not None:
            # Who bends a curve by hand wants its low end as it is drawn.
            found.append(Response(trait, curve, sensor, low if answer in NAMED else 0.0))
    return tuple(found)
