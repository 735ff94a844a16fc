"""The reference shelf in the real window: drop, look, take a colour, sort, remove, remember."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.docks.references import ReferencesDock
from editor.docks.references_card import MIME, ReferenceCard
from editor.document.document import Document
from editor.generate import Request, prepare
from editor.settings import SettingsFile
from ml.api.params import Params
from ml.api.spec import GeneratorSpec, Port, PortKind
from ml.generators.reference_sr.spec import REFERENCE_SR, ReferenceSrParams

pytestmark = pytest.mark.journey
SHOTS = os.environ.get("PENTIMENTO_SHOTS", "")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three pictures of two colours, left and right, the last with a name of other letters."""
    made = []
    pairs = [
        ((200, 40, 30), (20, 120, 60)),
        ((30, 60, 200), (250, 220, 80)),
        ((0, 0, 0), (90, 90, 90)),
    ]
    for name, (left, right) in zip(("one.png", "two.jpg", "drei 猫.png"), pairs, strict=True):
        pixels = np.zeros((300, 400, 3), np.uint8)
        pixels[:, :200], pixels[:, 200:] = left, right
        Image.fromarray(pixels).save(tmp_path / name, quality=98)
        made.append(tmp_path / name)
    return made


def dock(window: Window) -> ReferencesDock:
    return window.program.window.findChild(ReferencesDock)


def cards(window: Window) -> list[ReferenceCard]:
    return dock(window).cards()


def opened(window: Window) -> Document:
    document = window.open()
    window.program.docks.open("references")
    settle()
    return document


def drop(window: Window, data: QMimeData, y: float = 5) -> None:
    event = QDropEvent(
        QPointF(20, y),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dock(window).dropEvent(event)
    settle()


def drop_files(window: Window, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop(window, data, y=10_000)
    wait_until(lambda: all(card.has_picture for card in cards(window)), "the pictures")
    settle()


def names(window: Window) -> list[str]:
    return [card.path.name for card in cards(window)]


def test_drop_take_a_colour_sort_and_remove(window: Window, files: list[Path]) -> None:
    opened(window)
    drop_files(window, files)
    assert window.program.docks.is_seen("references")
    assert names(window) == ["one.png", "two.jpg", "drei 猫.png"]
    shot(window, "references")
    first = cards(window)[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(first.width() // 2 - 40, 30))
    colours = window.program.desk.toolbox.colours
    assert colours.foreground == pytest.approx((200 / 255, 40 / 255, 30 / 255), abs=1e-3)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(first.width() // 2 + 40, 30))
    assert colours.foreground == pytest.approx((20 / 255, 120 / 255, 60 / 255), abs=1e-3)

    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(window) == ["two.jpg", "one.png", "drei 猫.png"]
    data = QMimeData()
    data.setData(MIME, str(files[2]).encode())
    drop(window, data, y=1)
    assert names(window) == ["drei 猫.png", "two.jpg", "one.png"]
    assert cards(window)[2].has_picture

    QTest.mouseMove(cards(window)[1], QPoint(30, 30))
    cards(window)[1].close_button.click()
    settle()
    assert names(window) == ["drei 猫.png", "one.png"]
    cards(window)[0].setFocus()
    QTest.keyClick(cards(window)[0], Qt.Key.Key_Delete)
    assert names(window) == ["one.png"]


def test_what_is_no_picture_says_so_in_its_place(window: Window, tmp_path: Path) -> None:
    window.open()
    bad = tmp_path / "notes.png"
    bad.write_text("no picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bad))])
    drop(window, data)
    wait_until(
        lambda: (
            "notes.png" in cards(window)[0].toolTip() and "press" not in cards(window)[0].toolTip()
        ),
        "the sentence",
    )
    assert not cards(window)[0].has_picture


def test_each_picture_has_its_own_shelf_and_a_saved_one_keeps_it(
    window: Window, files: list[Path], tmp_path: Path
) -> None:
    document = window.open()
    document.path = tmp_path / "work.ora"
    drop_files(window, files[:2])
    window.open()
    assert names(window) == []
    drop_files(window, files[2:])
    window.program.session.bring(next(iter(window.program.session)))
    settle()
    assert names(window) == ["one.png", "two.jpg"]
    remembered = SettingsFile().now.references
    assert remembered == {str(document.path): tuple(str(path) for path in files[:2])}
    window.program.session.close(next(iter(window.program.session)))
    again = Document(20, 20)
    again.path = tmp_path / "work.ora"
    window.program.session.add(again, "work.ora")
    settle()
    assert names(window) == ["one.png", "two.jpg"]


def test_a_drop_on_the_window_can_go_to_the_shelf(window: Window, files: list[Path]) -> None:
    target = window.program.drop_targets.find("reference")
    assert target.why_not() == "Open a picture first."
    opened(window)
    assert target.why_not() == ""
    target.take(files[:1])
    settle()
    assert names(window) == ["one.png"]


def test_the_shelf_is_the_input_of_reference_ports(window: Window, files: list[Path]) -> None:
    document = window.open()
    drop_files(window, files[:2])
    sheet = window.program.session.current
    found = window.program.bench.references(sheet)
    assert found == tuple(files[:2])
    for many, count in ((True, 2), (False, 1)):
        prepared = prepare(document, Request(spec(many=many), Params(), references=found))
        given = prepared.inputs["reference"]
        assert len(given) == count
        assert given[0].shape == (300, 400, 3)
        np.testing.assert_array_equal(given[0][10, 10], (200, 40, 30))


def test_what_is_painted_over_is_no_part_of_a_run(window: Window, files: list[Path]) -> None:
    document = opened(window)
    drop_files(window, files[:2])
    program, sheet = window.program, window.program.session.current
    small = np.full((30, 40), 255, np.uint8)
    small[:, :20] = 0
    window.asker.parts = small
    cards(window)[1].parts_asked.emit()
    settle()
    shot(window, "reference-parts")
    assert window.asker.asked == ["two.jpg"]
    told = {
        "references": program.bench.references(sheet),
        "reference_parts": program.bench.reference_parts(sheet),
    }
    found = spec(many=True)
    port = Port(name="allowed", kind=PortKind.REFERENCE_MASK, title="A", help="A", many=True)
    found = found.model_copy(update={"inputs": (*found.inputs, port)})
    first, second = prepare(document, Request(found, Params(), **told)).inputs["allowed"]
    assert first.shape == second.shape == (300, 400)
    assert first.min() == 255
    assert second[:, :190].max() == 0
    assert second[:, 210:].min() == 255
    window.asker.parts = np.full((30, 40), 255, np.uint8)
    cards(window)[1].parts_asked.emit()
    assert program.bench.reference_parts(sheet) == {}


def test_references_are_not_taken_for_their_own_masks(window: Window, files: list[Path]) -> None:
    document = window.open()
    drop_files(window, files[:1])
    wish = Request(
        REFERENCE_SR, ReferenceSrParams(),
        references=window.program.bench.references(window.program.session.current),
    )  # fmt: skip
    assert set(prepare(document, wish).inputs) == {"image", "reference"}


def spec(*, many: bool) -> GeneratorSpec:
    from ml.catalog import find

    subject = find("select_subject")
    assert subject is not None
    port = Port(name="reference", kind=PortKind.REFERENCE, title="R", help="R", many=many)
    return subject.model_copy(update={"inputs": (*subject.inputs, port)})


def shot(window: Window, name: str) -> None:
    """A picture of the window, where somebody wants to look at it."""
    if SHOTS:
        QApplication.processEvents()
        window.program.window.grab().save(str(Path(SHOTS) / f"{name}.png"))
