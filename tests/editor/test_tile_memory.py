"""The preference for memory reaches all that keeps tiles, while it runs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from editor.canvas.tile_cache import DEFAULT_BUDGET_BYTES, TileCache
from editor.document import composite, spill
from editor.document.composite import Compositor
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.tiles import TILE_PX
from editor.tile_memory import USUAL_MB, share_out

TILE_BYTES = 4 * TILE_PX * TILE_PX


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    yield
    share_out(USUAL_MB)


def test_the_usual_share_is_what_each_place_was_made_for() -> None:
    share_out(USUAL_MB)
    assert TileCache().budget_bytes == DEFAULT_BUDGET_BYTES
    assert spill._Memory.limit_bytes == spill.DEFAULT_LIMIT_BYTES
    assert composite._Allowance.tiles == composite.DEFAULT_BUDGET_BYTES // TILE_BYTES


def test_all_places_follow_also_those_that_exist() -> None:
    cache, own = TileCache(), TileCache(77)
    share_out(2 * USUAL_MB)
    assert cache.budget_bytes == 2 * DEFAULT_BUDGET_BYTES
    assert own.budget_bytes == 77
    assert spill._Memory.limit_bytes == 2 * spill.DEFAULT_LIMIT_BYTES


def test_a_compositor_keeps_fewer_tiles_with_less() -> None:
    side = 6 * TILE_PX
    document = Document(side, side)
    document.insert_layer(PixelLayer.from_pixels("Photo", np.full((side, side, 3), 9, np.uint8)))
    compositor = Compositor(document)
    compositor.render(document.canvas)
    assert len(compositor._tiles) == 36
    composite.allow_tiles(20 * TILE_BYTES)
    document.pixels_changed.emit(document.canvas)
    compositor.render(document.canvas)
    assert len(compositor._tiles) == 20
    compositor.close()
