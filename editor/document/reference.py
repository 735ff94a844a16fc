"""The hot loops in plain numpy: what the compiled ones must equal, and what runs before them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from editor.document.blend_formulas import mix

Array = NDArray[np.unsignedinteger[Any]]
Floats = NDArray[np.float32]
Window = tuple[int, int, int, int]


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


def load(stack: Floats, source: Array, window: Window) -> None:
    """Start `stack` (h, w, 4; straight, 0..1) with the pixels of `source`."""
    part = _part(window)
    scale = np.float32(1.0 / np.iinfo(source.dtype).max)
    np.multiply(source[part], scale, out=stack[part], casting="unsafe", dtype=np.float32)


def fade(stack: Floats, mask: Array | None, opacity: float, window: Window) -> None:
    """Multiply the alpha of `stack` by `opacity` and by `mask` (h, w; 0..255)."""
    alpha = stack[_part(window)][..., 3]
    alpha *= np.float32(opacity)
    if mask is not None:
        alpha *= mask[_part(window)].astype(np.float32) * np.float32(1 / 255)


def blend(stack: Floats, layer: Floats, mode: int, window: Window) -> None:
    """Put `layer` over `stack` (both straight, 0..1). Where it is clear, nothing changes.

    W3C Compositing and Blending Level 1, section 9.1.3, in straight alpha.
    """
    below, above = stack[_part(window)], layer[_part(window)]
    seen = above[..., 3] > 0
    if not seen.any():
        return
    back, source = below[seen], above[seen]
    back_alpha, alpha = back[:, 3:], source[:, 3:]
    total = alpha + back_alpha * (1 - alpha)
    mixed = source[:, :3]
    if mode:
        mixed = mixed + back_alpha * (mix(mode, back[:, :3], mixed) - mixed)
    colour = back[:, :3] + (mixed - back[:, :3]) * (alpha / total)
    below[seen] = np.concatenate([colour, total], axis=1)


def show(stack: Floats, out: Array, window: Window) -> None:
    """Round `stack` into the integers of `out` (h, w, 4)."""
    part = _part(window)
    top = np.float32(np.iinfo(out.dtype).max)
    out[part] = np.rint(np.clip(stack[part], 0, 1) * top).astype(out.dtype)


def dab(coverage: Array, dab: tuple[float, float, float, float, float]) -> None:
    """Raise `coverage` (h, w; 0..65535) to a round dab: x, y, radius, hardness, strength.

    Opaque up to `hardness` of the radius, then down to nothing along a smooth step; the edge is
    always at least one pixel wide. x and y are those of pixel corners.
    """
    x, y, radius, hardness, strength = (np.float32(value) for value in dab)
    height, width = coverage.shape
    down = (np.arange(height, dtype=np.float32) + np.float32(0.5) - y)[:, None]
    along = (np.arange(width, dtype=np.float32) + np.float32(0.5) - x)[None, :]
    distance = np.sqrt(down * down + along * along)
    outer, inner = rim(float(radius), float(hardness))
    t = np.clip((outer - distance) / (outer - inner), np.float32(0), np.float32(1))
    level = t * t * (np.float32(3) - np.float32(2) * t) * strength * np.float32(65535)
    level += np.float32(0.5)
    np.maximum(coverage, level.astype(np.uint16), out=coverage)


def rim(radius: float, hardness: float) -> tuple[np.float32, np.float32]:
    """Where a dab ends and where it starts to fade, in pixels from its middle."""
    soft = max(radius * (1 - hardness), 1.0)
    outer = radius + 0.5 if soft <= 1.0 else radius
    return np.float32(outer), np.float32(outer - soft)


def tint(out: Array, before: Array, coverage: Array, opacity: float, ink: Floats) -> None:
    """`out` = colour `ink` (RGBA, 0..1, or one value) over `before`, as far as covered."""
    top = np.float32(np.iinfo(before.dtype).max)
    cover = coverage.astype(np.float32) * np.float32(opacity / 65535)
    old = before.astype(np.float32)
    if before.ndim == 2:
        new = old + (np.float32(ink[0]) * top - old) * cover
        out[...] = np.where(coverage > 0, np.rint(new), old).astype(before.dtype)
        return
    alpha = (cover * np.float32(ink[3]))[..., None]
    back = old[..., 3:] / top
    total = alpha + back * (1 - alpha)
    share = np.divide(alpha, total, out=np.zeros_like(alpha), where=total > 0)
    colour = old[..., :3] + (ink[:3].astype(np.float32) * top - old[..., :3]) * share
    new = np.concatenate([colour, total * top], axis=2)
    out[...] = np.where(alpha > 0, np.rint(new), old).astype(before.dtype)


def rub(out: Array, before: Array, coverage: Array, opacity: float) -> None:
    """`out` = `before` with its alpha (or its only channel) taken away as far as covered."""
    keep = np.float32(1) - coverage.astype(np.float32) * np.float32(opacity / 65535)
    out[...] = before
    if before.ndim == 2:
        out[...] = np.rint(before.astype(np.float32) * keep)
    else:
        out[..., 3] = np.rint(before[..., 3].astype(np.float32) * keep)


def _part(window: Window) -> tuple[slice, slice]:
    top, bottom, left, right = window
    return slice(top, bottom), slice(left, right)
