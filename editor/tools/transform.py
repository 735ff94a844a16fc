"""Free transform: scale, turn, shear and bend layers or the selected pixels by handles."""

from __future__ import annotations

import math
from dataclasses import astuple, replace

from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.geometry import PlaneMap, Point
from editor.document.history import Command
from editor.document.layer_steps import require_movable
from editor.document.layers import EVERYWHERE, PixelLayer, walk
from editor.document.progress import Progress
from editor.document.resample_filters import Resampling
from editor.document.transforms import Reshape, transform_layers
from editor.document.transforms_floating import transform_selected
from editor.tools.crop import size_grip
from editor.tools.crop_frame import HANDLES, Sides
from editor.tools.figure import Figure, Grip, Stroke, Words
from editor.tools.labour import Labour, Task
from editor.tools.snapping import Aids, Snapper
from editor.tools.standing import StandingTool
from editor.tools.tool import Modifiers, PointerEvent
from editor.tools.transform_preview import Preview
from editor.tools.transform_shape import Numbers, TransformShape
from ml.api.params import Params, param
from ml.api.regions import Box

_FAR = 99_999
_FIELDS = ("x", "y", "width", "height", "angle", "shear")


class TransformOptions(Params):
    """The transform in numbers, about the middle of what is transformed."""

    x: int = param(
        0, title="X", help="To the right", low=-_FAR, high=_FAR, unit="px", control="number"
    )
    y: int = param(
        0, title="Y", help="Downwards", low=-_FAR, high=_FAR, unit="px", control="number"
    )
    width: int = param(
        100,
        title="W",
        help="Width; below 0 mirrors",
        low=-9999,
        high=9999,
        unit="%",
        control="number",
    )
    height: int = param(
        100,
        title="H",
        help="Height; below 0 mirrors",
        low=-9999,
        high=9999,
        unit="%",
        control="number",
    )
    angle: float = param(
        0.0, title="Turn", help="Clockwise", low=-180.0, high=180.0, unit="°", step=0.1
    )
    shear: float = param(
        0.0, title="Shear", help="How far upright lines lean", low=-80.0, high=80.0, unit="°"
    )
    method: Resampling = param(
        Resampling.BICUBIC,
        title="Sampling",
        help="Lanczos is the sharpest; nearest keeps hard pixels",
    )


