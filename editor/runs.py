"""From the press of Run to the kept layer: one request, its variations, and the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, Signal

from editor.document.document import Document
from editor.document.history import Command
from editor.document.mask import Mask
from editor.jobs import Failure, Job, Jobs, Result
from editor.label_results import is_labels, label_pixels
from editor.references import Parts
from editor.widgets.status_bar import JobLine
from ml.api.images import Depth, Pixels
from ml.api.messages import Lane, Progressed
from ml.api.params import Params, Scalar, to_scalars
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec, Placing
from plugins.api import Keep

VARIATIONS = 3
SEED = "seed"
CORRECTION = "blend"
NOT_FOR_READING = frozenset({"swap_map"})
"""Facts of a result that are pictures in the form of text."""
Margins = tuple[int, int, int, int]


@dataclass(frozen=True)
class RunRequest:
    """What the artist asked for. `margins` grow the canvas first; `source` limits the patches.

    `references` are the pictures on the shelf, for generators that learn from some;
    `reference_parts` says for some of them what may be used. `places` are masks, one for each
    reference, for generators that take several.
    """

    panel: str
    title: str
    spec: GeneratorSpec
    params: Params
    all_visible: bool = False
    source: Mask | None = None
    context_box: Box | None = None
    margins: Margins = (0, 0, 0, 0)
    references: tuple[Path, ...] = ()
    reference_parts: Parts = field(default_factory=dict)
    places: tuple[Mask, ...] = ()
    keep: Keep = Keep.AS_DECLARED


class Ready(Protocol):
    """What was cut out of a document for a run."""

    @property
    def box(self) -> Box: ...

    @property
    def inputs(self) -> Mapping[str, list[Pixels]]: ...

    @property
    def texts(self) -> Mapping[str, str]: ...


class Road(Protocol):
    """The one way into a generator and back: `editor.generate` in the program, a fake in tests."""

    def prepare(self, document: Document, request: RunRequest) -> Ready: ...

    def place(self, document: Document, ready: Ready, result: Result) -> Command: ...


@dataclass(frozen=True)
class Variation:
    """One finished result, with the parameters that made it and what was said on the way."""

    params: Params
    result: Result
    notes: tuple[str, ...] = ()

    @property
    def is_corrected(self) -> bool:
        return bool(getattr(self.params, CORRECTION, False))


@dataclass(frozen=True)
class Keeping:
    """A way to keep a result other than as a plain new layer.

    `dress` makes another step of the usual one; `words` say what was done.
    """

    dress: Callable[[Command], Command]
    words: str


@dataclass
class Attempt:
    """One request under way: what is asked now, and the variations so far by their place."""

    request: RunRequest
    document: Document
    ready: Ready | None = None
    found: dict[int, Variation] = field(default_factory=dict[int, Variation])
    shown: int | None = None
    asked: int = 0
    asked_params: Params | None = None
    job: int | None = None
    notes: tuple[str, ...] = ()
    keeping: Keeping | None = None
    is_finishing: bool = False

    @property
    def current(self) -> Variation | None:
        return self.found.get(self.shown) if self.shown is not None else None


class Runs(QObject):
    """At most one attempt at a time; the document changes only in `keep`."""

    changed = Signal()
    progressed = Signal()
    failed = Signal(Failure)
    kept = Signal(RunRequest, Variation)

    def __init__(
        self,
        jobs: Jobs,
        road: Road,
        in_background: Callable[..., None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._road = road
        self._in_background = in_background
        self.attempt: Attempt | None = None
        self.line: JobLine | None = None
        self._attempts = 0
        jobs.progressed.connect(self._on_progress)
        jobs.noted.connect(self._on_note)
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)

    # ---- what is going on

    @property
    def is_running(self) -> bool:
        return self.line is not None

    @property
    def has_result(self) -> bool:
        return self.attempt is not None and self.attempt.current is not None

    @property
    def panel(self) -> str:
        """The panel whose request this is, or ""."""
        return self.attempt.request.panel if self.attempt else ""

    # ---- what the artist does

    def start(
        self,
        document: Document,
        request: RunRequest,
        *,
        seen: Document | None = None,
        keeping: Keeping | None = None,
    ) -> int:
        """Run, and return the attempt's number; an attempt before this one is dropped.

        Its first word is there at once. `seen` is what the generator gets to see, a snapshot
        that nobody changes; without one, the document as it is.
        """
        self._end()
        self._attempts += 1
        attempt = Attempt(request, document, keeping=keeping)
        self.attempt = attempt
        self._show_line(JobLine(request.title))
        snapshot = document.snapshot() if seen is None else seen

        def prepared(ready: Ready) -> None:
            if self.attempt is attempt:
                attempt.ready = ready
                self._submit(attempt, 0, request.params)

        def refused(error: Exception) -> None:
            if self.attempt is attempt:
                self._fail(_failure_of(error))

        self._in_background(lambda: self._road.prepare(snapshot, request), prepared, refused)
        return self._attempts

    def stop(self) -> None:
        """Stop what runs; a result that was there before stays.

        What improves in rounds ends with what it has; a second call throws that away too.
        """
        if self.attempt is None or not self.is_running:
            return
        if self._finish_early(self.attempt):
            return
        if self.attempt.job is not None:
            self._jobs.cancel(self.attempt.job)
        self._settle()

    def _finish_early(self, attempt: Attempt) -> bool:
        method = to_scalars(attempt.request.params).get("method")
        if attempt.job is None or method not in attempt.request.spec.keeps_on_stop:
            return False
        if attempt.is_finishing or self.line is None:
            return False
        attempt.is_finishing = True
        self._jobs.finish(attempt.job)
        self._show_line(replace(self.line, stage="finishing"))
        return True

    def walk(self, step: int) -> None:
        """Show the next or the earlier variation; one that is not there yet is made."""
        attempt = self.attempt
        if attempt is None or attempt.current is None or attempt.shown is None or self.is_running:
            return
        place = (attempt.shown + step) % VARIATIONS
        if place in attempt.found:
            attempt.shown = place
            self.changed.emit()
            return
        seed = getattr(attempt.request.params, SEED, None)
        if seed is not None:
            params = attempt.request.params.model_copy(update={SEED: int(seed) + place})
            self._show_line(JobLine(f"{attempt.request.title} {place + 1}"))
            self._submit(attempt, place, params)

    def correct_seam(self) -> None:
        """The same variation with its border corrected, in place of it."""
        attempt = self.attempt
        if attempt is None or attempt.current is None or attempt.shown is None or self.is_running:
            return
        params = attempt.current.params.model_copy(update={CORRECTION: True})
        self._show_line(JobLine("Correct the seam"))
        self._submit(attempt, attempt.shown, params)

    def keep(self) -> Command | None:
        """Put the shown variation into its document as one step; returns that step."""
        attempt = self.attempt
        if attempt is None or attempt.current is None or attempt.ready is None:
            return None
        kept = attempt.current
        command = self._road.place(attempt.document, attempt.ready, kept.result)
        if attempt.keeping is not None:
            command = attempt.keeping.dress(command)
        self._end()
        attempt.document.apply(command)
        self.kept.emit(attempt.request, kept)
        return command

    def drop(self) -> None:
        """Forget attempt and preview; the mask stays as it is."""
        self._end()

    # ---- what the backend says

    def _submit(self, attempt: Attempt, place: int, params: Params) -> None:
        if attempt.ready is None:
            return
        attempt.asked, attempt.asked_params, attempt.notes = place, params, ()
        attempt.is_finishing = False
        attempt.job = self._jobs.submit(
            Job(
                generator=attempt.request.spec.id,
                params=params,
                inputs=attempt.ready.inputs,
                texts=attempt.ready.texts,
                lane=Lane.INTERACTIVE,
                output_depth=_depth_of(attempt),
            )
        )
        self.changed.emit()

    def _on_progress(self, message: Progressed) -> None:
        if self.attempt is not None and message.job == self.attempt.job and self.line is not None:
            fresh = replace(
                self.line, fraction=message.fraction, left_s=message.left_s, stage=message.stage
            )
            self._show_line(fresh)

    def _on_note(self, job: int, sentence: str) -> None:
        if self.attempt is not None and job == self.attempt.job:
            self.attempt.notes = (*self.attempt.notes, sentence)

    def _on_finished(self, job: int, result: Result) -> None:
        attempt = self.attempt
        if attempt is None or job != attempt.job or attempt.asked_params is None:
            return
        attempt.found[attempt.asked] = Variation(attempt.asked_params, result, attempt.notes)
        attempt.shown = attempt.asked
        self._settle()

    def _on_failed(self, job: int, failure: Failure) -> None:
        if self.attempt is not None and job == self.attempt.job:
            self._fail(failure)

    def _fail(self, failure: Failure) -> None:
        self._settle()
        if not failure.was_cancelled:
            self.failed.emit(failure)

    def _settle(self) -> None:
        """Nothing runs now; an attempt without any result is over."""
        self.line = None
        if self.attempt is not None:
            self.attempt.job = None
            if not self.attempt.found:
                self.attempt = None
        self.progressed.emit()
        self.changed.emit()

    def _end(self) -> None:
        if self.attempt is None:
            return
        if self.attempt.job is not None:
            self._jobs.cancel(self.attempt.job)
        self.attempt = None
        self.line = None
        self.progressed.emit()
        self.changed.emit()

    def _show_line(self, line: JobLine) -> None:
        was_idle = self.line is None
        self.line = line
        self.progressed.emit()
        if was_idle:
            self.changed.emit()


def _depth_of(attempt: Attempt) -> Depth:
    """How a result is to come back: finer than it is kept, but where it may be gigabytes large."""
    is_whole = attempt.request.spec.placing is Placing.PICTURE
    return attempt.document.depth if is_whole else "uint16"


def preview_pixels(result: Result) -> np.ndarray:
    """A result as straight RGBA (rows x columns x 4) uint8; its coverage is the alpha."""
    if is_labels(result):
        return label_pixels(result)
    image = result.image
    eight = image if image.dtype == np.uint8 else (image.astype(np.uint16) >> 8).astype(np.uint8)
    made = np.full((*eight.shape[:2], 4), 255, np.uint8)
    made[..., : eight.shape[2]] = eight[..., :4]
    if result.coverage is not None:
        own = made[..., 3].astype(np.uint16)
        made[..., 3] = (own * result.coverage.astype(np.uint16) // 255).astype(np.uint8)
    return made


def about(variation: Variation, spec: GeneratorSpec) -> dict[str, str]:
    """Everything about a result, in the order in which it is shown."""
    result = variation.result
    facts = {"Generator": f"{spec.title} ({spec.id})", "Device": result.device}
    facts["Time"] = f"{result.seconds:.1f} s"
    told = {name: value for name, value in result.info.items() if name not in NOT_FOR_READING}
    facts |= {_words(name): _value(value) for name, value in told.items()}
    facts |= {_words(name): _value(value) for name, value in to_scalars(variation.params).items()}
    if spec.paper:
        facts["Papers"] = spec.paper
    return facts


def seam_of(result: Result) -> float | None:
    """The step along the border in ΔE, where the generator measured it."""
    value = result.info.get("seam")
    return float(value) if isinstance(value, (int, float)) else None


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _value(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _failure_of(error: Exception) -> Failure:
    message = str(getattr(error, "message", error))
    return Failure(getattr(error, "code", "failed"), message, repr(error))
