"""Breaks soft coverage up into grains for the mode Dissolve, the same ones at the same place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.sheets import Floats

SIDE_PX = 256
"""As wide and high as a tile."""
_MIXERS = (np.uint32(0x7FEB352D), np.uint32(0x846CA68B))
"""Odd multipliers that spread each bit over the whole number."""
_SHARE = np.float32(1 / (1 << 24))


def dissolve(alpha: Floats, top: int, left: int) -> None:
    """Make `alpha` (h, w; 0..1) all or nothing, in place; (top, left) is its place in a tile.

    A pixel stays with the probability of its alpha: nothing at 0, everything at 1.
    """
    height, width = alpha.shape
    alpha[...] = alpha > GRAIN[top : top + height, left : left + width]


def _grain() -> NDArray[np.float32]:
    """Even noise 0 <= n < 1 of the size of a tile, from a hash of the place alone."""
    bits = np.arange(SIDE_PX * SIDE_PX, dtype=np.uint32)
    bits ^= bits >> np.uint32(16)
    for mixer in _MIXERS:
        bits *= mixer
        bits ^= bits >> np.uint32(15)
    return ((bits >> np.uint32(8)).astype(np.float32) * _SHARE).reshape(SIDE_PX, SIDE_PX)


GRAIN = _grain()
GRAIN.flags.writeable = False
