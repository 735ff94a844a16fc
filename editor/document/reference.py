"""The hot loops in plain numpy: what the compiled ones must equal, and what runs before them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from editor.document.blend_formulas import mix
from editor.document.blend_grain import dissolve
from editor.document.blending import BlendMode
from editor.document.dab_reference import dab, lay, rub, smear, stamp, tint, tone
from editor.document.sheets import Array, Floats, Sheet, Window

__all__ = ["blend", "dab", "halve", "lay", "load", "rub", "show", "smear", "stamp", "tint", "tone"]

_HALF = np.float32(0.5)


def halve(parent: Array, child: Array, top: int, left: int) -> None:
    """Write `child` at half its size into `parent` at (top, left), colours weighted by alpha."""
    half = child.shape[0] // 2
    out = parent[top : top + half, left : left + half]
    wide = child.astype(np.uint64 if child.dtype == np.uint16 else np.uint32)
    if child.ndim == 2:
        out[...] = (_four(wide) + 2) // 4
        return
    alpha = wide[..., 3:]
    total = _four(alpha)
    weighted = _four(wide[..., :3] * alpha)
    colour = (weighted + total // 2) // np.maximum(total, 1)
    out[..., :3] = colour
    out[..., 3:] = (total + 2) // 4


def _four(wide: NDArray[np.unsignedinteger[Any]]) -> NDArray[np.unsignedinteger[Any]]:
    """Sums of the four neighbours that become one pixel."""
    rows = wide[0::2] + wide[1::2]
    return rows[:, 0::2] + rows[:, 1::2]


def load(stack: Floats, sheet: Sheet, window: Window) -> None:
    """Start `stack` (4, h, w; straight, 0..1) with a layer; clear pixels keep their colour."""
    rows, cols = _part(window)
    stack[:, rows, cols] = _planes(sheet, window)


def blend(stack: Floats, sheet: Sheet, mode: int, window: Window) -> None:
    """Put a layer over `stack` (straight, 0..1). Where it is clear, nothing changes.

    W3C Compositing and Blending Level 1, section 9.1.3, in straight alpha.
    """
    rows, cols = _part(window)
    below, above = stack[:, rows, cols], _planes(sheet, window)
    if mode == BlendMode.DISSOLVE.code:
        dissolve(above[3], rows.start, cols.start)
    seen = above[3] > 0
    if not seen.any():
        return
    back, source = below[:, seen], above[:, seen]
    total = source[3] + back[3] * (1 - source[3])
    mixed = source[:3]
    if mode:
        mixed = mixed + back[3] * (mix(mode, back[:3].T, mixed.T).T - mixed)
    colour = back[:3] + (mixed - back[:3]) * (source[3] / total)
    below[:, seen] = np.concatenate([colour, total[None]])


def _planes(sheet: Sheet, window: Window) -> Floats:
    """The window of a layer as planes of floats, its alpha already less by mask and opacity."""
    rows, cols = _part(window)
    if sheet.is_planes:
        return sheet.planes[:, rows, cols].copy()
    planes = np.moveaxis(sheet.pixels[rows, cols], 2, 0) * sheet.scale
    planes[3] *= np.float32(sheet.opacity)
    if sheet.mask is not None:
        planes[3] *= sheet.mask[rows, cols] * np.float32(1 / 255)
    return planes


def show(stack: Floats, out: Array, window: Window) -> None:
    """Round `stack` into the integers of `out` (h, w, 4)."""
    rows, cols = _part(window)
    full = np.float32(np.iinfo(out.dtype).max)
    values = np.clip(stack[:, rows, cols], 0, 1) * full + _HALF
    out[rows, cols] = np.moveaxis(values, 0, 2)


def _part(window: Window) -> tuple[slice, slice]:
    top, bottom, left, right = window
    return slice(top, bottom), slice(left, right)
