"""Starts the editor: log, theme, objects, first paint, and only then everything heavy."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from editor.appearance import chosen_theme
from editor.document.document import Document
from editor.document.history import Command
from editor.document.spill import spill_to
from editor.jobs import ClientOptions, Result, open_client
from editor.language import language_code, speak
from editor.lazy import late
from editor.log import start_log
from editor.log_qt import catch_qt_messages
from editor.platform.folders import cache_folder, data_folder
from editor.platform.references import keep_constants_alive
from editor.program import Program, Setting
from editor.readiness import get_ready
from editor.runs import Ready, RunRequest
from editor.settings import DEFAULTS, SettingsFile
from editor.widgets.first_paint import AfterFirstPaint
from editor.widgets.theme import install
from editor.wiring import offer_back, wire
from plugins.loader import Loader

SAFE_MODE = "--safe-mode"
SCRATCH = "scratch"
AFTER_PAINT_MS = 60
FULL_SCALE = 100
WORKER_AFTER_PICTURES_MS = 3000
"""How long the decoder has the processor for itself before the worker's imports begin."""
SPARE_AFTER_MS = 4000
"""So long nothing was opened or saved before a decoder is made ready for the next picture."""

_prepare = late("editor.generate:prepare")
_place = late("editor.generate:place")
_make_ready = late("editor.models:make_ready")
_model_store = late("ml.store.store:ModelStore")
_keep_spare = late("editor.files.spare:keep_spare")
_give_back = late("editor.platform.freed_memory:give_back_in_background")
_let_spare_go = late("editor.files.spare:let_spare_go")
_warm = late("editor.document.engine:warm_in_background")


@dataclass(frozen=True)
class Words:
    """What the command line said: pictures to open, and whether plug-ins stay out."""

    pictures: tuple[Path, ...] = ()
    is_safe: bool = False

    @classmethod
    def of(cls, argv: Sequence[str]) -> Words:
        paths = tuple(Path(word) for word in argv if not word.startswith("-"))
        return cls(paths, SAFE_MODE in argv)


class DocumentRoad:
    """The road through `editor.generate`, imported on the first run."""

    def prepare(self, document: Document, request: RunRequest) -> Ready:
        _make_ready(request.spec, request.params, _model_store())
        return _prepare(document, request)

    def place(self, document: Document, ready: Ready, result: Result) -> Command:
        return _place(document, ready, result)


def main(argv: Sequence[str]) -> int:
    """Open the window; returns the exit code when it is closed."""
    keep_constants_alive()
    # Ctrl+C in a terminal: Qt's loop would never hear of it. The journal keeps the work.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    words = Words.of(argv)
    log = start_log(data_folder() / "log")
    catch_qt_messages()
    settings = SettingsFile()
    scale_text_and_controls(settings)
    application = QApplication([sys.argv[0] if sys.argv else "pentimento"])
    application.setApplicationName("Pentimento")
    _spill_into_cache()
    speak(application, language_code(settings.now.language))
    theme = chosen_theme(settings)
    install(application, theme, cache_folder() / "theme")
    if words.pictures:
        # Its libraries load on another core while the window is built.
        _keep_spare()
    program = Program(
        Setting(
            theme=theme,
            settings=settings,
            log=log,
            client=open_client(client_options(settings)),
            road=DocumentRoad(),
            loader=load_plugins(settings, is_safe=words.is_safe),
            recovery_home=data_folder() / "recovery",
        )
    )
    wire(program)
    if not settings.now.geometry:
        program.window.fit_screen()
    AfterFirstPaint(program.window, lambda: after_paint(program, words), AFTER_PAINT_MS)
    program.window.show()
    code = application.exec()
    program.close()
    _let_spare_go()
    return code


def _spill_into_cache() -> None:
    """Tiles that memory has no room for go there."""
    scratch = cache_folder() / SCRATCH
    scratch.mkdir(parents=True, exist_ok=True)
    spill_to(scratch)


def after_paint(program: Program, words: Words) -> None:
    """What can wait until the window stands: pictures, the worker, compiled loops."""
    # What is there now stays to the end; looking through it for garbage again would be waste.
    gc.freeze()
    gc.enable()
    program.pictures.open([path.absolute() for path in words.pictures])
    start_helpers(program, words)
    program.offers.look()
    _warm()
    offer_back(program)
    if program.log.has_crashed:
        program.log.forget_crash()
        program.desk.trouble(
            "The last session ended with a fault of the program.",
            way_out=("Show the log", program.shell.show_log),
        )
    for sentence in program.problems:
        program.desk.trouble(sentence)


def start_helpers(program: Program, words: Words) -> None:
    """The worker, and the decoder that waits; pictures that are being opened come before both."""
    if words.pictures:
        QTimer.singleShot(WORKER_AFTER_PICTURES_MS, program.desk, program.jobs.start)
    else:
        program.jobs.start()
        get_ready(program)
    soon = QTimer(program.desk)
    soon.setSingleShot(True)
    soon.setInterval(SPARE_AFTER_MS)
    soon.timeout.connect(lambda: _keep_spare())
    soon.timeout.connect(lambda: _give_back())
    program.desk.background.idle.connect(soon.start)
    soon.start()


def scale_text_and_controls(settings: SettingsFile) -> None:
    """Take the size that the artist prefers; Qt reads it once, before the first window."""
    if settings.now.ui_scale != FULL_SCALE:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{settings.now.ui_scale / FULL_SCALE:g}")


def client_options(settings: SettingsFile | None = None) -> ClientOptions:
    """How this program runs its worker, as the artist prefers."""
    now = settings.now if settings is not None else DEFAULTS
    return ClientOptions(
        device=now.device,
        threads=now.threads,
        log_folder=data_folder() / "log",
        scratch_folder=cache_folder() / SCRATCH,
        weights=lambda: _model_store().weights(),
    )


def load_plugins(settings: SettingsFile, *, is_safe: bool) -> Loader:
    """The built-in plug-ins, and unless the start is a safe one the artist's own."""
    return Loader(
        folder=None if is_safe else data_folder() / "plugins",
        disabled=frozenset(settings.now.disabled_plugins),
    )
