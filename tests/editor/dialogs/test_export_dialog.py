"""The export dialog: what is remembered, what is shown, and that the window never waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.background import Background
from editor.dialogs.export import ExportChoice, ExportDialog, ExportSource, Format
from editor.dialogs.export_choice import remembered, with_choice
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.files.export import Export
from editor.files.writer import ExportOptions
from editor.widgets.icons import Icons
from editor.widgets.theme import load_theme
from ml.api.params import to_scalars

RNG = np.random.default_rng(5)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    keeper = QObject()
    made = Background(keeper)
    yield made
    made.close()


@pytest.fixture
def source(background: Background) -> ExportSource:
    document = Document(900, 700)
    pixels = RNG.integers(0, 256, (700, 900, 3), dtype=np.uint8)
    document.insert_layer(PixelLayer.from_pixels("a", pixels))
    export = Export(document)

    def preview(choice: ExportChoice):
        return export.preview(choice.format.ending, ExportOptions(quality=choice.quality))

    return ExportSource(export.flat, preview, background.run)


def opened(qtbot: QtBot, memory: dict, source: ExportSource | None = None) -> ExportDialog:
    dialog = ExportDialog(Icons(load_theme("dark")), memory, source=source)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def size_of(dialog: ExportDialog) -> str:
    words = dialog.size_words.text()
    return "" if words == "\u2026" else words


def test_each_format_remembers_its_own_choice(qtbot: QtBot) -> None:
    memory: dict = {}
    jpeg = ExportChoice(format=Format.JPEG, quality=55)
    memory = with_choice(memory, to_scalars(jpeg))
    memory = with_choice(memory, to_scalars(ExportChoice(format=Format.WEBP, quality=80)))
    dialog = opened(qtbot, memory)
    assert (dialog.choice().format, dialog.choice().quality) == (Format.WEBP, 80)
    dialog.form.row("format").write("JPEG")
    dialog.form.changed.emit()
    assert dialog.choice().quality == 55


def test_a_memory_of_another_version_is_not_trusted() -> None:
    values = remembered({"export": {"format": "TARGA", "colour": 3}, "export_png": {"old": True}})
    assert ExportChoice.model_validate(values).format is Format.PNG


@pytest.mark.parametrize(
    ("kind", "seen"),
    [(Format.PNG, {"bits"}), (Format.JPEG, {"quality"}), (Format.PSD, {"keep_layers"})],
)
def test_only_the_rows_of_a_format_are_seen(qtbot: QtBot, kind: Format, seen: set[str]) -> None:
    dialog = opened(qtbot, {"export": {"format": kind.value}})
    special = {"bits", "quality", "keep_layers"}
    shown = {name for name in special if dialog.form.row(name).widget.isVisible()}
    assert shown == seen


def test_size_and_result_follow_the_quality(qtbot: QtBot, source: ExportSource) -> None:
    dialog = opened(qtbot, {"export": {"format": "JPEG"}}, source)
    qtbot.waitUntil(lambda: bool(size_of(dialog)), timeout=60_000)
    large = size_of(dialog)
    dialog.form.row("quality").write(20)
    dialog.form.changed.emit()
    assert not size_of(dialog)
    qtbot.waitUntil(lambda: bool(size_of(dialog)), timeout=60_000)
    assert size_of(dialog) != large
    image = dialog.split.grab().toImage()
    row = image.height() * 3 // 4
    left, right = (image.pixelColor(image.width() * n // 4, row) for n in (1, 3))
    assert left != dialog.palette().window().color()
    assert right != dialog.palette().window().color()


def test_a_slow_preview_is_asked_for_once_and_forgotten_after_closing(
    qtbot: QtBot, background: Background
) -> None:
    document = Document(8, 8)
    document.insert_layer(PixelLayer.from_pixels("a", np.zeros((8, 8, 3), np.uint8)))
    export, go, calls = Export(document), threading.Event(), []

    def preview(choice: ExportChoice):
        calls.append(choice.quality)
        go.wait(60)
        return export.preview(".jpg", ExportOptions(quality=choice.quality))

    source = ExportSource(export.flat, preview, background.run)
    dialog = opened(qtbot, {"export": {"format": "JPEG"}}, source)
    qtbot.waitUntil(lambda: len(calls) == 1, timeout=60_000)
    for quality in range(30, 60):
        dialog.form.row("quality").write(quality)
        dialog.form.changed.emit()
    go.set()
    qtbot.waitUntil(lambda: bool(size_of(dialog)), timeout=60_000)
    assert calls == [92, 59]
    go.clear()
    dialog.form.changed.emit()
    qtbot.waitUntil(lambda: len(calls) == 3, timeout=60_000)
    dialog.reject()
    go.set()
    qtbot.waitUntil(lambda: background.is_idle, timeout=60_000)
    assert not size_of(dialog)


def test_the_line_and_the_picture_move_with_the_mouse(qtbot: QtBot, source: ExportSource) -> None:
    dialog = opened(qtbot, {"export": {"format": "PNG"}}, source)
    qtbot.waitUntil(lambda: bool(size_of(dialog)), timeout=60_000)
    split, before = dialog.split, dialog.split.view_box
    left, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    at = QPoint(round(split.width() * split.line), 40)
    QTest.mousePress(split, button, left, at)
    QTest.mouseMove(split, at + QPoint(60, 0))
    QTest.mouseRelease(split, button, left, at + QPoint(60, 0))
    assert split.line > 0.5
    assert split.view_box == before
    QTest.mousePress(split, button, left, QPoint(20, 200))
    QTest.mouseMove(split, QPoint(50, 230))
    QTest.mouseRelease(split, button, left, QPoint(50, 230))
    assert (split.view_box.left, split.view_box.top) == (before.left - 30, before.top - 30)
    split.pan(-1e6, -1e6)
    assert (split.view_box.right, split.view_box.bottom) == (900, 700)
