"""What is selected of a layer: taken, cleared, grown by its colours, in both depths."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.mask_colours import grow_by_colour, similar
from editor.document.selection_pixels import cleared, selected_box, selected_plane
from editor.document.selection_sources import from_alpha, from_light, of_layer, visible
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget
from editor.document.tiles import Depth, Pixels
from ml.api.regions import Box


def noise(seed: int, depth: Depth, height: int = 90, width: int = 120) -> Pixels:
    rng = np.random.default_rng(seed)
    top = 256 if depth == "uint8" else 65536
    return rng.integers(0, top, (height, width, 4)).astype(depth)


def made(
    pixels: Pixels, coverage: np.ndarray | None, position: tuple[int, int] = (0, 0)
) -> tuple[Document, PixelLayer]:
    depth: Depth = "uint16" if pixels.dtype == np.uint16 else "uint8"
    document = Document(120, 90, depth)
    layer = PixelLayer.from_pixels("Layer", pixels, position=position)
    document.insert_layer(layer)
    if coverage is not None:
        step = replace_mask(document, SelectionTarget(), Mask.from_coverage(coverage), "Select")
        if step is not None:
            document.apply(step)
    return document, layer


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    depth=st.sampled_from(["uint8", "uint16"]),
    position=st.tuples(st.integers(-30, 30), st.integers(-30, 30)),
)
def test_what_is_taken_and_what_is_left_make_up_the_layer(
    seed: int, depth: Depth, position: tuple[int, int]
) -> None:
    rng = np.random.default_rng(seed)
    coverage = rng.integers(0, 256, (90, 120)).astype(np.uint8)
    coverage[rng.random((90, 120)) < 0.3] = 0
    document, layer = made(noise(seed, depth), coverage, position)
    before = layer.render(document.canvas).astype(np.int64)
    taken = selected_plane(document, layer, selected_box(document, layer)).read(document.canvas)
    step = cleared(document, LayerPixels(layer.id))
    assert step is not None
    document.apply(step)
    left = document.layer(layer.id).render(document.canvas).astype(np.int64)
    share = coverage / 255
    assert np.abs(taken[..., 3] - before[..., 3] * share).max() <= 0.5
    assert np.abs(left[..., 3] - before[..., 3] * (1 - share)).max() <= 0.5
    still = left[..., 3] > 0
    assert np.array_equal(left[still][:, :3], before[still][:, :3])
    assert (left[~still] == 0).all()
    document.history.undo()
    assert np.array_equal(document.layer(layer.id).render(document.canvas), before)


def test_without_a_selection_all_of_the_layer_is_meant() -> None:
    pixels = noise(1, "uint8")
    document, layer = made(pixels, None)
    taken = selected_plane(document, layer, selected_box(document, layer))
    assert np.array_equal(taken.read(document.canvas), pixels)
    step = cleared(document, LayerPixels(layer.id))
    assert step is not None
    document.apply(step)
    assert not layer.pixels.keys()
    assert cleared(document, LayerPixels(layer.id)) is None


def test_locked_transparency_is_not_cleared() -> None:
    document, layer = made(noise(1, "uint8"), None)
    layer.locks = replace(layer.locks, alpha=True)
    with pytest.raises(NotPaintable, match="unlock"):
        cleared(document, LayerPixels(layer.id))


def test_a_layer_mask_is_cleared_within_the_selection() -> None:
    coverage = np.zeros((90, 120), np.uint8)
    coverage[:, :60] = 255
    document, layer = made(noise(1, "uint8"), coverage)
    layer.mask = Mask.of_box(document.canvas)
    step = cleared(document, LayerMask(layer.id))
    assert step is not None
    document.apply(step)
    assert layer.mask.bounds == Box(60, 0, 120, 90)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_alpha_and_light_are_those_of_the_pixels(depth: Depth) -> None:
    pixels = noise(3, depth)
    document, layer = made(pixels, None)
    full = 255 if depth == "uint8" else 65535
    alpha = from_alpha(of_layer(layer), document.canvas).coverage(document.canvas)
    assert np.abs(alpha - pixels[..., 3] * (255 / full)).max() <= 0.5
    light = from_light(of_layer(layer), document.canvas).coverage(document.canvas)
    grey = pixels[..., :3] @ np.array([0.2126, 0.7152, 0.0722]) * (pixels[..., 3] / full)
    assert np.abs(light - grey * (255 / full)).max() <= 0.51


def by_pixels(pixels: Pixels, inside: np.ndarray, tolerance: int) -> np.ndarray:
    """Where a pixel's cell of colours is near the cell of one inside."""
    step = 1 if pixels.dtype == np.uint8 else 256
    cells = pixels[..., :3].astype(int) // step // 4
    chosen = np.unique(cells[inside], axis=0)
    apart = np.abs(cells[:, :, None, :] - chosen[None, None]).max(axis=3).min(axis=2)
    return apart <= -(-tolerance // 4)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("tolerance", [0, 5, 30])
def test_similar_takes_every_colour_near_one_that_is_selected(depth: Depth, tolerance: int) -> None:
    pixels = noise(5, depth)
    pixels[..., 3] = 255 if depth == "uint8" else 65535
    coverage = np.zeros((90, 120), np.uint8)
    coverage[40:44, 50:53] = 255
    document, _ = made(pixels, coverage)
    found = similar(visible(document), document.selection, tolerance, document.canvas)
    expected = by_pixels(pixels, coverage > 0, tolerance) | (coverage > 0)
    assert np.array_equal(found.coverage(document.canvas) == 255, expected)


def test_growing_by_colour_goes_no_further_than_what_touches() -> None:
    pixels = np.full((90, 120, 4), 255, np.uint8)
    pixels[10:30, 10:30] = pixels[10:30, 60:80] = (200, 0, 0, 255)
    coverage = np.zeros((90, 120), np.uint8)
    coverage[15, 15] = 255
    document, _ = made(pixels, coverage)
    sample = visible(document)
    grown = grow_by_colour(sample, document.selection, 10, document.canvas)
    assert grown.bounds == Box(10, 10, 30, 30)
    everywhere = similar(sample, document.selection, 10, document.canvas)
    assert everywhere.bounds == Box(10, 10, 80, 30)
