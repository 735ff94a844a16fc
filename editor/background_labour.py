"""Does long work on a picture in the background, with a bar that can stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from editor.desk import Desk
from editor.dialogs.progress import ProgressDialog
from editor.document.document import Document
from editor.document.history import Command
from editor.document.progress import Cancelled, Progress
from editor.tools.labour import Task

# Work that ends sooner shows no bar.
PATIENCE_MS = 250


class BackgroundLabour:
    """One task at a time; its step is done where the picture is still as it was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._task: Task | None = None
        self._dialog: ProgressDialog | None = None

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def do(self, task: Task) -> None:
        if self._task is not None:
            self._desk.tell("Something else is still being worked on: wait until it is done.")
            task.then(False)
            return
        self._task = task
        state, progress = _state(task.document), Progress()
        snapshot = task.document.snapshot()
        self._show_soon(task, progress)
        self._desk.background.run(
            lambda: task.work(snapshot, progress),
            lambda command: self._finish(task, command, state),
            lambda error: self._fail(task, error),
        )

    def _show_soon(self, task: Task, progress: Progress) -> None:
        self._dialog = dialog = ProgressDialog(task.title, progress, self._desk.canvas.window())
        timer = QTimer(dialog)
        timer.setSingleShot(True)
        timer.timeout.connect(dialog.open)
        timer.start(PATIENCE_MS)

    def _finish(self, task: Task, command: Command | None, state: object) -> None:
        self._end()
        if command is not None and _state(task.document) != state:
            self._desk.tell("The picture was changed meanwhile, so nothing was done: try again.")
            command = None
        if command is not None:
            task.document.apply(command)
        task.then(command is not None)

    def _fail(self, task: Task, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._desk.tell("It was stopped; the picture is as it was.")
        else:
            self._desk.fail(error)
        task.then(False)

    def _end(self) -> None:
        self._task = None
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        if dialog.isVisible():
            dialog.close()
            # The keys belong to the picture again.
            self._desk.canvas.activateWindow()
            self._desk.canvas.setFocus()
        dialog.deleteLater()


def _state(document: Document) -> object:
    """Another one after every step that is done, undone or merged."""
    history = document.history
    steps = history.entries[: history.position]
    return history.position, id(steps[-1]) if steps else 0
