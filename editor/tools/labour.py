"""Long work that a tool or a menu asks for: made from a snapshot, done as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.history import Command
from editor.document.progress import Progress

Work = Callable[[Document, Progress], "Command | None"]


def _nothing(_is_done: bool) -> None:  # noqa: FBT001 - what a listener is told
    pass


@dataclass(frozen=True)
class Task:
    """`work` makes a command from a snapshot of `document`, anywhere; `then` hears how it ended."""

    document: Document
    title: str
    work: Work
    then: Callable[[bool], None] = _nothing


class Labour:
    """Does tasks at once; a window lends one that does them in the background."""

    def __init__(self) -> None:
        self._do: Callable[[Task], None] | None = None
        self._tell: Callable[[str], None] = lambda _: None
        self.said = ""

    def lend(self, do: Callable[[Task], None], tell: Callable[[str], None]) -> None:
        """From now on tasks are done by `do`, and sentences shown by `tell`."""
        self._do, self._tell = do, tell

    def tell(self, sentence: str) -> None:
        self.said = sentence
        self._tell(sentence)

    def do(self, task: Task) -> None:
        if self._do is not None:
            self._do(task)
            return
        try:
            command = task.work(task.document.snapshot(), Progress())
            if command is not None:
                task.document.apply(command)
        except DocumentError as error:
            self.tell(str(error))
            task.then(False)
        else:
            task.then(command is not None)
