"""The hot loops compiled: they give the pixels of `reference`, many times faster and unlocked."""

# The compiler's decorator has no types; what callers see is typed by `engine.Kernels`.
# pyright: basic

from __future__ import annotations

import numpy as np

from editor.document import dab_kernels, mix_kernels
from editor.document.blending import BlendMode
from editor.document.dab_kernels import dab, lay, rub, smear, stamp, tint, tone
from editor.document.packed_kernels import EIGHT_BIT, SIXTEEN_BIT, Look, Loops, compiled
from editor.document.sheets import Array, Floats, Sheet, Window

__all__ = ["blend", "dab", "halve", "lay", "load", "rub", "show", "smear", "stamp", "tint", "tone"]


def halve(parent: Array, child: Array, top: int, left: int) -> None:
    """Write `child` at half its size into `parent` at (top, left), colours weighted by alpha."""
    loop = _halve_grey if child.ndim == 2 else _halve_colour
    loop(parent, child, top, left)


def load(stack: Floats, sheet: Sheet, window: Window) -> None:
    """Start `stack` (4, h, w; straight, 0..1) with a layer; clear pixels keep their colour."""
    top, bottom, left, right = window
    if sheet.is_planes:
        stack[:, top:bottom, left:right] = sheet.planes[:, top:bottom, left:right]
    else:
        mask, look = _mask_and_look(sheet)
        _loops(sheet.pixels).load(stack, _packed(sheet.pixels), mask, look, window)


def blend(stack: Floats, sheet: Sheet, mode: int, window: Window) -> None:
    """Put a layer over `stack` (straight, 0..1). Where it is clear, nothing changes."""
    if mode == 0 and not sheet.is_planes:
        mask, look = _mask_and_look(sheet)
        _loops(sheet.pixels).blend(stack, _packed(sheet.pixels), mask, look, window)
    elif mode == 0:
        _blend_planes(stack, sheet.planes, window)
    else:
        layer = np.empty_like(stack)
        load(layer, sheet, window)
        mix_kernels.mix(layer, stack, mode, window)
        _blend_planes(stack, layer, window)


def show(stack: Floats, out: Array, window: Window) -> None:
    """Round `stack` into the integers of `out` (h, w, 4)."""
    _loops(out).show(stack, _packed(out), window)


def rehearse() -> None:
    """Compile or load every loop for every kind of pixels by running it once on a tiny tile."""
    window = (0, 2, 0, 2)
    stack = np.ones((4, 2, 2), np.float32)
    dab_kernels.rehearse()
    kinds: tuple[type[np.uint8] | type[np.uint16], ...] = (np.uint8, np.uint16)
    for kind in kinds:
        colour = np.ones((2, 2, 4), kind)
        halve(colour[:1, :1].copy(), _frozen(colour), 0, 0)
        sheet = Sheet(_frozen(colour), _frozen(np.ones((2, 2), np.uint8)))
        load(stack, sheet, window)
        blend(stack, sheet, 0, window)
        show(stack, colour, window)
    grey = np.ones((2, 2), np.uint8)
    halve(grey[:1, :1].copy(), _frozen(grey), 0, 0)
    for mode in (BlendMode.NORMAL, BlendMode.MULTIPLY, BlendMode.HUE):
        blend(stack, Sheet(np.ones((4, 2, 2), np.float32)), mode.code, window)


def _frozen(tile: Array) -> Array:
    """A tile as planes hold it; the compiler makes loops of their own for read-only arrays."""
    tile = tile.copy()
    tile.flags.writeable = False
    return tile


_NO_MASK = _frozen(np.zeros((1, 1), np.uint8))


def _loops(tile: Array) -> Loops:
    return EIGHT_BIT if tile.itemsize == 1 else SIXTEEN_BIT


def _packed(tile: Array) -> Array:
    """A pixel (four channels) as one number."""
    return tile.view(np.uint32 if tile.itemsize == 1 else np.uint64)[..., 0]


def _mask_and_look(sheet: Sheet) -> tuple[Array, Look]:
    """The mask (one pixel where there is none), and what brings source and mask to 0..1."""
    share = np.float32(sheet.opacity)
    if sheet.mask is None:
        return _NO_MASK, (sheet.scale, share)
    return sheet.mask, (sheet.scale, share * np.float32(1 / 255))


@compiled
def _halve_grey(parent: Array, child: Array, top: int, left: int) -> None:
    half = child.shape[0] // 2
    for row in range(half):
        upper, lower = child[row * 2], child[row * 2 + 1]
        out = parent[top + row, left : left + half]
        for col in range(half):
            total = np.uint32(upper[col * 2]) + np.uint32(upper[col * 2 + 1])
            total += np.uint32(lower[col * 2]) + np.uint32(lower[col * 2 + 1])
            out[col] = (total + np.uint32(2)) >> np.uint32(2)


@compiled
def _halve_colour(parent: Array, child: Array, top: int, left: int) -> None:
    half = child.shape[0] // 2
    for row in range(half):
        upper, lower = child[row * 2], child[row * 2 + 1]
        out = parent[top + row, left : left + half]
        for col in range(half):
            x, z = col * 2, col * 2 + 1
            a, b = np.uint64(upper[x, 3]), np.uint64(upper[z, 3])
            c, d = np.uint64(lower[x, 3]), np.uint64(lower[z, 3])
            total = a + b + c + d
            if a == b and b == c and c == d and a > 0:
                for k in range(3):
                    plain = np.uint32(upper[x, k]) + np.uint32(upper[z, k])
                    plain += np.uint32(lower[x, k]) + np.uint32(lower[z, k])
                    out[col, k] = (plain + np.uint32(2)) >> np.uint32(2)
            else:
                weight = max(total, np.uint64(1))
                for k in range(3):
                    sums = np.uint64(upper[x, k]) * a + np.uint64(upper[z, k]) * b
                    sums += np.uint64(lower[x, k]) * c + np.uint64(lower[z, k]) * d
                    out[col, k] = (sums + (total >> np.uint64(1))) // weight
            out[col, 3] = (total + np.uint64(2)) >> np.uint64(2)


@compiled
def _blend_planes(stack: Floats, layer: Floats, window: Window) -> None:
    top, bottom, left, right = window
    one, tiny = np.float32(1), np.float32(1e-20)
    part = np.empty(right - left, np.float32)
    for y in range(top, bottom):
        alpha, back = layer[3, y, left:right], stack[3, y, left:right]
        for x in range(part.size):
            total = alpha[x] + back[x] * (one - alpha[x])
            part[x] = alpha[x] / max(total, tiny)
            back[x] = total
        for k in range(3):
            new, old = layer[k, y, left:right], stack[k, y, left:right]
            for x in range(part.size):
                old[x] += (new[x] - old[x]) * part[x]
