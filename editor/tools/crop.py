"""The crop tool: a frame that can be sized, moved, turned and straightened, applied by Enter."""

from __future__ import annotations

import math
from enum import Enum

from editor.document.document import Document
from editor.document.geometry import Point, largest_inside
from editor.document.progress import Progress
from editor.document.transforms import Reshape, recut, transform_picture
from editor.tools.crop_frame import HANDLES, CropFrame, Sides
from editor.tools.figure import Figure, Grip, Stroke, Words
from editor.tools.labour import Labour, Task
from editor.tools.snapping import Aids, Snapper
from editor.tools.standing import StandingTool
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.params import Params, param
from ml.api.regions import Box


class Shape(Enum):
    """How the sides of what is kept are to each other."""

    FREE = "free"
    PICTURE = "as_the_picture"
    SQUARE = "1_to_1"
    FOUR_TO_THREE = "4_to_3"
    THREE_TO_TWO = "3_to_2"
    SIXTEEN_TO_NINE = "16_to_9"
    FIVE_TO_FOUR = "5_to_4"
    THREE_TO_FOUR = "3_to_4"
    TWO_TO_THREE = "2_to_3"
    NINE_TO_SIXTEEN = "9_to_16"
    FOUR_TO_FIVE = "4_to_5"

    def ratio(self, document: Document) -> float:
        """Width by height; 0 where it is free."""
        if self is Shape.FREE:
            return 0.0
        if self is Shape.PICTURE:
            return document.width / document.height
        across, down = self.name.split("_TO_") if "_TO_" in self.name else ("ONE", "ONE")
        return _NUMBERS[across] / _NUMBERS[down]


_NUMBERS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "NINE": 9, "SIXTEEN": 16}


class CropOptions(Params):
    """How the frame behaves and what becomes of the rest."""

    shape: Shape = param(Shape.FREE, title="Shape", help="How the sides are to each other")
    angle: float = param(
        0.0,
        title="Straighten",
        help="Turns the frame; Ctrl and drag along something that should be level or upright",
        low=-45.0,
        high=45.0,
        step=0.1,
        unit="°",
    )
    deletes: bool = param(
        True, title="Delete the rest", help="Off: what lies outside stays, out of sight"
    )
    thirds: bool = param(True, title="Thirds", help="Lines that divide the frame in three")


