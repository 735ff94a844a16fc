"""A plane of tiles behaves like one endless array, and its twins never change."""

from __future__ import annotations

import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import DTypeLike

from editor.document import mips, tiles
from editor.document.spill import empty_tile
from editor.document.tiles import TILE_PX, Pixels, TilePlane, changed_keys, few_boxes_of, runs_of
from ml.api.regions import Box, bounds_of

ORIGIN = 600
EXTENT = 1500

boxes = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    st.integers(-ORIGIN, 500),
    st.integers(-ORIGIN, 500),
    st.integers(1, 390),
    st.integers(1, 390),
)
writes = st.lists(st.tuples(boxes, st.integers(0, 3), st.booleans()), max_size=6)


def painted(channels, depth, steps):
    """A plane and an ordinary array that were written to in the same way."""
    plane = TilePlane(channels, depth)
    array = np.zeros((EXTENT, EXTENT, channels), depth).squeeze()
    random = np.random.default_rng(len(steps))
    for box, value, is_fill in steps:
        part = array[box.moved(ORIGIN, ORIGIN).slices]
        if is_fill:
            part[...] = value
            plane.fill(box, value)
        else:
            part[...] = random.integers(0, 2, part.shape) * value
            plane.write(box, part)
    return plane, array


@settings(max_examples=40, deadline=None)
@given(writes, boxes, st.sampled_from([(1, "uint8"), (4, "uint8"), (4, "uint16")]))
def test_a_plane_is_an_endless_array(steps, box, kind) -> None:
    plane, array = painted(*kind, steps)
    assert np.array_equal(plane.read(box), array[box.moved(ORIGIN, ORIGIN).slices])
    flat = array if array.ndim == 2 else array.any(axis=2)
    wanted = bounds_of(flat)
    wanted = wanted if wanted.is_empty else wanted.moved(-ORIGIN, -ORIGIN)
    assert plane.bounds == wanted
    assert plane.extent.contains(plane.bounds)
    assert all(plane.tile(*key).any() for key in plane.keys())


@settings(max_examples=25, deadline=None)
@given(writes, writes)
def test_a_twin_keeps_what_it_had(first, second) -> None:
    plane, array = painted(4, "uint8", first)
    everything = Box(-ORIGIN, -ORIGIN, EXTENT - ORIGIN, EXTENT - ORIGIN)
    plane.level_tile(2, 0, 0)
    twin, digest = plane.share(), plane.digest()
    assert changed_keys(plane, twin) == []
    for box, value, _ in second:
        plane.fill(box, value)
    assert np.array_equal(twin.read(everything), array)
    assert twin.digest() == digest
    same = TilePlane.from_pixels(array, -ORIGIN, -ORIGIN)
    assert same.digest() == digest
    assert (plane.digest() == digest) == np.array_equal(plane.read(everything), array)


def test_a_stored_tile_cannot_be_written_to() -> None:
    plane = TilePlane(1)
    plane.write(Box(0, 0, 10, 10), np.ones((10, 10), np.uint8))
    tile = plane.tile(0, 0)
    with pytest.raises(ValueError, match="read-only"):
        tile[0, 0] = 3


def test_whole_tiles_of_one_value_are_one_array() -> None:
    plane = TilePlane(1)
    plane.fill(Box(0, 0, 10 * TILE_PX, 10 * TILE_PX), 255)
    assert len(plane.keys()) == 100
    assert plane.size_bytes == TILE_PX * TILE_PX


