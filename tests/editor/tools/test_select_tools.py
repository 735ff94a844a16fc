"""Frames, polygons, wand and colour range: what is held means what artists expect."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.mask_operations import Combine
from editor.document.targets import SelectionTarget
from editor.tools.colour_range import ColourRange, RangeOptions
from editor.tools.ellipse import MaskEllipse
from editor.tools.errands import Errands
from editor.tools.outline_move import Nudging, nudge_outline
from editor.tools.polygon import MaskPolygon
from editor.tools.rectangle import MaskRectangle
from editor.tools.region_frame import FrameOptions, FrameTool, Proportion
from editor.tools.sets import selecting
from editor.tools.tool import Modifiers, PointerEvent, Tool
from editor.tools.wand import MagicWand, Sampled, WandOptions
from ml.api.regions import Box

NONE, SHIFT, ALT, CTRL = Modifiers.NONE, Modifiers.SHIFT, Modifiers.ALT, Modifiers.CTRL


@pytest.fixture
def document() -> Document:
    """Grey, with a red square and, away from it, a smaller one of nearly that red."""
    made = Document(400, 300)
    pixels = np.full((300, 400, 3), 90, np.uint8)
    pixels[50:150, 50:150] = (200, 10, 10)
    pixels[200:240, 300:340] = (210, 20, 14)
    made.insert_layer(PixelLayer.from_pixels("Photo", pixels))
    return made


def at(document: Document, x: int, y: int) -> int:
    return int(document.selection.read(Box(x, y, x + 1, y + 1))[0, 0])


def drag(
    tool: Tool, document: Document, *steps: tuple[float, float, Modifiers], view_px: float = 1.0
) -> None:
    events = [PointerEvent(x, y, modifiers=keys, view_px=view_px) for x, y, keys in steps]
    tool.press(document, events[0])
    for event in events[1:]:
        tool.move(event)
    tool.release(events[-1])


def click(tool: Tool, document: Document, x: float, y: float, keys: Modifiers = NONE) -> None:
    drag(tool, document, (x, y, keys))


def titles(document: Document) -> list[str]:
    return [step.title for step in document.history.entries]


def select(document: Document, box: Box) -> None:
    step = replace_mask(document, SelectionTarget(), Mask.of_box(box), "Select")
    assert step is not None
    document.apply(step)


# ---- frames


@pytest.mark.parametrize("kind", [MaskRectangle, MaskEllipse])
def test_shift_in_the_drag_keeps_the_sides_equal(document: Document, kind: type[FrameTool]) -> None:
    drag(kind(), document, (100, 100, NONE), (160, 120, SHIFT))
    assert document.selection.bounds == Box(100, 100, 160, 160)


@pytest.mark.parametrize("kind", [MaskRectangle, MaskEllipse])
def test_alt_in_the_drag_draws_from_the_middle(document: Document, kind: type[FrameTool]) -> None:
    drag(kind(), document, (200, 150, NONE), (240, 170, ALT))
    assert document.selection.bounds == Box(160, 130, 240, 170)


def test_shift_held_from_the_start_adds_and_makes_no_square(document: Document) -> None:
    select(document, Box(0, 0, 20, 20))
    drag(MaskRectangle(), document, (100, 100, SHIFT), (160, 120, SHIFT))
    assert document.selection.bounds == Box(0, 0, 160, 120)
    assert at(document, 150, 130) == 0
    drag(MaskRectangle(), document, (200, 200, SHIFT), (210, 205, NONE), (260, 220, SHIFT))
    assert at(document, 255, 255) == 255
    assert at(document, 10, 10) == 255


def test_the_mode_of_the_options_counts_where_no_key_is_held(document: Document) -> None:
    tool = MaskRectangle(FrameOptions(combine=Combine.SUBTRACT))
    select(document, Box(0, 0, 200, 200))
    drag(tool, document, (50, 50, NONE), (100, 100, NONE))
    assert at(document, 75, 75) == 0
    drag(tool, document, (50, 50, SHIFT), (100, 100, SHIFT))
    assert at(document, 75, 75) == 255


def test_a_ratio_is_kept_in_all_directions(document: Document) -> None:
    tool = MaskRectangle(FrameOptions(proportion=Proportion.RATIO, width=3, height=2))
    drag(tool, document, (200, 200, NONE), (140, 199, NONE))
    assert document.selection.bounds == Box(140, 160, 200, 200)


def test_a_fixed_frame_is_set_down_by_a_click(document: Document) -> None:
    tool = MaskRectangle(FrameOptions(proportion=Proportion.FIXED, width=64, height=32))
    click(tool, document, 100, 80)
    assert document.selection.bounds == Box(100, 80, 164, 112)


def test_an_ellipse_covers_its_area(document: Document) -> None:
    drag(MaskEllipse(), document, (100, 100, NONE), (300, 200, NONE))
    covered = document.selection.read(document.canvas).astype(float).sum() / 255
    assert covered == pytest.approx(math.pi * 100 * 50, rel=0.002)


# ---- the outline


@pytest.mark.parametrize(("place", "keys"), [((150, 120), NONE), ((20, 20), CTRL)])
def test_a_drag_inside_or_with_ctrl_moves_the_outline(
    document: Document, place: tuple[int, int], keys: Modifiers
) -> None:
    select(document, Box(100, 100, 200, 150))
    tool = MaskRectangle()
    x, y = place
    tool.press(document, PointerEvent(x, y, modifiers=keys))
    tool.move(PointerEvent(x + 30, y + 10, modifiers=keys))
    assert tool.sketch is not None
    assert min(px for px, _ in tool.sketch.points) == pytest.approx(130, abs=1)
    tool.release(PointerEvent(x + 30, y + 10, modifiers=keys))
    assert document.selection.bounds == Box(130, 110, 230, 160)
    assert titles(document)[1:] == ["Move the selection"]
    document.history.undo()
    assert document.selection.bounds == Box(100, 100, 200, 150)


def test_a_click_deselects_and_can_be_taken_back(document: Document) -> None:
    select(document, Box(100, 100, 200, 150))
    for place in ((150, 120), (20, 20)):
        click(MaskRectangle(), document, *place)
        assert document.selection.is_empty
        document.history.undo()
        assert document.selection.bounds == Box(100, 100, 200, 150)
    click(MaskRectangle(), document, 20, 20, SHIFT)
    assert not document.selection.is_empty


# ---- the polygon


def corners(tool: MaskPolygon, document: Document, *places: tuple[float, float]) -> None:
    for place in places:
        click(tool, document, *place)


TRIANGLE = ((100, 100), (200, 100), (200, 200))


def test_a_click_on_the_first_corner_closes_the_polygon(document: Document) -> None:
    tool = MaskPolygon()
    corners(tool, document, *TRIANGLE)
    assert tool.is_active
    assert document.selection.is_empty
    click(tool, document, 103, 102)
    assert not tool.is_active
    assert at(document, 180, 120) == 255
    assert at(document, 120, 180) == 0
    assert titles(document) == ["Polygon"]


def test_enter_and_a_double_click_close_the_polygon(document: Document) -> None:
    tool = MaskPolygon()
    corners(tool, document, *TRIANGLE)
    assert tool.accept()
    assert at(document, 180, 120) == 255
    corners(tool, document, (300, 100), (350, 100), (350, 150))
    event = PointerEvent(350, 150, clicks=2)
    tool.press(document, event)
    tool.release(event)
    assert not tool.is_active
    assert at(document, 340, 110) == 255
    assert not tool.accept()


def test_backspace_takes_one_corner_back_and_then_all_are_gone(document: Document) -> None:
    tool = MaskPolygon()
    corners(tool, document, *TRIANGLE, (100, 200))
    assert tool.step_back()
    assert tool.outline() == TRIANGLE
    for _ in TRIANGLE:
        assert tool.step_back()
    assert not tool.is_active
    assert not tool.step_back()
    assert document.history.position == 0


def test_the_line_follows_the_pointer_between_clicks_and_shift_turns_it_by_steps(
    document: Document,
) -> None:
    tool = MaskPolygon()
    click(tool, document, 100, 100)
    tool.hover(document, PointerEvent(150, 103))
    assert tool.sketch is not None
    assert tool.sketch.points[-1] == (150, 103)
    tool.hover(document, PointerEvent(150, 103, modifiers=SHIFT))
    assert tool.sketch.points[-1][1] == pytest.approx(100)
    tool.cancel()
    assert tool.sketch is None


def test_how_near_the_first_corner_counts_depends_on_the_zoom(document: Document) -> None:
    tool = MaskPolygon()
    corners(tool, document, *TRIANGLE)
    click(tool, document, 120, 105)
    assert tool.is_active
    drag(tool, document, (120, 105, NONE), view_px=4.0)
    assert not tool.is_active


# ---- wand and colour range


def test_the_wand_takes_what_is_connected_or_all_of_that_colour(document: Document) -> None:
    click(MagicWand(WandOptions(antialias=False)), document, 100, 100)
    assert document.selection.bounds == Box(50, 50, 150, 150)
    document.history.undo()
    everywhere = WandOptions(contiguous=False, antialias=False)
    click(MagicWand(everywhere), document, 100, 100)
    assert at(document, 320, 220) == 255
    assert at(document, 200, 100) == 0
    click(MagicWand(everywhere.model_copy(update={"tolerance": 5})), document, 100, 100)
    assert at(document, 320, 220) == 0


def test_a_second_click_inside_what_the_wand_took_does_not_deselect(document: Document) -> None:
    tool = MagicWand()
    click(tool, document, 100, 100)
    click(tool, document, 105, 100)
    assert at(document, 100, 100) == 255
    drag(tool, document, (100, 100, NONE), (120, 100, NONE))
    assert document.selection.bounds.left in range(68, 72)


def test_the_wand_adds_and_looks_at_the_active_layer_alone_when_asked(document: Document) -> None:
    top = np.zeros((300, 400, 4), np.uint8)
    top[0:100, 0:100] = (0, 0, 255, 255)
    document.insert_layer(PixelLayer.from_pixels("Top", top))
    alone = WandOptions(sample=Sampled.ACTIVE, antialias=False)
    click(MagicWand(alone), document, 200, 280)
    assert at(document, 120, 120) == 255, "the red square is clear in the layer on top"
    assert at(document, 90, 90) == 0
    click(MagicWand(WandOptions(antialias=False)), document, 90, 90, SHIFT)
    assert document.selection.bounds == document.canvas


@pytest.mark.parametrize("place", [(-5, 10), (10, 300), (400, 5)])
def test_a_click_beside_the_picture_does_nothing(
    document: Document, place: tuple[int, int]
) -> None:
    for tool in (MagicWand(), ColourRange()):
        click(tool, document, *place)
    assert document.history.position == 0


def test_the_colour_range_fades_with_distance_and_follows_the_slider(document: Document) -> None:
    tool = ColourRange(RangeOptions(fuzziness=16))
    click(tool, document, 100, 100)
    assert at(document, 100, 100) == 255
    assert 0 < at(document, 320, 220) < 255
    assert at(document, 200, 100) == 0
    tool.set_options(RangeOptions(fuzziness=4))
    assert at(document, 320, 220) == 0
    tool.set_options(RangeOptions(fuzziness=60))
    assert at(document, 320, 220) == 255
    assert titles(document) == ["Colour range"]
    document.history.undo()
    assert document.selection.is_empty


def test_the_slider_leaves_alone_what_was_done_since(document: Document) -> None:
    tool = ColourRange()
    click(tool, document, 100, 100)
    select(document, Box(0, 0, 10, 10))
    before = document.digest()
    tool.set_options(RangeOptions(fuzziness=200))
    assert document.digest() == before


def test_heavy_work_is_sent_away_and_joins_what_is_selected_by_then(document: Document) -> None:
    waiting: list[Callable[[], None]] = []

    def later(work: Callable[[], Any], then: Callable[[Any], None], _: object) -> None:
        waiting.append(lambda: then(work()))

    errands = Errands()
    errands.lend(later)
    click(MagicWand(WandOptions(antialias=False), errands), document, 100, 100, SHIFT)
    assert document.history.position == 0
    select(document, Box(0, 0, 10, 10))
    waiting.pop()()
    assert document.selection.bounds == Box(0, 0, 150, 150)
    assert not waiting


def test_every_selecting_tool_with_an_outline_nudges_it() -> None:
    document = Document(60, 40)
    assert not nudge_outline(document, 1, 0), "nothing is selected"
    document.selection.write(Box(10, 20, 20, 30), np.full((10, 10), 255, np.uint8))
    before = document.digest()
    for tool in [make() for make in selecting.makers().values()]:
        if tool.id in selecting.OUTLINED:
            assert isinstance(tool, Nudging), tool.id
            assert tool.nudge_outline(document, 3, -2)
    count = len(selecting.OUTLINED)
    assert document.selection.bounds.left == 10 + 3 * count
    assert len(document.history.entries) == 1
    document.history.undo()
    assert document.digest() == before
    document.history.redo()
    assert document.selection.bounds.left == 10 + 3 * count
