"""Paint tools: every gesture is one step or none, obeys selection and locks, and is exact."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from paint_gestures import BLUE, HARD, LINE, RED, at, draw, picture, pixels, select, steps

from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.targets import LayerPixels
from editor.tools.clone import Clone, CloneOptions, NoSource
from editor.tools.colours import Colours
from editor.tools.fill import Fill
from editor.tools.gradient import GradientTool
from editor.tools.paint import PaintBrush
from editor.tools.paint_eraser import PaintEraser
from editor.tools.paint_options import DabOptions, TipName, brush_of
from editor.tools.sets import painting
from editor.tools.smudge import Smudge, SmudgeOptions
from editor.tools.tone import ToneBrush, ToneOptions
from editor.tools.tool import Buttons, Modifiers, PointerEvent, Tool
from ml.api.params import describe
from ml.api.regions import Box

DEPTHS = pytest.mark.parametrize("depth", ["uint8", "uint16"])


@pytest.fixture
def document() -> Document:
    return picture()


@pytest.fixture
def colours() -> Colours:
    return Colours(RED, BLUE)


def made_tools(colours) -> list[Tool]:
    clone = Clone(colours, CloneOptions(**HARD))
    return [
        PaintBrush(colours, DabOptions(**HARD)),
        PaintEraser(colours, DabOptions(**HARD)),
        clone,
        Smudge(colours, SmudgeOptions(**HARD)),
        ToneBrush(colours, ToneOptions(**HARD)),
        Fill(colours),
        GradientTool(colours),
    ]


def ready(tool, document) -> None:
    """Give the stamp its source."""
    if isinstance(tool, Clone):
        draw(tool, document, [(300, 250)], modifiers=Modifiers.ALT)


@DEPTHS
def test_every_tool_makes_one_step_that_can_be_taken_back(depth, colours) -> None:
    for tool in made_tools(colours):
        document = picture(depth)
        before = document.digest()
        ready(tool, document)
        draw(tool, document, LINE)
        assert document.digest() != before, tool.id
        assert steps(document) == 1, tool.id
        after = document.digest()
        document.history.undo()
        assert document.digest() == before, tool.id
        document.history.redo()
        assert document.digest() == after, tool.id


def test_a_cancelled_gesture_leaves_no_trace(document, colours) -> None:
    for tool in made_tools(colours):
        before = document.digest()
        ready(tool, document)
        tool.press(document, PointerEvent(100, 100))
        tool.move(PointerEvent(180, 130))
        tool.cancel()
        assert document.digest() == before, tool.id
        assert steps(document) == 0
        assert not tool.is_active


def test_nothing_outside_the_selection_changes(colours) -> None:
    for tool in made_tools(colours):
        document = picture()
        before = pixels(document)
        ready(tool, document)
        select(document, Box(120, 80, 160, 110))
        draw(tool, document, LINE)
        after = pixels(document)
        inside = np.zeros(after.shape[:2], bool)
        inside[80:110, 120:160] = True
        assert np.array_equal(after[~inside], before[~inside]), tool.id
        assert not np.array_equal(after[inside], before[inside]), tool.id


def test_locked_alpha_stays(document, colours) -> None:
    layer = document.active
    layer.pixels.write(Box(100, 60, 180, 140), np.zeros((80, 80, 4), np.uint8))
    layer.pixels.write(Box(120, 80, 140, 120), np.full((40, 20, 4), 90, np.uint8))
    layer.locks = replace(layer.locks, alpha=True)
    for tool in made_tools(colours):
        alpha = pixels(document)[..., 3]
        ready(tool, document)
        draw(tool, document, LINE)
        assert np.array_equal(pixels(document)[..., 3], alpha), tool.id


def test_locked_pixels_are_refused_in_a_sentence(document, colours) -> None:
    document.active.locks = replace(document.active.locks, pixels=True)
    for tool in made_tools(colours):
        ready(tool, document)
        with pytest.raises(DocumentError, match="lock"):
            tool.press(document, PointerEvent(100, 100))
        assert not tool.is_active


def test_masks_are_painted_where_the_document_says_so(document, colours) -> None:
    colours.set_foreground((1, 1, 1))
    document.set_quick_mask(True)
    before = pixels(document)
    draw(PaintBrush(colours, DabOptions(**HARD)), document, LINE)
    assert document.selection.coverage(Box(150, 100, 151, 101)) == 255
    assert np.array_equal(pixels(document), before)
    document.set_quick_mask(False)
    document.selection.take(dict.fromkeys(list(document.selection.keys())))
    document.active.mask = Mask.of_box(document.canvas)
    document.set_edits_mask(True)
    colours.set_foreground((0.5, 0.5, 0.5))
    draw(PaintBrush(colours, DabOptions(**HARD)), document, LINE)
    assert document.active.mask.coverage(Box(150, 100, 151, 101)) == 128
    for tool in made_tools(colours):
        ready(tool, document)
        draw(tool, document, LINE)
        assert np.array_equal(pixels(document), before), tool.id


@DEPTHS
def test_the_brush_puts_down_the_colour_and_the_pens_back_erases(depth, colours) -> None:
    document = picture(depth)
    full = np.iinfo(depth).max
    brush = PaintBrush(colours, DabOptions(**HARD))
    draw(brush, document, LINE)
    assert at(document, 150, 100) == [full, 0, 0, full]
    draw(brush, document, LINE, buttons=Buttons.ERASER_TIP)
    assert at(document, 150, 100)[3] == 0
    draw(brush, document, LINE, buttons=Buttons.RIGHT)
    assert steps(document) == 2


def test_flow_builds_up_within_a_stroke_and_opacity_caps_it(document, colours) -> None:
    options = DabOptions(size=40, hardness=1.0, opacity=0.5, flow=0.1)
    document.active.pixels.fill(document.canvas, (0, 0, 0, 255))
    draw(PaintBrush(colours, options), document, [(100, 100)])
    light = at(document, 100, 100)[0]
    assert 8 <= light <= 18
    there_and_back = [(x, 200) for x in (*range(100, 141, 5), *range(140, 99, -5))]
    draw(PaintBrush(colours, options), document, there_and_back * 3)
    assert 122 <= at(document, 120, 200)[0] <= 128


@pytest.mark.parametrize("tip", [name for name in TipName if name is not TipName.ROUND])
def test_every_tip_marks_within_its_size_and_unevenly(document, colours, tip) -> None:
    document.active.pixels.fill(document.canvas, (0, 0, 0, 255))
    options = DabOptions(size=80, tip=tip)
    draw(PaintBrush(colours, options), document, [(200, 150)])
    red = pixels(document)[..., 0].astype(int)
    rows, cols = np.nonzero(red)
    assert rows.min() >= 109
    assert rows.max() <= 190
    assert cols.min() >= 159
    assert cols.max() <= 240
    inked = red[rows.min() : rows.max(), cols.min() : cols.max()]
    assert inked.max() > 120
    assert inked.std() > 25


def test_pen_pressure_and_tilt_rule_what_they_are_told_to(document, colours) -> None:
    options = DabOptions(size=40, hardness=1.0, size_by="off", opacity_by="firm")
    document.active.pixels.fill(document.canvas, (0, 0, 0, 255))
    draw(PaintBrush(colours, options), document, [(100, 100)], pressure=0.5)
    assert at(document, 100, 100)[0] == pytest.approx(64, abs=2)
    flat = DabOptions(size=60, hardness=1.0, roundness=0.2, angle_by_tilt=True)
    draw(PaintBrush(colours, flat), document, [(200, 200)], tilt_y=1.0)
    rows, cols = np.nonzero(pixels(document)[150:, 150:, 0] > 200)
    assert np.ptp(rows) > 3 * np.ptp(cols)
    sized = DabOptions(size=60, hardness=1.0, size_by="off", size_by_tilt="even")
    assert brush_of(sized).responses[0].low == pytest.approx(0.2)


def test_scatter_is_the_same_at_every_run_and_reaches_aside(colours) -> None:
    options = DabOptions(size=10, scatter=2.0, jitter=0.5, spacing=6)
    found = []
    for _ in range(2):
        document = picture()
        before = pixels(document)
        draw(PaintBrush(colours, options), document, LINE)
        found.append(pixels(document))
    assert np.array_equal(found[0], found[1])
    rows = np.nonzero((found[0] != before).any(axis=2))[0]
    assert np.ptp(rows) > 25


def test_the_stamp_copies_exactly_and_keeps_its_distance(document, colours) -> None:
    before = pixels(document)
    clone = Clone(colours, CloneOptions(**HARD))
    with pytest.raises(NoSource):
        clone.press(document, PointerEvent(50, 50))
    draw(clone, document, [(300, 200)], modifiers=Modifiers.ALT)
    assert clone.sketch.crosses == ((300, 200),)
    clone.press(document, PointerEvent(100, 100))
    clone.move(PointerEvent(120, 100))
    assert clone.source == (320, 200)
    clone.release(PointerEvent(120, 100))
    assert np.array_equal(pixels(document)[95:105, 98:118], before[195:205, 298:318])
    draw(clone, document, [(100, 150)])
    assert np.array_equal(pixels(document)[145:155, 95:105], before[245:255, 295:305])
    clone.set_options(CloneOptions(**HARD, aligned=False))
    draw(clone, document, [(300, 200)], modifiers=Modifiers.ALT)
    for y in (40, 70):
        draw(clone, document, [(100, y)])
        assert np.array_equal(pixels(document)[y - 4 : y + 4, 96:104], before[196:204, 296:304])


def test_the_stamp_never_copies_its_own_copy(document, colours) -> None:
    before = pixels(document)
    clone = Clone(colours, CloneOptions(**HARD))
    draw(clone, document, [(110, 100)], modifiers=Modifiers.ALT)
    draw(clone, document, [(100, 100), (150, 100)])
    assert np.array_equal(pixels(document)[98:102, 100:150], before[98:102, 110:160])


def test_dodge_and_burn_and_alt_for_the_other(document, colours) -> None:
    before = pixels(document)[100, 150, :3].astype(int)
    tone = ToneBrush(colours, ToneOptions(**HARD, opacity=1.0))
    draw(tone, document, LINE)
    assert (pixels(document)[100, 150, :3] > before).all()
    document.history.undo()
    draw(tone, document, LINE, modifiers=Modifiers.ALT)
    assert (pixels(document)[100, 150, :3] < before).all()


def test_smudge_drags_colour_along(colours) -> None:
    document = Document(200, 100)
    halves = np.zeros((100, 200, 3), np.uint8)
    halves[:, :100] = 255
    document.insert_layer(PixelLayer.from_pixels("Halves", halves))
    draw(Smudge(colours, SmudgeOptions(size=20, opacity=1.0)), document, [(90, 50), (140, 50)])
    line = pixels(document)[50, :, 0].astype(int)
    assert line[115] > 100
    assert line[199] == 0
    assert (np.diff(line[95:140]) <= 1).all()


def test_every_option_is_remembered_and_described(colours) -> None:
    for tool in [make() for make in painting.makers(colours).values()]:
        assert isinstance(tool, Tool)
        fields = describe(type(tool.options))
        assert all(field.title and field.help for field in fields)
        tool.set_options(type(tool.options)())
        if tool.cursor_radius_px is not None:
            assert tool.resize(77)
            assert tool.cursor_radius_px == 38.5
            assert tool.resize(1e9)
            assert tool.cursor_radius_px == 1000


def test_the_outline_of_a_flat_tip_is_flat_and_turned(colours) -> None:
    brush = PaintBrush(colours, DabOptions(size=100, roundness=0.2, tip_angle=90))
    xs, ys = zip(*brush.cursor_outline, strict=True)
    assert max(ys) - min(ys) == pytest.approx(100, rel=0.02)
    assert max(xs) - min(xs) == pytest.approx(20, rel=0.02)
    assert PaintBrush(colours).cursor_outline == ()


def test_painting_on_a_moved_layer_with_a_selection(document, colours) -> None:
    document.active.position = (37, -21)
    select(document, Box(120, 90, 160, 110))
    draw(PaintBrush(colours, DabOptions(size=60, hardness=1.0)), document, LINE)
    layer = document.active.pixels.read(document.canvas.moved(-37, 21))
    red = (layer == [255, 0, 0, 255]).all(axis=2)
    assert red[90:110, 120:160].all()
    assert red.sum() == 20 * 40
    assert document.paint_target() == LayerPixels(document.active.id)
