"""Shapes in the real window: found one by one, cut by a slider, dragged, let in and out."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.dialogs.export_shapes import ExportShapesDialog, Fineness, ShapeChoice
from editor.document.kinds.vector.layer import VectorLayer
from editor.files.drawing_file import document_of_drawing
from editor.files.svg_export import ShapeFormat, prepare_svg
from editor.vector_work import PANEL
from ml.api.messages import Previewed
from ml.vector.shapes import Contour, Drawing, Flat, Shape
from ml.vector.svg_reader import read_svg
from ml.vector.svg_writer import write_svg

pytestmark = pytest.mark.journey
CURVE = "10.00 16.00 19.00 19.50"
LEAF = np.array([(80, 120), (100, 40), (200, 40), (220, 120), (200, 200), (100, 200)], float)


def drawing() -> Drawing:
    page = Contour.polygon([(0, 0), (320, 0), (320, 240), (0, 240)])
    leaf = Contour(LEAF)
    return Drawing(
        320,
        240,
        (
            Shape((page,), Flat((0.5, 0.5, 0.5)), name="Ground 1", group="Ground"),
            Shape((leaf,), Flat((0.8, 0.2, 0.2)), name="Red 2", group="Shapes"),
            Shape((leaf.moved(70, 10),), Flat((0.2, 0.2, 0.8)), name="Blue 3", group="Shapes"),
            Shape((leaf.moved(-60, -10),), Flat((0.2, 0.8, 0.2)), name="Green 4", group="Shapes"),
        ),
    )


class Finder(FakeClient):
    """Waits for the test's answer; an early end is only remembered."""

    def __init__(self) -> None:
        super().__init__(answers_at_once=False)
        self.finished: list[int] = []

    def finish(self, number: int, **info: object) -> None:
        self.finished.append(number)

    def answer(self) -> None:
        super().finish(next(iter(self.jobs)), error_curve=CURVE, enough_layers=3)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=Finder()) as opened:
        opened.client.texts = {"drawing": write_svg(drawing())}
        opened.open()
        opened.program.docks.open("generate")
        opened.program.generate.open(PANEL)
        yield opened


def run(window: Window, *, kept: bool = True) -> None:
    window.program.bench.run(PANEL)
    wait_until(lambda: bool(window.client.jobs), "the job")
    window.client.answer()
    wait_until(lambda: window.program.runs.has_result, "the result")
    settle()
    if kept:
        window.program.bench.keep()
        settle()


def shapes(window: Window) -> list[VectorLayer]:
    document = window.program.desk.document
    return [layer for layer in document.walk() if isinstance(layer, VectorLayer)]


def test_the_layers_are_seen_while_they_are_found_and_a_stop_keeps_them(window: Window) -> None:
    program = window.program
    program.bench.run(PANEL)
    wait_until(lambda: bool(window.client.jobs), "the job")
    number = next(iter(window.client.jobs))
    part = np.zeros((12, 16, 3), np.uint8)
    part[..., 2] = 200
    png = base64.b64encode(cv2.imencode(".png", part)[1].tobytes()).decode()
    window.client.say(Previewed(job=number, png=png))
    wait_until(lambda: program.canvas.has_preview, "what is found so far")
    shown = program.canvas.overlays.preview.picture
    assert shown.pixels.shape == (240, 320, 4)
    assert (shown.pixels[120, 160] == (200, 0, 0, 255)).all()
    program.runs.stop()
    assert window.client.finished == [number]
    assert window.client.cancelled == []
    assert program.runs.is_running


def test_the_slider_cuts_the_result_and_what_is_kept(window: Window) -> None:
    run(window, kept=False)
    count = window.program.vectors.count
    assert count.isVisible()
    assert (count.count, count.curve.gains.enough) == (4, 3)
    assert "4 paths" in count.words.text()
    whole = count.words.text()
    count.suggest.click()
    assert count.count == 3
    assert "19.0 dB" in count.words.text()
    assert count.words.text() != whole
    window.program.bench.keep()
    settle()
    assert [layer.name for layer in shapes(window)] == ["Ground 1", "Red 2", "Blue 3"]
    assert [layer.likeness_db for layer in shapes(window)] == [10.0, 16.0, 19.0]


