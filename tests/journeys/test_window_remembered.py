"""What the artist set up to align by, and how much memory may be used, in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from window_program import Window, open_window

from editor.canvas.tile_cache import TileCache
from editor.document import spill
from editor.settings import SettingsFile
from editor.tile_memory import USUAL_MB, share_out
from editor.wiring import remember

pytestmark = pytest.mark.journey


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def test_rulers_grid_and_snapping_are_remembered(window: Window) -> None:
    window.open()
    for name in ("view.rulers", "view.grid_16", "view.snap", "view.snap_to_layers"):
        window.program.shell.trigger(name)
    chosen = window.program.desk.toolbox.aids.now
    assert chosen.rulers
    assert chosen.grid
    assert chosen.spacing_px == 16
    remember(window.program)
    with open_window() as second:
        assert second.program.desk.toolbox.aids.now == chosen
        second.open()
        assert second.program.canvas.overlays.rulers.shown
        assert second.program.canvas.overlays.guides.state == chosen


@pytest.mark.parametrize(
    "aids",
    [{"grid": 3, "rulers": "yes"}, {"spacing_px": 0}, {"spacing_px": True}, {"unheard": True}],
)
def test_remembered_nonsense_is_left_alone(window: Window, aids: dict[str, object]) -> None:
    before = window.program.desk.toolbox.aids.now
    window.program.settings.change(aids=aids)
    with open_window() as second:
        assert second.program.desk.toolbox.aids.now == before


def test_memory_for_what_is_shown_takes_effect_at_once_and_after_a_start(window: Window) -> None:
    usual, limit = TileCache().budget_bytes, spill._Memory.limit_bytes
    try:
        window.program.settings.change(tile_cache_mb=2 * USUAL_MB)
        assert TileCache().budget_bytes == 2 * usual
        assert spill._Memory.limit_bytes == 2 * limit
        share_out(USUAL_MB)
        assert SettingsFile().now.tile_cache_mb == 2 * USUAL_MB
        with open_window():
            assert TileCache().budget_bytes == 2 * usual
    finally:
        share_out(USUAL_MB)
