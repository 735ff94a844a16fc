"""What stands where a piece of the picture cannot be made, and says so once, not in each frame."""

from __future__ import annotations

import logging

import numpy as np

from editor.canvas.display_tile import DisplayTile, picture_image
from editor.document.errors import DocumentError
from ml.api.regions import Box

STRIPE_PX = 16
_DARK, _LIGHT = (58, 58, 58, 255), (82, 82, 82, 255)
_log = logging.getLogger(__name__)


def unshown_tile(box: Box) -> DisplayTile:
    """Slanted stripes of the size of `box`, that meet those of the tiles around it."""
    if box.is_empty:
        return DisplayTile(None)
    rows = np.arange(box.top, box.bottom)[:, np.newaxis]
    columns = np.arange(box.left, box.right)[np.newaxis]
    is_dark = (rows + columns) // STRIPE_PX % 2 == 0
    pixels = np.where(is_dark[..., np.newaxis], _DARK, _LIGHT)
    return DisplayTile(picture_image(pixels.astype(np.uint8)))


class Troubles:
    """Tells old troubles from new ones; used from several threads, where twice is no harm."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def sentence_of(self, error: Exception) -> str:
        """What to say of `error`, which goes into the log; nothing if it was said before."""
        kind = type(error).__name__, str(error)
        if kind in self._told:
            return ""
        self._told.add(kind)
        _log.error("A piece of the picture could not be made", exc_info=error)
        if isinstance(error, DocumentError):
            return str(error)
        return "A piece of the picture cannot be shown; Help > Show the log says why."
