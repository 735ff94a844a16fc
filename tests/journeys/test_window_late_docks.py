"""Snapshots, jobs with foretold times, and kept selections in the real window with a real mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.docks.history import HistoryDock
from editor.docks.jobs import JobsDock
from editor.docks.selections import SelectionsDock
from editor.job_ledger import JobState

pytestmark = pytest.mark.journey
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=FakeClient(answers_at_once=False)) as opened:
        yield opened


def place_of(view: QListView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def press(view: QListView, row: int) -> None:
    QTest.mouseClick(view.viewport(), LEFT, pos=place_of(view, row))
    settle()


def press_twice(view: QListView, row: int) -> None:
    press(view, row)
    QTest.mouseDClick(view.viewport(), LEFT, pos=place_of(view, row))
    settle()


def history(window: Window) -> HistoryDock:
    window.program.docks.open("history")
    settle()
    return window.program.history.made


def jobs(window: Window) -> JobsDock:
    window.program.docks.open("jobs")
    settle()
    return window.program.docks.dock("jobs").findChild(JobsDock)


def selections(window: Window) -> SelectionsDock:
    window.program.docks.open("selections")
    settle()
    return window.program.selections.made


def button(dock, name: str):
    found = (one for one in dock._buttons if one._action.id == name)
    return next(found)._button


# ---- history


def test_a_snapshot_is_kept_and_comes_back_as_a_step(window: Window) -> None:
    document, dock = window.open(400, 300), history(window)
    window.program.shell.trigger("tool.paint")
    window.drag((40, 60), (300, 60))
    kept = document.digest()
    QTest.mouseClick(button(dock, "history.snapshot"), LEFT)
    settle()
    assert dock.snapshots.isVisible()
    assert [row.title for row in dock.kept.rows] == ["Snapshot 1"]
    window.drag((40, 200), (300, 200))
    press(dock.list, 1)
    assert document.digest() == kept
    press(dock.list, 2)
    after = document.digest()
    assert after != kept
    press_twice(dock.snapshots, 0)
    wait_until(lambda: document.digest() == kept, "the snapshot")
    assert dock.model.rows[-1].title == "Restore Snapshot 1"
    window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.digest() == after
    wait_until(lambda: dock.kept.rows[0].look() is not None, "its small picture")


def test_snapshots_are_renamed_and_deleted_from_their_menu(window: Window) -> None:
    document, dock = window.open(), history(window)
    window.program.shell.trigger("history.snapshot")
    window.program.shell.trigger("history.snapshot")
    second = document.snapshots.all[1]
    window.asker.name = lambda title, suggested: "Before the sky"
    menu = {action.text(): action for action in dock.menu(second).actions()}
    menu["Rename\u2026"].trigger()
    assert [row.title for row in dock.kept.rows] == ["Snapshot 1", "Before the sky"]
    menu = {action.text(): action for action in dock.menu(document.snapshots.all[0]).actions()}
    menu["Delete"].trigger()
    assert [row.title for row in dock.kept.rows] == ["Before the sky"]


def test_all_steps_are_forgotten_and_the_picture_stays(window: Window) -> None:
    document, dock = window.open(), history(window)
    assert not button(dock, "history.clear").isEnabled()
    window.program.shell.trigger("layer.add")
    digest = document.digest()
    QTest.mouseClick(button(dock, "history.clear"), LEFT)
    settle()
    assert document.digest() == digest
    assert [row.title for row in dock.model.rows] == ["Opened"]
    assert not document.history.can_undo


# ---- jobs


def brush_and_run(window: Window) -> None:
    window.program.generate.open("remove.remove")
    window.drag((100, 100), (160, 100))
    window.program.generate.task("remove.remove").foot.button.click()
    wait_until(lambda: window.program.ledger.open_count == 1, "the job")
    settle()


def test_a_running_job_shows_how_far_it_is_and_can_be_stopped(window: Window) -> None:
    window.open()
    dock = jobs(window)
    assert dock.empty.isVisible()
    brush_and_run(window)
    row = dock.rows[0]
    window.client.progress(1, 0.4, 3.0)
    settle()
    assert row.title.text() == "Remove"
    assert row.lane.text() == "Interactive"
    assert row.words.text() == "Matching \u00b7 3 s left"
    assert row.bar.value() == 400
    QTest.mouseClick(row.stop, LEFT)
    settle()
    assert window.client.cancelled == [1]
    assert dock.rows[0].ended.text() == "Stopped"
    assert not window.program.runs.is_running
    QTest.mouseClick(dock.forget, LEFT)
    settle()
    assert dock.rows == ()
    assert dock.empty.isVisible()


def test_the_status_bar_opens_the_jobs_and_all_of_them_stop(window: Window) -> None:
    window.open()
    brush_and_run(window)
    QTest.mouseClick(window.program.status.words, LEFT)
    settle()
    assert window.program.docks.is_seen("jobs")
    dock = jobs(window)
    QTest.mouseClick(dock.stop_all, LEFT)
    settle()
    assert window.program.ledger.entries[0].state is JobState.STOPPED
    assert not dock.stop_all.isEnabled()
    assert dock.stop_all.toolTip() == "Nothing is running."


def test_the_foot_tells_before_what_was_learned(window: Window) -> None:
    window.open()
    task = window.program.generate.task("remove.remove")
    window.program.generate.open("remove.remove")
    settle()
    assert not task.foot.estimate.isVisible()
    brush_and_run(window)
    window.client.finish(1)
    wait_until(lambda: window.program.runs.has_result, "the result")
    window.program.bench.escape()
    settle()
    estimate: QLabel = task.foot.estimate
    assert estimate.isVisible()
    assert estimate.text() == "About 1 s"
    dock = jobs(window)
    assert dock.rows[0].ended.text() == "0.5 s"
    # After the next start it is still known.
    wait_until(lambda: window.program.desk.background.is_idle, "the table")
    with open_window(client=FakeClient(answers_at_once=False)) as second:
        second.open()
        second.program.generate.open("remove.remove")
        second.drag((100, 100), (160, 100))
        foot = second.program.generate.task("remove.remove").foot
        assert foot.estimate.text() == "About 1 s"


# ---- kept selections


def test_selections_are_kept_loaded_joined_and_let_go(window: Window) -> None:
    document, dock = window.open(400, 300), selections(window)
    assert dock.empty.isVisible()
    window.program.shell.trigger("tool.rectangle")
    window.drag((20, 20), (120, 120))
    first = document.selection.digest()
    QTest.mouseClick(dock._save._button, LEFT)
    settle()
    assert [row.title for row in dock.model.rows] == ["Selection 1"]
    window.program.shell.trigger("select.none")
    window.drag((200, 20), (300, 120))
    second = document.selection.digest()
    press_twice(dock.list, 0)
    assert document.selection.digest() == first
    document.history.undo()
    assert document.selection.digest() == second
    add = next(one for one, title in dock._others if title.startswith("Add"))
    QTest.mouseClick(add, LEFT)
    settle()
    box = document.selection.bounds
    assert (box.left, box.right) == (20, 300)
    look = dock.model.rows[0].look()
    assert look.pixelColor(look.width() // 6, look.height() // 5).red() == 255
    assert look.pixelColor(look.width() - 2, 2).red() == 0
    remove = dock._others[-1][0]
    QTest.mouseClick(remove, LEFT)
    settle()
    assert document.channels == ()
    assert dock.empty.isVisible()
    assert not remove.isEnabled()


def test_a_kept_selection_gets_another_name_as_one_step(window: Window) -> None:
    document, dock = window.open(), selections(window)
    window.program.shell.trigger("select.all")
    window.program.shell.trigger("select.save")
    window.asker.name = lambda title, suggested: "Sky"
    menu = {action.text(): action for action in dock.menu().actions()}
    menu["Rename\u2026"].trigger()
    assert [row.title for row in dock.model.rows] == ["Sky"]
    document.history.undo()
    assert [row.title for row in dock.model.rows] == ["Selection 1"]
