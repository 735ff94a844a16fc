"""Move, crop, transform and measure as gestures on a document, without any window."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides
from editor.document.layer_commands import SetProperty
from editor.document.layers import Locks, PixelLayer
from editor.tools.crop import Crop, CropOptions, Shape, level_angle
from editor.tools.crop_frame import HANDLES, CropFrame
from editor.tools.measure import Measure
from editor.tools.move import Move, MoveOptions
from editor.tools.snapping import Aids, Snapper
from editor.tools.standing import StandingTool
from editor.tools.tool import LastingTool, Modifiers, PointerEvent
from editor.tools.transform import Transform
from ml.api.regions import Box

WIDTH, HEIGHT = 300, 200


def pixels(height: int, width: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    out = rng.integers(0, 255, (height, width, 4), np.uint8)
    out[..., 3] = 255
    return out


@pytest.fixture
def document() -> Document:
    document = Document(WIDTH, HEIGHT)
    document.insert_layer(PixelLayer.from_pixels("Photo", pixels(HEIGHT, WIDTH)))
    document.insert_layer(PixelLayer.from_pixels("Stamp", pixels(40, 60, 2), (100, 80)))
    return document


def event(x: float, y: float, keys: Modifiers = Modifiers.NONE, clicks: int = 1) -> PointerEvent:
    return PointerEvent(x, y, modifiers=keys, clicks=clicks)


def drag(
    tool: StandingTool,
    document: Document,
    *places: tuple[float, float],
    keys: Modifiers = Modifiers.NONE,
) -> None:
    tool.press(document, event(*places[0], keys))
    for place in places[1:]:
        tool.move(event(*place, keys))
    tool.release(event(*places[-1], keys))


def free() -> Aids:
    aids = Aids()
    aids.change(snap=False)
    return aids


# ---- move


def test_all_arranging_tools_are_lasting_tools() -> None:
    for tool in (Move(), Crop(), Transform(), Measure()):
        assert isinstance(tool, LastingTool)


def test_a_drag_of_a_layer_is_one_step(document: Document) -> None:
    tool, stamp = Move(free()), document.layers[1]
    before = document.digest()
    drag(tool, document, (120, 90), (130, 95), (133, 84))
    assert stamp.position == (113, 74)
    assert document.history.position == 1
    document.history.undo()
    assert document.digest() == before


def test_two_drags_are_two_steps_but_nudges_gather(document: Document) -> None:
    tool, stamp = Move(free()), document.layers[1]
    tool.take(document)
    drag(tool, document, (120, 90), (130, 90))
    drag(tool, document, (120, 90), (130, 90))
    assert document.history.position == 2
    document.history.mark_clean()
    for _ in range(5):
        tool.nudge(0, 1)
    tool.nudge(10, 0)
    assert stamp.position == (130, 85)
    assert document.history.position == 3
    document.history.undo()
    assert stamp.position == (120, 80)


def test_a_cancelled_move_leaves_no_trace(document: Document) -> None:
    tool, before = Move(free()), document.digest()
    tool.press(document, event(120, 90))
    tool.move(event(180, 20))
    assert document.digest() != before
    tool.cancel()
    assert document.digest() == before
    assert document.history.position == 0


def test_shift_holds_the_direction(document: Document) -> None:
    drag(Move(free()), document, (0, 0), (30, 8), keys=Modifiers.SHIFT)
    assert document.layers[1].position == (130, 80)


def test_a_moved_layer_clicks_to_the_rim(document: Document) -> None:
    drag(Move(), document, (120, 90), (120 - 96, 90))
    assert document.layers[1].position[0] == 0
    drag(Move(), document, (20, 90), (20, 90 + 77))
    assert document.layers[1].position[1] == HEIGHT - 40


def test_auto_select_takes_what_is_seen(document: Document) -> None:
    tool = Move(free())
    tool.set_options(MoveOptions(auto_select=True))
    drag(tool, document, (10, 10), (15, 10))
    assert document.active is document.layers[0]
    drag(tool, document, (120, 100), (125, 100))
    assert document.active is document.layers[1]


def test_a_locked_layer_does_not_move(document: Document) -> None:
    stamp = document.layers[1]
    document.apply(SetProperty.of(document, stamp.id, "locks", Locks(position=True)))
    tool = Move(free())
    drag(tool, document, (120, 90), (150, 90))
    assert stamp.position == (100, 80)
    assert tool.labour.said


def test_selected_pixels_float(document: Document) -> None:
    document.set_active(document.layers[0])
    document.selection.fill(Box(10, 10, 40, 40), 255)
    photo = document.layers[0]
    before = photo.pixels.read(document.canvas)
    tool = Move(free())
    tool.press(document, event(20, 20))
    tool.move(event(80, 25))
    assert tool.stand_in is not None
    # Nothing happens to the picture before it is let go.
    assert np.array_equal(photo.pixels.read(document.canvas), before)
    tool.release(event(80, 25))
    assert tool.stand_in is None
    after = photo.pixels.read(document.canvas)
    assert np.array_equal(after[15:45, 70:100], before[10:40, 10:40])
    assert not after[10:15, 10:40].any()
    assert document.history.position == 1
    assert document.selection.bounds == Box(70, 15, 100, 45)


# ---- snapping


def test_guides_win_over_what_is_further(document: Document) -> None:
    document.apply(SetGuides(document.guides, Guides(down=(57.0,))))
    lines = Snapper.of(document, Aids().now)
    assert lines.point(60, 500, 8)[0] == 57
    assert lines.point(70, 500, 8)[0] == 70


def test_the_grid_counts_only_while_it_is_shown(document: Document) -> None:
    aids = Aids()
    aids.change(to_canvas=False, to_layers=False)
    assert Snapper.of(document, aids.now).point(63, 63, 8) == (63, 63)
    aids.change(grid=True)
    assert Snapper.of(document, aids.now).point(63, 190, 8) == (64, 192)


# ---- crop


@given(
    st.sampled_from(HANDLES),
    st.floats(-45, 45),
    st.floats(-80, 80),
    st.floats(-80, 80),
    st.sampled_from([0.0, 1.0, 1.5]),
)
def test_what_lies_opposite_stays(
    sides: tuple[int, int], angle: float, x: float, y: float, ratio: float
) -> None:
    frame = CropFrame(100, 100, 120, 80, angle)
    at = frame.place(*sides)
    dragged = frame.dragged(sides, at[0] + x, at[1] + y, ratio)
    still = (-sides[0], -sides[1])
    assert dragged.place(*still) == pytest.approx(frame.place(*still), abs=1e-6)
    assert dragged.angle == frame.angle
    if ratio:
        assert dragged.width / dragged.height == pytest.approx(ratio)


def test_a_crop_by_its_corner(document: Document) -> None:
    tool, flat = Crop(free()), flatten(document)
    tool.take(document)
    assert not tool.is_active
    drag(tool, document, (WIDTH, HEIGHT), (250, 150))
    assert tool.is_active
    drag(tool, document, (0, 0), (50, 30))
    assert tool.accept()
    assert (document.width, document.height) == (200, 120)
    assert np.array_equal(flatten(document), flat[30:150, 50:250])
    assert document.history.position == 1
    # A fresh frame stands around the new canvas.
    assert tool.frame == CropFrame.of_box(document.canvas)
    document.history.undo()
    assert np.array_equal(flatten(document), flat)
    assert tool.frame == CropFrame.of_box(document.canvas)


def test_drawing_a_frame_and_dropping_it(document: Document) -> None:
    tool, before = Crop(free()), document.digest()
    tool.take(document)
    drag(tool, document, (40, 40), (140, 90))
    assert tool.frame == CropFrame.of_box(Box(40, 40, 140, 90))
    drag(tool, document, (60, 60), (70, 65))
    assert tool.frame == CropFrame.of_box(Box(50, 45, 150, 95))
    tool.cancel()
    assert not tool.is_active
    assert document.digest() == before


def test_keeping_the_rest(document: Document) -> None:
    tool = Crop(free())
    tool.take(document)
    tool.set_options(CropOptions(deletes=False))
    drag(tool, document, (40, 40), (140, 90))
    tool.accept()
    assert document.layers[0].bounds == Box(-40, -40, 260, 160)


def test_a_shape_is_kept(document: Document) -> None:
    tool = Crop(free())
    tool.take(document)
    tool.set_options(CropOptions(shape=Shape.SQUARE))
    assert tool.frame is not None
    assert tool.frame.width == tool.frame.height == HEIGHT
    drag(tool, document, tool.frame.place(1, 1), (200, 120))
    assert tool.frame.width == tool.frame.height
    assert Shape.SIXTEEN_TO_NINE.ratio(document) == pytest.approx(16 / 9)
    assert Shape.PICTURE.ratio(document) == pytest.approx(1.5)


def test_a_drawn_line_becomes_level(document: Document) -> None:
    photo = document.layers[0]
    photo.pixels.fill(document.canvas, (0, 0, 0, 255))
    # A horizon that falls by 10 degrees.
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    below = y > 100 + (x - 150) * math.tan(math.radians(10))
    flat = photo.pixels.read(document.canvas)
    flat[below] = 255
    photo.pixels.write(document.canvas, flat)
    document.layers[1].visible = False
    tool = Crop(free())
    tool.take(document)
    end = (250, 100 + 200 * math.tan(math.radians(10)))
    drag(tool, document, (50, 100), end, keys=Modifiers.CTRL)
    assert tool.options.angle == pytest.approx(10)
    assert tool.accept()
    out = flatten(document)
    assert (out[..., 3] > 250).mean() > 0.99
    # Now the horizon is one row: nearly all columns change at the same place.
    rows = (out[..., 0] > 127).argmax(axis=0)
    assert rows.max() - rows.min() <= 1


@given(st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_lines_are_level_or_upright_by_at_most_an_eighth_of_a_turn(dx: float, dy: float) -> None:
    assert abs(level_angle((0, 0), (dx, dy))) <= 45 + 1e-9
