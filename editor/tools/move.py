"""The move tool: drags layers, or the selected pixels, to another place."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.geometry import PlaneMap, Point, corners
from editor.document.layer_shifts import ShiftLayers
from editor.document.layer_steps import require_movable
from editor.document.layers import EVERYWHERE, Layer, PixelLayer
from editor.document.transforms import Reshape
from editor.document.transforms_floating import transform_selected
from editor.tools.figure import Figure, Grip, Stroke, Words
from editor.tools.labour import Labour, Task
from editor.tools.snapping import Aids, Snapper
from editor.tools.standing import StandingTool
from editor.tools.tool import Modifiers, PointerEvent
from editor.tools.transform_preview import Preview
from ml.api.params import Params, param
from ml.api.regions import Box


class MoveOptions(Params):
    """What a press takes hold of."""

    auto_select: bool = param(
        False,
        title="Pick the layer",
        help="A press takes the uppermost layer that shows under the pointer",
    )


class Move(StandingTool[MoveOptions]):
    """A drag is one step; arrow keys by one pixel (Shift: ten) gather into one.

    With a selection the selected pixels of the active layer go, and Alt leaves a copy behind.
    """

    id = "move"
    title = "Move"

    def __init__(self, aids: Aids | None = None, labour: Labour | None = None) -> None:
        super().__init__(aids, labour)
        self.options = MoveOptions()
        self._start: Point | None = None
        self._step = (0, 0)
        self._ids: tuple[str, ...] = ()
        self._box = Box(0, 0, 0, 0)
        self._lines = Snapper()
        self._preview: Preview | None = None
        self._copies = False

    @property
    def is_active(self) -> bool:
        return self._start is not None

    @property
    def stand_in(self) -> Document | None:
        return None if self._preview is None else self._preview.stand_in

    @property
    def figure(self) -> Figure | None:
        if self._start is None or self._step == (0, 0):
            return None
        box = self._box.moved(*self._step)
        words = Words((box.right, box.bottom), f"{self._step[0]:+d}, {self._step[1]:+d} px")
        return Figure((Stroke(corners(box), closed=True, faint=True),), words=(words,))

    def grip_at(self, event: PointerEvent) -> Grip:
        return Grip.MOVE

    def leave(self) -> None:
        self.cancel()
        super().leave()

    def press(self, document: Document, event: PointerEvent) -> None:
        if self._preview is not None:
            return
        self._document = document
        if self.options.auto_select:
            found = layer_at(document, round(event.x - 0.5), round(event.y - 0.5))
            document.set_active(found or document.active)
        try:
            self._hold(document, event)
        except DocumentError as error:
            self.labour.tell(str(error))

    def move(self, event: PointerEvent) -> None:
        if self._start is None or self._document is None:
            return
        dx, dy = event.x - self._start[0], event.y - self._start[1]
        if event.modifiers & Modifiers.SHIFT:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        if not event.modifiers & Modifiers.CTRL:
            pulled = self._lines.step(self._box, dx, dy, self.reach(event))
            dx, dy = (pulled[0] if dx else 0.0), (pulled[1] if dy else 0.0)
        self._go(round(dx), round(dy))

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document, self._start = self._document, None
        if document is None:
            return
        dx, dy = self._step
        if (dx, dy) == (0, 0):
            self._drop_preview()
        elif self._preview is not None:
            self._lay_down(document, dx, dy)
        else:
            document.history.push_done(ShiftLayers(self._ids, dx, dy))
        self._step = (0, 0)
        self.changed.emit()

    def cancel(self) -> None:
        if self._start is not None:
            self._go(0, 0)
            self._start = None
            self._drop_preview()

    def nudge(self, dx: int, dy: int) -> bool:
        document = self._document
        if document is None or self.is_active or self._preview is not None:
            return False
        layer = document.active
        if layer is None:
            return False
        if not document.selection.is_empty and isinstance(layer, PixelLayer):
            self._lay_down(document, dx, dy)
            return True
        try:
            ids = [one.id for one in document.chosen]
            document.apply(ShiftLayers.of(document, ids, dx, dy))
        except DocumentError as error:
            self.labour.tell(str(error))
        return True

    # ---- inside

    def _hold(self, document: Document, event: PointerEvent) -> None:
        active = document.active
        if active is None:
            self.labour.tell("There is no layer to move: add one first.")
            return
        self._copies = bool(event.modifiers & Modifiers.ALT)
        if not document.selection.is_empty and isinstance(active, PixelLayer):
            self._preview = Preview(document, (active.id,), chosen=True)
            self._box, self._ids = document.selection.bounds, (active.id,)
        else:
            roots = document.roots_of([layer.id for layer in document.chosen])
            for layer in roots:
                require_movable(document, layer.id)
            self._ids = tuple(layer.id for layer in roots)
            self._box = _around(roots, document.canvas)
        self._lines = self.snapper(document, self._ids)
        self._start, self._step = (event.x, event.y), (0, 0)

    def _go(self, dx: int, dy: int) -> None:
        """Show what is held at this step from where it was."""
        further = (dx - self._step[0], dy - self._step[1])
        self._step = (dx, dy)
        if further == (0, 0) or self._document is None:
            return
        if self._preview is not None:
            self._preview.go(PlaneMap.moving(dx, dy))
        else:
            ShiftLayers(self._ids, *further).do(self._document)
        self.changed.emit()

    def _lay_down(self, document: Document, dx: int, dy: int) -> None:
        """The selected pixels come to lie where they were brought."""
        layer = document.active
        name, copies = (self._ids[0] if self._preview else layer.id if layer else ""), self._copies

        def work(snapshot: Document, progress):  # noqa: ANN001, ANN202 - a Work
            how = Reshape(PlaneMap.moving(dx, dy), progress=progress, title="Move selected pixels")
            return transform_selected(snapshot, name, how, copies=copies)

        def then(_is_done: bool) -> None:  # noqa: FBT001 - what a listener is told
            self._drop_preview()

        self.labour.do(Task(document, "Moving the selected pixels", work, then))

    def _drop_preview(self) -> None:
        self._copies = False
        if self._preview is not None:
            self._preview = None
            self.changed.emit()


def layer_at(document: Document, x: int, y: int) -> PixelLayer | None:
    """The uppermost visible pixel layer that covers a pixel of the canvas."""
    for layer in reversed(list(document.walk())):
        if isinstance(layer, PixelLayer) and layer.visible:
            left, top = layer.position
            there = layer.pixels.read(Box(x, y, x + 1, y + 1).moved(-left, -top))
            if there[0, 0, 3]:
                return layer
    return None


def _around(layers: list[Layer], canvas: Box) -> Box:
    box = Box(0, 0, 0, 0)
    for layer in layers:
        box = box.union(canvas if layer.bounds == EVERYWHERE else layer.bounds)
    return box
