"""The tools that paint the mask and make selections."""

from __future__ import annotations

from editor.tools.brush import MaskBrush
from editor.tools.colour_range import ColourRange
from editor.tools.colours import Colours
from editor.tools.ellipse import MaskEllipse
from editor.tools.eraser import MaskEraser
from editor.tools.errands import Errands
from editor.tools.lasso import MaskLasso
from editor.tools.object_select import ObjectSelect
from editor.tools.polygon import MaskPolygon
from editor.tools.rectangle import MaskRectangle
from editor.tools.spot import ToolSpot
from editor.tools.tool import Tool
from editor.tools.wand import MagicWand

SPOTS = (
    ToolSpot("brush", "Mask brush", "brush", "Shift+B", family="mask"),
    ToolSpot("eraser", "Mask eraser", "eraser", "Shift+E", family="mask"),
    ToolSpot("rectangle", "Rectangle", "rectangle", "R", gap=True, family="frame"),
    ToolSpot("ellipse", "Ellipse", "ellipse", "Shift+R", family="frame"),
    ToolSpot("lasso", "Lasso", "lasso", "L", family="lasso"),
    ToolSpot("polygon", "Polygon lasso", "polygon", "Shift+L", family="lasso"),
    ToolSpot("object_select", "Object", "object_select", "Y"),
    ToolSpot("wand", "Magic wand", "wand", "W", family="wand"),
    ToolSpot("colour_range", "Colour range", "colour_range", "Shift+W", family="wand"),
)
OUTLINED = frozenset(
    {"rectangle", "ellipse", "lasso", "polygon", "wand", "colour_range", "object_select"}
)
"""The tools with which a selection is seen by its outline alone, without a tint."""


def tools(_colours: Colours, errands: Errands | None = None) -> tuple[Tool, ...]:
    """The first of them is in the hand when a document opens; heavy work goes to `errands`."""
    errands = errands or Errands()
    return (
        MaskBrush(),
        MaskEraser(),
        MaskRectangle(errands=errands),
        MaskEllipse(errands=errands),
        MaskLasso(errands=errands),
        MaskPolygon(errands=errands),
        ObjectSelect(),
        MagicWand(errands=errands),
        ColourRange(errands=errands),
    )
