"""Compiled loops over pixels of four channels, each taken as one number of 32 or 64 bits.

So the compiler can work on many pixels at once: shifts and masks need no shuffling.
"""

# The compiler's decorator has no types; `kernels` is the typed way in.
# pyright: basic

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numba import njit

from editor.document.sheets import Array, Floats, Window

Look = tuple[np.float32, np.float32]
Loop = Callable[..., None]
_Word = type[np.uint32] | type[np.uint64]

# Rows are cut out before the inner loops: only then does the compiler use the wide registers.
compiled = njit(nogil=True, cache=True, error_model="numpy")


def _load_loop(word: _Word, bits: int) -> Loop:
    g_at, b_at, a_at, low = word(bits), word(2 * bits), word(3 * bits), word((1 << bits) - 1)

    @compiled
    def load(stack: Floats, packed: Array, mask: Array, look: Look, window: Window) -> None:
        top, bottom, left, right = window
        scale, share = look
        has_mask = mask.shape[0] > 1
        for y in range(top, bottom):
            r, g = stack[0, y, left:right], stack[1, y, left:right]
            b, a = stack[2, y, left:right], stack[3, y, left:right]
            row = packed[y, left:right]
            for x in range(row.size):
                pixel = row[x]
                r[x] = np.float32(np.int32(pixel & low)) * scale
                g[x] = np.float32(np.int32((pixel >> g_at) & low)) * scale
                b[x] = np.float32(np.int32((pixel >> b_at) & low)) * scale
                a[x] = np.float32(np.int32(pixel >> a_at)) * scale * share
            if has_mask:
                veil = mask[y, left:right]
                for x in range(row.size):
                    a[x] *= np.float32(veil[x])

    return load


def _blend_loop(word: _Word, bits: int) -> Loop:
    g_at, b_at, a_at, low = word(bits), word(2 * bits), word(3 * bits), word((1 << bits) - 1)

    @compiled
    def blend(stack: Floats, packed: Array, mask: Array, look: Look, window: Window) -> None:
        top, bottom, left, right = window
        scale, share = look
        has_mask = mask.shape[0] > 1
        one, tiny = np.float32(1), np.float32(1e-20)
        cover = np.full(right - left, share, np.float32)
        for y in range(top, bottom):
            r, g = stack[0, y, left:right], stack[1, y, left:right]
            b, a = stack[2, y, left:right], stack[3, y, left:right]
            row = packed[y, left:right]
            if has_mask:
                veil = mask[y, left:right]
                for x in range(row.size):
                    cover[x] = share * np.float32(veil[x])
            for x in range(row.size):
                pixel = row[x]
                alpha = np.float32(np.int32(pixel >> a_at)) * scale * cover[x]
                total = alpha + a[x] * (one - alpha)
                part = alpha / max(total, tiny)
                red = np.float32(np.int32(pixel & low)) * scale
                green = np.float32(np.int32((pixel >> g_at) & low)) * scale
                blue = np.float32(np.int32((pixel >> b_at) & low)) * scale
                r[x] += (red - r[x]) * part
                g[x] += (green - g[x]) * part
                b[x] += (blue - b[x]) * part
                a[x] = total

    return blend


def _show_loop(word: _Word, bits: int) -> Loop:
    g_at, b_at, a_at = word(bits), word(2 * bits), word(3 * bits)
    full = np.float32((1 << bits) - 1)

    @compiled
    def show(stack: Floats, packed: Array, window: Window) -> None:
        top, bottom, left, right = window
        zero, half, one = np.float32(0), np.float32(0.5), np.float32(1)
        for y in range(top, bottom):
            r, g = stack[0, y, left:right], stack[1, y, left:right]
            b, a = stack[2, y, left:right], stack[3, y, left:right]
            row = packed[y, left:right]
            for x in range(row.size):
                red = word(np.int32(min(max(r[x], zero), one) * full + half))
                green = word(np.int32(min(max(g[x], zero), one) * full + half))
                blue = word(np.int32(min(max(b[x], zero), one) * full + half))
                alpha = word(np.int32(min(max(a[x], zero), one) * full + half))
                row[x] = red | (green << g_at) | (blue << b_at) | (alpha << a_at)

    return show


def _tint_loop(word: _Word, bits: int) -> Loop:
    g_at, b_at, a_at, low = word(bits), word(2 * bits), word(3 * bits), word((1 << bits) - 1)
    full = np.float32((1 << bits) - 1)

    @compiled
    def tint(out: Array, before: Array, cover: Array, paint: tuple, window: Window) -> None:
        top, bottom, left, right = window
        scale, red, green, blue, keeps = paint
        half, one, tiny = np.float32(0.5), np.float32(1), np.float32(1e-20)
        large, adds = np.float32(1e6), one - keeps
        for y in range(top, bottom):
            row, old, reach = out[y, left:right], before[y, left:right], cover[y, left:right]
            for x in range(row.size):
                alpha = np.float32(reach[x]) * scale
                pixel = old[x]
                back = np.float32(np.int32(pixel >> a_at)) / full
                # Where alpha is kept, colour goes as far as the ink, but not into the clear.
                seen = max(min(back * large, one), adds)
                total = back + alpha * (one - back) * adds
                part = alpha * seen / max(keeps + total * adds, tiny)
                r = np.float32(np.int32(pixel & low))
                g = np.float32(np.int32((pixel >> g_at) & low))
                b = np.float32(np.int32((pixel >> b_at) & low))
                r_new = word(np.int32(r + (red - r) * part + half))
                g_new = word(np.int32(g + (green - g) * part + half))
                b_new = word(np.int32(b + (blue - b) * part + half))
                a_new = word(np.int32(total * full + half))
                row[x] = r_new | (g_new << g_at) | (b_new << b_at) | (a_new << a_at)

    return tint


def _rub_loop(word: _Word, bits: int) -> Loop:
    a_at, colour = word(3 * bits), word((1 << (3 * bits)) - 1)

    @compiled
    def rub(out: Array, before: Array, cover: Array, scale: np.float32, window: Window) -> None:
        top, bottom, left, right = window
        half, one = np.float32(0.5), np.float32(1)
        for y in range(top, bottom):
            row, old, reach = out[y, left:right], before[y, left:right], cover[y, left:right]
            for x in range(row.size):
                keep = one - np.float32(reach[x]) * scale
                pixel = old[x]
                alpha = np.float32(np.int32(pixel >> a_at)) * keep
                row[x] = (pixel & colour) | (word(np.int32(alpha + half)) << a_at)

    return rub


class Loops:
    """All loops for one size of pixel."""

    def __init__(self, word: _Word, bits: int) -> None:
        self.load = _load_loop(word, bits)
        self.blend = _blend_loop(word, bits)
        self.show = _show_loop(word, bits)
        self.tint = _tint_loop(word, bits)
        self.rub = _rub_loop(word, bits)


EIGHT_BIT = Loops(np.uint32, 8)
SIXTEEN_BIT = Loops(np.uint64, 16)