def expected_level(array, level):
    """Halving after halving, colours weighted by alpha, in plain integers."""
    for _ in range(level):
        four = array.reshape(array.shape[0] // 2, 2, array.shape[1] // 2, 2, 4).astype(np.int64)
        alpha = four[..., 3:]
        total = alpha.sum(axis=(1, 3))
        colour = ((four[..., :3] * alpha).sum(axis=(1, 3)) + total // 2) // np.maximum(total, 1)
        array = np.concatenate([colour, (total + 2) // 4], axis=2)
    return array


@settings(max_examples=15, deadline=None)
@given(writes, boxes, st.integers(0, 255))
def test_levels_follow_every_write(steps, box, value) -> None:
    plane = TilePlane(4, "uint8")
    area = Box(-4 * TILE_PX, -4 * TILE_PX, 4 * TILE_PX, 4 * TILE_PX)
    random = np.random.default_rng(value)
    pixels = random.integers(0, 256, (area.height, area.width, 4), dtype=np.uint8)
    pixels[random.random(pixels.shape[:2]) < 0.5, 3] = 0
    plane.write(area, pixels)
    for level in (1, 2, 3):
        plane.read_level(level, Box(-128, -128, 128, 128))
    for where, number, _ in [*steps, (box, value, True)]:
        plane.fill(where, number)
    for level in (3, 1, 2):
        half = area.width >> (level + 1)
        got = plane.read_level(level, Box(-half, -half, half, half))
        assert np.array_equal(got, expected_level(plane.read(area), level))


def test_runs_cover_exactly_the_tiles() -> None:
    keys = [(0, 0), (0, 1), (0, 3), (2, -1), (2, 0)]
    assert sorted(runs_of(keys), key=lambda box: (box.top, box.left)) == [
        Box(0, 0, 512, 256),
        Box(768, 0, 1024, 256),
        Box(-256, 512, 256, 768),
    ]


def test_ground_without_tiles_is_not_looked_at() -> None:
    """A far level covers thousands of places; only those around the tiles are asked for."""
    plane = TilePlane(4)
    plane.fill(Box(0, 0, 2 * TILE_PX, TILE_PX), 9)
    asked = []
    plane._pyramid._source = lambda row, col: asked.append((row, col)) or plane.tile(row, col)
    assert plane.level_tile(6, 0, 0) is not None
    assert set(asked) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    asked.clear()
    assert plane.level_tile(6, 1, 1) is None
    assert asked == []


def test_levels_show_what_comes_back_after_all_was_gone() -> None:
    plane = TilePlane(1)
    box = Box(0, 0, 2 * TILE_PX, TILE_PX)
    plane.fill(box, 200)
    first = plane.read_level(2, Box(0, 0, 128, 64))
    plane.fill(box, 0)
    assert not plane.read_level(2, Box(0, 0, 128, 64)).any()
    plane.fill(Box(TILE_PX, 0, 2 * TILE_PX, TILE_PX), 200)
    second = plane.read_level(2, Box(0, 0, 128, 64))
    assert first.all()
    assert not second[:, :64].any()
    assert second[:, 64:].all()


def test_frozen_tiles_are_taken_unseen_and_others_looked_at(monkeypatch) -> None:
    looked = []
    monkeypatch.setattr(tiles, "is_blank", lambda tile: looked.append(tile) or not tile.any())
    plane = TilePlane(1)
    plane.fill(Box(0, 0, 3 * TILE_PX, TILE_PX), 7)
    looked.clear()
    other = TilePlane(1)
    blank = np.zeros((TILE_PX, TILE_PX), np.uint8)
    other.take({key: plane.tile(*key) for key in plane.keys()} | {(5, 5): blank})
    assert [one is blank for one in looked] == [True]
    assert other.keys() == plane.keys()
    assert other.digest() == plane.digest()


def test_a_whole_picture_is_one_box_and_scattered_tiles_are_few() -> None:
    whole = [(row, col) for row in range(16) for col in range(24)]
    assert few_boxes_of(whole) == [Box(0, 0, 24 * TILE_PX, 16 * TILE_PX)]
    two = [(0, 0), (9, 9)]
    assert few_boxes_of(two) == list(runs_of(two))
    scattered = [(row, (row * 7) % 11) for row in range(40)]
    assert few_boxes_of(scattered) == [Box(0, 0, 11 * TILE_PX, 40 * TILE_PX)]


def test_what_only_led_to_a_smaller_tile_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[Pixels]] = []

    def noted(shape: tuple[int, ...], dtype: DTypeLike) -> Pixels:
        tile = empty_tile(shape, dtype)
        made.append(weakref.ref(tile))
        return tile

    plane = TilePlane(4)
    noise = np.random.default_rng(4).integers(1, 256, (2048, 2048, 4), np.uint8)
    noise[..., 3] = 255
    plane.write(Box(0, 0, 2048, 2048), noise)
    monkeypatch.setattr(mips, "empty_tile", noted)
    shown = plane.level_tile(3, 0, 0)
    assert shown is not None
    assert len(made) == 1 + 4 + 16
    assert sum(tile() is not None for tile in made) == 1
    larger = plane.level_tile(2, 0, 0)
    assert larger is not None
    halved = larger.reshape(128, 2, 128, 2, 4).mean((1, 3))
    assert np.abs(halved - shown[:128, :128]).max() <= 2
    plane.write(Box(0, 0, 1, 1), 255 - noise[:1, :1])
    fresh = plane.level_tile(3, 0, 0)
    # Where a part was renewed the way to it stays, so that the next stroke renews only parts.
    made.clear()
    plane.write(Box(1, 0, 2, 1), 255 - noise[:1, 1:2])
    assert plane.level_tile(3, 0, 0) is not fresh
    assert len(made) == 3