class Crop(StandingTool[CropOptions]):
    """Everything of the picture is cut as one step; Esc drops the frame."""

    id = "crop"
    title = "Crop"

    def __init__(self, aids: Aids | None = None, labour: Labour | None = None) -> None:
        super().__init__(aids, labour)
        self.options = CropOptions()
        self.frame: CropFrame | None = None
        self._held: CropFrame | None = None
        self._grip = Grip.NONE
        self._sides: Sides = (0, 0)
        self._start: Point = (0.0, 0.0)
        self._line: tuple[Point, Point] | None = None
        self._lines = Snapper()
        self._is_busy = False
        self._canvas = Box(0, 0, 0, 0)

    @property
    def is_active(self) -> bool:
        return self._grip is not Grip.NONE or self._is_changed

    @property
    def _is_changed(self) -> bool:
        document = self._document
        if document is None or self.frame is None:
            return False
        return self.frame != CropFrame.of_box(document.canvas)

    @property
    def figure(self) -> Figure | None:
        frame = self.frame
        if frame is None:
            return None
        strokes = [Stroke(frame.quad, closed=True)]
        if self.options.thirds:
            strokes += _thirds(frame)
        words: list[Words] = []
        if self._line is not None:
            strokes.append(Stroke(self._line))
        if self._grip is not Grip.NONE or self._is_changed:
            width, height = frame.size_px
            turn = f"   {frame.angle:.1f}°" if frame.angle else ""
            words.append(Words(frame.place(1, 1), f"{width} × {height}{turn}"))
        handles = tuple(frame.place(*sides) for sides in HANDLES)
        return Figure(tuple(strokes), handles, words=tuple(words), window=frame.quad)

    def grip_at(self, event: PointerEvent) -> Grip:
        frame = self.frame
        if frame is None or event.modifiers & Modifiers.CTRL:
            return Grip.CROSS
        sides = frame.grip(event.x, event.y, self.reach(event))
        if sides is not None:
            return size_grip(sides, frame.angle)
        if frame.holds(event.x, event.y):
            return Grip.MOVE if self._is_changed else Grip.CROSS
        return Grip.TURN

    def take(self, document: Document) -> None:
        super().take(document)
        self._reset()

    def leave(self) -> None:
        self.frame, self._grip, self._line = None, Grip.NONE, None
        super().leave()

    def follow(self) -> None:
        """Another canvas: what was framed is no more."""
        document = self._document
        if document is not None and self._canvas != document.canvas and not self._is_busy:
            self._grip = Grip.NONE
            self._reset()
            self.changed.emit()

    def set_options(self, options: Params) -> None:
        before = self.options
        super().set_options(options)
        document, frame = self._document, self.frame
        if document is None or frame is None:
            return
        if self.options.shape is not before.shape:
            self.frame = frame.shaped(self.options.shape.ratio(document))
        if self.options.angle != before.angle and self.options.angle != frame.angle:
            self._straighten(document, self.options.angle)
        self.changed.emit()

    def press(self, document: Document, event: PointerEvent) -> None:
        if self._is_busy:
            return
        if self.frame is None:
            self.take(document)
        if event.clicks == 2 and self._is_changed:
            self.accept()
            return
        self._grip, self._held = self.grip_at(event), self.frame
        self._start, self._lines = (event.x, event.y), self.snapper(document)
        frame = self.frame
        self._sides = (frame and frame.grip(event.x, event.y, self.reach(event))) or (0, 0)
        if self._grip is Grip.CROSS and event.modifiers & Modifiers.CTRL:
            self._line = (self._start, self._start)

    def move(self, event: PointerEvent) -> None:
        held, document = self._held, self._document
        if self._grip is Grip.NONE or held is None or document is None:
            return
        if self._line is not None:
            self._line = (self._start, (event.x, event.y))
        elif self._grip is Grip.TURN:
            self._turn(event, held)
        else:
            self._reshape(document, event, held)
        self.changed.emit()

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        self._grip, document = Grip.NONE, self._document
        line, self._line = self._line, None
        if line is not None and document is not None and math.dist(*line) > 3 * event.view_px:
            self._straighten(document, level_angle(*line))
        self.changed.emit()

    def cancel(self) -> None:
        self._grip, self._line = Grip.NONE, None
        self._reset()
        self.changed.emit()

    def accept(self) -> bool:
        document, frame = self._document, self.frame
        if document is None or frame is None or not self._is_changed or self._is_busy:
            return False
        self._is_busy = True
        deletes = self.options.deletes
        self.labour.do(
            Task(
                document,
                "Cropping",
                lambda snapshot, progress: crop(snapshot, frame, progress, deletes=deletes),
                self._done,
            )
        )
        return True

    # ---- inside

    def _done(self, is_done: bool) -> None:  # noqa: FBT001 - what a listener is told
        self._is_busy = False
        if is_done:
            self._reset()
        self.changed.emit()

    def _reset(self) -> None:
        if self._document is not None:
            self._canvas = self._document.canvas
            self.frame = CropFrame.of_box(self._canvas)
        self.options = self.options.model_copy(update={"angle": 0.0})

    def _turn(self, event: PointerEvent, held: CropFrame) -> None:
        def towards(x: float, y: float) -> float:
            return math.degrees(math.atan2(y - held.y, x - held.x))

        angle = held.angle + towards(event.x, event.y) - towards(*self._start)
        angle = 180.0 - (180.0 - angle) % 360.0
        if event.modifiers & Modifiers.SHIFT:
            angle = round(angle / 15) * 15.0
        self._set_angle(held.turned(max(-45.0, min(45.0, round(angle, 1)))))

    def _reshape(self, document: Document, event: PointerEvent, held: CropFrame) -> None:
        dx, dy = event.x - self._start[0], event.y - self._start[1]
        ratio = self.options.shape.ratio(document)
        if not ratio and event.modifiers & Modifiers.SHIFT:
            ratio = held.width / held.height
        free = held.angle != 0.0
        reach = self.reach(event)
        if self._grip is Grip.MOVE:
            step = (dx, dy) if free else self._lines.step(held.box, dx, dy, reach)
            self.frame = held.moved(*step) if free else _whole(held.moved(*step))
            return
        place = (event.x, event.y)
        place = place if free else self._lines.point(*place, reach)
        if self._sides != (0, 0):
            self.frame = _whole(held.dragged(self._sides, *place, ratio))
        else:
            start = self._start if free else self._lines.point(*self._start, reach)
            drawn = CropFrame.of_corners(start, place, held.angle)
            self.frame = _whole(drawn.shaped(ratio))

    def _straighten(self, document: Document, angle: float) -> None:
        """The largest frame inside the picture at that angle."""
        angle = max(-45.0, min(45.0, round(angle, 1)))
        width, height = largest_inside(document.width, document.height, angle)
        frame = CropFrame(document.width / 2, document.height / 2, width, height, angle)
        self._set_angle(_whole(frame.shaped(self.options.shape.ratio(document))))

    def _set_angle(self, frame: CropFrame) -> None:
        self.frame = frame
        self.options = self.options.model_copy(update={"angle": frame.angle})


def crop(document: Document, frame: CropFrame, progress: Progress, *, deletes: bool):  # noqa: ANN201
    """The step that keeps what the frame holds."""
    if frame.angle == 0.0:
        return recut(document, frame.box, deletes=deletes, title="Crop")
    how = Reshape(frame.way, progress=progress, title="Crop", deletes=deletes)
    return transform_picture(document, frame.size_px, how)


def level_angle(start: Point, end: Point) -> float:
    """By how much a line slants from level or upright, whichever is nearer (degrees)."""
    angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    return angle - round(angle / 90) * 90


def size_grip(sides: Sides, angle: float) -> Grip:
    """The cursor for a handle of a turned frame."""
    direction = math.degrees(math.atan2(sides[1], sides[0])) + angle
    names = (Grip.SIZE_ACROSS, Grip.SIZE_FALLING, Grip.SIZE_DOWN, Grip.SIZE_RISING)
    return names[round(direction / 45) % 4]


def _whole(frame: CropFrame) -> CropFrame:
    """A frame that is not turned has its sides on pixels."""
    return CropFrame.of_box(frame.box) if frame.angle == 0.0 else frame


def _thirds(frame: CropFrame) -> list[Stroke]:
    places = (-1 / 3, 1 / 3)
    return [
        Stroke((frame.place(part, -1), frame.place(part, 1)), faint=True) for part in places
    ] + [Stroke((frame.place(-1, part), frame.place(1, part)), faint=True) for part in places]
