"""Joins panels, canvas and runs: what a panel asks, what the canvas shows of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from editor.canvas.preview import PreviewPicture
from editor.desk import Desk
from editor.docks.generate import GenerateDock
from editor.docks.result_card import ResultFacts
from editor.document.document import Document
from editor.document.history import Act, HistoryEvent
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.document.tile_change import TileChange
from editor.estimates import estimate_words, region_of
from editor.jobs import Failure
from editor.larger_results import LargerResults, is_larger
from editor.paces import Paces
from editor.plugin_host import PluginHost
from editor.references import Parts
from editor.runs import SEED, VARIATIONS, RunRequest, Runs, about, preview_pixels, seam_of
from editor.session import Sheet
from editor.source_painting import SourcePainting
from editor.spent_mask import SpentMask
from ml import catalog
from ml.api.regions import Box
from plugins.api import Needs, NotPossible, Panel, PanelRequest
from plugins.api.messages import RunGenerator

CONTEXT_MS = 60
STROKES = frozenset(
    {"Paint mask", "Erase", "Rectangle", "Ellipse", "Lasso", "Polygon", "Magic wand"}
)
"""What drawing on the mask is called in the history."""
MASK_TOOLS = frozenset({"brush", "eraser"})
"""With these in hand the frame of what a generator looks at is shown; others have their own."""


class Workbench(QObject):
    """Every wish of the Generate dock ends here; nothing here knows a generator by name."""

    def __init__(
        self,
        desk: Desk,
        dock: GenerateDock,
        *,
        runs: Runs,
        source: SourcePainting,
        paces: Paces,
    ) -> None:
        # Its timers end with the dock that they look at.
        super().__init__(dock)
        self._desk = desk
        self._dock = dock
        self._runs = runs
        self._source = source
        self._host: PluginHost | None = None
        self.also_stops: tuple[Callable[[], bool], ...] = ()
        self.references: Callable[[Sheet], tuple[Path, ...]] = lambda _: ()
        self.reference_parts: Callable[[Sheet], Parts] = lambda _: {}
        self.places: Callable[[Sheet], tuple[Mask, ...]] = lambda _: ()
        self.spent = SpentMask(desk.show_mask)
        self.larger = LargerResults(desk)
        self._paces = paces
        self._dragged: Box | None = None
        self._watched: Document | None = None
        self._last: RunRequest | None = None
        self._context_soon = QTimer(self)
        self._context_soon.setSingleShot(True)
        self._context_soon.setInterval(CONTEXT_MS)
        self._context_soon.timeout.connect(self.show_context)
        self._connect()

    def serve(self, host: PluginHost) -> None:
        """From now on the panels' buttons go to `host`."""
        self._host = host

    @property
    def dock(self) -> GenerateDock:
        return self._dock

    @property
    def has_result(self) -> bool:
        """Whether a result lies on the picture in front."""
        attempt = self._runs.attempt
        is_here = attempt is not None and attempt.document is self._desk.document
        return is_here and self._runs.has_result

    # ---- what the artist does

    def walk(self, step: int) -> bool:
        """Show the next or the earlier variation; whether there is a result to walk from."""
        if self.has_result:
            self._runs.walk(step)
        return self.has_result

    def forget(self, sheet: Sheet) -> None:
        """A picture is closed: what was made for it goes too."""
        if self._runs.attempt is not None and self._runs.attempt.document is sheet.document:
            self._runs.drop()
        self._source.forget(sheet)

    def run(self, name: str = "") -> None:
        """Press the button of a panel, or of the open one."""
        name = name or self._dock.open_task
        sheet = self._desk.session.current
        if not name or sheet is None or self._host is None:
            return
        reason = self.why_not(name)
        if reason:
            self._desk.tell(reason)
            return
        task = self._dock.task(name)
        params, own = task.values()
        self._host.press(task.panel, PanelRequest(sheet.id, params, own))

    def launch(self, sheet: Sheet, wanted: RunGenerator) -> int:
        """Start a generator for a plug-in; returns its ticket. Raises NotPossible."""
        spec = catalog.find(wanted.generator)
        if spec is None:
            raise NotPossible(f"There is no generator called {wanted.generator}.")
        name = self._dock.open_task
        shown = self._dock.task(name).values()[0] if name else {}
        known = {key: value for key, value in shown.items() if key in spec.params.model_fields}
        grows = any(wanted.margins)
        mask = spec.port("mask")
        wants_mask = mask is not None and mask.required and not grows
        if wants_mask and sheet.document.selection.is_empty:
            raise NotPossible("Paint a mask first.")
        request = RunRequest(
            panel=name,
            title=self._dock.task(name).panel.title if name else spec.title,
            spec=spec,
            params=spec.params.model_validate({**known, **wanted.params}),
            all_visible=is_larger(spec) or self._desk.settings.now.all_visible,
            source=None if grows else self._source.mask(sheet),
            context_box=None if grows else self._dragged,
            margins=wanted.margins,
            references=self.references(sheet),
            reference_parts=self.reference_parts(sheet),
            places=self.places(sheet),
            keep=wanted.keep,
        )
        self._last = request
        return self._runs.start(sheet.document, request)

    def repeat(self) -> None:
        """The last run once more, on the mask as it is now."""
        sheet = self._desk.session.current
        if self._last is not None and sheet is not None:
            self._runs.start(sheet.document, self._last)

    def escape_run(self) -> bool:
        """Stop what runs, here or elsewhere; whether anything did."""
        if self._runs.is_running:
            self._runs.stop()
            return True
        return any([stop() for stop in self.also_stops])

    def escape(self) -> bool:
        """Stop what runs, else drop the preview; whether there was either."""
        if self.escape_run():
            return True
        if self.has_result:
            self._runs.drop()
            return True
        return False

    def keep(self) -> bool:
        """Keep the preview as a new layer; whether there was one."""
        attempt, document = self._runs.attempt, self._desk.document
        if not self.has_result or attempt is None or document is None:
            return False
        task = self._dock.task_or_none(attempt.request.panel)
        if self.larger.keep(attempt):
            self._runs.drop()
        elif self._runs.keep() is not None:
            if task is not None and task.own is not None:
                task.own.reset()
            elif task is not None and task.panel.paints_mask:
                self.spent.spend(document)
            usual = "Kept as a new layer. The next stroke begins a new mask."
            self._desk.tell(attempt.keeping.words if attempt.keeping is not None else usual)
        self.show_context()
        return True

    def why_not(self, name: str) -> str:
        """Why a panel's button cannot be pressed now."""
        reason = self._desk.no_document()
        document = self._desk.document
        if reason or document is None:
            return reason
        needs = self._dock.panel(name).needs
        if needs is Needs.MASK and document.selection.is_empty:
            return "Brush over something first."
        return ""

    # ---- what is shown

    def refresh(self) -> None:
        """Buttons follow what can be done now."""
        for name in self._dock.made:
            self._refresh_task(name)

    def _refresh_task(self, name: str) -> None:
        self._dock.task(name).foot.show_reason(self.why_not(name))
        self._show_task_facts(name)

    def _show_task_facts(self, name: str) -> None:
        """What a larger result would be, and how long one would wait for any."""
        task, document = self._dock.task(name), self._desk.document
        spec = catalog.find(task.panel.generator)
        if spec is None:
            return
        values, own = task.values()
        params = spec.params.model_validate(values)
        if is_larger(spec):
            # All that is seen is enlarged, whatever is chosen for other tasks.
            task.input.hide()
            task.show_facts(self.larger.facts(spec, params, document) if document else "")
        region = Box(0, 0, 0, 0)
        if document is not None and name == self._dock.open_task and not self.why_not(name):
            region = region_of(document, spec, params, own=own, dragged=self._dragged)
        known = self._paces.expect(spec, params, region.width * region.height)
        task.foot.show_estimate("" if region.is_empty else estimate_words(known))

    def show_sheet(self) -> None:
        """Another picture came in front."""
        sheet = self._desk.session.current
        self._watch(sheet.document if sheet else None)
        self._desk.show_mask(not self.spent.is_spent(sheet.document if sheet else None))
        self._dragged = None
        self._dock.show_switches(after_stroke=self._desk.settings.now.after_stroke, source=False)
        self._show_attempt()
        self.show_context()
        self.refresh()

    def show_context(self) -> None:
        """Frame what the generator would look at, where the open panel paints a mask."""
        self._desk.canvas.set_context_box(self._dragged or self._usual_context())

    def _usual_context(self) -> Box | None:
        document, panel = self._desk.document, self._open_panel()
        if document is None or panel is None or not panel.paints_mask or self._runs.has_result:
            return None
        if self.spent.is_spent(document) or self._desk.toolbox.in_hand not in MASK_TOOLS:
            return None
        spec = catalog.find(panel.generator)
        bounds = document.selection.bounds
        if spec is None or spec.context is None or bounds.is_empty:
            return None
        return spec.context.box(bounds, document.width, document.height)

    def _show_attempt(self) -> None:
        attempt, canvas = self._runs.attempt, self._desk.canvas
        is_here = attempt is not None and attempt.document is self._desk.document
        current = attempt.current if attempt else None
        if attempt is None or not is_here or current is None or attempt.ready is None:
            self.larger.hide()
            canvas.set_preview(None)
            self._dock.show_result("", None)
        else:
            if is_larger(attempt.request.spec):
                self.larger.show(attempt)
            else:
                pixels = preview_pixels(current.result)
                canvas.set_preview(PreviewPicture(attempt.ready.box, pixels))
            self._dock.show_result(attempt.request.panel, self._facts())
        busy = attempt.ready.box if attempt and attempt.ready and self._runs.is_running else None
        canvas.set_running(busy if is_here else None)
        self.show_context()
        self._desk.touch()

    def _facts(self) -> ResultFacts | None:
        attempt = self._runs.attempt
        if attempt is None or attempt.current is None or attempt.shown is None:
            return None
        current = attempt.current
        return ResultFacts(
            number=attempt.shown + 1,
            count=VARIATIONS if SEED in attempt.request.spec.params.model_fields else 1,
            seam=seam_of(current.result),
            notes=current.notes,
            about=about(current, attempt.request.spec),
            is_corrected=current.is_corrected,
        )

    def _show_progress(self) -> None:
        self._dock.show_job(self._runs.panel, self._runs.line)

    def _show_failure(self, failure: Failure) -> None:
        self._desk.trouble(
            failure.sentence, details=failure.details, way_out=("Try again", self.repeat)
        )

    # ---- what happens

    def _connect(self) -> None:
        dock, runs, canvas = self._dock, self._runs, self._desk.canvas
        for name in dock.names:
            dock.when_made(name, lambda task: self._refresh_task(task.panel.id))
        dock.run_asked.connect(self.run)
        dock.stop_asked.connect(runs.stop)
        dock.kept.connect(self.keep)
        dock.dropped.connect(runs.drop)
        dock.walked.connect(self.walk)
        dock.correct_asked.connect(runs.correct_seam)
        dock.opened.connect(self._opened)
        dock.source_toggled.connect(lambda on: self._source.switch(on=on))
        dock.after_stroke_toggled.connect(lambda on: self._remember(after_stroke=on))
        dock.input_changed.connect(lambda all_: self._remember(all_visible=all_))
        dock.values_changed.connect(self._remember_values)
        runs.changed.connect(self._show_attempt)
        runs.progressed.connect(self._show_progress)
        runs.failed.connect(self._show_failure)
        canvas.preview_kept.connect(self.keep)
        canvas.preview_dropped.connect(self.escape)
        canvas.preview_stepped.connect(self.walk)
        canvas.context_box_changed.connect(self._take_context)
        self._source.toggled.connect(self._source_toggled)
        self._desk.toolbox.chosen.connect(lambda _name: self.show_context())

    def _opened(self, name: str) -> None:
        panel = self._dock.panel(name)
        self._remember(open_panel=name)
        if panel.tool and not self._dock.is_reopening:
            self._desk.toolbox.choose(panel.tool)
        if not panel.paints_source:
            self._source.switch(on=False)
        self.show_context()
        self.refresh()

    def _open_panel(self) -> Panel | None:
        name = self._dock.open_task
        return self._dock.panel(name) if name else None

    def _remember(self, **changes: object) -> None:
        self._desk.settings.change(**changes)

    def _remember_values(self, name: str) -> None:
        params, _ = self._dock.task(name).values()
        self._show_task_facts(name)
        # A seed is for one picture, and so are a panel's own values like margins.
        kept = {key: value for key, value in params.items() if key != "seed"}
        panels = {**self._desk.settings.now.panels, name: kept}
        self._remember(panels=panels)

    def _take_context(self, box: Box) -> None:
        self._dragged = box

    def _source_toggled(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._dock.show_switches(after_stroke=self._desk.settings.now.after_stroke, source=on)
        if on:
            self._desk.tell("Brush green where the new pixels may come from.")
        self._show_attempt()

    def _watch(self, document: Document | None) -> None:
        if self._watched is not None:
            self._watched.selection_changed.disconnect(self._mask_changed)
            self._watched.history.recorded.disconnect(self._recorded)
        self._watched = document
        if document is not None:
            document.selection_changed.connect(self._mask_changed)
            document.history.recorded.connect(self._recorded)

    def _mask_changed(self, _box: Box) -> None:
        self._dragged = None
        if not self._context_soon.isActive():
            self._context_soon.start()

    def _recorded(self, event: HistoryEvent) -> None:
        """A stroke that ended runs the panel, where the artist asked for that."""
        command = event.command
        panel = self._open_panel()
        wanted = self._desk.settings.now.after_stroke and panel is not None and panel.paints_mask
        if not wanted or event.act is not Act.DONE or not isinstance(command, TileChange):
            return
        if command.title in STROKES and isinstance(command.target, SelectionTarget):
            QTimer.singleShot(0, self, self.run)
