"""Adjusting a layer's own pixels: within the selection, at its edges, by its locks, as one step."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.adjusted import AdjustedLook, adjust_pixels
from editor.document.adjustments.catalog import find
from editor.document.adjustments.histogram import count_tones, display_level, tones_below
from editor.document.adjustments.levels import LevelsParams
from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import ColourFill
from editor.document.layers import Locks, PixelLayer
from editor.document.mask import Mask
from ml.api.regions import Box

INVERT, BLUR = find("invert"), find("blur")
DEPTHS = pytest.mark.parametrize("depth", ["uint8", "uint16"])


def noise(depth="uint8", width=300, height=270):
    random = np.random.default_rng(1)
    pixels = random.integers(0, np.iinfo(depth).max + 1, (height, width, 4), dtype=depth)
    pixels[..., 3] = np.iinfo(depth).max
    return pixels


def photo(depth="uint8", position=(0, 0)):
    document = Document(300, 270, depth)
    document.insert_layer(PixelLayer.from_pixels("photo", noise(depth), position))
    return document, document.layers[0]


@DEPTHS
def test_only_what_is_selected_changes_and_undo_brings_it_back(depth) -> None:
    document, layer = photo(depth, (7, -3))
    before = layer.render(document.canvas)
    document.selection = Mask.of_box(Box(50, 60, 120, 260))
    document.selection.fill(Box(60, 70, 61, 71), 51)
    document.apply(adjust_pixels(document, layer.id, INVERT, INVERT.params()))
    after, full = layer.render(document.canvas), np.iinfo(depth).max
    assert np.array_equal(after[200, 100, :3], full - before[200, 100, :3])
    outside = np.ones(after.shape[:2], bool)
    outside[60:260, 50:120] = False
    assert np.array_equal(after[outside], before[outside])
    fifth = before[70, 60, :3] * 0.8 + (full - before[70, 60, :3]) * 0.2
    assert np.abs(after[70, 60, :3] - fifth).max() <= 1
    document.history.undo()
    assert np.array_equal(layer.render(document.canvas), before)


def test_the_step_holds_what_the_preview_showed() -> None:
    document, layer = photo()
    document.selection = Mask.of_box(Box(20, 20, 280, 200))
    look = AdjustedLook(layer, BLUR, BLUR.params(), within=document)
    shown = look.render(document.canvas)
    document.apply(adjust_pixels(document, layer.id, BLUR, BLUR.params()))
    assert np.array_equal(layer.render(document.canvas), shown)


def test_a_blurred_photo_stays_opaque_at_the_edge_of_the_canvas() -> None:
    document, layer = photo()
    document.apply(adjust_pixels(document, layer.id, BLUR, BLUR.params()))
    assert (layer.render(document.canvas)[..., 3] == 255).all()
    assert layer.bounds == document.canvas


def test_a_blurred_shape_spreads_unless_its_coverage_is_locked() -> None:
    for locked in (False, True):
        document = Document(100, 100)
        layer = PixelLayer.from_pixels("shape", noise()[:20, :20], (40, 40))
        layer.locks = Locks(alpha=locked)
        document.insert_layer(layer)
        document.apply(adjust_pixels(document, layer.id, BLUR, BLUR.params()))
        if locked:
            assert layer.bounds == Box(40, 40, 60, 60)
            assert (layer.render(Box(40, 40, 60, 60))[..., 3] == 255).all()
        else:
            assert layer.bounds.width > 30
            assert layer.render(Box(40, 40, 41, 41))[0, 0, 3] < 128


def test_nothing_to_change_is_no_step() -> None:
    document, layer = photo()
    levels = find("levels")
    assert adjust_pixels(document, layer.id, levels, levels.params()) is None


def test_other_layers_and_locked_pixels_are_refused() -> None:
    document, layer = photo()
    fill = FillLayer(ColourFill())
    document.apply(AddLayer.of(document, fill))
    with pytest.raises(DocumentError):
        adjust_pixels(document, fill.id, INVERT, INVERT.params())
    layer.locks = Locks(pixels=True)
    with pytest.raises(DocumentError):
        adjust_pixels(document, layer.id, INVERT, INVERT.params())


@DEPTHS
def test_tones_are_counted_below_the_layer_alone(depth) -> None:
    document, layer = photo(depth)
    full = np.iinfo(depth).max
    black = AdjustmentLayer(find("levels"), LevelsParams(master_high=0), depth=depth)
    document.apply(AddLayer.of(document, black))
    above = AdjustmentLayer.of("curves", depth)
    document.apply(AddLayer.of(document, above))
    assert display_level(document) == 0
    own = tones_below(document, black.id)
    wanted = np.histogram(noise(depth)[..., 1], bins=256, range=(0, full + 1))[0]
    assert np.array_equal(own[1], wanted)
    assert tones_below(document, above.id)[:, 0].tolist() == [300 * 270] * 3


def test_clear_pixels_do_not_count() -> None:
    pixels = np.zeros((4, 4, 4), np.uint8)
    pixels[:2] = (10, 20, 30, 255)
    counts = count_tones(pixels)
    assert (counts[0, 10], counts[1, 20], counts[2, 30]) == (8, 8, 8)
    assert counts.sum() == 24


@pytest.mark.parametrize(("side", "level"), [(100, 0), (1000, 1), (1600, 2), (20000, 5)])
def test_large_pictures_are_counted_small(side, level) -> None:
    assert display_level(Document(side, 50)) == level
