"""A whole window for tests: the real parts, with a client and answers that the test decides."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.application import DocumentRoad, load_plugins
from editor.dialogs.changed import Conflict
from editor.dialogs.export import ExportChoice
from editor.dialogs.unsaved import Answer
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.jobs import Job, Result
from editor.log import Log
from editor.platform.folders import data_folder
from editor.program import Program, Setting
from editor.settings import SettingsFile
from editor.widgets.theme import install, load_theme
from editor.wiring import wire
from ml.api.messages import AnyFromWorker, Done, Failed, Noted, Progressed, Ready, Started
from plugins.loader import Loader

WAIT_S = 120.0
GREY = 128
# The same for all tests, so that the style sheet that names it is put on only once.
THEME_FOLDER = Path(tempfile.mkdtemp(prefix="pentimento-theme-"))


class FakeClient:
    """Takes jobs and answers when the test says so; `answers_at_once` fills with one grey."""

    def __init__(self, *, answers_at_once: bool = True) -> None:
        self.answers_at_once = answers_at_once
        self.jobs: dict[int, Job] = {}
        self.cancelled: list[int] = []
        self.texts: dict[str, str] = {}
        self.is_closed = False
        self._listeners: list[Callable[[AnyFromWorker], None]] = []
        self._results: dict[int, Result] = {}

    def start(self) -> None:
        self.say(Ready(device="cpu", device_title="Test device", memory_bytes=1))

    def submit(self, job: Job) -> int:
        number = len(self.jobs) + 1
        self.jobs[number] = job
        self.say(Started(job=number, device="cpu"))
        if self.answers_at_once:
            self.finish(number)
        return number

    def cancel(self, job: int) -> None:
        self.cancelled.append(job)
        self.say(Failed(job=job, code="cancelled", message="It was stopped."))

    def subscribe(self, listener: Callable[[AnyFromWorker], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def take_result(self, job: int) -> Result:
        return self._results.pop(job)

    def close(self) -> None:
        self.is_closed = True

    def say(self, message: AnyFromWorker) -> None:
        for listener in list(self._listeners):
            listener(message)

    def progress(self, number: int, fraction: float, left_s: float | None) -> None:
        self.say(Progressed(job=number, fraction=fraction, stage="matching", left_s=left_s))

    def note(self, number: int, sentence: str) -> None:
        self.say(Noted(job=number, sentence=sentence))

    def miss(self, number: int, model: str) -> None:
        self.say(Noted(job=number, sentence="A model is missing.", model=model))

    def finish(self, number: int, **info: object) -> None:
        """The hole filled with a grey that tells the seed."""
        job = self.jobs[number]
        image = np.asarray(job.inputs["image"][0])[..., :3].copy()
        masks = job.inputs.get("mask")
        mask = np.asarray(masks[0]) if masks else np.full(image.shape[:2], 255, np.uint8)
        seed = int(getattr(job.params, "seed", 0))
        image[mask > 0] = GREY + seed
        facts = {"seam": 4.5, "method": "fake", **info}
        result = Result(
            image, mask if masks or not self.texts else None, facts, 0.5, "cpu", texts=self.texts
        )
        self._results[number] = result
        self.say(Done(job=number, seconds=0.5, device="cpu"))


@dataclass
class FakeAsker:
    """Answers every question with what the test put here."""

    to_open: list[Path] = field(default_factory=list)
    mask: Path | None = None
    labels: Path | None = None
    drawing: Path | None = None
    shapes: object = None
    place: Path | None = None
    choice: ExportChoice | None = None
    answer: Answer = Answer.DISCARD
    number: int | None = None
    settled: Conflict = Conflict.STAY
    version: int = 0
    asked: list[str] = field(default_factory=list)
    parts: NDArray[np.uint8] | None = None

    def reference_parts(
        self, name: str, pixels: NDArray[np.uint8], parts: object
    ) -> NDArray[np.uint8] | None:
        self.asked.append(name)
        return self.parts

    def pictures_to_open(self, folder: Path) -> list[Path]:
        return self.to_open

    def mask_to_open(self, folder: Path) -> Path | None:
        return self.mask

    def drawing_to_open(self, folder: Path) -> Path | None:
        return self.drawing

    def shape_choice(self, count: int, prepare: object) -> object:
        self.asked.append(f"{count} layers")
        return self.shapes

    def labels_to_open(self, folder: Path) -> Path | None:
        return self.labels

    def place_to_save(self, suggested: Path, title: str, kinds: str) -> Path | None:
        self.asked.append(suggested.name)
        return self.place

    def export_choice(self, memory: object, source: object) -> ExportChoice | None:
        return self.choice

    def name(self, title: str, suggested: str) -> str | None:
        self.asked.append(title)
        return suggested

    def one_of(self, title: str, names: Sequence[str]) -> str | None:
        self.asked.append(title)
        return names[-1]

    def conflict(self, name: str) -> Conflict:
        self.asked.append(name)
        return self.settled

    def version_to_open(self, name: str, versions: object, look: object) -> object:
        found = list(versions)
        return found[self.version] if found else None

    def unsaved(self, name: str) -> Answer:
        self.asked.append(name)
        return self.answer

    def pixels(self, title: str, default: int) -> int | None:
        return self.number


@dataclass
class Window:
    """A running program with its fakes."""

    program: Program
    client: FakeClient
    asker: FakeAsker

    def open(self, width: int = 320, height: int = 240) -> Document:
        """A picture of many colours, in front."""
        document = Document(width, height)
        document.name = "test.png"
        document.insert_layer(PixelLayer.from_pixels("Photo", photograph(width, height)))
        document.history.mark_clean()
        self.program.session.add(document, "test.png")
        settle()
        return document

    def drag(
        self, *places: tuple[float, float], button: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        """Press, move and release at places given in document pixels."""
        canvas = self.program.canvas
        points = [QPoint(*map(round, canvas.viewport.to_view(x, y))) for x, y in places]
        QTest.mousePress(canvas, button, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
            QApplication.processEvents()
        QTest.mouseRelease(canvas, button, pos=points[-1])
        settle()

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.program.window, key, modifier)
        settle()


def photograph(width: int, height: int) -> np.ndarray:
    """A picture in which every place looks different: rows x columns x 3 uint8."""
    y, x = np.mgrid[0:height, 0:width]
    stripes = ((x // 8 + y // 8) % 2) * 120
    return np.dstack((x * 255 // width, y * 255 // height, stripes)).astype(np.uint8)


def settle(turns: int = 8) -> None:
    """Let everything that is due happen."""
    for _ in range(turns):
        QApplication.processEvents()


def wait_until(is_done: Callable[[], bool], what: str = "it") -> None:
    """Serve events until `is_done`; a bound far beyond any machine, never a measure."""
    end = time.monotonic() + WAIT_S
    while not is_done():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        QApplication.processEvents()
        time.sleep(0.002)


@contextmanager
def open_window(**changes: object) -> Generator[Window]:
    """A shown window of 1440 x 900 with nothing open; all its threads end with the block."""
    client = changes.pop("client", None) or FakeClient()
    asker = FakeAsker()
    home = data_folder()
    setting = Setting(
        theme=load_theme("dark"),
        settings=SettingsFile(),
        log=Log(home / "pentimento.log", home / "crash.txt"),
        client=client,
        road=DocumentRoad(),
        loader=load_plugins(SettingsFile(), is_safe=True),
        recovery_home=home / "recovery",
        theme_folder=THEME_FOLDER,
        make_asker=lambda *_: asker,
    )
    install(QApplication.instance(), setting.theme, THEME_FOLDER)
    main = sys.modules["__main__"]
    with patch.object(main, "__spec__", None), patch.object(main, "__file__", None, create=True):
        program = Program(replace(setting, **changes))
        wire(program)
        program.window.show()
        settle()
        try:
            yield Window(program, client, asker)
        finally:
            wait_until(lambda: program.desk.background.is_idle, "work in the background")
            program.close()
            program.window.hide()
            program.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            settle()


def loader_of(*plugins: object, folder: Path | None = None) -> Loader:
    """Plug-ins declared in a test."""
    return Loader(builtin=tuple(plugins), folder=folder)
