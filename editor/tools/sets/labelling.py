"""The tools that say what is where: they paint on label layers."""

from __future__ import annotations

from editor.tools.errands import Errands
from editor.tools.label_brush import LabelBrush
from editor.tools.label_eraser import LabelEraser
from editor.tools.label_fill import LabelFill
from editor.tools.label_hand import LabelHand
from editor.tools.label_lasso import LabelLasso
from editor.tools.label_line import LabelLine
from editor.tools.label_picker import LabelPicker
from editor.tools.label_polygon import LabelPolygon
from editor.tools.label_rectangle import LabelRectangle
from editor.tools.spot import ToolSpot
from editor.tools.tool import Tool

FAMILY = "labels"
SPOTS: tuple[ToolSpot, ...] = (
    ToolSpot("label_brush", "Label brush", "label_brush", "", gap=True, family=FAMILY),
    ToolSpot("label_eraser", "Label eraser", "label_eraser", "", family=FAMILY),
    ToolSpot("label_fill", "Label fill", "label_fill", "", family=FAMILY),
    ToolSpot("label_polygon", "Label polygon", "label_polygon", "", family=FAMILY),
    ToolSpot("label_lasso", "Label lasso", "label_lasso", "", family=FAMILY),
    ToolSpot("label_line", "Label line", "label_line", "", family=FAMILY),
    ToolSpot("label_rectangle", "Label rectangle", "label_rectangle", "", family=FAMILY),
    ToolSpot("label_picker", "Label picker", "label_picker", "", family=FAMILY),
)
LABELLING = frozenset(spot.id for spot in SPOTS)
"""The tools that only work on label layers."""


def tools(hand: LabelHand, errands: Errands | None = None) -> tuple[Tool, ...]:
    """New at each call; they share the hand, and heavy work goes to `errands`."""
    errands = errands or Errands()
    return (
        LabelBrush(hand),
        LabelEraser(hand),
        LabelFill(hand, errands),
        LabelPolygon(hand, errands),
        LabelLasso(hand, errands),
        LabelLine(hand),
        LabelRectangle(hand, errands),
        LabelPicker(hand),
    )
