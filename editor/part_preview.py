"""Shows in its panel what enlarging would make of the middle of the view, before all is run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from editor.canvas.display_tile import picture_image
from editor.desk import Desk
from editor.docks.generate import GenerateDock
from editor.docks.task import Task
from editor.document.document import Document
from editor.jobs import Failure, Job, Jobs, Result
from editor.language import tr
from editor.larger_results import is_larger
from editor.lazy import late
from editor.runs import preview_pixels
from editor.widgets.split_picture import SplitPicture
from ml import catalog
from ml.api.messages import Lane
from ml.api.params import Params
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec, PortKind
from plugins.api import Panel

_flatten = late("editor.document.composite:flatten")
_conversion = late("editor.colour.profiles:Conversion")

SHOWN_PX = 240
"""The side of what is shown, in pixels of the result."""
AROUND_PX = 24
"""So much more is given, and cut off again: what the network sees at a border is made up."""
SOON_MS = 350


@dataclass(frozen=True)
class Part:
    """What is asked for: the pixels of a box with some of their surroundings, RGB or RGBA."""

    pixels: NDArray[np.generic]
    inner: Box
    """Where the shown part lies in them."""


@dataclass(frozen=True)
class Asked:
    """One preview under way."""

    job: int
    task: str
    part: Part


class PartPreview(QObject):
    """One small frame in each panel whose generator takes one picture and makes it larger."""

    def __init__(self, desk: Desk, dock: GenerateDock, jobs: Jobs) -> None:
        super().__init__(dock)
        self._desk = desk
        self._dock = dock
        self._jobs = jobs
        self._asked: Asked | None = None
        self._frames: dict[str, tuple[QCheckBox, SplitPicture]] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.ask)
        for name in dock.names:
            if _shows_parts(_spec_of(dock.panel(name))):
                dock.when_made(name, self._add)
        dock.values_changed.connect(lambda _: self._soon.start())
        dock.opened.connect(lambda _: self._soon.start())
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)

    def frame(self, name: str) -> tuple[QCheckBox, SplitPicture]:
        """The switch and the picture of a panel."""
        self._dock.task(name)
        return self._frames[name]

    def ask(self) -> None:
        """Ask for the middle of the view, if the open panel shows it; stop what ran before."""
        self.stop()
        name, document = self._dock.open_task, self._desk.document
        if name not in self._frames or document is None:
            return
        switch, picture = self._frames[name]
        picture.setVisible(switch.isChecked())
        if not switch.isChecked():
            picture.clear()
            return
        spec = _spec_of(self._dock.panel(name))
        if spec is None:
            return
        params = spec.params.model_validate(self._dock.task(name).values()[0])
        box = self._middle(document, params)
        snapshot = document.snapshot()

        def submit(part: Part) -> None:
            if self._dock.open_task == name:
                self._submit(name, (spec, params), part)

        self._desk.background.run(lambda: part_of(snapshot, box), submit, self._desk.fail)

    def stop(self) -> None:
        """Nobody waits any more for what was asked."""
        asked, self._asked = self._asked, None
        if asked is not None:
            self._jobs.cancel(asked.job)

    def _add(self, task: Task) -> None:
        switch = QCheckBox(tr("Preview the middle of the view"), task.body)
        switch.setToolTip(tr("Shows a small part at the size that it would get, before and after"))
        switch.setStyleSheet("margin-left: 9px;")
        picture = SplitPicture(SHOWN_PX, task.body)
        picture.hide()
        switch.toggled.connect(lambda _: self.ask())
        layout = task.body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(switch)
            layout.addWidget(picture)
        self._frames[task.panel.id] = switch, picture

    def _middle(self, document: Document, params: Params) -> Box:
        """As much of the document around the middle of the view as the frame can show."""
        side_px = max(1, round(SHOWN_PX / float(getattr(params, "factor", 1.0))))
        seen = self._desk.canvas.viewport.visible_box.intersection(document.canvas)
        seen = document.canvas if seen.is_empty else seen
        left = (seen.left + seen.right - side_px) // 2
        top = (seen.top + seen.bottom - side_px) // 2
        left = max(0, min(left, document.width - side_px))
        top = max(0, min(top, document.height - side_px))
        return Box(left, top, left + side_px, top + side_px).intersection(document.canvas)

    def _submit(self, name: str, wish: tuple[GeneratorSpec, Params], part: Part) -> None:
        self.stop()
        spec, params = wish
        port = next(port.name for port in spec.inputs if port.kind is PortKind.IMAGE)
        job = Job(
            generator=spec.id,
            params=params,
            inputs={port: [part.pixels]},
            lane=Lane.PREVIEW,
            output_depth="uint8",
        )
        self._asked = Asked(self._jobs.submit(job), name, part)

    def _on_finished(self, job: int, result: Result) -> None:
        asked = self._asked
        if asked is None or job != asked.job:
            return
        self._asked = None
        before = _eight(asked.part.pixels)[asked.part.inner.slices]
        scale = result.image.shape[1] / asked.part.pixels.shape[1]
        after = preview_pixels(result)[_times(asked.part.inner, scale).slices]
        _, picture = self._frames[asked.task]
        picture.show_pictures(picture_image(before), picture_image(after))

    def _on_failed(self, job: int, failure: Failure) -> None:
        if self._asked is not None and job == self._asked.job:
            self._asked = None
            if not failure.was_cancelled:
                self._desk.tell(failure.sentence)


def part_of(document: Document, box: Box) -> Part:
    """The pixels of a box and what is around it, in sRGB; may be called in a thread."""
    whole = box.padded(AROUND_PX).intersection(document.canvas)
    pixels = _conversion(document.profile, None).apply(_flatten(document, whole))
    if (pixels[..., 3] == np.iinfo(pixels.dtype).max).all():
        pixels = np.ascontiguousarray(pixels[..., :3])
    return Part(pixels, box.moved(-whole.left, -whole.top))


def _shows_parts(spec: GeneratorSpec | None) -> bool:
    """Whether a part alone tells what the whole would become: one picture in, a larger one out."""
    if spec is None or not is_larger(spec):
        return False
    needed = [port for port in spec.inputs if port.required]
    return len(needed) == 1 and needed[0].kind is PortKind.IMAGE


def _spec_of(panel: Panel) -> GeneratorSpec | None:
    return catalog.find(panel.generator)


def _times(box: Box, scale: float) -> Box:
    return Box(*(round(side * scale) for side in (box.left, box.top, box.right, box.bottom)))


def _eight(pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Straight RGBA of 8 bits."""
    eight = pixels if pixels.dtype == np.uint8 else (pixels.astype(np.uint16) >> 8)
    made = np.full((*eight.shape[:2], 4), 255, np.uint8)
    made[..., : eight.shape[2]] = eight.astype(np.uint8)
    return made
