"""Carries out what the healing brush asks for: one fill after the other, with no panel."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.desk import Desk
from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.history import Command
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.painting_fill import Pour
from editor.document.painting_media import Copy
from editor.document.targets import LayerPixels
from editor.document.tiles import Pixels
from editor.jobs import Failure, Job, Jobs, Result
from editor.lazy import late
from editor.tools.heal import HealingBrush, HealRequest, Onto
from ml import catalog
from ml.api.messages import Lane
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec

if TYPE_CHECKING:
    from editor.generate import Prepared

TITLE = "Heal"
_OPTIONS = {"mode": "patch", "quality": "best", "grow": 1, "feather": 3}
_wish = late("editor.generate:Request")
_prepare = late("editor.generate:prepare")
_place = late("editor.generate:place")


@dataclass
class _Work:
    """One request under way."""

    request: HealRequest
    ready: Prepared | None = None
    job: int | None = None


class Healing(QObject):
    """At most one fill runs; a document changes only when its fill is done, by one step."""

    def __init__(self, desk: Desk, jobs: Jobs, brush: HealingBrush) -> None:
        super().__init__(desk)
        self._desk = desk
        self._jobs = jobs
        self._brush = brush
        self._queue: deque[HealRequest] = deque()
        self._work: _Work | None = None
        brush.asked.connect(self._take)
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)

    @property
    def is_idle(self) -> bool:
        return self._work is None and not self._queue

    def _take(self, request: HealRequest) -> None:
        self._queue.append(request)
        self._next()

    def _next(self) -> None:
        """Cut out the oldest request, from the document as it is by now."""
        if self._work is not None or not self._queue:
            return
        work = self._work = _Work(self._queue.popleft())
        request = work.request
        if not self._is_open(request):
            self._end()
            return
        twin = request.document.snapshot()
        twin.selection = request.mask.share()
        twin.set_active(twin.layer(request.layer_id))
        spec = _spec()
        params = spec.params.model_validate(_OPTIONS)
        wish = _wish(spec, params, all_visible=request.all_visible)

        def prepared(ready: Prepared) -> None:
            work.ready = ready
            job = Job(generator=spec.id, params=params, inputs=ready.inputs, lane=Lane.INTERACTIVE)
            work.job = self._jobs.submit(job)

        def refused(error: Exception) -> None:
            self._end()
            self._desk.fail(error)

        self._desk.background.run(lambda: _prepare(twin, wish), prepared, refused)

    def _on_finished(self, job: int, result: Result) -> None:
        work = self._work
        if work is None or work.job != job or work.ready is None:
            return
        try:
            if self._is_open(work.request):
                step = _step(work.request, work.ready, result)
                if step is not None:
                    work.request.document.apply(step)
        except DocumentError as error:
            self._desk.tell(str(error))
        finally:
            self._end()

    def _on_failed(self, job: int, failure: Failure) -> None:
        if self._work is not None and self._work.job == job:
            self._end()
            if not failure.was_cancelled:
                self._desk.trouble(failure.sentence, details=failure.details)

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            self._brush.settle(work.request)
            self._desk.canvas.repaint_overlays()
        self._next()

    def _is_open(self, request: HealRequest) -> bool:
        """Whether the picture and its layer are still there."""
        documents = [sheet.document for sheet in self._desk.session]
        is_there = any(one is request.document for one in documents)
        return is_there and request.document.has_layer(request.layer_id)


def _spec() -> GeneratorSpec:
    """The inpainting generator under the brush's own words."""
    spec = catalog.find("inpaint")
    if spec is None:
        raise LookupError("inpaint")
    return spec.model_copy(update={"title": TITLE, "layer_name": "Healed"})


def _step(request: HealRequest, ready: Prepared, result: Result) -> Command | None:
    """What puts the filled pixels onto the layer, or above it as a layer of their own."""
    added = _place(request.document, replace(ready, on_top=False), result)
    if request.onto is Onto.NEW or not isinstance(added, AddLayer):
        return added
    healed = added.layer
    if not isinstance(healed, PixelLayer):
        return added
    return _onto(request.document, LayerPixels(request.layer_id), healed)


def _onto(document: Document, target: LayerPixels, healed: PixelLayer) -> Command | None:
    """The healed pixels put down on the layer as far as their mask reaches."""
    document.require_paintable(target)
    dx, dy = document.origin(target)

    def read(box: Box) -> Pixels:
        return healed.render(box.moved(dx, dy))

    pour = Pour(document, target, Copy(read, (0, 0)), _on_canvas(healed))
    return pour.step(pour.make(), TITLE)


def _on_canvas(healed: PixelLayer) -> Mask:
    """The layer's mask in the frame of the canvas."""
    made = Mask()
    if healed.mask is not None and not healed.mask.is_empty:
        box = healed.mask.bounds
        made.write(box.moved(*healed.position), healed.mask.coverage(box))
    return made
