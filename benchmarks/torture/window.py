"""The real window without a display, in which strokes are painted and saved without end."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.torture.savers import tell
from benchmarks.torture.variants import variant
from editor.application import DocumentRoad, client_options, load_plugins
from editor.document.brush import Brush
from editor.document.stroke import StrokeSession
from editor.document.targets import SelectionTarget
from editor.jobs import open_client
from editor.log import start_log
from editor.platform.folders import data_folder
from editor.platform.references import keep_constants_alive
from editor.program import Program, Setting
from editor.settings import SettingsFile
from editor.widgets.theme import load_theme
from editor.wiring import wire

SAVE = "file.save"


def save_in_window(connection: Connection, path: Path, seed: int) -> None:
    """Paint, trigger the action `file.save` to `path`, wait until it is done, paint again.

    The picture is a new one each time, for reading the old one would start a decoder per kill.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PENTIMENTO_HOME"] = str(path.parent / "home")
    keep_constants_alive()
    application = QApplication(["pentimento"])
    program = build_program()
    program.window.show()
    painter = _Painter(program, connection, seed)
    document = variant(seed)
    document.path = path
    program.session.add(document, path.name)
    QTimer.singleShot(0, painter.paint_and_save)
    application.exec()


def build_program() -> Program:
    """The editor as it starts, with a worker that is not needed and never started."""
    settings = SettingsFile()
    program = Program(
        Setting(
            theme=load_theme(settings.now.theme),
            settings=settings,
            log=start_log(data_folder() / "log"),
            client=open_client(client_options()),
            road=DocumentRoad(),
            loader=load_plugins(settings, is_safe=True),
            recovery_home=data_folder() / "recovery",
        )
    )
    wire(program)
    return program


class _Painter:
    """One stroke and one Save after the other."""

    def __init__(self, program: Program, connection: Connection, seed: int) -> None:
        self._program = program
        self._connection = connection
        self._random = np.random.default_rng(seed)
        self._is_begun = False
        program.desk.background.idle.connect(self._after_work)

    def paint_and_save(self) -> None:
        document = self._program.session.document
        if document is None:
            raise RuntimeError("the picture did not open")
        stroke = StrokeSession(document, SelectionTarget(), Brush(size_px=24))
        for x, y in self._random.uniform(0, 300, (3, 2)):
            stroke.add(float(x), float(y))
        change = stroke.finish()
        if change is not None:
            document.history.push_done(change)
        self._is_begun = True
        tell(self._connection, "begun", document)
        self._program.desk.book.trigger(SAVE)

    def _after_work(self) -> None:
        sheet = self._program.session.current
        # Other work ends, too: before the first stroke, and while a save is still under way.
        if sheet is None or sheet.is_dirty or not self._is_begun:
            return
        self._is_begun = False
        tell(self._connection, "done", sheet.document)
        QTimer.singleShot(0, self.paint_and_save)
