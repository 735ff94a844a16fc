"""What an artist does with view and brush, as sequences of real events."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt

from benchmarks.canvas.stage import HEIGHT_PX, WIDTH_PX, Frame, Stage
from editor.tools.colours import Colours
from editor.tools.label_brush import LabelBrush, LabelBrushOptions
from editor.tools.label_hand import LabelHand
from editor.tools.paint import PaintBrush
from editor.tools.paint_options import DabOptions
from editor.tools.tool import Tool

_MIDDLE = Qt.MouseButton.MiddleButton
_LEFT = Qt.MouseButton.LeftButton


def pan(stage: Stage, frames: int) -> list[Frame]:
    """Drag with the middle button in a wide figure, at 100 % and at the scale that fits."""
    found: list[Frame] = []
    for scale in (1.0, 0.3):
        stage.view.zoom_to(scale)
        stage.rest()
        found += _drag(stage, frames // 2)
    return found


def _drag(stage: Stage, frames: int) -> list[Frame]:
    x, y = WIDTH_PX / 2, HEIGHT_PX / 2
    stage.view.event(stage.mouse(QEvent.Type.MouseButtonPress, x, y, _MIDDLE))
    found: list[Frame] = []
    for step in range(1, frames + 1):
        turn = 2 * math.pi * step / 40
        x, y = x + 37 * math.cos(turn), y + 29 * math.sin(turn * 0.7)
        found.append(stage.frame(stage.mouse(QEvent.Type.MouseMove, x, y, _MIDDLE)))
    stage.view.event(stage.mouse(QEvent.Type.MouseButtonRelease, x, y, _MIDDLE))
    return found


def zoom(stage: Stage, frames: int) -> tuple[list[Frame], float]:
    """Turn the wheel in and out at a place beside the middle; also how long until sharp after."""
    stage.view.zoom_to_fit()
    stage.rest()
    found: list[Frame] = []
    for step in range(frames):
        delta = 120 if (step // 10) % 2 == 0 else -120
        found.append(stage.frame(stage.wheel(700, 400, delta)))
    return found, stage.settle()


def layer_brush(size_px: float = 300.0) -> PaintBrush:
    """The painting brush as soft and large as the goal names it, on the active layer."""
    options = DabOptions(size=size_px, hardness=0.0, opacity=0.8)
    return PaintBrush(Colours((0.9, 0.2, 0.1)), options)


def label_brush(size_px: float) -> LabelBrush:
    """The label brush with the first label in the hand, which most of what it meets is not."""
    return LabelBrush(LabelHand(), LabelBrushOptions(size=size_px))


def stroke(stage: Stage, tool: Tool, frames: int) -> list[Frame]:
    """Paint a long curve, half of it at the scale that fits and half at 100 %."""
    stage.view.set_tool(tool)
    found: list[Frame] = []
    for scale in (0.0, 1.0):
        stage.view.zoom_to_fit()
        if scale:
            stage.view.zoom_to(scale)
        stage.rest()
        found += _curve(stage, frames // 2)
        _require_paint(stage)
    return found


def _curve(stage: Stage, frames: int) -> list[Frame]:
    x, y = 700.0, 300.0
    stage.frame(stage.mouse(QEvent.Type.MouseButtonPress, x, y, _LEFT))
    found: list[Frame] = []
    for step in range(1, frames + 1):
        turn = 2 * math.pi * step / 50
        x, y = x + 18 * math.cos(turn), y + 24 * math.sin(turn)
        found.append(stage.frame(stage.mouse(QEvent.Type.MouseMove, x, y, _LEFT)))
    stage.view.event(stage.mouse(QEvent.Type.MouseButtonRelease, x, y, _LEFT))
    return found


def _require_paint(stage: Stage) -> None:
    """A stroke that is not to be seen would be measured for nothing."""
    document = stage.view.document
    if document is None or not document.history.can_undo:
        raise RuntimeError("The stroke painted nothing.")
