"""Selections that a generator makes: asked of the worker, done as one step without a preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.desk import Desk
from editor.document.document import Document
from editor.document.history import Command
from editor.document.mask_operations import Combine
from editor.jobs import Failure, Job, Jobs, Result
from editor.lazy import late
from editor.runs import Ready, Road, RunRequest
from editor.seen_picture import SeenPicture, SmallPicture, small_twin
from editor.steps import Steps
from editor.tools.object_select import ObjectQuestion
from editor.widgets.status_bar import JobLine
from ml import catalog
from ml.api.messages import Progressed
from ml.api.params import Scalar
from ml.api.spec import GeneratorSpec

if TYPE_CHECKING:
    from editor.document.kinds.label.rules import LabelPaint
    from editor.document.mask import Mask

_mask_of = late("editor.generated_masks:mask_of")
_mask_step = late("editor.generated_masks:mask_step")
_label_step = late("editor.document.kinds.label.pouring:label_step")
_picture_state = late("editor.document.kinds.label.picture:picture_state")
_without_labels = late("editor.document.kinds.label.picture:without_labels")

OBJECT, SUBJECT, BACKGROUND = "select_object", "select_subject", "remove_background"
NEVER_SHRUNK_PX = 0
"""Subjects are found on all pixels: one waits for them once."""
CLICK_PX = 1536
"""Clicks are answered from a picture of at most this side, so that the next one is quick."""


Landing = Callable[[Document, "Mask"], "Command | None"]
"""Makes the step that a mask becomes where it is no selection."""


@dataclass(eq=False)
class Wanted:
    """One question under way."""

    document: Document
    spec: GeneratorSpec
    params: Mapping[str, Scalar]
    how: Combine = Combine.REPLACE
    longest_px: int = NEVER_SHRUNK_PX
    ready: Ready | None = None
    job: int | None = None
    landing: Landing | None = None


class Selecting(QObject):
    """Questions are answered in their order; each ends as one step, or in a sentence.

    `progressed` comes when `line` is another one. `missing` brings the id of a model that is not
    installed, and whether the question failed for want of it.
    """

    progressed = Signal()
    missing = Signal(str, bool)

    def __init__(self, desk: Desk, jobs: Jobs, road: Road, steps: Steps) -> None:
        super().__init__(desk)
        self._desk = desk
        self._jobs = jobs
        self._road = road
        self._steps = steps
        self._seen = SeenPicture()
        self._under_way: list[Wanted] = []
        self._below: tuple[tuple[object, ...], Ready] | None = None
        self.line: JobLine | None = None
        jobs.progressed.connect(self._on_progress)
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)
        jobs.missed.connect(self._on_missed)

    @property
    def is_running(self) -> bool:
        return bool(self._under_way)

    # ---- what the artist asks

    def subject(self, kind: str = "anything") -> None:
        """Select what the picture in front is about."""
        self._ask_whole(SUBJECT, kind)

    def remove_background(self, kind: str = "anything") -> None:
        """Hide all but the subject of the active layer behind a layer mask."""
        self._ask_whole(BACKGROUND, kind)

    def ask(self, document: Document, question: ObjectQuestion) -> None:
        """Select the thing that was shown; a question that starts anew drops those before it."""
        spec = catalog.find(OBJECT)
        if spec is None:
            return
        if question.how is Combine.REPLACE:
            self.stop()
        params: dict[str, Scalar] = {
            "extent": question.options.take.value,
            "fit": question.options.crisp,
            **shown(question, document),
        }
        self._begin(Wanted(document, spec, params, question.how, CLICK_PX))

    def label(self, document: Document, question: ObjectQuestion, paint: LabelPaint) -> None:
        """Paint the thing that was shown with a label; looked for in the picture without any."""
        spec, layer_id = catalog.find(OBJECT), document.active.id if document.active else ""
        if spec is None:
            return
        params: dict[str, Scalar] = {
            "extent": question.options.take.value,
            "fit": question.options.crisp,
            **shown(question, document),
        }

        def land(state: Document, mask: Mask) -> Command | None:
            return _label_step(state, layer_id, paint, mask)

        self._begin(Wanted(document, spec, params, longest_px=CLICK_PX, landing=land))

    def stop(self) -> bool:
        """Drop all questions; whether there were any."""
        dropped, self._under_way = self._under_way, []
        for wanted in dropped:
            if wanted.job is not None:
                self._jobs.cancel(wanted.job)
        self._show(None)
        return bool(dropped)

    # ---- on the way

    def _ask_whole(self, generator: str, kind: str) -> None:
        document, spec = self._desk.document, catalog.find(generator)
        if document is not None and spec is not None:
            self.stop()
            self._begin(Wanted(document, spec, {"kind": kind}))

    def _begin(self, wanted: Wanted) -> None:
        self._under_way.append(wanted)
        if self.line is None:
            self._show(JobLine(wanted.spec.title))
        if wanted.landing is not None:
            self._begin_below(wanted)
            return
        known = self._seen.of(wanted.document) if wanted.longest_px else None
        if known is not None:
            self._submit(wanted, known)
            return
        snapshot, state = wanted.document.snapshot(), self._seen.begin(wanted.document)
        request = RunRequest(
            panel="",
            title=wanted.spec.title,
            spec=wanted.spec,
            params=wanted.spec.params(),
            all_visible=wanted.spec.id != BACKGROUND,
        )

        def prepare() -> Ready:
            if not wanted.longest_px:
                return self._road.prepare(snapshot, request)
            twin = small_twin(snapshot, wanted.longest_px)
            return SmallPicture(snapshot.canvas, self._road.prepare(twin, request).inputs)

        def prepared(ready: Ready) -> None:
            if wanted.longest_px:
                self._seen.keep(state, ready)
            self._submit(wanted, ready)

        self._desk.background.run(prepare, prepared, lambda error: self._fail(wanted, error))

    def _begin_below(self, wanted: Wanted) -> None:
        """Labels are no part of the picture: what is seen without them stays good for long."""
        state = (id(wanted.document), *_picture_state(wanted.document))
        if self._below is not None and self._below[0] == state:
            self._submit(wanted, self._below[1])
            return
        twin, spec = _without_labels(wanted.document), wanted.spec
        request = RunRequest(panel="", title=spec.title, spec=spec, params=spec.params())
        canvas = wanted.document.canvas

        def prepare() -> Ready:
            small = small_twin(twin, wanted.longest_px)
            return SmallPicture(canvas, self._road.prepare(small, request).inputs)

        def prepared(ready: Ready) -> None:
            self._below = state, ready
            self._submit(wanted, ready)

        self._desk.background.run(prepare, prepared, lambda error: self._fail(wanted, error))

    def _submit(self, wanted: Wanted, ready: Ready) -> None:
        if wanted not in self._under_way:
            return
        wanted.ready = ready
        params = wanted.spec.params.model_validate(dict(wanted.params))
        wanted.job = self._jobs.submit(
            Job(wanted.spec.id, params, inputs=ready.inputs, output_depth="uint8")
        )

    def _of(self, job: int) -> Wanted | None:
        return next((each for each in self._under_way if each.job == job), None)

    def _on_progress(self, message: Progressed) -> None:
        wanted = self._of(message.job)
        if wanted is not None:
            title = wanted.spec.title
            self._show(JobLine(title, message.fraction, message.left_s, message.stage))

    def _on_missed(self, job: int, model: str) -> None:
        if self._of(job) is not None:
            self.missing.emit(model, False)

    def _on_finished(self, job: int, result: Result) -> None:
        wanted = self._of(job)
        if wanted is None or wanted.ready is None:
            return
        ready = wanted.ready

        def make(document: Document) -> Command | None:
            mask = _mask_of(ready, result)
            if wanted.landing is not None:
                return wanted.landing(document, mask)
            return _mask_step(document, wanted.spec, mask, wanted.how)

        self._done(wanted)
        self._steps.order(wanted.document, make)

    def _on_failed(self, job: int, failure: Failure) -> None:
        wanted = self._of(job)
        if wanted is None:
            return
        self._done(wanted)
        if failure.code == "weights_missing" and wanted.params.get("kind") == "portrait":
            self.missing.emit("modnet", True)
        elif not failure.was_cancelled:
            self._desk.trouble(failure.sentence, details=failure.details)

    def _fail(self, wanted: Wanted, error: Exception) -> None:
        if wanted in self._under_way:
            self._done(wanted)
            self._desk.fail(error)

    def _done(self, wanted: Wanted) -> None:
        self._under_way.remove(wanted)
        self._show(JobLine(self._under_way[0].spec.title) if self._under_way else None)

    def _show(self, line: JobLine | None) -> None:
        if line != self.line:
            self.line = line
            self.progressed.emit()


def shown(question: ObjectQuestion, document: Document) -> dict[str, Scalar]:
    """The click or the box in percent of the document, which hold at any size of the picture."""

    def percent(place: tuple[float, float]) -> str:
        x, y = 100 * place[0] / document.width, 100 * place[1] / document.height
        return f"{min(max(x, 0.0), 100.0):.4f}%,{min(max(y, 0.0), 100.0):.4f}%"

    if question.corners is not None:
        return {"box": ",".join(percent(corner) for corner in question.corners)}
    return {"points": percent(question.click)} if question.click is not None else {}
