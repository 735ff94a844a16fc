"""Gives every test a home of its own, no display, and a reason where a device is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import leaks
import pytest

import main
from editor.platform.references import keep_constants_alive

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

PATIENCE_S = 60.0
"""How long what is ending may take; a bound, never a measure."""

keep_constants_alive()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Two cores are all that is promised; libraries that each take both only fight each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Compiled loops are the person's, shared by all tests and kept between runs.
main.keep_compiled_loops()


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's settings, models and recovery files of this one test; never the real ones."""
    home = tmp_path_factory.mktemp("pentimento-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PENTIMENTO_HOME", str(home))
        yield home


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """As it comes, and what it is given lives until it was closed.

    Left to itself it only takes note of a widget: where nobody else holds it, Python may collect
    it in the middle of one of its own paint events, and the process dies.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **more: object) -> None:
        held.append(widget)
        add(widget, **more)

    qtbot.addWidget = hold
    return qtbot


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads, timers, processes and shared memory of a test with a real window end with it.

    Other tests share a worker between them, whose memory is kept to be used again.
    """
    if "qtbot" not in request.fixturenames or not request.node.get_closest_marker("journey"):
        yield
        return
    before = leaks.Held.now()
    yield
    found = leaks.left(before, patience_s=PATIENCE_S)
    if found:
        pytest.fail(f"left behind: {', '.join(found)}", pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long journeys last, and skip what needs a graphics card where there is none."""
    items.sort(key=lambda item: "journeys" in item.path.parts)
    if shutil.which("nvidia-smi"):
        return
    for item in items:
        if item.get_closest_marker("gpu"):
            item.add_marker(pytest.mark.skip(reason="no NVIDIA device on this machine"))
