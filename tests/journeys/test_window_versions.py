"""Versions, increments and files that others changed, through the real window and dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, wait_until

from editor.dialogs.asker import Asker
from editor.dialogs.versions import VersionsDialog
from editor.document.layer_commands import SetProperty
from editor.files.native import load

pytestmark = pytest.mark.journey


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def save(window: Window, opacity: float) -> None:
    """One more step, saved."""
    sheet = window.program.session.current
    document = sheet.document
    document.apply(SetProperty.of(document, document.layers[0].id, "opacity", opacity))
    window.program.shell.trigger("file.save")
    wait_until(lambda: not sheet.is_dirty, "the save")
    # The next step is not to be merged with this one.
    document.history.mark_clean()


@pytest.fixture
def saved(window: Window, tmp_path: Path) -> Path:
    window.open(64, 48)
    path = window.asker.place = tmp_path / "bild.ora"
    window.program.shell.trigger("file.save")
    wait_until(lambda: window.program.session.current.native == path, "the first save")
    return path


def real_dialogs(window: Window) -> None:
    window.program.pictures.asker = Asker(window.program.icons, window.program.stage)


def opacity_in(path: Path) -> float:
    return round(load(path).layers[0].opacity, 2)


def test_an_earlier_version_comes_back_by_mouse_and_save(window: Window, saved: Path) -> None:
    for opacity in (0.9, 0.6, 0.3):
        save(window, opacity)
    real_dialogs(window)

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, VersionsDialog):
            QTimer.singleShot(20, choose)
            return
        second = dialog.list.visualItemRect(dialog.list.item(1)).center()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(dialog.list.viewport(), left, none, second)
        QTest.mouseClick(dialog.go, left)

    QTimer.singleShot(0, choose)
    window.program.shell.trigger("file.versions")
    wait_until(lambda: len(window.program.session) == 2, "the version")
    sheet = window.program.session.current
    assert round(sheet.document.layers[0].opacity, 2) == 0.9
    assert sheet.is_dirty
    window.program.shell.trigger("file.save")
    wait_until(lambda: not sheet.is_dirty, "the save")
    assert opacity_in(saved) == 0.9
    assert opacity_in(saved.with_name("bild.ora~")) == 0.3


def test_small_pictures_of_versions_are_shown(window: Window, saved: Path) -> None:
    save(window, 0.5)
    real_dialogs(window)
    seen: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, VersionsDialog):
            QTimer.singleShot(20, look)
            return

        def has_picture() -> bool:
            image = dialog.list.item(0).icon().pixmap(96, 96).toImage()
            middle = image.pixelColor(image.width() // 2, image.height() // 2)
            return middle.alpha() > 0

        wait_until(has_picture, "the small picture")
        seen.append(True)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    window.program.shell.trigger("file.versions")
    assert seen == [True]
    assert len(window.program.session) == 1


def test_increments_are_numbered_and_work_goes_on_in_the_last(window: Window, saved: Path) -> None:
    for number in (1, 2):
        window.program.shell.trigger("file.save_increment")
        path = saved.with_name(f"bild_{number:03d}.ora")
        wait_until(path.is_file, "the increment")
        wait_until(lambda path=path: window.program.session.current.native == path, "the name")
    assert saved.is_file()


def test_a_picture_never_saved_has_no_versions(window: Window) -> None:
    window.open(64, 48)
    window.program.shell.trigger("file.versions")
    assert len(window.program.session) == 1


def test_saving_in_the_place_of_others_work_keeps_it_as_a_version(
    window: Window, saved: Path
) -> None:
    theirs = saved.read_bytes() + b" theirs"
    saved.write_bytes(theirs)
    real_dialogs(window)
    sheet = window.program.session.current
    document = sheet.document
    document.apply(SetProperty.of(document, document.layers[0].id, "opacity", 0.25))

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, answer)
            return
        over = next(b for b in box.buttons() if b.text() == "Save in its place")
        QTest.mouseClick(over, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    window.program.shell.trigger("file.save")
    wait_until(lambda: not sheet.is_dirty, "the save")
    assert opacity_in(saved) == 0.25
    assert saved.with_name("bild.ora~").read_bytes() == theirs


def test_going_back_writes_nothing(window: Window, saved: Path) -> None:
    theirs = saved.read_bytes() + b" theirs"
    saved.write_bytes(theirs)
    window.program.session.document.history.undo()
    sheet = window.program.session.current
    with patch.object(window.asker, "asked", []) as asked:
        window.program.shell.trigger("file.save")
        wait_until(lambda: bool(asked), "the question")
    assert saved.read_bytes() == theirs
    assert sheet.stamp is not None


@pytest.mark.parametrize("kept", [0, 2])
def test_as_many_versions_are_kept_as_preferred(window: Window, saved: Path, kept: int) -> None:
    window.program.settings.change(versions_kept=kept)
    for opacity in (0.9, 0.7, 0.5, 0.3):
        save(window, opacity)
    assert len(list(saved.parent.glob("bild.ora~*"))) == kept
    assert opacity_in(saved) == 0.3