class Transform(StandingTool[TransformOptions]):
    """Enter applies all of it as one step, sampled once; Esc drops it.

    A corner scales (Shift keeps the shape, Alt scales about the middle), Ctrl moves it alone,
    Ctrl+Shift in perspective. A side scales one way, with Ctrl it shears. Outside turns.
    """

    id = "transform"
    title = "Transform"

    def __init__(self, aids: Aids | None = None, labour: Labour | None = None) -> None:
        super().__init__(aids, labour)
        self.options = TransformOptions()
        self.shape: TransformShape | None = None
        self._held: TransformShape | None = None
        self._grip = Grip.NONE
        self._sides: Sides = (0, 0)
        self._start: Point = (0.0, 0.0)
        self._ids: tuple[str, ...] = ()
        self._chosen = False
        self._preview: Preview | None = None
        self._lines = Snapper()
        self._is_busy = False
        self._trail: list[TransformShape] = []

    @property
    def is_active(self) -> bool:
        return self._grip is not Grip.NONE or self._is_changed

    @property
    def _is_changed(self) -> bool:
        return self.shape is not None and not self.shape.way.is_identity

    @property
    def stand_in(self) -> Document | None:
        return self._preview.stand_in if self._preview is not None else None

    @property
    def figure(self) -> Figure | None:
        shape = self.shape
        if shape is None:
            return None
        words: tuple[Words, ...] = ()
        if self._grip is not Grip.NONE:
            words = (Words(max(shape.quad, key=sum), self._said(shape)),)
        handles = tuple(shape.handle(sides) for sides in HANDLES)
        return Figure((Stroke(shape.quad, closed=True),), handles, shape.middle, words)

    def grip_at(self, event: PointerEvent) -> Grip:
        shape = self.shape
        if shape is None or self._is_busy:
            return Grip.NONE
        sides = self._sides_at(event)
        if sides is not None:
            is_side = 0 in sides
            if event.modifiers & Modifiers.CTRL:
                return Grip.SHEAR if is_side else Grip.CROSS
            return size_grip(sides, shape.numbers().angle)
        return Grip.MOVE if shape.holds(event.x, event.y) else Grip.TURN

    def take(self, document: Document) -> None:
        super().take(document)
        self._begin(document)

    def leave(self) -> None:
        """What was transformed is kept, as if by Enter."""
        self.accept()
        if not self._is_busy:
            self._drop()
        super().leave()

    def follow(self) -> None:
        """Another layer, selection or picture: what was begun is kept where it can be."""
        document = self._document
        if document is None or self._is_busy or self._grip is not Grip.NONE:
            return
        if self._is_changed and all(document.has_layer(name) for name in self._ids):
            self.accept()
        else:
            self._begin(document)

    def step_back(self) -> bool:
        """Take back the last drag."""
        if not self._trail or self._is_busy:
            return False
        self._show(self._trail.pop())
        return True

    def set_options(self, options: Params) -> None:
        before = self.options
        super().set_options(options)
        typed = {
            name: float(getattr(self.options, name))
            for name in _FIELDS
            if getattr(self.options, name) != getattr(before, name)
        }
        if self.shape is not None and typed and not self._is_busy:
            self._remember()
            # Only what was typed: the other fields show rounded numbers.
            self._show(self.shape.with_numbers(replace(self.shape.numbers(), **typed)))

    def press(self, document: Document, event: PointerEvent) -> None:
        if self._is_busy:
            return
        if self.shape is None:
            self.take(document)
        if event.clicks == 2 and self._is_changed:
            self.accept()
            return
        self._grip, self._held = self.grip_at(event), self.shape
        self._remember()
        self._sides = self._sides_at(event) or (0, 0)
        self._start = (event.x, event.y)
        self._lines = self.snapper(document, self._ids)

    def move(self, event: PointerEvent) -> None:
        held = self._held
        if held is None or self._grip is Grip.NONE:
            return
        if self._sides != (0, 0):
            self._show(self._dragged(held, event))
        elif self._grip is Grip.TURN:
            self._show(self._turned(held, event))
        elif self._grip is Grip.MOVE:
            self._show(self._moved(held, event))

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        if self._trail and self._held is not None and self.shape == self._held:
            self._trail.pop()
        self._grip, self._held = Grip.NONE, None
        self.changed.emit()

    def cancel(self) -> None:
        if self._is_busy:
            return
        self._grip = Grip.NONE
        self._trail.clear()
        if self.shape is not None:
            self._show(replace(self.shape, way=PlaneMap.identity()))

    def nudge(self, dx: int, dy: int) -> bool:
        if self.shape is None or self._is_busy:
            return False
        self._remember()
        self._show(self.shape.moved(dx, dy))
        return True

    def accept(self) -> bool:
        document, shape = self._document, self.shape
        if document is None or shape is None or not self._is_changed or self._is_busy:
            return False
        self._is_busy = True
        work = _work(self._ids, shape.way, self.options.method, chosen=self._chosen)
        self.labour.do(Task(document, "Transforming", work, self._done))
        return True

    # ---- inside

    def _begin(self, document: Document) -> None:
        """Take hold of the selected pixels, or of the chosen layers."""
        self._drop()
        active = document.active
        if active is None:
            return
        self._chosen = not document.selection.is_empty and isinstance(active, PixelLayer)
        roots = [active] if self._chosen else document.roots_of([one.id for one in document.chosen])
        try:
            for layer in walk(tuple(roots)):
                require_movable(document, layer.id)
        except DocumentError as error:
            self.labour.tell(str(error))
            return
        self._ids = tuple(layer.id for layer in roots)
        box = Box(0, 0, 0, 0)
        for layer in roots:
            box = box.union(document.canvas if layer.bounds == EVERYWHERE else layer.bounds)
        if self._chosen:
            box = box.intersection(document.selection.bounds)
        if box.is_empty:
            self.labour.tell("There is nothing to transform here: choose a layer with pixels.")
            return
        self.shape = TransformShape(box, PlaneMap.identity())
        self._tell_numbers()

    def _done(self, is_done: bool) -> None:  # noqa: FBT001 - what a listener is told
        self._is_busy = False
        if self._document is None:
            self._drop()
        elif is_done:
            self._begin(self._document)
        self.changed.emit()

    def _remember(self) -> None:
        if self.shape is not None:
            self._trail.append(self.shape)

    def _drop(self) -> None:
        self._trail.clear()
        self.shape, self._held, self._preview = None, None, None
        self._grip = Grip.NONE

    def _show(self, shape: TransformShape) -> None:
        self.shape = shape
        if self._document is not None and shape.way.is_identity:
            self._preview = None
        elif self._document is not None:
            if self._preview is None:
                self._preview = Preview(self._document, self._ids, chosen=self._chosen)
            self._preview.go(shape.way)
        self._tell_numbers()

    def _tell_numbers(self) -> None:
        if self.shape is not None:
            numbers = self.shape.numbers()
            fresh = {name: _held_in(name, value) for name, value in _named(numbers)}
            self.options = self.options.model_copy(update=fresh)
        self.changed.emit()

    def _sides_at(self, event: PointerEvent) -> Sides | None:
        if self.shape is None:
            return None
        for sides in HANDLES:
            if math.dist(self.shape.handle(sides), (event.x, event.y)) <= self.reach(event):
                return sides
        return None

    def _dragged(self, held: TransformShape, event: PointerEvent) -> TransformShape:
        place = self._lines.point(event.x, event.y, self.reach(event))
        keys = event.modifiers
        if keys & Modifiers.CTRL and 0 in self._sides:
            return held.sheared(self._sides, (event.x, event.y))
        if keys & Modifiers.CTRL:
            return held.bent(self._sides, place, in_perspective=bool(keys & Modifiers.SHIFT))
        return held.scaled(
            self._sides,
            place,
            keeps_shape=bool(keys & Modifiers.SHIFT),
            about_middle=bool(keys & Modifiers.ALT),
        )

    def _turned(self, held: TransformShape, event: PointerEvent) -> TransformShape:
        x, y = held.middle
        now = math.degrees(math.atan2(event.y - y, event.x - x))
        begun = math.degrees(math.atan2(self._start[1] - y, self._start[0] - x))
        swept = now - begun
        if event.modifiers & Modifiers.SHIFT:
            angle = held.numbers().angle
            swept = round((angle + swept) / 15) * 15 - angle
        return held.turned(swept, (x, y))

    def _moved(self, held: TransformShape, event: PointerEvent) -> TransformShape:
        dx, dy = event.x - self._start[0], event.y - self._start[1]
        if event.modifiers & Modifiers.SHIFT:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        around = held.way.box(held.box)
        dx, dy = self._lines.step(around, dx, dy, self.reach(event))
        # Whole steps lose nothing.
        return held.moved(round(dx), round(dy))

    def _said(self, shape: TransformShape) -> str:
        numbers = shape.numbers()
        if self._grip is Grip.MOVE:
            return f"{numbers.x:+.0f}, {numbers.y:+.0f} px"
        if self._grip is Grip.TURN:
            return f"{numbers.angle:.1f}°"
        return f"{numbers.width:.1f} % × {numbers.height:.1f} %"


def _work(  # noqa: ANN202 - a Work
    ids: tuple[str, ...], way: PlaneMap, method: Resampling, *, chosen: bool
):
    def work(document: Document, progress: Progress) -> Command | None:
        how = Reshape(way, method, progress)
        if chosen:
            return transform_selected(document, ids[0], how)
        return transform_layers(document, ids, how)

    return work


def _named(numbers: Numbers) -> list[tuple[str, float]]:
    return list(zip(_FIELDS, astuple(numbers), strict=True))


def _held_in(name: str, value: float) -> float:
    """As the field can show it."""
    limit = {"x": _FAR, "y": _FAR, "angle": 180, "shear": 80}.get(name, 9999)
    value = max(-limit, min(limit, value))
    return round(value, 1) if name in ("angle", "shear") else round(value)
