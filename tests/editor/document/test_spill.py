"""Tiles beyond the limit lie in a file, and nobody who holds one can tell."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from editor.document import spill
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.targets import LayerPixels
from editor.document.tile_change import TileChange
from editor.document.tiles import TilePlane
from ml.api.regions import Box

pytestmark = pytest.mark.skipif(
    not hasattr(os, "posix_fallocate"), reason="this system has no reserved files to map"
)
TILE = (256, 256, 4)
TILE_BYTES = 256 * 256 * 4


@pytest.fixture
def spilling(tmp_path: Path) -> Iterator[None]:
    """Every tile goes into the file."""
    spill.spill_to(tmp_path, limit_bytes=-1)
    yield
    spill.stop_spilling()


def picture(side: int) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (side, side, 4), np.uint8)


def test_a_picture_comes_back_exactly(spilling: None) -> None:
    pixels = picture(1500)
    plane = TilePlane.from_pixels(pixels)
    store = spill._Memory.spill
    assert store is not None
    assert store.live_bytes >= 25 * TILE_BYTES
    store._window_bytes = 0
    store.trim()
    assert np.array_equal(plane.read(Box.of_size(1500, 1500)), pixels)


def test_smaller_versions_are_the_same_as_in_memory(tmp_path: Path) -> None:
    pixels = picture(1024)
    in_memory = PixelLayer.from_pixels("a", pixels)
    spill.spill_to(tmp_path, limit_bytes=-1)
    try:
        in_file = PixelLayer.from_pixels("b", pixels)
        for level in (1, 2, 3):
            box = Box.of_size(1024 >> level, 1024 >> level)
            assert np.array_equal(in_memory.render(box, level), in_file.render(box, level))
    finally:
        spill.stop_spilling()


def test_room_is_used_again_once_the_last_view_is_gone(tmp_path: Path) -> None:
    store = spill.SpillFile(tmp_path)
    first = store.empty(TILE, np.uint8)
    first[...] = 9
    view = first[10:20].view(np.uint32)
    del first
    gc.collect()
    assert store.live_bytes == TILE_BYTES
    second = store.empty(TILE, np.uint8)
    second[...] = 1
    assert (view == 0x09090909).all()
    del view
    gc.collect()
    third = store.empty(TILE, np.uint8)
    assert store.live_bytes == 2 * TILE_BYTES
    third[...] = 5
    assert (second == 1).all()


def test_arrays_of_all_kinds_stand_side_by_side(tmp_path: Path) -> None:
    store = spill.SpillFile(tmp_path)
    shapes = [((256, 256), np.uint8), (TILE, np.uint8), (TILE, np.uint16), ((7, 3), np.uint16)]
    made = [store.empty(shape, kind) for shape, kind in shapes * 200]
    for number, array in enumerate(made):
        array[...] = number % 251
    assert all((array == number % 251).all() for number, array in enumerate(made))


def test_a_full_disk_keeps_tiles_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    spill.spill_to(tmp_path, limit_bytes=-1)
    try:
        tile = spill.empty_tile(TILE, np.uint8)
        tile[...] = 3
        assert (tile == 3).all()
        assert spill._Memory.spill is None
    finally:
        spill.stop_spilling()


def test_below_the_limit_nothing_touches_the_disk(tmp_path: Path) -> None:
    spill.spill_to(tmp_path, limit_bytes=spill._Memory.live_bytes + 10 * TILE_BYTES)
    try:
        kept = [spill.empty_tile(TILE, np.uint8) for _ in range(5)]
        assert spill._Memory.spill is not None
        assert spill._Memory.spill.live_bytes == 0
        kept += [spill.empty_tile(TILE, np.uint8) for _ in range(20)]
        assert spill._Memory.spill.live_bytes > 0
    finally:
        spill.stop_spilling()


def test_no_file_is_left_or_even_seen(tmp_path: Path, spilling: None) -> None:
    tile = spill.empty_tile(TILE, np.uint8)
    assert list(tmp_path.iterdir()) == []
    assert tile.shape == TILE


def test_several_threads_never_get_the_same_room(tmp_path: Path) -> None:
    store = spill.SpillFile(tmp_path, window_bytes=0)
    wrong: list[int] = []

    def work(value: int) -> None:
        held: list[np.ndarray] = []
        for _ in range(300):
            tile = store.empty((64, 64), np.uint8)
            tile[...] = value
            held.append(tile)
            if len(held) > 20:
                if not (held.pop(0) == value).all():
                    wrong.append(value)

    threads = [threading.Thread(target=work, args=(value,)) for value in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_a_stroke_leaves_in_the_history_goes_into_the_file(spilling: None) -> None:
    store = spill._Memory.spill
    assert store is not None
    document = Document(1024, 1024)
    document.insert_layer(PixelLayer.from_pixels("a", picture(1024)))
    layer_id = document.layers[0].id
    start = document.layers[0].digest()
    before_bytes = store.live_bytes
    for number in range(3):
        plane = document.plane(LayerPixels(layer_id))
        after = plane.share()
        after.take({key: 255 - plane.tile(*key) - number for key in list(plane.keys())})
        step = TileChange.between(LayerPixels(layer_id), plane, after, "Invert")
        assert step is not None
        document.history.do(step)
        del plane, after, step
    assert spill._Memory.live_bytes == 0
    assert store.live_bytes - before_bytes >= 3 * 16 * TILE_BYTES
    store._window_bytes = 0
    store.trim()
    document.history.jump(0)
    assert document.layers[0].digest() == start
    document.history.clear()
    gc.collect()
    assert store.live_bytes <= before_bytes + 16 * TILE_BYTES


def test_a_tile_is_settled_once(tmp_path: Path) -> None:
    spill.spill_to(tmp_path, limit_bytes=spill._Memory.live_bytes + TILE_BYTES)
    try:
        first, second = (np.full(TILE, 7, np.uint8) for _ in range(2))
        assert spill.settled(first) is first
        held = spill._Memory.live_bytes
        assert spill.settled(first) is first
        assert spill._Memory.live_bytes == held
        third = np.full(TILE, 8, np.uint8)
        assert spill.settled(second) is second
        copy = spill.settled(third)
        assert copy is not third
        assert spill.settled(copy) is copy
        assert np.array_equal(copy, third)
        del first, second
        gc.collect()
        assert spill._Memory.live_bytes == held - TILE_BYTES
    finally:
        spill.stop_spilling()
