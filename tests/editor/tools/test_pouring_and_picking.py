"""Fill, gradient, healing and picking: exact, in the background, and nothing lost meanwhile."""

from __future__ import annotations

import numpy as np
import pytest
from paint_gestures import BLUE, HARD, LINE, RED, at, draw, picture, pixels, select, steps

from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.fill import Fill, FillOptions
from editor.tools.gradient import GradientOptions, GradientTool
from editor.tools.heal import HealingBrush, HealRequest
from editor.tools.paint import PaintBrush
from editor.tools.paint_options import DabOptions
from editor.tools.paint_pour import pour_selected
from editor.tools.picker import PickArea, Picker, PickerOptions
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.regions import Box


@pytest.fixture
def document() -> Document:
    return picture()


@pytest.fixture
def colours() -> Colours:
    return Colours(RED, BLUE)


def test_filling_one_colour_stops_at_another(document, colours) -> None:
    layer = document.active
    layer.pixels.fill(document.canvas, (10, 10, 10, 255))
    layer.pixels.fill(Box(100, 0, 102, 300), (200, 200, 200, 255))
    fill = Fill(colours, options=FillOptions(antialias=False))
    draw(fill, document, [(50, 50)])
    assert at(document, 99, 299) == [255, 0, 0, 255]
    assert at(document, 100, 50) == [200, 200, 200, 255]
    assert at(document, 102, 50) == [10, 10, 10, 255]
    fill.set_options(FillOptions(antialias=False, contiguous=False, colour="background"))
    draw(fill, document, [(300, 50)])
    assert at(document, 102, 50) == [0, 0, 255, 255]


def test_what_is_painted_while_a_fill_waits_is_not_lost(document, colours) -> None:
    errands, waiting = Errands(), []
    errands.lend(lambda work, then, failed: waiting.append((work(), then)))
    document.active.pixels.fill(document.canvas, (10, 10, 10, 255))
    fill = Fill(colours, errands, FillOptions(opacity=0.5, antialias=False))
    draw(fill, document, [(50, 50)])
    colours.set_foreground((0, 1, 0))
    draw(PaintBrush(colours, DabOptions(**HARD)), document, LINE)
    made, then = waiting.pop()
    then(made)
    assert steps(document) == 2
    assert at(document, 150, 100)[1] > 100
    document.history.undo()
    assert at(document, 150, 100) == [0, 255, 0, 255]


def test_gradients_run_from_one_colour_to_the_other(document, colours) -> None:
    draw(GradientTool(colours, options=GradientOptions()), document, [(0, 150), (400, 150)])
    line = pixels(document)[150].astype(int)
    assert line[0].tolist() == pytest.approx([255, 0, 0, 255], abs=2)
    assert line[399].tolist() == pytest.approx([0, 0, 255, 255], abs=2)
    assert line[200, 0] == pytest.approx(128, abs=2)
    assert (line[:, 3] == 255).all()
    draw(
        GradientTool(colours, options=GradientOptions(form="radial", ends="transparent")),
        document,
        [(200, 150), (260, 150)],
    )
    assert at(document, 200, 150)[0] > 240
    assert at(document, 200, 215)[0] == pytest.approx(line[200, 0], abs=2)


def test_dithering_keeps_the_mean_where_steps_are_wide(colours) -> None:
    means = {}
    for dither in (True, False):
        document = Document(1024, 64)
        document.insert_layer(PixelLayer.blank("Layer"))
        colours.set_foreground((0.5, 0.5, 0.5))
        colours.set_background((0.51, 0.51, 0.51))
        tool = GradientTool(colours, options=GradientOptions(dither=dither))
        draw(tool, document, [(0, 32), (1024, 32)])
        blocks = pixels(document)[..., 0].astype(float).reshape(64, 64, 16).mean(axis=(0, 2))
        exact = (0.5 + 0.01 * (np.arange(64) + 0.5) / 64) * 255
        means[dither] = np.abs(blocks - exact).max()
    assert means[True] < 0.05 < 0.2 < means[False]


def test_the_selection_is_filled_and_cleared(document, colours) -> None:
    select(document, Box(100, 100, 150, 150))
    pour_selected(document, Errands(), BLUE)
    assert at(document, 120, 120) == [0, 0, 255, 255]
    pour_selected(document, Errands(), None)
    assert at(document, 120, 120)[3] == 0
    assert at(document, 90, 120)[3] == 255
    assert steps(document) == 3


def test_healing_asks_and_touches_nothing_itself(document, colours) -> None:
    heal = HealingBrush(colours)
    asked: list[HealRequest] = []
    heal.asked.connect(asked.append)
    before = document.digest()
    heal.press(document, PointerEvent(100, 100))
    heal.move(PointerEvent(150, 100))
    assert heal.sketch.bands[0].width_px == heal.options.size
    heal.release(PointerEvent(150, 100))
    assert document.digest() == before
    (request,) = asked
    assert request.mask.coverage(Box(125, 100, 126, 101)) == 255
    assert request.layer_id == document.active.id
    assert heal.sketch.bands
    heal.settle(request)
    assert heal.sketch is None
    select(document, Box(0, 0, 10, 10))
    draw(heal, document, LINE)
    assert len(asked) == 1, "nothing of the stroke lies in the selection"


def test_ctrl_picks_instead_of_painting(document, colours) -> None:
    before = document.digest()
    wanted = [value / 255 for value in at(document, 200, 150)[:3]]
    for tool in (PaintBrush(colours), Fill(colours)):
        colours.set_foreground(RED)
        draw(tool, document, [(200.5, 150.5)], modifiers=Modifiers.CTRL)
        assert colours.foreground == pytest.approx(wanted)
    assert document.digest() == before


def test_the_picker_takes_means_and_the_background(document, colours) -> None:
    picker = Picker(colours, PickerOptions(area=PickArea.FIVE))
    draw(picker, document, [(200.5, 150.5)], modifiers=Modifiers.ALT)
    mean = pixels(document)[148:153, 198:203, :3].reshape(-1, 3).mean(axis=0) / 255
    assert colours.background == pytest.approx(mean, abs=1.5 / 255)
    assert colours.foreground == RED
    draw(picker, document, [(-20, 3)])
    assert colours.foreground == RED
    assert steps(document) == 0
