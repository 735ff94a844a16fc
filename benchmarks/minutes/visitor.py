"""One visit in a process of its own: `visitor.py first PHOTO FOLDER` or `visitor.py again`.

The program is started as its own door starts it; what the visitor does is posted into its event
loop. Rows are printed as JSON lines. The first visit ends by killing itself.
"""

from __future__ import annotations

# isort: skip_file
import editor.ahead  # noqa: F401 - before Qt, as the program's own door does

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PIL import Image
from PySide6.QtCore import QTimer, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

import main as program_door
from benchmarks.minutes.hands import Hands, descendants, memory_bytes
from editor.dialogs.export import ExportDialog
from editor.document.composite import flatten
from editor.program import Program
from editor.widgets.notice import Notice

BEGUN = "PENTIMENTO_BENCH_BEGUN"
"""The variable that says when the process was begun, in seconds since 1970."""
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REMOVE = "remove.remove"
ROOM_BYTES = 24 << 20
"""How much more memory the worker gets where a step lets it run out."""


def first_visit(program: Program, photo: Path, folder: Path) -> None:
    """From the empty window to the kill."""
    hands = Hands(program)
    look(hands)
    open_photo(hands, photo)
    pick_remove(hands)
    remove(hands)
    compare_and_keep(hands)
    undo_and_redo(hands)
    style(hands)
    run_out_of_memory(hands)
    device(hands)
    save_and_export(hands, photo, folder)
    shortcuts(hands)
    before_the_kill(hands)
    os.kill(os.getpid(), signal.SIGKILL)


def second_visit(program: Program) -> None:
    """After the kill: is the work offered?"""
    hands = Hands(program)
    with hands.step("4:30", "Next start offers the picture back"):
        hands.wait(lambda: program.empty.unsaved.isVisible(), "the offer")
        button = named(program.empty.unsaved, "Bring back")
        hands.click(button)
        hands.wait(lambda: program.session.document is not None, "the picture")
        document = program.session.document
        hands.say(f"{len(document.layers)} layers, {len(document.history.entries)} steps.")
        hands.check(not document.selection.is_empty, "The last stroke is lost.")
    os._exit(0)


def look(hands: Hands) -> None:
    program = hands.program
    with hands.step("0:10", "Looks at the empty window") as row:
        words = [label.text() for label in program.empty.findChildren(QLabel) if label.isVisible()]
        hands.wait(lambda: program.empty._thumbnails[-1].isVisible(), "samples")
        hands.check("Drop a picture here" in words, "Nothing says what to do.")
        hands.check(len(program.empty._samples) == 3, "There are not three samples.")
        row.found = f"{len(program.empty._samples)} samples; {len(program.generate.names)} tasks."


def open_photo(hands: Hands, photo: Path) -> None:
    program = hands.program
    with hands.step("0:20", "Drops a 48 MP photo that EXIF turns"):
        hands.drop(photo, program.empty)
        opened = hands.wait(lambda: program.session.document is not None, "the picture")
        sharp = opened + hands.wait(lambda: program.canvas.is_sharp, "a sharp picture")
        document = program.session.document
        hands.say(f"Open after {opened:.2f} s, sharp after {sharp:.2f} s.")
        hands.check((document.width, document.height) == (6000, 8000), "It lies on its side.")
        shown = program.canvas.viewport.scale * document.height
        hands.check(shown <= program.canvas.height() * 1.01, "It does not fit.")


def pick_remove(hands: Hands) -> None:
    program = hands.program
    with hands.step("0:40", "Picks Remove, sees the brush"):
        if program.generate.open_task == REMOVE:
            hands.say("Already open.")
        else:
            hands.click(program.generate.task(REMOVE).line)
        tool = program.desk.toolbox.current
        hands.check(tool.id == "brush", f"{tool.id} is in hand.")
        hands.check(program.generate.task(REMOVE).foot.isVisible(), "Its button is not in sight.")
        hands.say(f"{tool.title} in hand; {program.generate.task(REMOVE).foot.reason.text()}")


def remove(hands: Hands) -> None:
    program = hands.program
    with hands.step("1:00", "Paints over a thing, releases"):
        hands.brush((2900, 4000), (3000, 4000), (3100, 4040))
        hands.wait(lambda: program.canvas.is_sharp, "the stroke")
        hands.check(not program.session.document.selection.is_empty, "Nothing was painted.")
    with hands.step("1:05", "Runs, then cancels"):
        hands.key(Qt.Key.Key_Return, CTRL)
        bar = hands.wait(lambda: program.runs.is_running, "the run")
        begin = time.monotonic()
        hands.wait(lambda: time.monotonic() - begin > 1.0 or program.runs.has_result, "a second")
        if program.runs.is_running:
            hands.key(Qt.Key.Key_Escape)
            gone = hands.wait(lambda: not program.runs.is_running, "the end")
            hands.say(f"Bar after {bar:.2f} s; stopped {gone:.2f} s after Esc.")
            hands.check(gone < 1.0, "Too slow.")
        else:
            hands.key(Qt.Key.Key_Escape)
            hands.say("Was done before it could be cancelled.")
    with hands.step("1:10", "Runs to the end"):
        hands.key(Qt.Key.Key_Return, CTRL)
        is_told = lambda: "left" in words_of_job(program)  # noqa: E731
        told = hands.wait(lambda: is_told() or program.runs.has_result, "words about time")
        hands.say(f"Says {words_of_job(program)!r} after {told:.2f} s.")
        hands.wait(lambda: not program.runs.is_running, "the result")
        hands.check(program.runs.has_result, "There is no result.")


