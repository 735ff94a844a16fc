"""What helps to label: pieces, cut-outs and spreading follow the picture's edges exactly."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.brush import Touch
from editor.document.commands import AddLayer, replace_mask
from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.kinds.label import steps
from editor.document.kinds.label.cutting import cut_out
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.picture import (
    SmallPicture,
    picture_below,
    picture_state,
    refined,
    small_picture,
    without_labels,
)
from editor.document.kinds.label.pouring import label_step, poured
from editor.document.kinds.label.rules import LabelPaint
from editor.document.kinds.label.spans import Tip
from editor.document.kinds.label.spreading import spread
from editor.document.kinds.label.stroke import LabelStroke
from editor.document.kinds.label.superpixels import superpixels
from editor.document.layers import PixelLayer
from editor.document.mask_operations import rectangle
from editor.document.targets import SelectionTarget
from editor.tools.label_grabcut import LabelGrabcut
from editor.tools.label_hand import LabelHand
from editor.tools.label_superpixel import LabelSuperpixel, SuperpixelOptions
from editor.tools.label_wand import LabelWand
from editor.tools.tool import PointerEvent
from ml.api.labels import LANDSCAPE
from ml.api.regions import Box

SKY, GRASS, WATER, NONE = 0, 9, 6, LANDSCAPE.unlabelled
DISC = (150, 110, 50)


def scene(width: int = 300, height: int = 220) -> tuple[np.ndarray, np.ndarray]:
    """Blue over green with a red disc, in grain: the colours, and which is where (0, 1, 2)."""
    rng = np.random.default_rng(4)
    y, x = np.mgrid[0:height, 0:width]
    what = np.where(y < 90 + 20 * np.sin(x / 30), 0, 1)
    what[(x - DISC[0]) ** 2 + (y - DISC[1]) ** 2 < DISC[2] ** 2] = 2
    colours = np.array([(120, 160, 220), (90, 140, 60), (190, 50, 40)])[what]
    return np.clip(colours + rng.normal(0, 7, colours.shape), 0, 255).astype(np.uint8), what


def made(scale: int = 1) -> tuple[Document, LabelLayer, np.ndarray]:
    colours, what = scene()
    colours, what = (np.repeat(np.repeat(one, scale, 0), scale, 1) for one in (colours, what))
    document = Document(what.shape[1], what.shape[0])
    document.apply(AddLayer(PixelLayer.from_pixels("Photo", colours), None))
    layer = LabelLayer.blank(LANDSCAPE)
    document.apply(AddLayer(layer, None))
    return document, layer, what


def dot(document: Document, layer: LabelLayer, index: int, x: float, y: float) -> None:
    drawn = LabelStroke(document, layer, LabelPaint(index), Tip(9))
    drawn.touch(Touch(x, y), Touch(x + 20, y))
    step = drawn.finish()
    assert step is not None
    document.history.push_done(step)


def test_labels_are_no_part_of_the_picture_that_is_looked_at() -> None:
    document, layer, _ = made()
    state, before = picture_state(document), picture_below(document)(document.canvas)
    document.apply(poured(document, layer, LabelPaint(WATER)))  # type: ignore[arg-type]
    assert picture_state(document) == state
    assert np.array_equal(picture_below(document)(document.canvas), before)
    document.layers[0].invalidate(document.canvas)
    assert picture_state(document) != state


def test_what_is_found_small_gets_the_edges_of_the_picture() -> None:
    document, _, what = made()
    twin = without_labels(document)
    small = SmallPicture(small_picture(twin, 300 * 220 // 16).colours, 4)
    rows, cols = np.mgrid[0:55, 0:75] * 4 + 2
    coarse = what[rows, cols].astype(np.int32)
    fine = refined(coarse, small, picture_below(document), document.canvas)
    blocks = np.repeat(np.repeat(coarse, 4, 0), 4, 1)
    assert (fine != what).mean() < 0.5 * (blocks != what).mean()


def test_superpixels_cover_everything_once_and_stay_inside_edges() -> None:
    document, _, what = made()
    twin, sample = without_labels(document), picture_below(document)
    pieces = superpixels(small_picture(twin, 10**6), sample, document.canvas, 20.0, 0.25)
    numbers = pieces.numbers
    assert numbers.shape == what.shape
    assert numbers.min() == 0
    assert 80 < numbers.max() < 300
    pure = sum(np.bincount(what[numbers == n]).max() for n in range(numbers.max() + 1))
    assert pure / what.size > 0.98
    one = pieces.mask_of(pieces.at(150, 110)).coverage(document.canvas) > 0
    assert np.array_equal(one, numbers == numbers[110, 150])


def test_a_click_fills_a_piece_and_a_drag_several_as_one_step() -> None:
    document, layer, what = made()
    hand = LabelHand()
    tool = LabelSuperpixel(hand)
    tool.set_options(SuperpixelOptions(size=24, smoothness=0.25))
    count = document.history.position
    tool.press(document, PointerEvent(120, 110))
    tool.move(PointerEvent(180, 110))
    tool.release(PointerEvent(180, 110))
    assert document.history.position == count + 1
    filled = layer.indices(document.canvas) == SKY
    assert (what[filled] == 2).mean() > 0.98
    assert filled.sum() > 1200
    assert filled[110, 120:180].all()
    tool.hover(document, PointerEvent(20, 20))
    assert tool.sketch is not None
    assert tool.sketch.others


def test_grabcut_finds_the_thing_in_the_box() -> None:
    document, layer, what = made()
    hand = LabelHand()
    tool = LabelGrabcut(hand)
    tool.press(document, PointerEvent(90, 50))
    tool.release(PointerEvent(210, 170))
    found = layer.indices(document.canvas) == SKY
    disc = what == 2
    assert (found & disc).sum() / (found | disc).sum() > 0.97
    assert cut_out(without_labels(document), document.canvas).is_empty
    assert cut_out(without_labels(document), Box(5, 5, 7, 40)).is_empty


def test_the_wand_looks_at_the_picture_and_not_at_labels() -> None:
    document, layer, what = made()
    document.apply(poured(document, layer, LabelPaint(WATER)))  # type: ignore[arg-type]
    wand = LabelWand(LabelHand())
    wand.set_options(wand.options.model_copy(update={"tolerance": 70}))
    wand.press(document, PointerEvent(150, 110))
    wand.release(PointerEvent(150, 110))
    found = layer.indices(document.canvas) == SKY
    assert (found & (what == 2)).sum() / (found | (what == 2)).sum() > 0.97


@pytest.mark.parametrize("scale", [1, 4])
def test_strokes_spread_over_what_they_are_like(scale: int) -> None:
    document, layer, what = made(scale)
    for index, x, y in ((SKY, 40, 30), (GRASS, 40, 190), (WATER, 140, 110)):
        dot(document, layer, index, x * scale, y * scale)
    painted = layer.indices(document.canvas)
    step = spread(document, layer)
    assert step is not None
    document.apply(step)
    found = layer.indices(document.canvas)
    wanted = np.array([SKY, GRASS, WATER])[what]
    assert (found == wanted).mean() > 0.985
    assert np.array_equal(found[painted != NONE], painted[painted != NONE])
    document.history.undo()
    assert np.array_equal(layer.indices(document.canvas), painted)


def test_spreading_heeds_the_selection_locks_and_asks_for_two_labels() -> None:
    document, layer, _ = made()
    dot(document, layer, SKY, 40, 30)
    with pytest.raises(NotPaintable, match="two labels"):
        spread(document, layer)
    dot(document, layer, GRASS, 40, 190)
    document.apply(steps.locked(layer, SKY, is_on=True))
    half = rectangle(Box(0, 0, 150, 220), document.canvas)
    document.apply(replace_mask(document, SelectionTarget(), half, "Select"))  # type: ignore[arg-type]
    before = layer.indices(document.canvas)
    document.apply(spread(document, layer))  # type: ignore[arg-type]
    found = layer.indices(document.canvas)
    assert np.array_equal(found[:, 150:], before[:, 150:])
    assert np.array_equal(found == SKY, before == SKY)
    assert (found[:, :150] == GRASS).sum() > 8000


def test_a_found_thing_is_painted_on_the_layer_it_was_asked_for() -> None:
    document, layer, _ = made()
    shape = rectangle(Box(10, 10, 30, 30), document.canvas)
    step = label_step(document, layer.id, LabelPaint(WATER), shape)
    assert step is not None
    document.apply(step)
    assert (layer.indices(document.canvas) == WATER).sum() == 400
    assert label_step(document, "gone", LabelPaint(WATER), shape) is None
