"""The tools that say what is where: they paint on label layers."""

from __future__ import annotations

from functools import partial

from editor.lazy import late
from editor.tools.errands import Errands
from editor.tools.label_hand import LabelHand
from editor.tools.spot import Makers, ToolSpot

_label_brush = late("editor.tools.label_brush:LabelBrush")
_label_eraser = late("editor.tools.label_eraser:LabelEraser")
_label_fill = late("editor.tools.label_fill:LabelFill")
_label_polygon = late("editor.tools.label_polygon:LabelPolygon")
_label_lasso = late("editor.tools.label_lasso:LabelLasso")
_label_line = late("editor.tools.label_line:LabelLine")
_label_rectangle = late("editor.tools.label_rectangle:LabelRectangle")
_label_superpixel = late("editor.tools.label_superpixel:LabelSuperpixel")
_label_object = late("editor.tools.label_object:LabelObject")
_label_grabcut = late("editor.tools.label_grabcut:LabelGrabcut")
_label_wand = late("editor.tools.label_wand:LabelWand")
_label_picker = late("editor.tools.label_picker:LabelPicker")
FAMILY = "labels"
SPOTS: tuple[ToolSpot, ...] = (
    ToolSpot("label_brush", "Label brush", "label_brush", "", gap=True, family=FAMILY),
    ToolSpot("label_eraser", "Label eraser", "label_eraser", "", family=FAMILY),
    ToolSpot("label_fill", "Label fill", "label_fill", "", family=FAMILY),
    ToolSpot("label_polygon", "Label polygon", "label_polygon", "", family=FAMILY),
    ToolSpot("label_lasso", "Label lasso", "label_lasso", "", family=FAMILY),
    ToolSpot("label_line", "Label line", "label_line", "", family=FAMILY),
    ToolSpot("label_rectangle", "Label rectangle", "label_rectangle", "", family=FAMILY),
    ToolSpot("label_superpixel", "Superpixels", "label_superpixel", "", family=FAMILY),
    ToolSpot("label_object", "Label an object", "label_object", "", family=FAMILY),
    ToolSpot("label_grabcut", "Label the thing in a box", "label_grabcut", "", family=FAMILY),
    ToolSpot("label_wand", "Label wand", "label_wand", "", family=FAMILY),
    ToolSpot("label_picker", "Label picker", "label_picker", "", family=FAMILY),
)
LABELLING = frozenset(spot.id for spot in SPOTS)
"""The tools that only work on label layers."""


def makers(hand: LabelHand, errands: Errands | None = None) -> Makers:
    """New at each call; they share the hand, and heavy work goes to `errands`."""
    errands = errands or Errands()
    return {
        "label_brush": partial(_label_brush, hand),
        "label_eraser": partial(_label_eraser, hand),
        "label_fill": partial(_label_fill, hand, errands),
        "label_polygon": partial(_label_polygon, hand, errands),
        "label_lasso": partial(_label_lasso, hand, errands),
        "label_line": partial(_label_line, hand),
        "label_rectangle": partial(_label_rectangle, hand, errands),
        "label_superpixel": partial(_label_superpixel, hand, errands),
        "label_object": partial(_label_object, hand),
        "label_grabcut": partial(_label_grabcut, hand, errands),
        "label_wand": partial(_label_wand, hand, errands),
        "label_picker": partial(_label_picker, hand),
    }
