"""The tools that paint the mask and make selections."""

from __future__ import annotations

from functools import partial

from editor.lazy import late
from editor.tools.errands import Errands
from editor.tools.spot import Makers, ToolSpot

_mask_brush = late("editor.tools.brush:MaskBrush")
_mask_eraser = late("editor.tools.eraser:MaskEraser")
_mask_rectangle = late("editor.tools.rectangle:MaskRectangle")
_mask_ellipse = late("editor.tools.ellipse:MaskEllipse")
_mask_lasso = late("editor.tools.lasso:MaskLasso")
_mask_polygon = late("editor.tools.polygon:MaskPolygon")
_object_select = late("editor.tools.object_select:ObjectSelect")
_magic_wand = late("editor.tools.wand:MagicWand")
_colour_range = late("editor.tools.colour_range:ColourRange")

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


def makers(errands: Errands | None = None) -> Makers:
    """The first of them is in the hand when a document opens; heavy work goes to `errands`."""
    errands = errands or Errands()
    return {
        "brush": _mask_brush,
        "eraser": _mask_eraser,
        "rectangle": partial(_mask_rectangle, errands=errands),
        "ellipse": partial(_mask_ellipse, errands=errands),
        "lasso": partial(_mask_lasso, errands=errands),
        "polygon": partial(_mask_polygon, errands=errands),
        "object_select": _object_select,
        "wand": partial(_magic_wand, errands=errands),
        "colour_range": partial(_colour_range, errands=errands),
    }