def test_a_kept_stack_is_cut_in_the_properties_and_back(window: Window) -> None:
    run(window)
    program = window.program
    document = program.desk.document
    group = next(layer for layer in document.layers if layer.name == "Vector layers")
    document.set_active(group)
    program.docks.open("properties")
    settle()
    card = program.properties.shapes
    assert card.isVisible()
    card.count.choose(2)
    card.flush()
    assert [layer.visible for layer in shapes(window)] == [True, True, False, False]
    assert "2 paths" in card.count.words.text()
    document.history.undo()
    settle()
    assert card.count.count == 4


def test_a_real_mouse_drags_a_handle_an_anchor_and_a_shape(window: Window) -> None:
    run(window)
    program = window.program
    document = program.desk.document
    document.set_active(shapes(window)[1])
    program.desk.toolbox.choose("vector_edit")
    settle()

    def points() -> np.ndarray:
        return shapes(window)[1].shape.points + shapes(window)[1].position

    window.drag((100, 40), (104, 60), (110, 70))
    assert points()[1] == pytest.approx((110, 70), abs=1.0)
    assert points()[0] == pytest.approx((80, 120), abs=0.01)
    window.drag((220, 120), (240, 130), (250, 140))
    assert points()[3] == pytest.approx((250, 140), abs=1.0)
    assert points()[2] == pytest.approx((230, 60), abs=1.5)
    before = points()
    window.drag((150, 120), (160, 130), (170, 125))
    assert points() - before == pytest.approx(np.tile([20.0, 5.0], (6, 1)), abs=1.0)
    for _ in range(3):
        document.history.undo()
    assert points() == pytest.approx(LEAF)


def test_a_press_on_another_shape_makes_it_the_active_one(window: Window) -> None:
    run(window)
    window.program.desk.toolbox.choose("vector_edit")
    window.drag((280, 130), (280, 130))
    assert window.program.desk.document.active.name == "Blue 3"


def test_colour_and_lightness_are_set_in_the_properties(window: Window) -> None:
    run(window)
    program = window.program
    document = program.desk.document
    document.set_active(shapes(window)[1])
    program.docks.open("properties")
    settle()
    program.properties.face.write({"colour": "#20c040", "lightness": 33})
    program.properties.flush()
    assert shapes(window)[1].colour == pytest.approx((0x20 / 255, 0xC0 / 255, 0x40 / 255), abs=0.3)
    others = [layer.colour for layer in shapes(window)[2:]]
    assert others == [pytest.approx((0.2, 0.2, 0.8)), pytest.approx((0.2, 0.8, 0.2))]
    document.history.undo()
    assert shapes(window)[1].colour == pytest.approx((0.8, 0.2, 0.2))


def test_shapes_are_exported_with_their_weight_told_before(window: Window, tmp_path: Path) -> None:
    run(window)
    document = window.program.desk.document

    def prepare(choice: ShapeChoice) -> object:
        digits = choice.fineness.digits
        return prepare_svg(document, choice.format, layers=choice.layers, digits=digits)

    dialog = ExportShapesDialog(4, prepare)
    assert "4 paths" in dialog.cost.text()
    dialog.layers.set_number(2)
    assert "2 paths" in dialog.cost.text()
    assert dialog.choice() == ShapeChoice(ShapeFormat.SVG, Fineness.USUAL, 2)
    dialog.deleteLater()
    for kind in ShapeFormat:
        window.asker.shapes = ShapeChoice(kind, Fineness.USUAL, 3)
        window.asker.place = tmp_path / f"out{kind.ending}"
        window.program.shell.trigger("file.export_shapes")
        wait_until(window.asker.place.exists, "the file")
    text = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert [shape.name for shape in read_svg(text).drawing.shapes][1:] == ["Red 2", "Blue 3"]
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_a_drawing_comes_in_as_layers(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "leaf.svg"
    path.write_text(write_svg(drawing().scaled(2)), encoding="utf-8")
    window.asker.drawing = path
    window.program.shell.trigger("file.import_shapes")
    wait_until(lambda: len(shapes(window)) == 4, "the layers")
    document = window.program.desk.document
    assert document.layers[-1].name == "leaf"
    assert shapes(window)[1].shape.points == pytest.approx(LEAF, abs=0.2)
    document.history.undo()
    assert shapes(window) == []
    window.program.drop_targets.find("shapes").take([path])
    wait_until(lambda: len(shapes(window)) == 4, "the dropped layers")


def test_a_drawing_opens_as_a_picture_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "leaf.svg"
    path.write_text(write_svg(drawing()), encoding="utf-8")
    document = document_of_drawing(path)
    assert (document.width, document.height) == (320, 240)
    assert not document.history.can_undo
