"""Exporting with the real dialog and a real mouse: choose, look, and write the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, wait_until

from editor.dialogs.asker import Asker
from editor.dialogs.export import ExportDialog
from editor.files.decoder import decode

pytestmark = pytest.mark.journey


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.pictures.asker = Asker(opened.program.icons, opened.program.stage)
        yield opened


def during(act: Callable[[ExportDialog], None], begin: Callable[[], None]) -> None:
    """`begin` opens the dialog and waits for it; `act` happens meanwhile."""
    errors: list[BaseException] = []

    def turn() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ExportDialog):
            QTimer.singleShot(20, turn)
            return
        try:
            act(dialog)
        except BaseException as error:  # noqa: BLE001 - told to the test, not to Qt
            errors.append(error)
            dialog.reject()

    QTimer.singleShot(0, turn)
    begin()
    if errors:
        raise errors[0]


def test_an_artist_exports_a_small_jpeg(window: Window, tmp_path: Path) -> None:
    window.open(1200, 800)
    path = tmp_path / "klein.jpg"

    def act(dialog: ExportDialog) -> None:
        box = dialog.form.row("format").widget.findChildren(
            type(dialog.form.row("format").widget.box)
        )[0]
        QTest.keyClicks(box, "JPEG")
        wait_until(lambda: dialog.size_words.text() not in ("", "\u2026"), "the first size")
        slider = dialog.form.row("quality").widget
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
        wait_until(lambda: dialog.size_words.text() == "\u2026", "the new question")
        wait_until(lambda: dialog.size_words.text() != "\u2026", "the new size")
        assert 30 < dialog.choice().quality < 70
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    with patch.object(QFileDialog, "getSaveFileName", return_value=(str(path), "")):
        during(act, lambda: window.program.shell.trigger("file.export"))
    wait_until(path.is_file, "the export")
    written = decode(path)
    assert (written.width, written.height) == (1200, 800)
    remembered = window.program.settings.now.panels
    assert remembered["export"] == {"format": "JPEG"}
    assert 30 < remembered["export_jpeg"]["quality"] < 70


def test_layers_go_to_photoshop(window: Window, tmp_path: Path) -> None:
    document = window.open(64, 48)
    path = tmp_path / "a.psd"

    def act(dialog: ExportDialog) -> None:
        dialog.form.row("format").write("PSD")
        dialog.form.changed.emit()
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    with patch.object(QFileDialog, "getSaveFileName", return_value=(str(path), "")):
        during(act, lambda: window.program.shell.trigger("file.export"))
    wait_until(path.is_file, "the export")
    assert path.read_bytes()[:4] == b"8BPS"
    assert np.array_equal(document.layers[0].name, "Photo")


def test_escape_leaves_everything_as_it_was(window: Window) -> None:
    window.open(64, 48)
    before = window.program.settings.now.panels
    during(
        lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape),
        lambda: window.program.shell.trigger("file.export"),
    )
    assert window.program.settings.now.panels == before
