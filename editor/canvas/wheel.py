"""What the wheel and the touchpad do: zoom at the pointer, pan, or another brush size."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent

from editor.canvas.viewport import STEPS_PER_DOUBLING, Viewport
from editor.tools.tool import Tool

_NOTCH = 120
# One notch makes the brush this much larger.
_BRUSH_GROWTH = 1.15


class WheelStage(Protocol):
    """What the wheel needs of the view."""

    @property
    def viewport(self) -> Viewport: ...

    @property
    def tool(self) -> Tool | None: ...

    def look(self, viewport: Viewport) -> None: ...

    def resize_brush(self, size_px: float) -> None: ...


class Wheel:
    """A mouse wheel zooms in steps; a touchpad pans with two fingers and zooms by pinch or Ctrl."""

    def __init__(self, stage: WheelStage) -> None:
        self._stage = stage

    def turn(self, event: QWheelEvent) -> None:
        # Qt reports Alt with the wheel as a sideways turn.
        delta = event.angleDelta().y() or event.angleDelta().x()
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.AltModifier:
            self._resize_brush(delta / _NOTCH)
        elif self._pans(event):
            step = event.pixelDelta()
            step = step if not step.isNull() else event.angleDelta()
            self._stage.look(self._stage.viewport.panned(step.x(), step.y()))
        elif delta:
            self._zoom(delta, event.position())

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """A zoom gesture of the touchpad; whether it was one."""
        kind = event.gestureType()
        place = event.position()
        at = place.x(), place.y()
        viewport = self._stage.viewport
        if kind == Qt.NativeGestureType.ZoomNativeGesture:
            self._stage.look(viewport.zoomed(max(0.1, 1.0 + event.value()), at))
            return True
        if kind == Qt.NativeGestureType.PanNativeGesture:
            self._stage.look(viewport.panned(event.delta().x(), event.delta().y()))
            return True
        return False

    def _pans(self, event: QWheelEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        return event.device().type() == QInputDevice.DeviceType.TouchPad

    def _zoom(self, delta: int, place: QPointF) -> None:
        viewport, at = self._stage.viewport, (place.x(), place.y())
        notches, rest = divmod(abs(delta), _NOTCH)
        sign = 1 if delta > 0 else -1
        if rest == 0:
            self._stage.look(viewport.stepped(sign * notches, at))
        else:
            # A fine wheel: the same speed without the steps.
            factor = 2.0 ** (delta / _NOTCH / STEPS_PER_DOUBLING)
            self._stage.look(viewport.zoomed(factor, at))

    def _resize_brush(self, notches: float) -> None:
        tool = self._stage.tool
        if tool is not None and tool.cursor_radius_px is not None:
            size = 2 * tool.cursor_radius_px
            larger = size * _BRUSH_GROWTH**notches
            # Small brushes still change by a whole pixel.
            step = max(abs(larger - size), abs(notches))
            self._stage.resize_brush(size + (step if notches > 0 else -step))
