"""The curve tool: drag the anchors and handles of a vector layer, or the whole shape."""

from __future__ import annotations

import math

import numpy as np

from editor.document.commands import ReplaceLayer
from editor.document.document import Document
from editor.document.geometry import Point
from editor.document.kinds.vector.layer import VectorLayer
from editor.tools.figure import Figure, Grip, Stroke
from editor.tools.labour import Labour
from editor.tools.snapping import Aids
from editor.tools.standing import StandingTool
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.params import Params
from ml.api.regions import Box
from ml.vector.raster import outline_of
from ml.vector.shapes import Contour, Points

_FINE_PX = 0.25
_SEEN = 127
TITLE = "Change a shape"


class VectorEditOptions(Params):
    """There is nothing to set."""


class VectorEdit(StandingTool[VectorEditOptions]):
    """A press on an anchor takes it with its handles, one on a handle the handle alone.

    With Shift the handle across the anchor stays mirrored. A press inside of the shape moves all
    of it; one elsewhere makes the topmost shape there the active layer. One drag is one step.
    """

    id = "vector_edit"
    title = "Curves"

    def __init__(self, aids: Aids | None = None, labour: Labour | None = None) -> None:
        super().__init__(aids, labour)
        self.options = VectorEditOptions()
        self._held: int | None = None
        self._start: Point | None = None
        self._points: Points | None = None

    @property
    def is_active(self) -> bool:
        return self._start is not None

    @property
    def layer(self) -> VectorLayer | None:
        """The shape whose handles are shown: the active layer, where it is one."""
        active = self._document.active if self._document is not None else None
        return active if isinstance(active, VectorLayer) else None

    @property
    def figure(self) -> Figure | None:
        layer = self.layer
        if layer is None or layer.locks.pixels:
            return None
        points = self._shown(layer)
        strokes: list[Stroke] = []
        start = 0
        for contour in layer.shape.contours:
            part = points[start : start + len(contour.points)]
            start += len(part)
            strokes.append(
                Stroke(_pairs(outline_of(Contour(np.ascontiguousarray(part)), _FINE_PX)), True)
            )
            strokes += _arms(part)
        return Figure(tuple(strokes), _pairs(points))

    def grip_at(self, event: PointerEvent) -> Grip:
        if self._point_at(event) is not None:
            return Grip.MOVE
        return Grip.CROSS

    def follow(self) -> None:
        self.changed.emit()

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._held = self._point_at(event)
        layer = self.layer
        if self._held is None and (layer is None or not _covers(layer, event)):
            self._choose(document, event)
            return
        if layer is None or layer.locks.pixels:
            return
        self._start = (event.x, event.y)
        self._points = layer.shape.points

    def move(self, event: PointerEvent) -> None:
        layer = self.layer
        if self._start is None or layer is None:
            return
        step = np.array([event.x - self._start[0], event.y - self._start[1]])
        if self._held is None:
            self._points = layer.shape.points + step
        else:
            is_mirrored = bool(event.modifiers & Modifiers.SHIFT)
            self._points = dragged(layer, self._held, step, is_mirrored=is_mirrored)
        self.changed.emit()

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        layer, document, points = self.layer, self._document, self._points
        has_moved = self._start is not None and self._start != (event.x, event.y)
        self._forget()
        if layer is not None and document is not None and points is not None and has_moved:
            step = ReplaceLayer(layer, layer.with_points(points), TITLE)
            step.do(document)
            # Not joined with the drag before it: each can be taken back alone.
            document.history.push_done(step)
        self.changed.emit()

    def cancel(self) -> None:
        self._forget()
        self.changed.emit()

    def leave(self) -> None:
        self._forget()
        super().leave()

    def _forget(self) -> None:
        self._held = self._start = self._points = None

    def _shown(self, layer: VectorLayer) -> Points:
        points = layer.shape.points if self._points is None else self._points
        return points + layer.position

    def _point_at(self, event: PointerEvent) -> int | None:
        """Anchors before handles, the nearest within reach."""
        layer = self.layer
        if layer is None:
            return None
        away = np.hypot(*(self._shown(layer) - (event.x, event.y)).T)
        for numbers in (np.arange(0, len(away), 3), np.arange(len(away))):
            nearest = int(numbers[np.argmin(away[numbers])])
            if away[nearest] <= self.reach(event):
                return nearest
        return None

    def _choose(self, document: Document, event: PointerEvent) -> None:
        """The topmost shape under the pointer becomes the active layer."""
        for layer in reversed(list(document.walk())):
            if isinstance(layer, VectorLayer) and layer.visible and _covers(layer, event):
                document.set_active(layer)
                return


def dragged(
    layer: VectorLayer, held: int, step: np.ndarray, *, is_mirrored: bool = False
) -> Points:
    """The layer's points after a drag of number `held` by `step` (2,)."""
    points = layer.shape.points.copy()
    first, count = _contour_of(layer, held)
    inner = held - first
    points[held] += step
    if inner % 3 == 0:
        points[held + 1] += step
        points[first + (inner - 1) % count] += step
    elif is_mirrored:
        anchor = first + (inner - 1 if inner % 3 == 1 else (inner + 1) % count)
        other = first + ((inner - 2) % count if inner % 3 == 1 else (inner + 2) % count)
        points[other] = 2 * points[anchor] - points[held]
    return points


def _contour_of(layer: VectorLayer, held: int) -> tuple[int, int]:
    """Where the points of the contour with that number begin, and how many it has."""
    first = 0
    for contour in layer.shape.contours:
        count = len(contour.points)
        if held < first + count:
            return first, count
        first += count
    raise IndexError(held)


def _arms(points: Points) -> list[Stroke]:
    """Faint lines from each anchor to its two handles."""
    count = len(points)
    return [
        Stroke(_pairs(points[[(n - 1) % count, n, n + 1]]), faint=True) for n in range(0, count, 3)
    ]


def _pairs(points: Points) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in points)


def _covers(layer: VectorLayer, event: PointerEvent) -> bool:
    x, y = math.floor(event.x), math.floor(event.y)
    pixel = layer.render(Box(x, y, x + 1, y + 1))[0, 0, 3]
    return int(pixel) > _SEEN * (257 if layer.depth == "uint16" else 1)