def compare_and_keep(hands: Hands) -> None:
    program = hands.program
    document = program.session.document
    assert document is not None
    with hands.step("1:20", "Holds \\, keeps; the rest is untouched"):
        before = flatten(document)
        reach = document.selection.bounds
        hands.key(Qt.Key.Key_Return)
        hands.wait(lambda: len(document.layers) == 2, "the layer")
        after = flatten(document)
        task = program.generate.task(REMOVE)
        values = task.form.values()
        around = int(values.get("grow", 0)) + 2 * int(values.get("feather", 0)) + 2
        inside = after.copy()
        rows = slice(max(0, reach.top - around), reach.bottom + around)
        columns = slice(max(0, reach.left - around), reach.right + around)
        inside[rows, columns] = before[rows, columns]
        hands.check((inside == before).all(), "Pixels outside the border changed.")
        hands.check((after != before).any(), "Nothing changed.")
        hands.say(
            f"New layer {document.layers[-1].name!r}; every byte {around} px out is the same."
        )


def undo_and_redo(hands: Hands) -> None:
    program = hands.program
    document = program.session.document
    with hands.step("1:30", "Ctrl+Z, Ctrl+Y, Ctrl+Z, Ctrl+Shift+Z"):
        kept = document.digest()
        for key, held in (
            (Qt.Key.Key_Z, CTRL),
            (Qt.Key.Key_Y, CTRL),
            (Qt.Key.Key_Z, CTRL),
            (Qt.Key.Key_Z, CTRL | SHIFT),
        ):
            hands.key(key, held)
        hands.check(document.digest() == kept, "The same picture did not come back.")
        hands.key(Qt.Key.Key_Z, CTRL)
        hands.key(Qt.Key.Key_Z, CTRL)
        hands.check(document.selection.is_empty, "The stroke on the mask stayed.")
        hands.key(Qt.Key.Key_Y, CTRL)
        hands.key(Qt.Key.Key_Y, CTRL)
        hands.check(document.digest() == kept, "Picture and mask did not come back.")


def style(hands: Hands) -> None:
    with hands.step("2:00", "Tries a style"):
        there = [name for name in hands.program.generate.names if "style" in name]
        hands.check(bool(there), "There is no style transfer yet.")


def run_out_of_memory(hands: Hands) -> None:
    program = hands.program
    with hands.step("3:00", "The worker runs out of memory"):
        document = program.session.document
        layers = len(document.layers)
        hands.brush((1500, 2500), (4500, 2500), (4500, 5500), (1500, 5500), (1500, 2500))
        worker = max(descendants(os.getpid()), key=memory_bytes)
        old = resource.prlimit(worker, resource.RLIMIT_AS)
        limit = memory_bytes(worker, "VmSize") + ROOM_BYTES
        resource.prlimit(worker, resource.RLIMIT_AS, (limit, old[1]))
        hands.key(Qt.Key.Key_Return, CTRL)
        hands.wait(lambda: program.runs.is_running, "the run")
        hands.wait(lambda: not program.runs.is_running, "an answer")
        notice = program.stage.findChild(Notice)
        said = notice.words.text() if notice.isVisible() else ""
        hands.check(len(document.layers) == layers, "The document changed.")
        hands.say("It finished smaller." if program.runs.has_result else f"It says: {said!r}")
        if not program.runs.has_result:
            hands.check(notice.copy.isVisible(), "Details cannot be copied.")
            if notice.copy.isVisible():
                hands.click(notice.copy)
                hands.say(f"{len(QGuiApplication.clipboard().text())} signs of details copied.")
        if Path(f"/proc/{worker}").exists():
            resource.prlimit(worker, resource.RLIMIT_AS, old)
        hands.key(Qt.Key.Key_Escape)


def device(hands: Hands) -> None:
    with hands.step("3:30", "Wonders which device"):
        words = hands.program.status.device.text()
        names_device = any(name in words.lower() for name in ("cpu", "nvidia", "apple"))
        hands.check(names_device, "No device is named.")
        hands.check("B" in words, "No memory is told.")
        hands.say(f"The status bar says {words!r}.")


