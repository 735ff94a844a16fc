"""Tiles are made in the background, bounded in memory, and never shown as new when they are old."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from editor.canvas.display_tile import DisplayTile, picture_image, tint_image, tint_table
from editor.canvas.renderer import Renderer
from editor.canvas.tile_grid import (
    DISPLAY_TILE_PX,
    TileKey,
    base_level,
    children_of,
    document_box,
    level_box,
    tile_box,
    tiles_under,
)
from editor.canvas.unshown import STRIPE_PX
from editor.document.errors import Unrenderable
from ml.api.regions import Box


class Sheet:
    """A source of one grey value, which can be made to wait."""

    def __init__(self, width: int = 2000, height: int = 1500) -> None:
        self.size = (width, height)
        self.value = 10
        self.asked: list[tuple[Box, int]] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.has_begun = threading.Event()

    def load(self, box: Box, level: int) -> DisplayTile:
        self.asked.append((box, level))
        value = self.value
        self.has_begun.set()
        assert self.may_go_on.wait(60)
        pixels = np.full((box.height, box.width, 4), 255, np.uint8)
        pixels[..., :3] = value
        return DisplayTile(picture_image(pixels))

    def close(self) -> None:
        self.asked.clear()


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture
def renderer(qtbot: QtBot, sheet: Sheet) -> Iterator[Renderer]:
    made = Renderer(sheet, budget_bytes=6 * DISPLAY_TILE_PX**2 * 4, threads=1)
    yield made
    sheet.may_go_on.set()
    made.close()


def grey(tile: DisplayTile | None, x: int, y: int) -> int:
    assert tile is not None
    assert tile.image is not None
    return tile.image.pixelColor(x, y).red()


FIRST = TileKey(0, 0, 0)


def make(qtbot: QtBot, renderer: Renderer, *keys: TileKey) -> None:
    renderer.want(keys)
    qtbot.waitUntil(lambda: all(renderer.is_sharp(key) for key in keys), timeout=10_000)


def test_asking_for_a_tile_never_makes_it(renderer: Renderer, sheet: Sheet) -> None:
    assert renderer.tile(FIRST) is None
    assert not renderer.is_sharp(FIRST)
    assert sheet.asked == []


def test_wanted_tiles_arrive_and_are_told(qtbot: QtBot, renderer: Renderer) -> None:
    with qtbot.waitSignal(renderer.tiles_ready, timeout=60_000):
        renderer.want([FIRST])
    assert renderer.take_ready() == [FIRST]
    assert grey(renderer.tile(FIRST), 5, 5) == 10


def test_a_change_is_patched_where_it_is(qtbot: QtBot, renderer: Renderer, sheet: Sheet) -> None:
    make(qtbot, renderer, FIRST)
    sheet.value = 200
    sheet.asked.clear()
    renderer.invalidate(Box(100, 120, 140, 150))
    renderer.refresh([FIRST])
    assert sheet.asked == [(Box(100, 120, 140, 150), 0)]
    tile = renderer.tile(FIRST)
    assert grey(tile, 100, 120) == 200
    assert grey(tile, 139, 149) == 200
    assert grey(tile, 99, 120) == 10
    assert grey(tile, 140, 150) == 10
    assert renderer.is_sharp(FIRST)


def test_a_large_change_is_left_to_the_background_and_shown_old_meanwhile(
    qtbot: QtBot, renderer: Renderer, sheet: Sheet
) -> None:
    keys = [TileKey(0, 0, 0), TileKey(0, 0, 1)]
    make(qtbot, renderer, *keys)
    sheet.value = 200
    renderer.invalidate(Box(0, 0, 2000, 1500))
    sheet.asked.clear()
    renderer.refresh(keys)
    assert len(sheet.asked) == 1
    assert grey(renderer.tile(keys[1]), 5, 5) == 10
    assert not renderer.is_sharp(keys[1])
    make(qtbot, renderer, *keys)
    assert grey(renderer.tile(keys[1]), 5, 5) == 200


def test_a_wide_change_seen_from_afar_is_left_to_the_background(
    qtbot: QtBot, renderer: Renderer, sheet: Sheet
) -> None:
    """Few pixels on the screen may stand for many of the document, which come first."""
    sheet.size = (9000, 9000)
    renderer.resized()
    key = TileKey(4, 0, 0)
    make(qtbot, renderer, key)
    sheet.asked.clear()
    renderer.invalidate(Box(0, 0, 4000, 3000))
    renderer.refresh([key])
    assert sheet.asked == []
    assert not renderer.is_sharp(key)
    renderer.want([key])
    qtbot.waitUntil(lambda: renderer.is_sharp(key), timeout=60_000)
    renderer.invalidate(Box(0, 0, 1000, 1000))
    renderer.refresh([key])
    assert renderer.is_sharp(key)


def test_a_tile_overtaken_by_a_change_does_not_pass_for_new(
    qtbot: QtBot, renderer: Renderer, sheet: Sheet
) -> None:
    sheet.may_go_on.clear()
    renderer.want([FIRST])
    assert sheet.has_begun.wait(60)
    sheet.value = 200
    renderer.invalidate(Box(0, 0, 50, 50))
    with qtbot.waitSignal(renderer.tiles_ready, timeout=60_000):
        sheet.may_go_on.set()
    assert not renderer.is_sharp(FIRST)
    renderer.refresh([FIRST])
    assert renderer.is_sharp(FIRST)
    assert grey(renderer.tile(FIRST), 5, 5) == 200


def test_a_tile_of_the_old_size_is_dropped(qtbot: QtBot, renderer: Renderer, sheet: Sheet) -> None:
    sheet.may_go_on.clear()
    renderer.want([FIRST])
    assert sheet.has_begun.wait(60)
    sheet.size = (300, 200)
    renderer.resized()
    sheet.may_go_on.set()
    qtbot.waitUntil(lambda: renderer.is_idle, timeout=60_000)
    assert renderer.tile(FIRST) is None
    make(qtbot, renderer, FIRST)
    tile = renderer.tile(FIRST)
    assert tile is not None
    assert tile.image is not None
    assert tile.image.size().toTuple() == (300, 200)


def test_memory_is_bounded_and_the_coarsest_level_stays(qtbot: QtBot, renderer: Renderer) -> None:
    base = TileKey(renderer.base_level, 0, 0)
    make(qtbot, renderer, base)
    for row in range(3):
        for col in range(4):
            make(qtbot, renderer, TileKey(0, row, col))
    assert renderer.size_bytes <= 6 * DISPLAY_TILE_PX**2 * 4
    assert renderer.tile(base) is not None
    assert renderer.tile(TileKey(0, 0, 0)) is None
    assert renderer.tile(TileKey(0, 2, 3)) is not None


def test_newer_wishes_replace_older_ones(qtbot: QtBot, renderer: Renderer, sheet: Sheet) -> None:
    sheet.may_go_on.clear()
    renderer.want([TileKey(0, 0, col) for col in range(4)])
    assert sheet.has_begun.wait(60)
    renderer.want([TileKey(0, 2, 3)])
    sheet.may_go_on.set()
    qtbot.waitUntil(lambda: renderer.is_idle, timeout=60_000)
    assert renderer.tile(TileKey(0, 2, 3)) is not None
    assert len(sheet.asked) == 2


def test_a_tile_that_fails_is_striped_and_told_once(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Sheet):
        tries = 0

        def load(self, box: Box, level: int) -> DisplayTile:
            if box.left == 0:
                self.tries += 1
                raise Unrenderable("Sky")
            return super().load(box, level)

    broken = Broken()
    renderer = Renderer(broken, threads=1)
    told: list[str] = []
    renderer.troubled.connect(told.append)
    keys = [FIRST, TileKey(0, 0, 1), TileKey(0, 1, 0)]
    for _ in range(3):
        make(qtbot, renderer, *keys)
    assert broken.tries == 2
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == ["The layer “Sky” cannot be shown: undo what was last done to it, or hide it."]
    assert caplog.text.count("could not be made") == 1
    assert grey(renderer.tile(FIRST), 0, 0) != grey(renderer.tile(FIRST), STRIPE_PX, 0)
    assert grey(renderer.tile(TileKey(0, 0, 1)), 0, 0) == broken.value
    renderer.invalidate(Box(0, 0, 8, 8))
    renderer.refresh([FIRST])
    assert broken.tries == 3
    assert len(told) == 1
    renderer.close()


def test_closing_ends_the_threads(qtbot: QtBot, sheet: Sheet) -> None:
    before = threading.active_count()
    renderer = Renderer(sheet, threads=2)
    renderer.want([FIRST])
    qtbot.waitUntil(lambda: renderer.is_sharp(FIRST), timeout=60_000)
    assert threading.active_count() == before + 2
    renderer.close()
    assert threading.active_count() == before


# ---- the grid and the formats


def test_tiles_cover_a_box_and_no_more() -> None:
    assert list(tiles_under(Box(500, 0, 530, 10), 0)) == [TileKey(0, 0, 0), TileKey(0, 0, 1)]
    assert list(tiles_under(Box(500, 0, 530, 10), 1)) == [TileKey(1, 0, 0)]
    assert list(tiles_under(Box(5, 5, 5, 5), 0)) == []


def test_edge_tiles_are_clipped_and_children_lie_under_their_parent() -> None:
    assert tile_box(TileKey(1, 0, 0), 777, 333) == Box(0, 0, 389, 167)
    parent = TileKey(2, 1, 3)
    for child in children_of(parent):
        assert document_box(parent).contains(document_box(child))
    assert level_box(Box(3, 5, 7, 9), 1) == Box(1, 2, 4, 5)


def test_the_base_level_is_small() -> None:
    assert base_level(800, 600) == 0
    level = base_level(12000, 8000)
    assert 12000 >> level <= 1024


def test_opaque_pictures_get_the_fast_format() -> None:
    pixels = np.full((4, 6, 4), 255, np.uint8)
    assert DisplayTile(picture_image(pixels)).is_opaque
    pixels[2, 3, 3] = 128
    pixels[2, 3, 0] = 200
    tile = DisplayTile(picture_image(pixels))
    assert not tile.is_opaque
    assert tile.image is not None
    colour = tile.image.pixelColor(3, 2)
    assert (colour.alpha(), colour.red()) == (128, pytest.approx(200, abs=1))


def test_a_picture_owns_its_memory() -> None:
    pixels = np.full((64, 64, 4), 255, np.uint8)
    image = picture_image(pixels)
    pixels[...] = 0
    del pixels
    assert image.pixelColor(10, 10).red() == 255


def test_the_tint_is_premultiplied() -> None:
    coverage = np.array([[0, 128, 255]], np.uint8)
    image = tint_image(coverage, tint_table(255, 0, 128, 0.5))
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(2, 0).alpha() in (127, 128)
    assert image.pixelColor(2, 0).red() == 255
    assert image.pixelColor(2, 0).blue() == pytest.approx(128, abs=2)
    assert image.pixelColor(1, 0).alpha() == 64
