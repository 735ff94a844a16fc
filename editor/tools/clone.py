"""The clone stamp: Alt-click says where to copy from, strokes copy it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from weakref import ReferenceType, ref

from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.painting_media import Copy
from editor.document.selection_sources import visible
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels, Target
from editor.document.tiles import Pixels
from editor.tools.colours import Colours
from editor.tools.paint_options import RimOptions, StrokeOptions
from editor.tools.paint_stroke import Session
from editor.tools.paint_tool import BrushTool, keeps_alpha
from editor.tools.picker import SampleFrom
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.params import param
from ml.api.regions import Box

Place = tuple[float, float]


class NoSource(DocumentError):
    """Nobody has said yet where to copy from."""

    def __init__(self) -> None:
        super().__init__("Alt-click where to copy from first.")


class CloneOptions(StrokeOptions):
    """What is copied."""

    aligned: bool = param(
        True,
        title="Aligned",
        help="Every stroke goes on with the same distance; else each begins at the source again",
    )
    sample: SampleFrom = param(
        SampleFrom.ACTIVE,
        title="Sample",
        help="Copy from the active layer, or from all that is seen",
    )


class Clone(BrushTool):
    """Copies what was there before the stroke began, so that nothing is copied twice."""

    id = "clone"
    title = "Clone stamp"
    options_kind: ClassVar[type[RimOptions]] = CloneOptions

    def __init__(self, colours: Colours, options: RimOptions | None = None) -> None:
        super().__init__(colours, options)
        self._of: ReferenceType[Document] | None = None
        self._source: Place | None = None
        self._offset: Place | None = None
        self._pen: Place | None = None

    @property
    def source(self) -> Place | None:
        """Where is copied from: the clicked place, or what belongs to the pen now."""
        if self._pen is not None and self._offset is not None:
            return self._pen[0] + self._offset[0], self._pen[1] + self._offset[1]
        return self._source

    @property
    def sketch(self) -> Sketch | None:
        return None if self.source is None else Sketch(crosses=(self.source,))

    def press(self, document: Document, event: PointerEvent) -> None:
        if event.modifiers & Modifiers.ALT:
            self.cancel()
            self._of, self._offset, self._pen = ref(document), None, None
            self._source = (event.x, event.y)
        else:
            super().press(document, event)

    def begin(self, document: Document, event: PointerEvent) -> None:
        if self._source is None or self._of is None or self._of() is not document:
            self._source = self._offset = None
            raise NoSource
        if self._offset is None or not self._choice.aligned:
            # Whole pixels, so that copies are as sharp as what they are made from.
            x, y = self._source
            self._offset = (round(x - event.x), round(y - event.y))
        self._pen = (event.x, event.y)
        super().begin(document, event)

    def move(self, event: PointerEvent) -> None:
        if self._pen is not None:
            self._pen = (event.x, event.y)
        super().move(event)

    def release(self, event: PointerEvent) -> None:
        super().release(event)
        self._let_go()

    def cancel(self) -> None:
        super().cancel()
        self._let_go()

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        dx, dy = self._offset or (0.0, 0.0)
        medium = Copy(
            self._pixels(document, target),
            (round(dx), round(dy)),
            self.brush.opacity,
            keeps_alpha(document, target),
        )
        return StrokeSession(document, target, self.brush, medium)

    @property
    def _choice(self) -> CloneOptions:
        return CloneOptions.model_validate(dict(self.options))

    def _let_go(self) -> None:
        """An aligned source stays beside the last stroke; the other one is where it was clicked."""
        if self._pen is not None and self._choice.aligned:
            self._source = self.source
            self._offset = self._offset if self._source is not None else None
        self._pen = None

    def _pixels(self, document: Document, target: Target) -> Callable[[Box], Pixels]:
        """What is copied, in the frame of the target."""
        if self._choice.sample is SampleFrom.ALL and isinstance(target, LayerPixels):
            dx, dy = document.origin(target)
            seen = visible(document)
            return lambda box: seen(box.moved(dx, dy))
        return document.plane(target).share().read
