"""Builds, while nothing else is asked for, what the first picture will want to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer

from editor.program import Program

AFTER_MS = 400
BETWEEN_MS = 15
"""Room for events between two parts; each takes some ten milliseconds."""


def get_ready(program: Program) -> None:
    """Begin soon, part by part; it ends early where a picture comes in before, which builds all."""
    parts = _parts(program)
    timer = QTimer(program.desk)
    timer.setSingleShot(True)

    def step() -> None:
        part = None if program.session.current is not None else next(parts, None)
        if part is None:
            timer.deleteLater()
            return
        part()
        timer.start(BETWEEN_MS)

    timer.timeout.connect(step)
    timer.start(AFTER_MS)


def _parts(program: Program) -> Iterator[Callable[[], object]]:
    toolbox, generate = program.desk.toolbox, program.generate
    yield lambda: toolbox.current
    yield lambda: program.options.show_tool(toolbox.in_hand)
    yield lambda: program.layers
    for name in generate.names:
        yield lambda name=name: generate.task(name)
