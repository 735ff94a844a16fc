"""The strip of styles in the real window: tiles, choosing, mixing, a live look, and the run."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from safetensors.numpy import save
from window_program import Window, open_window, settle, wait_until

from editor.docks.style_strip import StyleStrip, style_title
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layer_commands import AddLayer
from editor.learned_styles import LEARNED_STYLE
from editor.style_pictures import as_small
from editor.style_work import PANEL
from ml.api.labels import Label, Palette
from ml.api.messages import Failed, Lane
from resources import index

pytestmark = pytest.mark.journey
PALETTE = Palette(
    labels=(
        Label(index=1, name="sky", colour=(90, 150, 220)),
        Label(index=2, name="sea", colour=(20, 60, 120)),
    )
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def strip(window: Window) -> StyleStrip:
    assert window.program.styles is not None
    return window.program.styles.strip


def begin(window: Window) -> StyleStrip:
    """A picture, the panel open, and a tile for every style that comes with the program."""
    window.open()
    window.program.generate.open(PANEL)
    settle()
    found = strip(window)
    wait_until(lambda: found.isVisible(), "the strip")
    wait_until(lambda: all(not tile.is_stale for tile in found.tiles), "the tiles")
    return found


def asked(window: Window, lane: Lane) -> list:
    jobs = window.client.jobs.values()
    return [job for job in jobs if job.generator == "style" and job.lane is lane]


def test_tiles_show_the_picture_in_every_style(window: Window) -> None:
    found = begin(window)
    assert [tile.path for tile in found.tiles] == list(index.styles())
    tiles = asked(window, Lane.PREVIEW)
    assert len(tiles) == len(found.tiles)
    assert all(max(job.inputs["image"][0].shape) <= 144 for job in tiles)
    assert found.picked == (found.tiles[0].path,)


def test_a_press_shows_the_look_and_escape_takes_it_away(window: Window) -> None:
    found = begin(window)
    canvas = window.program.canvas
    QTest.mouseClick(found.tiles[2], Qt.MouseButton.LeftButton)
    assert found.picked == (found.tiles[2].path,)
    wait_until(lambda: canvas.has_preview, "the look")
    live = asked(window, Lane.PREVIEW)[-1]
    assert max(live.inputs["image"][0].shape) > 144
    assert window.program.bench.escape()
    assert not canvas.has_preview


def test_a_small_look_shows_the_style_as_small() -> None:
    assert as_small({"method": "learn", "strength": 0.5}, 0.5) == {
        "method": "fast", "strength": 0.5, "style_scale": 0.5,
    }  # fmt: skip
    assert as_small({"style_scale": 2.0}, 0.25)["style_scale"] == 0.5
    assert as_small({}, 0.01)["style_scale"] == 0.25
    assert as_small({"style_scale": 1.5}, 3.0)["style_scale"] == 1.5


def test_a_control_click_mixes_and_the_run_takes_both(window: Window) -> None:
    found = begin(window)
    QTest.mouseClick(found.tiles[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(found.tiles[3], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert found.picked == (found.tiles[1].path, found.tiles[3].path)
    window.program.bench.run(PANEL)
    wait_until(lambda: window.program.runs.has_result, "the result")
    job = asked(window, Lane.INTERACTIVE)[-1]
    assert len(job.inputs["reference"]) == 2
    assert "mask" not in job.inputs
    before = len(window.program.desk.document.layers)
    assert window.program.bench.keep()
    assert len(window.program.desk.document.layers) == before + 1


def test_a_selection_limits_the_run(window: Window) -> None:
    begin(window)
    document = window.program.desk.document
    inside = document.canvas.padded(-40)
    document.selection.fill(inside, 255)
    window.program.bench.run(PANEL)
    wait_until(lambda: window.program.runs.has_result, "the result")
    mask = asked(window, Lane.INTERACTIVE)[-1].inputs["mask"][0]
    assert mask.shape == (document.height, document.width)
    assert 0 < np.count_nonzero(mask) < mask.size


def test_a_dropped_picture_becomes_a_style(window: Window, tmp_path: Path) -> None:
    found = begin(window)
    path = tmp_path / "own style.png"
    Image.fromarray(np.full((40, 60, 3), (200, 30, 90), np.uint8)).save(path)
    found.dropped.emit([path])
    settle()
    assert found.tiles[0].path == path
    assert found.picked == (path,)


def label_layer(document: Document) -> None:
    """Sky over the upper half of the canvas, sea over the lower third."""
    indices = np.full((document.height, document.width), PALETTE.unlabelled, np.uint8)
    indices[: document.height // 2] = 1
    indices[-document.height // 3 :] = 2
    document.apply(AddLayer.of(document, LabelLayer.of_indices(indices, PALETTE)))


def drag(window: Window, style: Path, x: float, y: float) -> None:
    """Drop a tile of the strip on a pixel of the picture."""
    tile = strip(window).tile(style)
    assert tile is not None
    canvas, data = window.program.canvas, tile.drag_data()
    at = QPointF(*canvas.viewport.to_view(x, y))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    with warnings.catch_warnings():
        # Whole pixels are the only places that older toolkits know and newer ones advise against.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(canvas, enter)
    drop = QDropEvent(at, copy, data, left, none)
    QApplication.sendEvent(canvas, drop)
    assert drop.isAccepted()


def test_styles_dropped_on_labels_are_one_run_with_a_mask_each(window: Window) -> None:
    found = begin(window)
    document = window.program.desk.document
    label_layer(document)
    wait_until(lambda: all(not tile.is_stale for tile in found.tiles), "the tiles anew")
    one, two = found.tiles[1].path, found.tiles[4].path
    parts = window.program.styles.parts
    drag(window, one, 5, 5)
    wait_until(lambda: len(parts.of(document)) == 1, "the first part")
    drag(window, two, 5, document.height - 3)
    wait_until(lambda: len(parts.of(document)) == 2, "the second part")
    assert found.places.lines == 2
    wait_until(lambda: window.program.canvas.has_preview, "the look of both")
    assert len(asked(window, Lane.PREVIEW)[-1].inputs["mask"]) == 2
    window.program.bench.run(PANEL)
    wait_until(lambda: window.program.runs.has_result, "the result")
    job = asked(window, Lane.INTERACTIVE)[-1]
    masks = job.inputs["mask"]
    assert len(masks) == len(job.inputs["reference"]) == 2
    half = document.height // 2
    assert masks[0][:half].all()
    assert not masks[0][half:].any()
    assert masks[1][-1].all()
    assert not masks[1][0].any()


def test_the_menu_gives_the_chosen_styles_to_a_part_and_takes_them_away(window: Window) -> None:
    found = begin(window)
    document = window.program.desk.document
    offers = {offer.title: offer for offer in window.program.styles.parts.offers()}
    assert offers["Selection"].why_not
    document.selection.fill(document.canvas.padded(-40), 255)
    found.pick([found.tiles[0].path, found.tiles[2].path])
    offers = {offer.title: offer for offer in window.program.styles.parts.offers()}
    assert not offers["Selection"].why_not
    offers["Selection"].choose()
    wait_until(lambda: found.places.lines == 1, "the part")
    sheet = window.program.desk.session.current
    assert len(window.program.styles.places(sheet)) == 2
    assert window.program.styles.references(sheet) == found.picked
    found.places.removed.emit(0)
    wait_until(lambda: found.places.lines == 0, "its end")
    assert window.program.styles.places(sheet) == ()


def test_a_style_dropped_beside_all_parts_is_for_the_whole_picture(window: Window) -> None:
    found = begin(window)
    drag(window, found.tiles[3].path, 5, 5)
    wait_until(lambda: found.picked == (found.tiles[3].path,), "the choice")
    assert found.places.lines == 0


def test_a_kept_lesson_becomes_a_model_of_the_artist(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    found = begin(window)
    title = style_title(found.picked[0])
    content = save({"style_norms.0.weight": np.ones(3), "style_norms.0.bias": np.zeros(3)})
    window.program.desk.book.find("style.learn").run()
    wait_until(lambda: window.program.runs.has_result, "the result")
    job = asked(window, Lane.INTERACTIVE)[-1]
    assert job.params.method.value == "learn"
    attempt = window.program.runs.attempt
    made = attempt.found[0]
    texts = {LEARNED_STYLE: base64.b64encode(content).decode("ascii")}
    attempt.found[0] = replace(made, result=replace(made.result, texts=texts))
    path = tmp_path / "data" / "models" / "user" / f"{title}.safetensors"
    assert not path.exists()
    assert window.program.bench.keep()
    wait_until(path.exists, "the file")
    assert path.read_bytes() == content
    wait_until(
        lambda: window.program.generate.task(PANEL).values()[0]["model"] == path.name, "the choice"
    )


def test_without_a_model_the_strip_says_what_to_do(window: Window) -> None:
    window.client.answers_at_once = False
    window.open()
    window.program.generate.open(PANEL)
    wait_until(lambda: bool(asked(window, Lane.PREVIEW)), "the first tile")
    number = next(key for key, job in window.client.jobs.items() if job.generator == "style")
    sentence = "Style needs the model 'vgg19': run `pentimento models install vgg19`."
    window.client.say(Failed(job=number, code="weights_missing", message=sentence))
    wait_until(lambda: strip(window).words.text() == sentence, "the sentence")
    assert len(asked(window, Lane.PREVIEW)) == 1


def test_a_stopped_painting_is_kept_as_far_as_it_came(window: Window) -> None:
    begin(window)
    window.client.answers_at_once = False
    window.program.generate.task(PANEL).write({"method": "optimised"})
    window.program.bench.run(PANEL)
    wait_until(lambda: bool(asked(window, Lane.INTERACTIVE)), "the job")
    wait_until(lambda: window.program.runs.is_running, "the run")
    window.program.runs.stop()
    wait_until(lambda: window.program.runs.has_result, "what there is by now")
    assert not window.program.runs.is_running
