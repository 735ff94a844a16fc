"""Places and boxes on every display level, and pixels that become squares below zero."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.composite import Compositor
from editor.document.document import Document
from editor.document.kinds.vector.layer import VectorLayer
from editor.document.layer_commands import AddLayer
from editor.document.layers import Layer, PixelLayer
from editor.document.levels import canvas_px, ceiled, enlarged, floored, outwards
from editor.document.mask import Mask
from ml.api.regions import Box
from ml.vector.raster import render_box
from ml.vector.shapes import Contour, Drawing, Flat, Shape

ROUND = Contour(np.array([(6, 15), (6, 5), (24, 5), (24, 15), (24, 25), (6, 25)], float))


def picture(size: tuple[int, int] = (30, 40)) -> np.ndarray:
    chance = np.random.default_rng(5)
    pixels = chance.integers(0, 256, (*size, 4), np.uint8)
    pixels[..., 3] = 255
    return pixels


def page() -> Document:
    layer = VectorLayer(Shape((ROUND,), Flat((1, 0, 0)), name="Round"))
    return document_of(PixelLayer.from_pixels("Below", picture()), layer)


def document_of(*layers: Layer) -> Document:
    document = Document(40, 30)
    for layer in layers:
        document.apply(AddLayer.of(document, layer))
    return document


@pytest.mark.parametrize("level", [3, 1, 0, -1, -4])
def test_boxes_grow_outwards(level: int) -> None:
    box = Box(-5, 3, 18, 21)
    scale = 2.0**-level
    found = outwards(box, level)
    assert found.left <= box.left * scale < found.left + 1
    assert found.bottom - 1 < box.bottom * scale <= found.bottom
    assert (floored(7, level), ceiled(7, level)) == (np.floor(7 * scale), np.ceil(7 * scale))
    assert canvas_px(8, -level) == floored(8, level)


def test_pixels_become_squares() -> None:
    pixels = picture((6, 6))
    box = Box(3, 5, 14, 17)
    near = outwards(box, 2)
    large = enlarged(pixels[near.slices], near, box, -2)
    ys, xs = np.mgrid[5:17, 3:14]
    assert (large == pixels[ys // 4, xs // 4]).all()


def test_shapes_are_sharp_over_pixels_that_are_squares() -> None:
    document = page()
    made = Compositor(document)
    assert made.finest_level < 0
    shown = made.render(Box(0, 0, 320, 240), -3)
    shape = document.layers[1].shape
    cover = render_box(Drawing(40, 30, (shape,)), Box(0, 0, 320, 240), 8)[..., 3:]
    below = np.repeat(np.repeat(picture()[..., :3], 8, axis=0), 8, axis=1)
    wanted = below * (1 - cover) + np.array([255, 0, 0]) * cover
    assert abs(shown[..., :3] - wanted).max() <= 1
    assert (shown[..., 3] == 255).all()


def test_what_changes_is_drawn_again_on_finer_levels() -> None:
    document = page()
    made = Compositor(document)
    made.render(Box(0, 0, 320, 240), -3)
    layer = document.layers[1]
    layer.visible = False
    made.mark(layer.bounds)
    below = np.repeat(np.repeat(picture(), 8, axis=0), 8, axis=1)
    document.layers_changed.emit()
    assert (made.render(Box(0, 0, 320, 240), -3) == below).all()


def test_a_mask_lies_in_squares_too() -> None:
    document = page()
    layer = document.layers[1]
    coverage = np.zeros((30, 40), np.uint8)
    coverage[:, :15] = 255
    layer.mask = Mask.from_coverage(coverage)
    document.layers_changed.emit()
    shown = Compositor(document).render(Box(0, 0, 320, 240), -3)
    assert (shown[120, 60:119, 0] == 255).all()
    below = np.repeat(picture()[15, :, :3], 8, axis=0)
    assert (shown[120, 120:, :3] == below[120:]).all()


def test_pixels_alone_have_nothing_finer() -> None:
    document = document_of(PixelLayer.from_pixels("Below", picture()))
    assert Compositor(document).finest_level == 0
