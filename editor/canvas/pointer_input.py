"""Receives mouse and pen, follows them with cursor and outline, and feeds the gestures."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTabletEvent
from PySide6.QtWidgets import QWidget

from editor.canvas.gestures import Gestures, Stage
from editor.canvas.pointer import comes_from_pen, pointer_event

_PRESSES = (
    QEvent.Type.MouseButtonPress,
    # The second press of a quick pair is a press like any other: artists dab fast.
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TabletPress,
)
_MOVES = (QEvent.Type.MouseMove, QEvent.Type.TabletMove)
_RELEASES = (QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease)

_PEN_LEAVES_MS = 250


class PointerStage(Stage, Protocol):
    """What the pointer needs of the view besides what gestures need."""

    def point_at(self, x: float, y: float) -> None: ...

    def point_nowhere(self) -> None: ...

    def repaint_overlays(self) -> None: ...


class PointerInput:
    """Answers whether an event came from mouse or pen.

    Mouse events that the system makes up from a pen are dropped: the pen reported itself.
    """

    def __init__(self, stage: PointerStage, widget: QWidget) -> None:
        self._stage = stage
        self._widget = widget
        self.gestures = Gestures(stage)
        self._pen_is_down = False
        self._pen_seen_ms = 0

    def handle(self, event: QEvent) -> bool:
        if isinstance(event, QTabletEvent):
            self._pen(event)
        elif isinstance(event, QMouseEvent):
            if not (self._pen_is_near(event) or comes_from_pen(event)):
                self._pointed(event)
        elif event.type() == QEvent.Type.Leave:
            self._leave()
            return False
        else:
            return False
        event.accept()
        return True

    @property
    def place(self) -> tuple[float, float] | None:
        """The view position of the pointer while it is over the view."""
        return self._stage.overlays.brush.centre

    def hold_space(self, held: bool) -> None:
        self.gestures.space_held = held
        self.follow()

    def follow(self) -> None:
        """Show cursor and outline as they belong to tool, place and keys."""
        brush = self._stage.overlays.brush
        place = brush.centre
        shape = self.gestures.cursor(QPointF(*place) if place else QPointF(-1, -1))
        if self._widget.cursor().shape() != shape:
            self._widget.setCursor(shape)
        brush.shown = shape == Qt.CursorShape.BlankCursor
        self._stage.repaint_overlays()

    def _pen_is_near(self, event: QMouseEvent) -> bool:
        """Some systems hide that a mouse event was made up: so soon after a pen it is no mouse."""
        since = event.timestamp() - self._pen_seen_ms
        return self._pen_is_down or (self._pen_seen_ms > 0 and 0 <= since < _PEN_LEAVES_MS)

    def _pen(self, event: QTabletEvent) -> None:
        self._pen_seen_ms = event.timestamp()
        if event.type() == QEvent.Type.TabletPress:
            self._pen_is_down = True
        self._pointed(event)
        if event.type() == QEvent.Type.TabletRelease:
            self._pen_is_down = False

    def _pointed(self, event: QMouseEvent | QTabletEvent) -> None:
        place = event.position()
        ours = pointer_event(event, self._stage.viewport)
        # While the size is dragged the brush stays where the drag began.
        if not self.gestures.holds_brush:
            self._stage.overlays.brush.centre = (place.x(), place.y())
        if event.type() in _PRESSES:
            self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
            self.gestures.press(place, ours)
        elif event.type() in _MOVES:
            self.gestures.move(place, ours)
            self._stage.overlays.rulers.place = (place.x(), place.y())
            self._stage.point_at(ours.x, ours.y)
        elif event.type() in _RELEASES:
            self.gestures.release(ours)
        self.follow()

    def _leave(self) -> None:
        self._stage.overlays.brush.centre = None
        self._stage.repaint_overlays()
        self._stage.point_nowhere()
