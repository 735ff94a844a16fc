"""A large hole filled tile by tile: from the source alone, without borders, in bounded memory."""

from __future__ import annotations

import numpy as np
import pytest

from ml.patch import fill as filling
from ml.patch import level, tiles, torch_level
from ml.patch.atlas import LEAST_BLOCKS, SIDE_PX, Atlas, tiles_of, window_of
from ml.patch.engine import Engine, Rung
from ml.patch.fill import fill
from ml.patch.melding import meld
from ml.patch.options import Effort, FillOptions, Quality
from ml.patch.pyramid import Layer, measure_texture

TILED = FillOptions(quality=Quality.DRAFT, tile_px=48)
EXACT = FillOptions(quality=Quality.DRAFT, tile_px=48, exact=True)


def noise(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(1).random((rows, columns, 3), dtype=np.float32)


def across(rows: int, columns: int) -> np.ndarray:
    """A hole from the upper left to the right border."""
    hole = np.zeros((rows, columns), bool)
    for row in range(rows // 4, rows // 2):
        hole[row, row // 2 :] = True
    return hole


@pytest.mark.parametrize("tensors", [False, True])
def test_every_pixel_is_one_of_the_source_and_no_other_changes(
    tensors: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if tensors:
        monkeypatch.setattr(filling, "engine_for", lambda device: torch_level.engine("cpu"))
    image, hole = noise(101, 121), across(101, 121)
    source = np.zeros_like(hole)
    source[60:] = True
    filled = fill(image, hole, source=source, options=EXACT)
    np.testing.assert_array_equal(filled[~hole], image[~hole])
    palette = {tuple(pixel) for pixel in image[source]}
    assert all(tuple(pixel) in palette for pixel in filled[hole])
    np.testing.assert_array_equal(filled, fill(image, hole, source=source, options=EXACT))


def test_a_pattern_goes_on_over_the_borders_of_tiles_and_of_the_picture() -> None:
    rows, columns = np.mgrid[:150, :161]
    wave = 0.5 + 0.2 * np.sin(2 * np.pi * columns / 8) + 0.2 * np.sin(2 * np.pi * rows / 10)
    image = np.repeat(wave[..., None], 3, axis=2).astype(np.float32)
    hole = across(150, 161)
    damaged = image.copy()
    damaged[hole] = 7.0
    draft = FillOptions(quality=Quality.DRAFT)
    whole = np.abs(fill(damaged, hole, options=draft) - image)[hole].mean()
    wrong = np.abs(fill(damaged, hole, options=TILED) - image)
    assert wrong[hole].mean() < 1.3 * whole + 0.002
    meets = np.zeros_like(hole)
    meets[46:50], meets[:, 46:50], meets[:, 94:98] = True, True, True
    assert wrong[hole & meets].mean() < 1.5 * whole + 0.01


def test_the_guide_is_followed_in_tiles_too() -> None:
    image = 0.1 * noise(128, 128)
    image[:, 64:] += 0.8
    hole = np.zeros((128, 128), bool)
    hole[40:100, 8:58] = True
    guide = image.copy()
    guide[hole] = 0.85
    options = FillOptions(quality=Quality.DRAFT, tile_px=48, guide_weight=4.0, exact=True)
    assert fill(image, hole, guide=guide, options=options)[hole].mean() > 0.7


def test_no_level_is_larger_than_its_tile_and_what_it_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[int] = []

    def rung(layer: Layer, effort: Effort, guide_weight: float) -> Rung:
        sizes.append(layer.hole.size)
        return level.Level(layer, effort, guide_weight)

    monkeypatch.setattr(filling, "engine_for", lambda device: Engine(rung, meld))
    wide = noise(240, 1000)
    hole = np.zeros((240, 1000), bool)
    hole[80:110, 100:900] = True
    near = np.zeros_like(hole)
    near[60:80, 80:920] = True
    fill(wide, hole, source=near, options=EXACT)
    cells = (LEAST_BLOCKS + 1) * SIDE_PX**2 + 2 * 128**2
    assert max(sizes) <= cells < hole.size
    assert sum(size > cells / 2 for size in sizes) > 10


def test_places_go_to_the_atlas_and_back() -> None:
    image, hole = noise(300, 340), across(300, 340)
    layer = Layer(image, hole, ~hole, measure_texture(image, hole))
    matches = np.argwhere(~hole[:150, :150])[::97].astype(np.int32)
    tile = next(tiles_of(hole, 96, 24))
    atlas = Atlas(layer, tile, image[window_of(tile, hole.shape)], matches)
    there = atlas.to_atlas(matches)
    assert (there >= 0).all()
    np.testing.assert_array_equal(atlas.to_layer(there), matches)
    np.testing.assert_array_equal(atlas.layer.colour[tuple(there.T)], image[tuple(matches.T)])
    beyond = np.array([[-1, 4], [4, 999]], np.int32)
    assert (atlas.to_atlas(beyond) == -1).all()
    assert not (atlas.layer.hole & atlas.layer.source).any()


def test_tiles_cover_the_hole_once() -> None:
    hole = across(200, 230)
    count = np.zeros(hole.shape, int)
    for tile in tiles_of(hole, 64, 24):
        count[tile.core] += 1
    assert (count[hole] == 1).all()


def test_tiles_are_taken_where_memory_would_get_scarce(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "_memory_bytes", lambda: 4_000_000_000)
    assert tiles.tile_for(10_000_000, None) is None
    assert tiles.tile_for(100_000_000, None) == tiles.LARGE_TILE_PX
    assert tiles.tile_for(1000, 513) == 514
    monkeypatch.setattr(tiles, "_memory_bytes", lambda: 0)
    assert tiles.tile_for(100_000_000, None) is None
