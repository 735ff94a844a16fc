"""What can be set of a shape by numbers: its colour and how light that is."""

from __future__ import annotations

from dataclasses import replace

from editor.document.kinds.fill.colours import Colour as HexColour
from editor.document.kinds.fill.colours import read_colour
from ml.api.params import Params, param
from ml.vector.shapes import Colour, Flat, Paint, shift_colour

_LEAST = 1e-3


class ShapeLook(Params):
    """A gradient is spoken of by its middle; the differences within it stay."""

    colour: HexColour = param(
        "#808080", title="Colour", help="The shape's colour", control="colour"
    )
    lightness: float = param(
        50.0,
        title="Lightness",
        help="How light the shape is: 0 is black, 100 white; its hue stays",
        low=0,
        high=100,
        step=1,
        unit="%",
    )


def look_of(paint: Paint) -> ShapeLook:
    colour = _middle(paint)
    digits = "".join(f"{round(value * 255):02x}" for value in colour)
    return ShapeLook(colour=f"#{digits}", lightness=round(100 * luminance(colour)))


def painted(paint: Paint, before: ShapeLook, after: ShapeLook) -> Paint:
    """`paint` after what changed from one look to the other."""
    if after.colour != before.colour:
        red, green, blue = (float(value) for value in read_colour(after.colour)[:3])
        paint = shift_colour((red, green, blue), paint)
    if after.lightness != before.lightness:
        paint = with_lightness(paint, after.lightness / 100)
    return paint


def luminance(colour: Colour) -> float:
    """The luma of a colour as it is encoded (BT.709), 0..1."""
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def with_lightness(paint: Paint, wanted: float) -> Paint:
    """Towards black or white as far as it takes, all stops alike."""
    now = luminance(_middle(paint))
    if wanted <= now:
        share, end = wanted / max(now, _LEAST), 0.0
    else:
        share, end = (1 - wanted) / max(1 - now, _LEAST), 1.0

    def mixed(colour: Colour) -> Colour:
        red, green, blue = (end + (value - end) * share for value in colour)
        return (red, green, blue)

    if isinstance(paint, Flat):
        return Flat(mixed(paint.colour))
    stops = tuple(replace(stop, colour=mixed(stop.colour)) for stop in paint.stops)
    return replace(paint, stops=stops)


def _middle(paint: Paint) -> Colour:
    if isinstance(paint, Flat):
        return paint.colour
    first, last = paint.stops[0].colour, paint.stops[-1].colour
    red, green, blue = ((a + b) / 2 for a, b in zip(first, last, strict=True))
    return (red, green, blue)