def save_and_export(hands: Hands, photo: Path, folder: Path) -> None:
    program = hands.program
    project, export = folder / "photo.ora", folder / "export.jpg"
    with hands.step("4:00", "Ctrl+S keeps the layers"):
        with patch.object(QFileDialog, "getSaveFileName", return_value=(str(project), "")):
            hands.key(Qt.Key.Key_S, CTRL)
        hands.wait(lambda: not program.session.current.is_dirty, "the save")
        hands.check(project.is_file(), "There is no file.")
        hands.say(f"{project.stat().st_size >> 20} MB.")
    with hands.step("4:10", "Exports; date, camera, profile stay"):
        key = QKeySequence(program.desk.book.find("file.export").keys[0])[0]  # pyright: ignore[reportIndexIssue]
        hands.say(f"{QKeySequence(key).toString()}.")
        with patch.object(QFileDialog, "getSaveFileName", return_value=(str(export), "")):
            QTimer.singleShot(0, lambda: in_export_dialog(hands))
            hands.key(key.key(), key.keyboardModifiers())
        hands.wait(lambda: program.desk.background.is_idle and export.is_file(), "the file")
        compare_metadata(hands, photo, export)


def in_export_dialog(hands: Hands) -> None:
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, ExportDialog):
        QTimer.singleShot(20, lambda: in_export_dialog(hands))
        return
    kind: Any = dialog.form.row("format").widget
    box = kind.box
    box.setCurrentIndex(max(0, box.findText("JPEG")))
    hands.steps[-1].clicks += 2
    hands.click(dialog.go)


def compare_metadata(hands: Hands, photo: Path, export: Path) -> None:
    with Image.open(photo) as before, Image.open(export) as after:
        old, new = before.getexif(), after.getexif()
        for tag, name in ((271, "maker"), (272, "camera"), (306, "date")):
            hands.check(old.get(tag) == new.get(tag), f"The {name} is lost.")
        hands.check(
            after.info.get("icc_profile") == before.info.get("icc_profile"), "Profile lost."
        )
        hands.check(after.size == (6000, 8000), "It was turned.")
        hands.check(new.get(274, 1) == 1, "It would be turned twice.")


def shortcuts(hands: Hands) -> None:
    program = hands.program
    with hands.step("5:00", "F1, then other keys"):
        hands.key(Qt.Key.Key_F1)
        overlay = program.shell.keys
        hands.check(overlay is not None and overlay.isVisible(), "Nothing opens.")
        hands.click(overlay.change)
        dialog = program.shell.preferences
        hands.check(dialog is not None and dialog.isVisible(), "The keys cannot be changed.")
        sets = dialog.keys.sets
        hands.say(" ".join(sets.itemText(at) for at in range(sets.count())) + ".")
        sets.setCurrentIndex(sets.findText("Photoshop"))
        hands.steps[-1].clicks += 2
        hands.check(program.settings.now.key_set == "photoshop", "It stayed.")
        dialog.accept()


def before_the_kill(hands: Hands) -> None:
    program = hands.program
    with hands.step("4:30", "One more stroke, then kill -9 two seconds later"):
        program.desk.toolbox.choose("brush")
        hands.brush((4000, 2000), (4300, 2000))
        end = time.monotonic() + 2.0
        hands.wait(lambda: time.monotonic() > end, "two seconds")
        hands.check(not program.session.document.selection.is_empty, "Nothing was painted.")


# ---- looking


def named(root: QWidget, start: str) -> QWidget:
    return next(one for one in root.findChildren(QWidget) if one.accessibleName().startswith(start))


def words_of_job(program: Program) -> str:
    """What the status bar says of the time that is left."""
    return program.status.words.text() if program.runs.is_running else ""


# ---- starting


def visit(program: Program, words: list[str]) -> None:
    """The first paint, then the rest."""
    begun = float(os.environ[BEGUN])
    row = {
        "minute": "0:00" if words[0] == "first" else "4:30",
        "what": "Starts the program" if words[0] == "first" else "Starts it again after the kill",
        "wall_s": round(time.time() - begun, 2),
        "cpu_s": round(time.process_time(), 2),
        "clicks": 1,
        "keys": 0,
        "is_right": program.window.isVisible(),
        "found": "Until the window's first paint.",
    }
    print(json.dumps([row]), flush=True)
    program.window.activateWindow()
    if words[0] == "first":
        first_visit(program, Path(words[1]), Path(words[2]))
    else:
        second_visit(program)


def watch(words: list[str]) -> None:
    """Let the program build itself as always, and visit it once it has painted."""
    from editor import application

    after = application.after_paint

    def after_and_visit(program: Any, door: Any) -> None:  # noqa: ANN401 - the program's own
        QTimer.singleShot(0, lambda: visit(program, words))
        after(program, door)

    application.after_paint = after_and_visit


if __name__ == "__main__":
    watch(sys.argv[1:])
    program_door.main([])
