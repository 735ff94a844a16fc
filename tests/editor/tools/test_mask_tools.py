"""Every gesture is one step of the history, or none; a cancelled one leaves no trace."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from editor.document import mask_operations
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.tools.brush import LARGEST_PX, BrushOptions, MaskBrush
from editor.tools.colour_range import ColourRange
from editor.tools.ellipse import MaskEllipse
from editor.tools.eraser import MaskEraser
from editor.tools.hand import Hand
from editor.tools.lasso import MaskLasso
from editor.tools.polygon import MaskPolygon
from editor.tools.rectangle import MaskRectangle
from editor.tools.region_frame import FrameOptions
from editor.tools.tool import Buttons, Modifiers, PointerEvent, Tool
from editor.tools.wand import MagicWand
from ml.api.params import describe
from ml.api.regions import Box

Places = Sequence[tuple[float, float]]
HARD = BrushOptions(size=20, hardness=1.0, pressure_size=False)
ALL: tuple[type[Tool], ...] = (
    MaskBrush,
    MaskEraser,
    MaskLasso,
    MaskRectangle,
    MaskEllipse,
    MaskPolygon,
    MagicWand,
    ColourRange,
    Hand,
)


@pytest.fixture
def document() -> Document:
    made = Document(400, 300)
    made.insert_layer(PixelLayer.from_pixels("Photo", np.full((300, 400, 3), 90, np.uint8)))
    return made


def draw(
    tool: Tool,
    document: Document,
    places: Places,
    *,
    buttons: Buttons = Buttons.LEFT,
    modifiers: Modifiers = Modifiers.NONE,
    pressure: float = 1.0,
) -> None:
    events = [PointerEvent(x, y, pressure, buttons, modifiers) for x, y in places]
    tool.press(document, events[0])
    for event in events[1:]:
        tool.move(event)
    tool.release(events[-1])


def become(document: Document, mask: Mask) -> None:
    """Give the document this mask, as one step."""
    step = replace_mask(document, SelectionTarget(), mask, "Mask")
    if step is not None:
        document.apply(step)


def steps(document: Document) -> int:
    return len(document.history.entries)


def at(document: Document, x: int, y: int) -> int:
    return int(document.selection.read(Box(x, y, x + 1, y + 1))[0, 0])


def covered(document: Document) -> int:
    return int((document.selection.read(document.canvas) >= 128).sum())


LINE: Places = [(50, 100), (120, 100), (200, 100)]
SQUARE: Places = [(100, 100), (200, 100), (200, 200), (100, 200)]


def test_a_brush_stroke_is_one_step_and_undo_takes_it_back(document: Document) -> None:
    empty = document.digest()
    draw(MaskBrush(HARD), document, LINE)
    assert steps(document) == 1
    assert at(document, 120, 100) == 255
    assert at(document, 120, 115) == 0
    document.history.undo()
    assert document.digest() == empty


def test_the_brush_reaches_where_the_pen_was_lifted(document: Document) -> None:
    draw(MaskBrush(HARD), document, LINE)
    assert at(document, 199, 100) == 255
    assert at(document, 207, 100) == 255
    assert at(document, 213, 100) == 0


@pytest.mark.parametrize(
    ("buttons", "modifiers"),
    [
        (Buttons.RIGHT, Modifiers.NONE),
        (Buttons.LEFT | Buttons.ERASER_TIP, Modifiers.NONE),
        (Buttons.LEFT, Modifiers.ALT),
    ],
)
def test_right_button_pen_back_and_alt_erase_with_the_brush(
    document: Document, buttons: Buttons, modifiers: Modifiers
) -> None:
    brush = MaskBrush(HARD)
    draw(brush, document, LINE)
    draw(brush, document, [(120, 100)], buttons=buttons, modifiers=modifiers)
    assert at(document, 120, 100) == 0
    assert at(document, 60, 100) == 255
    assert steps(document) == 2


def test_the_eraser_erases_and_its_right_button_paints(document: Document) -> None:
    become(document, mask_operations.select_all(document.canvas))
    eraser = MaskEraser(HARD)
    draw(eraser, document, LINE)
    assert at(document, 120, 100) == 0
    draw(eraser, document, [(120, 100)], buttons=Buttons.RIGHT)
    assert at(document, 120, 100) == 255


def test_a_gesture_that_leaves_the_picture_and_returns_goes_on(document: Document) -> None:
    draw(MaskBrush(HARD), document, [(380, 50), (900, 50), (900, 250), (380, 250)])
    assert at(document, 395, 50) == 255
    assert at(document, 385, 250) == 255
    assert document.canvas.contains(document.selection.bounds)
    assert steps(document) == 1


def circle(radius: float, turn: float = 1.0) -> Places:
    angles = [2 * math.pi * turn * step / 60 for step in range(61)]
    return [(200 + radius * math.cos(a), 150 + radius * math.sin(a)) for a in angles]


def test_a_closed_loop_is_filled_and_an_open_one_is_not(document: Document) -> None:
    brush = MaskBrush(HARD)
    draw(brush, document, circle(80, turn=0.6))
    assert at(document, 200, 150) == 0
    draw(brush, document, circle(80))
    assert at(document, 200, 150) == 255
    assert steps(document) == 2


def test_loops_stay_open_when_asked(document: Document) -> None:
    options = HARD.model_copy(update={"close_loops": False})
    draw(MaskBrush(options), document, circle(80))
    assert at(document, 200, 150) == 0


def test_pressure_makes_the_stroke_thinner_or_lighter(document: Document) -> None:
    thin = BrushOptions(size=40, hardness=1.0, pressure_size=True)
    draw(MaskBrush(thin), document, [(100, 100)], pressure=0.5)
    assert at(document, 100, 106) == 255
    assert at(document, 100, 114) == 0
    light = BrushOptions(size=40, hardness=1.0, pressure_size=False, pressure_opacity=True)
    draw(MaskBrush(light), document, [(300, 100)], pressure=0.5)
    assert 100 < at(document, 300, 100) < 155


@pytest.mark.parametrize("kind", [MaskBrush, MaskEraser, MaskLasso, MaskRectangle, MaskEllipse])
def test_a_cancelled_gesture_leaves_no_trace(document: Document, kind: type[Tool]) -> None:
    draw(MaskBrush(HARD), document, LINE)
    before, count = document.digest(), steps(document)
    tool = kind()
    tool.press(document, PointerEvent(100, 100))
    tool.move(PointerEvent(180, 100))
    tool.move(PointerEvent(180, 180))
    assert tool.is_active
    tool.cancel()
    assert not tool.is_active
    assert tool.sketch is None
    tool.release(PointerEvent(200, 200))
    assert document.digest() == before
    assert steps(document) == count


@pytest.mark.parametrize("kind", [MaskLasso, MaskRectangle])
def test_regions_replace_add_subtract_and_intersect(document: Document, kind: type[Tool]) -> None:
    tool = kind()
    corners = [(0, 0), (100, 0), (100, 100), (0, 100)]
    first = corners if kind is MaskLasso else [corners[0], corners[2]]
    # It begins outside the first one, where a drag does not move the outline.
    second = [(150 - x, 150 - y) for x, y in first]

    def outcome(modifiers: Modifiers, buttons: Buttons = Buttons.LEFT) -> tuple[int, int, int]:
        become(document, Mask())
        draw(tool, document, first)
        draw(tool, document, second, modifiers=modifiers, buttons=buttons)
        return at(document, 20, 20), at(document, 75, 75), at(document, 120, 120)

    both = Modifiers.SHIFT | Modifiers.ALT
    assert outcome(Modifiers.NONE) == (0, 255, 255)
    assert outcome(Modifiers.SHIFT) == (255, 255, 255)
    assert outcome(Modifiers.ALT) == (255, 0, 0)
    assert outcome(both) == (0, 255, 0)
    assert outcome(Modifiers.NONE, Buttons.RIGHT) == (255, 0, 0)


def test_each_region_is_one_step(document: Document) -> None:
    draw(MaskLasso(), document, SQUARE)
    draw(MaskRectangle(), document, [(10, 10), (60, 60)], modifiers=Modifiers.SHIFT)
    assert steps(document) == 2
    document.history.undo()
    document.history.undo()
    assert document.selection.is_empty


def test_the_lasso_takes_the_area_that_it_goes_around(document: Document) -> None:
    draw(MaskLasso(), document, circle(80))
    assert covered(document) == pytest.approx(math.pi * 80 * 80, rel=0.01)


def test_the_rectangle_covers_whole_pixels(document: Document) -> None:
    draw(MaskRectangle(), document, [(180, 120), (100.3, 99.6)])
    assert document.selection.bounds == Box(100, 100, 180, 120)


def test_a_region_reaching_over_the_edge_ends_there(document: Document) -> None:
    draw(MaskRectangle(), document, [(-50, -50), (40, 30)])
    assert document.selection.bounds == Box(0, 0, 40, 30)


def test_feathered_regions_are_soft(document: Document) -> None:
    draw(MaskRectangle(FrameOptions(feather=10)), document, [(100, 100), (200, 200)])
    assert 0 < at(document, 98, 150) < 128
    assert at(document, 150, 150) == 255


def test_the_brush_keeps_inside_its_limits() -> None:
    brush = MaskBrush()
    brush.resize(1e9)
    assert brush.options.size == LARGEST_PX
    brush.resize(-5)
    assert brush.options.size == 1
    assert brush.cursor_radius_px == 0.5
    assert not MaskLasso().resize(20)


@pytest.mark.parametrize("kind", ALL)
def test_every_tool_declares_what_the_options_bar_needs(kind: type[Tool]) -> None:
    tool = kind()
    assert isinstance(tool, Tool)
    for field in describe(type(tool.options)):
        assert field.title
        assert field.help
    tool.set_options(type(tool.options)())
    assert tool.options == type(tool.options)()
    assert not tool.is_active


def test_move_and_release_without_a_press_do_nothing(document: Document) -> None:
    for kind in ALL:
        tool = kind()
        tool.move(PointerEvent(10, 10))
        tool.release(PointerEvent(20, 20))
    assert document.selection.is_empty
    assert steps(document) == 0
