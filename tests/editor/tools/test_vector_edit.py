"""The curve tool: anchors, handles and whole shapes are dragged, each drag one step."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.kinds.vector.layer import VectorLayer, group_of
from editor.tools.figure import Grip
from editor.tools.tool import Modifiers, PointerEvent
from editor.tools.vector_edit import VectorEdit
from ml.vector.shapes import Contour, Drawing, Flat, Shape

LEAF = np.array([(10, 20), (20, 2), (40, 3), (50, 20), (40, 37), (20, 36)], float)


def made() -> tuple[Document, VectorEdit, VectorLayer]:
    page = Contour.polygon([(0, 0), (60, 0), (60, 40), (0, 40)])
    shapes = (
        Shape((page,), Flat((0.5, 0.5, 0.5)), name="Ground"),
        Shape((Contour(LEAF),), Flat((0.8, 0.2, 0.2)), name="Leaf"),
    )
    document = Document(60, 40)
    group = group_of(Drawing(60, 40, shapes), "Vector layers")
    document.apply(AddLayer(group, None, "Vector layers"))
    leaf = group.children[1]
    assert isinstance(leaf, VectorLayer)
    document.set_active(leaf)
    tool = VectorEdit()
    tool.take(document)
    return document, tool, leaf


def drag(
    tool: VectorEdit,
    document: Document,
    start: tuple[float, float],
    end: tuple[float, float],
    modifiers: Modifiers = Modifiers.NONE,
) -> None:
    tool.press(document, PointerEvent(*start, view_px=0.25))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    tool.move(PointerEvent(*middle, modifiers=modifiers, view_px=0.25))
    tool.release(PointerEvent(*end, modifiers=modifiers, view_px=0.25))


def points_of(document: Document, layer: VectorLayer) -> np.ndarray:
    now = document.layer(layer.id)
    assert isinstance(now, VectorLayer)
    return now.shape.points


def test_a_dragged_handle_moves_alone_and_is_one_step() -> None:
    document, tool, leaf = made()
    drag(tool, document, (20, 2), (26, 5))
    wanted = LEAF.copy()
    wanted[1] = (26, 5)
    assert points_of(document, leaf) == pytest.approx(wanted)
    document.history.undo()
    assert points_of(document, leaf) == pytest.approx(LEAF)


def test_an_anchor_takes_its_handles_along() -> None:
    document, tool, leaf = made()
    drag(tool, document, (50, 20), (53, 24))
    wanted = LEAF.copy()
    wanted[2:5] += (3, 4)
    assert points_of(document, leaf) == pytest.approx(wanted)


def test_with_shift_the_other_handle_is_mirrored() -> None:
    document, tool, leaf = made()
    drag(tool, document, (40, 37), (44, 33), Modifiers.SHIFT)
    found = points_of(document, leaf)
    assert found[4] == pytest.approx((44, 33))
    assert found[2] == pytest.approx((56, 7))


def test_a_press_inside_moves_the_whole_shape() -> None:
    document, tool, leaf = made()
    drag(tool, document, (30, 20), (33, 18))
    assert points_of(document, leaf) == pytest.approx(LEAF + (3, -2))


def test_a_press_elsewhere_chooses_the_shape_there() -> None:
    document, tool, _ = made()
    drag(tool, document, (2, 38), (2, 38))
    assert document.active is not None
    assert document.active.name == "Ground"
    assert not tool.is_active


def test_a_cancelled_drag_leaves_no_trace() -> None:
    document, tool, leaf = made()
    tool.press(document, PointerEvent(20, 2, view_px=0.25))
    tool.move(PointerEvent(30, 9, view_px=0.25))
    assert tool.is_active
    tool.cancel()
    tool.release(PointerEvent(30, 9, view_px=0.25))
    assert points_of(document, leaf) == pytest.approx(LEAF)


def test_the_figure_shows_the_curve_and_its_handles() -> None:
    document, tool, _ = made()
    figure = tool.figure
    assert figure is not None
    assert len(figure.handles) == 6
    assert figure.strokes[0].closed
    assert tool.grip_at(PointerEvent(10, 20, view_px=0.25)) is Grip.MOVE
    document.set_active(document.layers[0])
    assert tool.figure is None
