"""Joins the latent pad and the worker: points become pictures, and walks become files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer

from editor.desk import Desk
from editor.docks.latent_pad import LatentPad
from editor.jobs import Failure, Job, Jobs, Result
from editor.latent_points import Concept, LatentPoints
from editor.lazy import late
from ml.api.latents import Latents, latents_text, read_latents
from ml.api.messages import Lane

GENERATOR = "latent"
PNG = "PNG (*.png)"
SHOWN_PX = 224
"""The side that pictures are asked for; smaller ones are enlarged by the generator."""
TOGETHER = 8
"""Points of one job, side by side."""
_SOON_MS = 30
_export = late("editor.files.writer:export")
_picture = late("editor.files.raster:Picture")

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Around:
    """What the pad needs of the program: models (asked for in a thread), and a place to save.

    `models` gives the names of what is installed, and the folder where more could lie.
    """

    models: Callable[[], tuple[Sequence[str], str]]
    ask_place: Callable[[Path, str, str], Path | None]


@dataclass
class _Frames:
    """A walk on its way into files."""

    target: Path
    points: Latents
    made: list[Pixels] = field(default_factory=list[Pixels])


@dataclass
class _Asked:
    """The one job under way: of the picture, or of some frames."""

    number: int
    frames: _Frames | None = None


class LatentWork(QObject):
    """One job at a time; while sliders move, only the newest wish is carried out."""

    def __init__(self, desk: Desk, pad: LatentPad, jobs: Jobs, around: Around) -> None:
        super().__init__(pad)
        self.points, self.pad = LatentPoints(), pad
        self._desk, self._jobs = desk, jobs
        self._around = around
        self._now: _Asked | None = None
        self._is_stale = False
        self._seed = 0
        self._pictures: list[Pixels] = []
        self._shown: Pixels | None = None
        self._frames: _Frames | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._next)
        self._join()
        self.look()

    def look(self) -> None:
        """Offer what is installed, and show the first picture where there is a model."""

        def show(found: tuple[Sequence[str], str]) -> None:
            names, folder = found
            self.pad.show_models(names, folder)
            if names:
                self._ask()

        self._desk.background.run(self._around.models, show, self._desk.fail)

    def _join(self) -> None:
        pad = self.pad
        pad.model_chosen.connect(self._change_model)
        pad.drawn.connect(self._draw)
        pad.pushed.connect(self._push)
        pad.kept.connect(self._keep)
        pad.dropped.connect(self._let_go)
        pad.stood_at.connect(lambda place: self._stand(self.points.kept[place]))
        pad.concept_set.connect(self._set_concept)
        pad.summed.connect(self._sum)
        pad.walked.connect(lambda share: self._stand(self.points.between(pad.chosen, share)))
        pad.frames_asked.connect(self._ask_frames)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.failed.connect(self._on_failed)

    # ---- what the artist does

    def _change_model(self) -> None:
        self.points.forget()
        self._pictures.clear()
        self.pad.show_kept(())
        self.pad.show_concepts({})
        self.pad.level()
        self._ask()

    def _draw(self) -> None:
        self._seed += 1
        self.points.base = np.zeros(0)
        self.pad.level()
        self._ask()

    def _push(self, amounts: tuple[float, ...]) -> None:
        if not self.points.is_empty:
            self.points.push(amounts)
            self._ask()

    def _keep(self) -> None:
        if self._shown is not None and not self.points.is_empty:
            self.points.keep()
            self._pictures.append(self._shown)
            self.pad.show_kept(self._pictures)

    def _let_go(self, places: tuple[int, ...]) -> None:
        self.points.let_go(places)
        self._pictures = [one for n, one in enumerate(self._pictures) if n not in places]
        self.pad.list.clearSelection()
        self.pad.show_kept(self._pictures)

    def _stand(self, point: Latents) -> None:
        self.points.stand_at(point)
        self.pad.level()
        self._ask()

    def _set_concept(self, concept: Concept, places: tuple[int, ...]) -> None:
        self.points.set_concept(concept, places)
        self.pad.show_concepts({one: len(given) for one, given in self.points.concepts.items()})
        self.pad.list.clearSelection()

    def _sum(self) -> None:
        missing = self.points.missing()
        self.pad.say(missing)
        if not missing:
            self._stand(self.points.sum())

    def _ask_frames(self) -> None:
        sheet = self._desk.session.current
        suggested = sheet.suggested(".walk.png") if sheet is not None else Path("walk.png")
        target = self._around.ask_place(suggested, "Export frames", PNG)
        if target is not None:
            points = self.points.walk(self.pad.chosen, round(self.pad.frames.number))
            self._frames = _Frames(target, points)
            self._next()

    # ---- what the worker does

    def _ask(self) -> None:
        self._is_stale = True
        self._soon.start()

    def _next(self) -> None:
        if self._now is not None:
            return
        if self._is_stale:
            self._is_stale = False
            text = "" if self.points.is_empty else latents_text(self.points.point)
            self._now = _Asked(self._submit(text, 1))
        elif self._frames is not None:
            frames = self._frames
            part = frames.points[len(frames.made) : len(frames.made) + TOGETHER]
            self._now = _Asked(self._submit(latents_text(part), len(part)), frames)

    def _submit(self, text: str, count: int) -> int:
        empty = np.zeros((SHOWN_PX, SHOWN_PX * count, 3), np.uint8)
        values = {"model": self.pad.model, "seed": self._seed}
        texts = {"latent": text} if text else {}
        return self._jobs.submit(
            Job(
                GENERATOR, values, {"image": [empty]}, texts,
                lane=Lane.PREVIEW, output_depth="uint8",
            )
        )  # fmt: skip

    def _on_finished(self, number: int, result: Result) -> None:
        if self._now is None or self._now.number != number:
            return
        frames, self._now = self._now.frames, None
        pixels = np.asarray(result.image)[..., :3].astype(np.uint8)
        if frames is None:
            self._show(pixels, result)
        else:
            frames.made += np.split(pixels, pixels.shape[1] // SHOWN_PX, axis=1)
            self.pad.say(f"{len(frames.made)} of {len(frames.points)} frames are drawn.")
            if len(frames.made) == len(frames.points):
                self._frames = None
                self._write(frames)
        self._next()

    def _show(self, pixels: Pixels, result: Result) -> None:
        self._shown = pixels
        if not len(self.points.directions):
            self.points.directions = read_latents(result.texts["directions"])
        if self.points.is_empty:
            self.points.stand_at(read_latents(result.texts["latent"])[0])
        self.pad.show_picture(pixels)

    def _write(self, frames: _Frames) -> None:
        def work() -> None:
            for number, pixels in enumerate(frames.made, start=1):
                _export(_picture(np.ascontiguousarray(pixels)), frame_path(frames.target, number))

        def done(_: None) -> None:
            self.pad.say("")
            first = frame_path(frames.target, 1).name
            self._desk.tell(f"{len(frames.made)} frames are written, from {first} on.")

        self._desk.background.run(work, done, self._desk.fail)

    def _on_failed(self, number: int, failure: Failure) -> None:
        if self._now is None or self._now.number != number:
            return
        self._now, self._frames = None, None
        if not failure.was_cancelled:
            self.pad.say(failure.sentence)
        if self._is_stale:
            self._soon.start()


def frame_path(target: Path, number: int) -> Path:
    """`walk.png` becomes `walk-0001.png`."""
    return target.with_name(f"{target.stem}-{number:04d}{target.suffix}")
