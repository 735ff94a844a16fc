"""One run of the loop: steps, checkpoints, samples, measures and the record, in order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ml.training.experiment_file import FILE_NAME, RunFile, run_file, to_toml
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.board import Board
from ml.training.loop.distributed import Processes
from ml.training.loop.identity import check_same, identity
from ml.training.loop.loader import Examples, Loader, Part, Share, usual_threads
from ml.training.loop.pace import Pace
from ml.training.loop.record import Record, environment, write_environment
from ml.training.loop.showing import Showing
from ml.training.loop.state import State
from ml.training.loop.stopping import Stopping
from ml.training.loop.tally import Tally
from ml.training.loop.throughput import Throughput, throughput_of
from ml.training.loop.turns import Timetable
from ml.training.loop.update import Updater
from ml.training.loop.warm_start import warm_start
from ml.training.progress import Outcome, Progress
from ml.training.recipe import Turn

if TYPE_CHECKING:
    from ml.training.trainer import Trainer

_STOP_EVERY = 8
"""With several processes, all ask each other only every so many steps whether to stop."""


class Run:
    """What lives from the start of `Trainer.run` to its end."""

    def __init__(self, trainer: Trainer, processes: Processes, stopping: Stopping) -> None:
        self._trainer, self._processes, self._stopping = trainer, processes, stopping
        self._running, self._watch = trainer.running, trainer.watch
        self._experiment, self._folder = trainer.experiment, trainer.folder
        self._stages = trainer.recipe.stages()
        self._timetable = Timetable(self._stages, self._experiment)
        self._timetable.check_split(processes.ranks, self._experiment.accumulate)
        self._identity = identity(trainer.recipe, self._experiment, trainer.train)
        self._threads = self._running.loader_threads or usual_threads()
        self._state = State(trainer.recipe, self._experiment, processes.device)
        self._started_from: list[str] = []
        self._begin()
        self._record = self._opened() if processes.is_first else None
        self._board = None
        if self._running.tensorboard and processes.is_first:
            self._board = Board(self._folder)
        self._throughput: Throughput | None = None
        wish = self._running.measure_peak
        self._measures_peak = processes.device.type == "cuda" if wish is None else wish
        self._tally = Tally()
        self._pace = Pace(self._state.step, self._experiment.steps)
        shown = trainer.val if trainer.val is not None and len(trainer.val) else trainer.train
        self._showing = Showing(self._state, shown, self._running.preview_items)
        self._saved = (self._state.step, self._state.done)
        self._saved_s = time.monotonic()

    def to_the_end(self) -> Outcome:
        """Carry out all steps that are left, or those until somebody wants it to stop."""
        state, steps = self._state, self._experiment.steps
        source = Examples(
            self._trainer.recipe, self._trainer.train, self._timetable, self._experiment.seed,
            self._share(),
        )  # fmt: skip
        with Loader(source, state.step, self._threads) as loader:
            if state.step < steps:
                self._enter()
                self._show()
            while state.step < steps and self._step(loader):
                self._show()
                self._note(loader)
                self._save_if_due()
        self._note(loader, at_once=True)
        if self._board is not None:
            self._board.close()
        return self._outcome(self._save())

    def _begin(self) -> None:
        path = self._folder / checkpoints.NAME
        content = path.read_bytes() if self._processes.is_first and path.exists() else None
        content = self._processes.share(content)
        self._is_resumed = content is not None
        if content is not None:
            found = checkpoints.parse(content)
            kept, stages = found.facts["identity"], len(self._stages)
            check_same(kept, self._identity, step=int(found.facts["step"]), stages=stages)
            self._state.take(found, self._stages)
            self._watch.message(f"Going on from step {self._state.step}.")
        elif self._running.warm_start:
            self._state.enter(0, self._stages)
            told = warm_start(self._state.networks, self._running.warm_start)
            self._state.average.begin_anew()
            self._watch.message(told.sentence)
            self._started_from = [path.name for path in self._running.warm_start]
        if self._processes.is_first:
            write_environment(self._folder, environment(self._state.device, self._threads))
            (self._folder / FILE_NAME).write_text(to_toml(self._described()), encoding="utf-8")

    def _opened(self) -> Record:
        record = Record(self._folder, self._state.step if self._is_resumed else -1)
        if self._started_from:
            record.add("start", 0, {"files": self._started_from})
        return record

    def _described(self) -> RunFile:
        trainer = self._trainer
        data = {"train": trainer.train.fingerprint}
        if trainer.val is not None:
            data["val"] = trainer.val.fingerprint
        return run_file(trainer.recipe.system, self._experiment, trainer.recipe.options, data)

    def _share(self) -> Share:
        processes = self._processes
        pinned = processes.device.type == "cuda"
        return Share(processes.rank, processes.ranks, self._experiment.accumulate, pinned)

    def _enter(self) -> None:
        """Enter the stage of the next step, where that is another."""
        state = self._state
        number, stage = self._timetable.stage(state.step)
        if number != state.stage:
            state.enter(number, self._stages)
        self._stage = stage
        self._throughput = None
        self._updater = Updater(
            self._trainer.recipe, self._experiment, state.all_networks, state.optimisers,
            state.buffers, state.guard, self._tally, self._processes, self._is_stopped,
        )  # fmt: skip

    def _step(self, loader: Loader) -> bool:
        """One step, or what is left of it; False where it was stopped before its end."""
        state = self._state
        if self._timetable.stage(state.step)[0] != state.stage:
            self._enter()
        batches: list[tuple[Part, ...]] = []
        for _ in range(self._timetable.batches(state.step)):
            batches.append(loader.take(state.step, len(batches)))
        if batches and self._throughput is None and self._measures_peak:
            self._throughput = throughput_of(
                state, self._stage, batches[0][0], self._experiment.accumulate
            )
            self._pace.forgive()
        updates = self._timetable.updates(state.step)
        for update in updates[state.done :]:
            if self._is_stopped() or not self._updater.run(
                state.step, update, batches[update.repeat]
            ):
                return False
            state.done += 1
        state.average.update(state.step)
        state.step, state.done = state.step + 1, 0
        self._pace.add(self._timetable.batch_size(state.step - 1) * len(batches))
        return True

    def _is_stopped(self) -> bool:
        if self._processes.ranks == 1:
            return self._stopping.is_asked()
        state = self._state
        if state.done or state.step % _STOP_EVERY:
            return False
        return self._processes.any(self._stopping.is_asked())

    def _note(self, loader: Loader, *, at_once: bool = False) -> None:
        """Write a line and tell the watcher, every few seconds."""
        if not self._is_due(at_once):
            return
        state = self._state
        names = sorted({name for turn in self._stage_turns() for name in turn.trains})
        rates = {name: state.optimisers.rate(name, max(0, state.step - 1)) for name in names}
        skipped = state.guard.check(max(rates.values(), default=0.0))
        losses = self._processes.mean_of(self._tally.take())
        pace = self._pace.take(loader.waited_s)
        if not losses or self._record is None:
            return
        values = {"losses": losses, "lr": rates, "skipped": skipped, **pace.as_json()}
        if self._throughput is not None:
            values["share_of_peak"] = self._throughput.share(pace.steps_per_s)
        self._record.add("step", state.step, values)
        if self._board is not None:
            self._board.add(state.step, values)
        self._watch.progress(
            Progress(
                state.step, self._experiment.steps, self._stage.name, pace.images_per_s,
                pace.seconds_left, pace.waiting_share, skipped, losses,
            )
        )  # fmt: skip

    def _stage_turns(self) -> tuple[Turn, ...]:
        return self._stages[max(0, self._state.stage)].turns

    def _is_due(self, at_once: bool) -> bool:  # noqa: FBT001 - private
        due = self._pace.passed_s() >= self._running.record_every_s
        return at_once or self._agreed(due)

    def _agreed(self, wish: bool) -> bool:  # noqa: FBT001 - private
        """Whether any process wishes it; with several, asked only every so many steps."""
        if self._processes.ranks == 1:
            return wish
        return self._state.step % _STOP_EVERY == 0 and self._processes.any(wish)

    def _show(self) -> None:
        """Draw samples and measure where the number of steps says so."""
        step, record = self._state.step, self._record
        if record is None:
            return
        trainer, steps = self._trainer, self._experiment.steps
        if _falls_on(step, steps, self._running.previews) and not record.is_drawn(step):
            paths = self._showing.draw(self._folder, step)
            record.add("samples", step, {"files": [path.name for path in paths]})
            for path in paths:
                self._watch.preview(path)
        is_due = trainer.val is not None and _falls_on(step, steps, self._running.evaluations)
        if is_due and not record.is_measured(step):
            began_s = time.monotonic()
            measures = self._showing.measure()
            seconds = round(time.monotonic() - began_s, 3)
            record.add("measures", step, {"measures": measures, "seconds": seconds})
            self._watch.evaluated(step, measures)
        self._pace.forgive()

    def _save_if_due(self) -> None:
        every, step = self._running.checkpoint_every, self._state.step
        is_due = bool(every) and step % every == 0
        passed_s = time.monotonic() - self._saved_s
        if is_due or self._agreed(passed_s >= self._running.checkpoint_every_s):
            self._save()

    def _save(self) -> str:
        """Write a checkpoint unless it stands already; returns its digest."""
        state = self._state
        made = state.checkpoint(self._identity)
        place = (state.step, state.done)
        is_new = place != self._saved or not (self._folder / checkpoints.NAME).exists()
        digest = made.digest
        if is_new and self._processes.is_first:
            path = checkpoints.write(made, self._folder)
            self._watch.checkpoint(path, state.step)
        self._processes.meet()
        self._saved, self._saved_s = place, time.monotonic()
        self._pace.forgive()
        return digest

    def _outcome(self, digest: str) -> Outcome:
        state = self._state
        path = self._folder / checkpoints.NAME
        skipped = state.guard.state()[0]
        return Outcome(state.step, self._experiment.steps, path, digest, skipped)


def _falls_on(step: int, steps: int, times: int) -> bool:
    """Whether `step` is one of `times` + 1 places spread evenly from 0 to `steps`."""
    return times > 0 and any(step == round(i * steps / times) for i in range(times + 1))
