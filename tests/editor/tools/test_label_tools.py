"""The label tools: what each gesture paints, as one step, and what it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.kinds.label import steps
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layers import PixelLayer
from editor.document.tiles import TilePlane
from editor.tools.label_brush import LabelBrush, LabelBrushOptions, TipShape
from editor.tools.label_eraser import LabelEraser
from editor.tools.label_fill import LabelFill, LabelFillOptions
from editor.tools.label_hand import LabelHand
from editor.tools.label_lasso import LabelLasso
from editor.tools.label_line import LabelLine, LabelLineOptions
from editor.tools.label_picker import LabelPicker
from editor.tools.label_polygon import LabelPolygon
from editor.tools.label_rectangle import LabelRectangle
from editor.tools.sets.labelling import SPOTS, makers
from editor.tools.tool import Buttons, LastingTool, Modifiers, PointerEvent, Tool
from ml.api.labels import LANDSCAPE

SKY, GRASS, WATER, NONE = 0, 9, 6, LANDSCAPE.unlabelled


def made() -> tuple[Document, LabelLayer, LabelHand]:
    document = Document(120, 100)
    document.apply(AddLayer(PixelLayer("Ground", TilePlane(4)), None))
    layer = LabelLayer.blank(LANDSCAPE)
    document.apply(AddLayer(layer, None))
    return document, layer, LabelHand()


def drag(document: Document, tool: Tool, *places: tuple[float, float], **how: object) -> None:
    first, *rest = [PointerEvent(x, y, **how) for x, y in places]  # type: ignore[arg-type]
    tool.press(document, first)
    for event in rest:
        tool.move(event)
    tool.release(rest[-1] if rest else first)


def seen(document: Document, layer: LabelLayer) -> np.ndarray:
    return layer.indices(document.canvas)


def test_a_stroke_is_one_step_and_the_right_button_takes_it_away() -> None:
    document, layer, hand = made()
    hand.choose(layer, GRASS)
    brush = LabelBrush(hand, LabelBrushOptions(size=9))
    drag(document, brush, (20, 20), (60, 20), (60, 60))
    assert document.history.position == 3
    assert document.history.undo_title == "Paint labels"
    assert layer.index_at(60, 40) == GRASS
    drag(document, brush, (60, 40), buttons=Buttons.RIGHT)
    assert layer.index_at(60, 40) == NONE
    assert layer.index_at(30, 20) == GRASS
    drag(document, LabelEraser(hand, LabelBrushOptions(size=300)), (50, 50))
    assert (seen(document, layer) == NONE).all()


def test_a_stroke_that_is_taken_back_leaves_no_trace() -> None:
    document, layer, hand = made()
    before = document.digest()
    brush = LabelBrush(hand)
    brush.press(document, PointerEvent(20, 20))
    brush.move(PointerEvent(50, 50))
    assert layer.index_at(30, 30) == SKY
    brush.cancel()
    assert document.digest() == before
    assert not brush.is_active


def test_the_outline_at_the_pointer_is_what_a_press_paints() -> None:
    document, layer, hand = made()
    for size, shape, x, y in ((5, TipShape.ROUND, 30.8, 40.1), (4, TipShape.SQUARE, 60.3, 50.6)):
        brush = LabelBrush(hand, LabelBrushOptions(size=size, shape=shape))
        assert isinstance(brush, LastingTool)
        brush.hover(document, PointerEvent(x, y, buttons=Buttons.NONE))
        rim = np.array(brush.cursor_outline) + (x, y)
        drag(document, brush, (x, y))
        rows, cols = np.nonzero(seen(document, layer) == SKY)
        assert np.allclose(rim.min(0), (cols.min(), rows.min()))
        assert np.allclose(rim.max(0), (cols.max() + 1, rows.max() + 1))
        document.history.undo()


def test_fill_turns_connected_pixels_or_all_of_the_label() -> None:
    document, layer, hand = made()
    hand.choose(layer, GRASS)
    drag(document, LabelRectangle(hand), (10, 10), (30, 30))
    drag(document, LabelRectangle(hand), (60, 10), (90, 30))
    hand.choose(layer, WATER)
    drag(document, LabelFill(hand), (15, 15))
    found = seen(document, layer)
    assert (found[10:30, 10:30] == WATER).all()
    assert (found[10:30, 60:90] == GRASS).all()
    document.history.undo()
    drag(document, LabelFill(hand, options=LabelFillOptions(contiguous=False)), (15, 15))
    assert not (seen(document, layer) == GRASS).any()
    assert (seen(document, layer) == WATER).sum() == 20 * 20 + 30 * 20


def test_a_locked_label_is_not_filled() -> None:
    document, layer, hand = made()
    drag(document, LabelRectangle(hand), (10, 10), (30, 30))
    document.apply(steps.locked(layer, SKY, is_on=True))
    hand.choose(layer, WATER)
    with pytest.raises(NotPaintable, match="sky"):
        drag(document, LabelFill(hand), (15, 15))
    assert (seen(document, layer) == SKY).sum() == 400


def test_polygon_lasso_and_line_paint_whole_pixels_of_one_label() -> None:
    document, layer, hand = made()
    polygon = LabelPolygon(hand)
    for x, y in ((10, 10), (60, 12), (40, 70)):
        polygon.press(document, PointerEvent(x, y))
        polygon.release(PointerEvent(x, y))
    assert polygon.is_active
    assert polygon.sketch is not None
    assert polygon.accept()
    assert layer.index_at(40, 30) == SKY
    assert set(np.unique(seen(document, layer))) == {SKY, NONE}
    hand.choose(layer, WATER)
    drag(document, LabelLasso(hand), (70, 10), (110, 10), (110, 50), (70, 50))
    assert (seen(document, layer)[10:50, 70:110] == WATER).all()
    line = LabelLine(hand, LabelLineOptions(size=4))
    drag(document, line, (10, 90), (100, 92), modifiers=Modifiers.SHIFT)
    assert (seen(document, layer)[88:92, 10:100] == WATER).all()
    drag(
        document, LabelLasso(hand), (70, 10), (110, 10), (110, 50), (70, 50), buttons=Buttons.RIGHT
    )
    assert layer.index_at(90, 30) == NONE
    assert document.history.position == 6


def test_the_picker_and_ctrl_take_the_label_under_the_pointer() -> None:
    document, layer, hand = made()
    hand.choose(layer, WATER)
    drag(document, LabelRectangle(hand), (10, 10), (30, 30))
    hand.choose(layer, SKY)
    drag(document, LabelPicker(hand), (12, 12))
    assert hand.current(layer) == WATER
    drag(document, LabelBrush(hand), (90, 90), modifiers=Modifiers.CTRL)
    assert hand.current(layer) == NONE
    drag(document, LabelPicker(hand), (-5, 12))
    assert hand.current(layer) == NONE


def test_rules_hold_for_every_tool_that_paints() -> None:
    document, layer, hand = made()
    drag(document, LabelRectangle(hand), (0, 0), (60, 100))
    hand.choose(layer, WATER)
    hand.set_keeps_labels(True)
    drag(document, LabelRectangle(hand), (30, 0), (90, 100))
    drag(document, LabelBrush(hand, LabelBrushOptions(size=30)), (0, 50), (119, 50))
    found = seen(document, layer)
    assert (found[:, :60] == SKY).all()
    assert (found[:, 60:90] == WATER).all()
    hand.set_only_over(layer, SKY)
    hand.choose(layer, GRASS)
    drag(document, LabelLine(hand, LabelLineOptions(size=10)), (0, 20), (119, 20))
    found = seen(document, layer)
    assert (found[20, :60] == GRASS).all()
    assert (found[20, 60:90] == WATER).all()
    assert (found[20, 95:] == NONE).all()


def test_the_hand_remembers_a_label_for_each_layer_and_steps_through_them() -> None:
    document, layer, hand = made()
    other = LabelLayer.blank(LANDSCAPE)
    document.apply(AddLayer(other, None))
    hand.choose(layer, WATER)
    assert (hand.current(layer), hand.current(other)) == (WATER, SKY)
    hand.step(layer, 1)
    assert hand.current(layer) == WATER + 1
    hand.step(layer, -50)
    assert hand.current(layer) == SKY
    hand.choose(layer, GRASS)
    hand.swap(layer)
    assert hand.current(layer) == NONE
    hand.swap(layer)
    assert hand.current(layer) == GRASS
    hand.choose(layer, 777)
    assert hand.current(layer) == GRASS


def test_without_a_label_layer_every_tool_says_what_to_do() -> None:
    document, _, hand = made()
    document.set_active(document.layers[0])
    before = document.digest()
    for tool in [make() for make in makers(hand).values()]:
        with pytest.raises(NotPaintable, match="label layer"):
            tool.press(document, PointerEvent(10, 10))
        tool.cancel()
    assert document.digest() == before


def test_every_spot_has_its_tool() -> None:
    tools = [make() for make in makers(LabelHand()).values()]
    assert [spot.id for spot in SPOTS] == [tool.id for tool in tools]
    assert [spot.title for spot in SPOTS] == [tool.title for tool in tools]
