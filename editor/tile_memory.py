"""What the preference "Memory for what is shown" means for the three places that keep tiles."""

from __future__ import annotations

from editor.canvas import tile_cache
from editor.document import composite, spill

USUAL_MB = 192
"""With so much each place keeps what was found best for it; else all keep more or less alike."""


def share_out(shown_mb: int) -> None:
    """Let the canvas, what composes its tiles and the layers' own tiles keep their parts."""
    tile_cache.allow_shown(_part(tile_cache.DEFAULT_BUDGET_BYTES, shown_mb))
    composite.allow_tiles(_part(composite.DEFAULT_BUDGET_BYTES, shown_mb))
    spill.set_limit(_part(spill.DEFAULT_LIMIT_BYTES, shown_mb))


def _part(usual_bytes: int, shown_mb: int) -> int:
    return usual_bytes * shown_mb // USUAL_MB
