"""Turns Qt's mouse and pen events into what tools understand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent

from editor.canvas.viewport import Viewport
from editor.tools.tool import Buttons, Modifiers, PointerEvent

_BUTTONS = {
    Qt.MouseButton.LeftButton: Buttons.LEFT,
    Qt.MouseButton.RightButton: Buttons.RIGHT,
    Qt.MouseButton.MiddleButton: Buttons.MIDDLE,
}
_MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier: Modifiers.SHIFT,
    Qt.KeyboardModifier.AltModifier: Modifiers.ALT,
    Qt.KeyboardModifier.ControlModifier: Modifiers.CTRL,
}
_PENS = (QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser)

_FLATTEST_DEGREES = 60.0


def comes_from_pen(event: QMouseEvent) -> bool:
    """Whether the system made this mouse event up from a pen that was already reported itself."""
    return event.pointerType() in _PENS


def buttons_of(event: QMouseEvent | QTabletEvent) -> Buttons:
    """All that is held, including what was just released."""
    held = event.buttons() | event.button()
    buttons = Buttons.NONE
    for button, ours in _BUTTONS.items():
        if held & button:
            buttons |= ours
    if event.pointerType() == QPointingDevice.PointerType.Eraser:
        buttons |= Buttons.ERASER_TIP
    return buttons


def modifiers_of(event: QMouseEvent | QTabletEvent) -> Modifiers:
    modifiers = Modifiers.NONE
    for modifier, ours in _MODIFIERS.items():
        if event.modifiers() & modifier:
            modifiers |= ours
    return modifiers


def pointer_event(event: QMouseEvent | QTabletEvent, viewport: Viewport) -> PointerEvent:
    """The event in document pixels; pens report fractions of a pixel and a pressure."""
    place = event.position()
    x, y = viewport.to_document(place.x(), place.y())
    tilt_x, tilt_y = _tilt(event)
    return PointerEvent(
        x,
        y,
        pressure=event.pressure() if isinstance(event, QTabletEvent) else 1.0,
        buttons=buttons_of(event),
        modifiers=modifiers_of(event),
        time_s=event.timestamp() / 1000.0,
        clicks=2 if event.type() == QEvent.Type.MouseButtonDblClick else 1,
        view_px=viewport.ratio / viewport.scale,
        tilt_x=tilt_x,
        tilt_y=tilt_y,
    )


def _tilt(event: QMouseEvent | QTabletEvent) -> tuple[float, float]:
    """How far the pen leans, 1 as far as pens can tell; a mouse stands upright."""
    if not isinstance(event, QTabletEvent):
        return 0.0, 0.0
    lean = event.xTilt() / _FLATTEST_DEGREES, event.yTilt() / _FLATTEST_DEGREES
    return max(-1.0, min(1.0, lean[0])), max(-1.0, min(1.0, lean[1]))
