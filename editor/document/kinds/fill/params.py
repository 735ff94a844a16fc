"""What can be set of each sort of fill."""

from __future__ import annotations

from enum import Enum

from editor.document.kinds.fill.colours import Colour, Stops
from ml.api.params import Params, param

FAR_PX = 30_000
SMALLEST_SCALE, LARGEST_SCALE = 5, 1000


class GradientShape(Enum):
    """How a gradient spreads from its middle."""

    LINEAR = "linear"
    RADIAL = "radial"
    REFLECTED = "reflected"
    CONICAL = "conical"


class PatternName(Enum):
    """The patterns that are always there, and the layer's own tile."""

    CHECKER = "checker"
    STRIPES = "stripes"
    DOTS = "dots"
    GRID = "grid"
    WEAVE = "weave"
    GRAIN = "grain"
    PICTURE = "picture"


def _place(title: str, help: str) -> int:
    return param(0, title=title, help=help, low=-FAR_PX, high=FAR_PX, unit="px", control="number")


class ColourFill(Params):
    """One colour everywhere."""

    colour: Colour = param("#808080", title="Colour", help="The colour", control="colour")


class GradientFill(Params):
    """Colours along a line, around a point, or around a circle."""

    stops: Stops = param(
        "0 #000000, 1 #ffffff",
        title="Colours",
        help="The colours and their places along the gradient",
        control="gradient",
    )
    shape: GradientShape = param(GradientShape.LINEAR, title="Shape", help="How it spreads")
    angle: float = param(
        0.0,
        title="Angle",
        help="Where the gradient runs to: 0 to the right, 90 downwards",
        low=-180,
        high=180,
        step=1,
        unit="°",
    )
    length_px: float = param(
        1000.0,
        title="Length",
        help="From the first colour to the last",
        low=1,
        high=FAR_PX,
        step=1,
        unit="px",
        control="number",
    )
    x_px: int = _place("Middle, across", "Where the middle of the gradient lies, from the left")
    y_px: int = _place("Middle, down", "Where the middle of the gradient lies, from the top")
    reverse: bool = param(False, title="Reverse", help="Runs the colours the other way")
    dither: bool = param(
        True, title="Dither", help="Breaks up the bands that few tones would show", more=True
    )


class PatternFill(Params):
    """A tile over and over."""

    pattern: PatternName = param(
        PatternName.CHECKER, title="Pattern", help="What is repeated; “picture” is your own tile"
    )
    colour: Colour = param("#ffffff", title="Colour", help="The pattern's colour", control="colour")
    behind: Colour = param(
        "#c8c8c8", title="Behind", help="The colour between the shapes", control="colour"
    )
    scale: float = param(
        100.0,
        title="Size",
        help="How large the tile is",
        low=SMALLEST_SCALE,
        high=LARGEST_SCALE,
        step=1,
        unit="%",
    )
    x_px: int = _place("Shift, across", "How far the pattern is moved to the right")
    y_px: int = _place("Shift, down", "How far the pattern is moved down")
