"""The bench drives the real widget: what it counts was painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from pytestqt.qtbot import QtBot

from benchmarks.canvas import gestures, slots
from benchmarks.canvas.command import p95, row, summarise, table
from benchmarks.canvas.documents import one_layer, ten_layers
from benchmarks.canvas.stage import Frame, Stage
from editor.document.document import Document
from editor.tools.brush import BrushOptions, MaskBrush


@pytest.fixture
def document() -> Document:
    return one_layer(2600, 1800)


@pytest.fixture
def stage(qtbot: QtBot, document: Document) -> Iterator[Stage]:
    made = Stage(document)
    made.view.set_reduced_motion(True)
    yield made
    made.close()


def test_every_frame_of_a_pan_and_a_zoom_is_a_painting(stage: Stage) -> None:
    before = stage.view.painted
    assert len(gestures.pan(stage, 8)) == 8
    found, _ = gestures.zoom(stage, 6)
    assert len(found) == 6
    assert stage.view.painted >= before + 14
    assert all(0 < frame.window_s <= frame.wall_s + 0.01 for frame in found)


def test_strokes_paint_mask_and_layer(stage: Stage, document: Document) -> None:
    layer = document.layers[0]
    untouched = layer.digest()
    gestures.stroke(stage, MaskBrush(BrushOptions(size=80)), 8)
    assert not document.selection.is_empty
    assert layer.digest() == untouched
    gestures.stroke(stage, gestures.layer_brush(80), 8)
    assert layer.digest() != untouched


def test_an_event_without_a_painting_is_no_frame(stage: Stage) -> None:
    stage.rest()
    press = stage.mouse(QEvent.Type.MouseButtonPress, 5, 5, Qt.MouseButton.BackButton)
    with pytest.raises(TimeoutError):
        stage.frame(press)


def test_the_summary_tells_missed_goals() -> None:
    slow = [Frame(0.03, 0.02, 0.02, is_sharp=False)] * 10
    quick = [Frame(0.003, 0.002, 0.002, is_sharp=True)] * 10
    rows = [row("A", "pan", slow, 0.1), row("B", "mask stroke", quick, 0.1)]
    goals = list(summarise(rows, None, 1.0)["goals"].values())
    assert goals == [False, True]
    assert rows[0]["blurred_frames"] == 10
    assert "mask stroke" in table(rows)
    assert p95([1.0, 2.0, 100.0]) == 100.0


def test_ten_layers_are_ten_different_ones() -> None:
    document = ten_layers(64, 48)
    assert len(document.layers) == 10
    assert len({layer.render(document.canvas).tobytes() for layer in document.layers}) == 10


def test_a_long_event_and_a_slow_undo_miss_their_goals() -> None:
    found = [
        slots.Slot(gesture="start", longest=[(500.0, "QTimer Timer")]),
        slots.Slot(gesture="stroke", longest=[(99.0, "CanvasView MouseMove")]),
        slots.Slot(gesture="undo of a stroke", longest=[(60.0, "QTimer Timer")]),
        slots.Slot(gesture="save", longest=[(130.0, "QTimer Timer"), (2.0, "QTimer Timer")]),
    ]
    goals = slots.goals(found)
    missed = [name for name, met in goals.items() if not met]
    assert len(goals) == 4
    assert [name.split(":")[0] for name in missed] == [
        "no event above 100 ms of CPU while",
        "undo of a stroke",
    ]
    assert "save" in missed[0]
    assert "130.0 QTimer Timer" in slots.table(found)
