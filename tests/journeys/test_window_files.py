"""Opening, saving, exporting, leaving and coming back after a crash, through the real window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, photograph, settle, wait_until

from editor.dialogs.export import Bits, ExportChoice, Format
from editor.dialogs.unsaved import Answer
from editor.document.composite import flatten
from editor.document.layer_commands import SetProperty
from editor.files.decoder import decode
from editor.files.open import open_document
from editor.files.presence import Presence
from editor.files.raster import Picture
from editor.files.writer import export
from editor.settings import SettingsFile
from editor.widgets.notice import Notice
from resources import index

pytestmark = pytest.mark.journey


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "ein Foto é.png"
    export(Picture(photograph(64, 48)), path)
    return path


def words(window: Window) -> str:
    notice = window.program.stage.findChild(Notice)
    assert notice is not None
    return notice.words.text() if notice.isVisible() else ""


def open_file(window: Window, *paths: Path) -> None:
    count = len(window.program.session) + len(paths)
    window.program.pictures.open(list(paths))
    wait_until(lambda: len(window.program.session) == count, "the pictures")


def make_dirty(window: Window) -> None:
    document = window.program.session.document
    assert document is not None
    document.apply(SetProperty.of(document, document.layers[0].id, "opacity", 0.5))
    settle()


def test_an_empty_window_invites(window: Window) -> None:
    program = window.program
    assert program.empty.isVisible()
    assert not program.canvas.isVisible()
    assert not program.rail.isVisible()
    assert program.empty.open_button.isVisible()
    assert len(program.empty._thumbnails) == 3
    wait_until(
        lambda: all(button.has_picture for button in program.empty._thumbnails), "the thumbnails"
    )


def test_a_sample_opens_without_a_path_and_is_never_written_over(window: Window) -> None:
    window.program.empty._thumbnails[0].click()
    wait_until(lambda: window.program.session.current is not None, "the sample")
    sheet = window.program.session.current
    assert sheet.document.path is None
    assert window.program.canvas.isVisible()
    assert window.program.rail.isVisible()
    assert sheet.name in {path.name for path in index.samples()}


def test_a_dropped_picture_opens_and_is_recent(window: Window, photo: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.program.empty.dropEvent(event)
    wait_until(lambda: window.program.session.current is not None, "the picture")
    document = window.program.session.document
    np.testing.assert_array_equal(flatten(document)[..., :3], photograph(64, 48))
    assert window.program.settings.now.recent[0] == str(photo)
    assert SettingsFile().now.recent[0] == str(photo)


def test_a_picture_on_the_clipboard_is_pasted(window: Window) -> None:
    pixels = photograph(40, 30)
    image = QImage(pixels.tobytes(), 40, 30, 120, QImage.Format.Format_RGB888).copy()
    QGuiApplication.clipboard().setImage(image)
    window.program.shell.trigger("edit.paste")
    settle()
    document = window.program.session.document
    assert document is not None
    np.testing.assert_array_equal(flatten(document)[..., :3], pixels)


def test_an_empty_clipboard_is_a_sentence(window: Window) -> None:
    QGuiApplication.clipboard().clear()
    window.program.shell.trigger("edit.paste")
    assert words(window) == "The clipboard holds no picture."


def test_several_pictures_stand_in_tabs(window: Window, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.png"
    shutil.copy(photo, other)
    open_file(window, photo, other)
    tabs = window.program.window.tabs
    assert {tabs.tabText(0), tabs.tabText(1)} == {photo.name, "b.png"}
    front = window.program.session.current
    tabs.setCurrentIndex(1 - tabs.currentIndex())
    settle()
    assert window.program.session.current is not front
    assert window.program.canvas.document is window.program.session.document
    window.program.pictures.open([photo])
    settle()
    assert len(window.program.session) == 2
    tabs.tabButton(0, QTabBar.ButtonPosition.RightSide).click()
    settle()
    assert tabs.count() == len(window.program.session) == 1


@pytest.mark.parametrize("content", [b"just text", b"\x89PNG\r\n\x1a\n broken", b""])
def test_what_is_no_picture_is_a_sentence(window: Window, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "not a picture.png"
    path.write_bytes(content)
    window.program.pictures.open([path])
    wait_until(lambda: words(window) != "", "a sentence")
    assert "not a picture.png" in words(window)
    assert words(window).endswith(".")
    assert len(window.program.session) == 0


def test_a_damaged_picture_can_be_opened_in_part(window: Window, photo: Path) -> None:
    export(Picture(photograph(400, 300)), photo.with_suffix(".jpg"))
    data = photo.with_suffix(".jpg").read_bytes()
    broken = photo.with_name("cut.jpg")
    broken.write_bytes(data[: len(data) // 2])
    window.program.pictures.open([broken])
    wait_until(lambda: words(window) != "", "a sentence")
    notice = window.program.stage.findChild(Notice)
    assert notice.out.text() == "Open what can be read"
    notice.out.click()
    wait_until(lambda: len(window.program.session) == 1, "a part of it")


def test_ctrl_s_asks_once_where_and_then_saves_there(
    window: Window, photo: Path, tmp_path: Path
) -> None:
    open_file(window, photo)
    make_dirty(window)
    window.asker.place = tmp_path / "saved.ora"
    window.program.shell.trigger("file.save")
    wait_until(lambda: not window.program.session.current.is_dirty, "the save")
    assert window.asker.asked == ["ein Foto é.ora"]
    make_dirty(window)
    window.program.session.document.history.undo()
    make_dirty(window)
    window.program.shell.trigger("file.save")
    wait_until(lambda: not window.program.session.current.is_dirty, "the save")
    assert len(window.asker.asked) == 1
    assert decode(photo).pixels.shape == (48, 64, 3)


def test_a_save_that_fails_keeps_the_picture_and_offers_another_place(
    window: Window, photo: Path, tmp_path: Path
) -> None:
    open_file(window, photo)
    make_dirty(window)
    window.asker.place = tmp_path / "no such folder" / "a.ora"
    window.program.shell.trigger("file.save")
    wait_until(lambda: words(window) != "", "a sentence")
    assert window.program.session.current.is_dirty
    notice = window.program.stage.findChild(Notice)
    assert notice.out.text() == "Save elsewhere…"
    window.asker.place = tmp_path / "a.ora"
    notice.out.click()
    wait_until(lambda: not window.program.session.current.is_dirty, "the save")
    assert (tmp_path / "a.ora").is_file()


def test_a_file_that_another_program_wrote_is_not_saved_over(
    window: Window, photo: Path, tmp_path: Path
) -> None:
    open_file(window, photo)
    make_dirty(window)
    path = window.asker.place = tmp_path / "shared.ora"
    window.program.shell.trigger("file.save")
    wait_until(lambda: not window.program.session.current.is_dirty, "the save")
    theirs = path.read_bytes() + b" changed"
    path.write_bytes(theirs)
    window.program.session.document.history.undo()
    window.program.shell.trigger("file.save")
    wait_until(lambda: "shared.ora" in words(window) and "Saved" not in words(window), "a sentence")
    assert path.read_bytes() == theirs
    assert window.program.session.current.is_dirty
    assert window.program.stage.findChild(Notice).out.text() == "Save elsewhere…"


def test_a_file_that_is_open_in_another_window_says_so(window: Window, photo: Path) -> None:
    other = Presence()
    other.hold([photo])
    open_file(window, photo)
    wait_until(lambda: "open in another window" in words(window), "a sentence")
    other.hold([])
    window.program.pictures.close(window.program.session.current)
    open_file(window, photo)
    settle()
    assert window.program.pictures._elsewhere(photo) == ()
    other.hold([photo])
    assert other.is_elsewhere(photo)
    window.program.pictures.close(window.program.session.current)
    other.hold([photo])
    assert not other.is_elsewhere(photo)
    other.hold([])


@pytest.mark.parametrize("kind", list(Format))
def test_export_writes_what_is_seen(
    window: Window, photo: Path, tmp_path: Path, kind: Format
) -> None:
    open_file(window, photo)
    window.asker.choice = ExportChoice(format=kind, bits=Bits.AS_PICTURE, quality=100)
    path = tmp_path / f"flat{kind.ending}"
    window.asker.place = path
    window.program.shell.trigger("file.export")
    wait_until(path.is_file, "the export")
    wait_until(lambda: words(window).startswith("Exported"), "the word")
    shown = flatten(open_document(path))[:, :, :3].astype(int)
    difference = np.abs(shown - photograph(64, 48))
    assert difference.max() <= (60 if kind in (Format.JPEG, Format.AVIF) else 0)
    assert window.program.settings.now.panels["export"]["format"] == kind.value


def test_closing_asks_once_and_only_where_work_could_be_lost(window: Window, photo: Path) -> None:
    open_file(window, photo)
    make_dirty(window)
    window.asker.answer = Answer.STAY
    window.program.shell.trigger("file.close")
    assert window.asker.asked == [photo.name]
    assert len(window.program.session) == 1
    window.asker.answer = Answer.DISCARD
    window.program.shell.trigger("file.close")
    assert len(window.program.session) == 0
    assert window.program.empty.isVisible()


def test_leaving_saves_what_the_artist_wants_saved(
    window: Window, photo: Path, tmp_path: Path
) -> None:
    open_file(window, photo)
    make_dirty(window)
    window.asker.answer = Answer.STAY
    assert not window.program.window.close()
    window.asker.answer, window.asker.place = Answer.SAVE, tmp_path / "kept.ora"
    assert not window.program.window.close()
    wait_until(lambda: not window.program.window.isVisible(), "the end")
    assert (tmp_path / "kept.ora").is_file()


def test_the_window_remembers_how_it_was_left(qtbot: QtBot) -> None:
    with open_window() as window:
        window.open()
        window.program.window.resize(760, 640)
        window.program.desk.toolbox.choose("lasso")
        window.program.desk.toolbox.set_option("brush", {"size": 33})
        window.program.generate.task("remove.remove").form.write({"grow": 17, "seed": 5})
        window.asker.answer = Answer.DISCARD
        window.program.window.close()
    with open_window() as window:
        window.open()
        assert window.program.window.size().width() == 760
        assert window.program.desk.toolbox.current.id == "lasso"
        assert window.program.rail.button("lasso").isChecked()
        assert window.program.desk.toolbox.tool("brush").options.size == 33
        values = window.program.generate.task("remove.remove").form.values()
        assert values["grow"] == 17
        assert values["seed"] == 0


def test_work_of_a_program_that_was_killed_is_offered_back(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window() as window:
        document = window.open()
        window.drag((50, 50), (90, 50))
        digest = document.digest()
        home = window.program.keeping._home
        for journal in window.program.keeping._journals.values():
            assert journal.flush()
            journal.close()
        window.program.keeping._journals.clear()
        left = tmp_path / "left behind"
        shutil.copytree(home, left)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(left, home)
    with open_window() as window:
        from editor.wiring import offer_back

        offer_back(window.program)
        settle()
        assert window.program.empty.unsaved.isVisible()
        found = window.program.keeping.found()
        assert [work.steps for work in found] == [1]
        window.program.empty.unsaved.restore_asked.emit(found[0])
        wait_until(lambda: window.program.session.current is not None, "the work")
        back = window.program.session.document
        assert back.digest() == digest
        back.history.undo()
        assert back.selection.is_empty
        window.asker.answer = Answer.DISCARD
        window.program.shell.trigger("file.close")
        assert window.program.keeping.found() == ()


def test_mask_travels_as_png(window: Window, photo: Path, tmp_path: Path) -> None:
    open_file(window, photo)
    window.drag((20, 20), (40, 20))
    document = window.program.session.document
    coverage = document.selection.coverage(document.canvas)
    path = tmp_path / "mask.png"
    window.asker.place = window.asker.mask = path
    window.program.shell.trigger("select.export")
    wait_until(path.is_file, "the mask")
    window.program.shell.trigger("select.none")
    assert document.selection.is_empty
    window.program.shell.trigger("select.import")
    wait_until(lambda: not document.selection.is_empty, "the mask")
    np.testing.assert_array_equal(document.selection.coverage(document.canvas), coverage)
    export(Picture(photograph(10, 10)), path)
    window.program.shell.trigger("select.import")
    wait_until(lambda: "same size" in words(window), "a sentence")
    np.testing.assert_array_equal(document.selection.coverage(document.canvas), coverage)


def test_grow_shrink_and_feather_ask_for_pixels(window: Window, photo: Path) -> None:
    open_file(window, photo)
    window.drag((30, 24), (34, 24))
    document = window.program.session.document
    area = int((document.selection.coverage(document.canvas) > 0).sum())
    window.asker.number = None
    window.program.shell.trigger("select.grow")
    assert document.history.position == 1
    window.asker.number = 3
    window.program.shell.trigger("select.grow")
    wait_until(lambda: document.history.position == 2, "the larger selection")
    assert int((document.selection.coverage(document.canvas) > 0).sum()) > area
    window.program.shell.trigger("select.feather")
    wait_until(lambda: document.history.position == 3, "the softer selection")
    assert [step.title for step in document.history.entries][1:] == [
        "Grow the selection",
        "Feather the selection",
    ]
