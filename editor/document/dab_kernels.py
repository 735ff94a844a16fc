"""The loops of the brushes compiled: the pixels of `dab_reference`, many times faster."""

# The compiler's decorator has no types; what callers see is typed by `engine.Kernels`.
# pyright: basic

from __future__ import annotations

import math

import numpy as np

from editor.document.dab_reference import LUMA, rim
from editor.document.packed_kernels import EIGHT_BIT, SIXTEEN_BIT, Look, Loops, compiled
from editor.document.sheets import Array, Dab, Floats, Ink, Overlay, Smear, Tone, Window

_RED, _GREEN, _BLUE = (np.float32(share) for share in LUMA)


def dab(coverage: Array, dab: Dab, window: Window) -> None:
    """Raise `coverage` (h, w; 0..65535) towards a dab of one ellipse."""
    outer, inner = rim(dab.radius, dab.hardness, dab.roundness)
    _dab(coverage, (*_turn(dab), outer, outer - inner), window)


def stamp(coverage: Array, tip: Array, grain: Array, dab: Dab, window: Window) -> None:
    """Raise `coverage` (h, w; 0..65535) towards a dab in the form of a grey picture."""
    half = np.float32(tip.shape[0] / 2)
    scale = np.float32(tip.shape[0] / 2 / dab.radius)
    _stamp(coverage, tip, grain, (*_turn(dab), half, scale), window)


def tint(out: Array, before: Array, coverage: Array, ink: Ink, window: Window) -> None:
    """In `window`, `out` = the ink's colour over `before`, as far as `coverage` reaches."""
    full = np.float32(np.iinfo(out.dtype).max)
    scale = np.float32(ink.opacity / 65535)
    if out.ndim == 2:
        _tint_grey(out, before, coverage, (scale, full * np.float32(ink.grey)), window)
        return
    colour = np.array([ink.red, ink.green, ink.blue], np.float32) * full
    keeps = np.float32(ink.keeps_alpha)
    paint = (scale * np.float32(ink.alpha), colour[0], colour[1], colour[2], keeps)
    _loops(out).tint(_packed(out), _packed(before), coverage, paint, window)


def lay(out: Array, before: Array, coverage: Array, overlay: Overlay, window: Window) -> None:
    """In `window`, `out` = the overlay over `before`, as far as `coverage` reaches."""
    scale = np.float32(overlay.opacity / 65535)
    source = np.ascontiguousarray(overlay.pixels)
    if out.ndim == 2:
        _lay_grey(out, before, coverage, source, (scale, window))
    else:
        full = np.float32(np.iinfo(out.dtype).max)
        look = (scale, full, np.float32(overlay.keeps_alpha))
        _lay(out, before, coverage, source, (look, window))


def rub(out: Array, before: Array, coverage: Array, ink: Ink, window: Window) -> None:
    """In `window`, `out` = `before` with its alpha (or its only channel) taken away."""
    scale = np.float32(ink.opacity / 65535)
    if out.ndim == 2:
        _rub_grey(out, before, coverage, scale, window)
    else:
        _loops(out).rub(_packed(out), _packed(before), coverage, scale, window)


def tone(out: Array, before: Array, coverage: Array, tone: Tone, window: Window) -> None:
    """In `window`, `out` = `before` (h, w, 4) lighter, darker, stronger or paler; alpha stays."""
    amount = np.float32(tone.exposure * tone.sign / 65535)
    full = np.float32(np.iinfo(out.dtype).max)
    a, b, c = tone.weights
    curve = (np.float32(a), np.float32(b), np.float32(c), np.float32(tone.is_sponge))
    _tone(out, before, coverage, (amount, full, *curve), window)


def smear(pixels: Array, carry: Floats, cover: Array, how: Smear) -> None:
    """Pull what the finger carries over `pixels` (h, w, 4 or h, w), and let it pick them up."""
    new = np.float32(1 - how.rate)
    place = (*how.window, how.top, how.left)
    if pixels.ndim == 2:
        _smear_grey(pixels, carry, cover, (new, place))
    else:
        full = np.float32(np.iinfo(pixels.dtype).max)
        _smear(pixels, carry, cover, ((new, full, np.float32(how.keeps_alpha)), place))


def rehearse() -> None:
    """Compile or load every loop for every kind of pixels by running it once on a tiny tile."""
    window = (0, 2, 0, 2)
    coverage = np.ones((2, 2), np.uint16)
    small = _frozen(np.ones((2, 2), np.uint8))
    dab(coverage, Dab(1, 1, 1, 0.5, 1), window)
    stamp(coverage, small, small, Dab(1, 1, 1, 0.5, 1), window)
    kinds: tuple[type[np.uint8] | type[np.uint16], ...] = (np.uint8, np.uint16)
    for kind in kinds:
        colour = np.ones((2, 2, 4), kind)
        _rehearse_on(colour, coverage)
        tone(colour, _frozen(colour), coverage, Tone(), window)
    _rehearse_on(np.ones((2, 2), np.uint8), coverage)


def _rehearse_on(pixels: Array, coverage: Array) -> None:
    window = (0, 2, 0, 2)
    tint(pixels, _frozen(pixels), coverage, Ink(), window)
    lay(pixels, _frozen(pixels), coverage, Overlay(pixels.copy()), window)
    rub(pixels, _frozen(pixels), coverage, Ink(), window)
    smear(pixels, pixels.astype(np.float32), coverage, Smear(window))


def _frozen(tile: Array) -> Array:
    """A tile as planes hold it; the compiler makes loops of their own for read-only arrays."""
    tile = tile.copy()
    tile.flags.writeable = False
    return tile


def _loops(tile: Array) -> Loops:
    return EIGHT_BIT if tile.itemsize == 1 else SIXTEEN_BIT


def _packed(tile: Array) -> Array:
    """A pixel (four channels) as one number."""
    return tile.view(np.uint32 if tile.itemsize == 1 else np.uint64)[..., 0]


def _turn(dab: Dab) -> tuple[np.float32, ...]:
    """The numbers that every dab has in common."""
    numbers = (
        dab.x,
        dab.y,
        math.cos(dab.angle),
        math.sin(dab.angle),
        1 / dab.roundness,
        dab.strength * 65535,
        dab.flow,
    )
    return tuple(np.float32(number) for number in numbers)


@compiled
def _dab(coverage: Array, dab: tuple[np.float32, ...], window: Window) -> None:
    top, bottom, left, right = window
    x0, y0, cosine, sine, squeeze, level, flow, outer, width = dab
    zero, half, one = np.float32(0), np.float32(0.5), np.float32(1)
    two, three = np.float32(2), np.float32(3)
    for y in range(top, bottom):
        down = np.float32(y) + half - y0
        row = coverage[y, left:right]
        for x in range(row.size):
            aside = np.float32(np.int32(x + left)) + half - x0
            u = aside * cosine + down * sine
            v = (down * cosine - aside * sine) * squeeze
            t = min(max((outer - np.sqrt(u * u + v * v)) / width, zero), one)
            now = np.float32(row[x])
            more = max(t * t * (three - two * t) * level - now, zero)
            row[x] = np.uint16(np.int32(now + more * flow + half))


@compiled
def _stamp(
    coverage: Array, tip: Array, grain: Array, dab: tuple[np.float32, ...], window: Window
) -> None:
    top, bottom, left, right = window
    x0, y0, cosine, sine, squeeze, level, flow, middle, scale = dab
    zero, half, byte = np.float32(0), np.float32(0.5), np.float32(1 / 255)
    side, has_grain = tip.shape[0], grain.shape[0] > 1
    for y in range(top, bottom):
        down = np.float32(y) + half - y0
        row = coverage[y, left:right]
        for x in range(row.size):
            aside = np.float32(np.int32(x + left)) + half - x0
            u = (aside * cosine + down * sine) * scale + middle - half
            v = (down * cosine - aside * sine) * squeeze * scale + middle - half
            value = _between(tip, side, u, v)
            if has_grain:
                value *= np.float32(grain[y, x + left]) * byte
            now = np.float32(row[x])
            more = max(value * byte * level - now, zero)
            row[x] = np.uint16(np.int32(now + more * flow + half))


@compiled
def _between(tip: Array, side: int, u: np.float32, v: np.float32) -> np.float32:
    """The grey between four pixels; nothing outside."""
    if u <= -1 or v <= -1 or u >= side or v >= side:
        return np.float32(0)
    col, row = int(np.floor(u)), int(np.floor(v))
    fx, fy = u - np.float32(col), v - np.float32(row)
    upper = _grey(tip, side, row, col)
    upper += (_grey(tip, side, row, col + 1) - upper) * fx
    lower = _grey(tip, side, row + 1, col)
    lower += (_grey(tip, side, row + 1, col + 1) - lower) * fx
    return upper + (lower - upper) * fy


@compiled
def _grey(tip: Array, side: int, row: int, col: int) -> np.float32:
    if row < 0 or col < 0 or row >= side or col >= side:
        return np.float32(0)
    return np.float32(tip[row, col])


@compiled
def _tint_grey(out: Array, before: Array, coverage: Array, paint: Look, window: Window) -> None:
    top, bottom, left, right = window
    scale, full = paint
    half = np.float32(0.5)
    for y in range(top, bottom):
        row, old, reach = out[y, left:right], before[y, left:right], coverage[y, left:right]
        for x in range(row.size):
            was = np.float32(old[x])
            row[x] = np.int32(was + (full - was) * (np.float32(reach[x]) * scale) + half)


@compiled
def _lay_grey(out: Array, before: Array, coverage: Array, source: Array, look: tuple) -> None:
    scale, window = look
    top, bottom, left, right = window
    half = np.float32(0.5)
    for y in range(top, bottom):
        for x in range(left, right):
            was, new = np.float32(before[y, x]), np.float32(source[y - top, x - left])
            out[y, x] = np.int32(was + (new - was) * (np.float32(coverage[y, x]) * scale) + half)


@compiled
def _lay(out: Array, before: Array, coverage: Array, source: Array, look: tuple) -> None:
    (scale, full, keeps), window = look
    top, bottom, left, right = window
    half, one, zero = np.float32(0.5), np.float32(1), np.float32(0)
    for y in range(top, bottom):
        for x in range(left, right):
            alpha = np.float32(source[y - top, x - left, 3]) / full
            alpha *= np.float32(coverage[y, x]) * scale
            back = np.float32(before[y, x, 3]) / full
            total = alpha + back * (one - alpha)
            part = alpha / total if total > zero else zero
            if keeps > zero:
                total = back
                part = alpha if back > zero else zero
            for k in range(3):
                was = np.float32(before[y, x, k])
                new = np.float32(source[y - top, x - left, k])
                out[y, x, k] = np.int32(was + (new - was) * part + half)
            out[y, x, 3] = np.int32(total * full + half)


@compiled
def _rub_grey(
    out: Array, before: Array, coverage: Array, scale: np.float32, window: Window
) -> None:
    top, bottom, left, right = window
    half, one = np.float32(0.5), np.float32(1)
    for y in range(top, bottom):
        row, old, reach = out[y, left:right], before[y, left:right], coverage[y, left:right]
        for x in range(row.size):
            row[x] = np.int32(np.float32(old[x]) * (one - np.float32(reach[x]) * scale) + half)


@compiled
def _tone(
    out: Array, before: Array, coverage: Array, look: tuple[np.float32, ...], window: Window
) -> None:
    top, bottom, left, right = window
    scale, full, a, b, c, sponge = look
    zero, half, one = np.float32(0), np.float32(0.5), np.float32(1)
    for y in range(top, bottom):
        for x in range(left, right):
            red = np.float32(before[y, x, 0]) / full
            green = np.float32(before[y, x, 1]) / full
            blue = np.float32(before[y, x, 2]) / full
            grey = red * _RED + green * _GREEN + blue * _BLUE
            amount = np.float32(coverage[y, x]) * scale
            weight = amount * (a + grey * (b + grey * c))
            for k in range(3):
                was = np.float32(before[y, x, k]) / full
                if sponge > zero:
                    new = was + (was - grey) * amount
                else:
                    new = was + was * (one - was) * weight
                out[y, x, k] = np.int32(min(max(new, zero), one) * full + half)
            out[y, x, 3] = before[y, x, 3]


@compiled
def _smear_grey(pixels: Array, carry: Floats, cover: Array, look: tuple) -> None:
    new, (top, bottom, left, right, y0, x0) = look
    half, scale = np.float32(0.5), np.float32(1 / 65535)
    for y in range(top, bottom):
        for x in range(left, right):
            now = np.float32(pixels[y + y0, x + x0])
            carry[y, x] += (now - carry[y, x]) * new
            share = np.float32(cover[y, x]) * scale
            pixels[y + y0, x + x0] = np.int32(now + (carry[y, x] - now) * share + half)


@compiled
def _smear(pixels: Array, carry: Floats, cover: Array, look: tuple) -> None:
    (new, full, keeps), (top, bottom, left, right, y0, x0) = look
    zero, half, scale = np.float32(0), np.float32(0.5), np.float32(1 / 65535)
    for y in range(top, bottom):
        line = pixels[y + y0]
        for x in range(left, right):
            share = np.float32(cover[y, x]) * scale
            back = np.float32(line[x + x0, 3])
            clear = back / full
            carry[y, x, 3] += (back - carry[y, x, 3]) * new
            alpha = back + (carry[y, x, 3] - back) * share
            is_reached = share > zero and alpha > zero and (keeps == zero or back > zero)
            for k in range(3):
                now = np.float32(line[x + x0, k]) * clear
                carry[y, x, k] += (now - carry[y, x, k]) * new
                if is_reached:
                    mixed = (now + (carry[y, x, k] - now) * share) * full / alpha
                    line[x + x0, k] = np.int32(min(mixed, full) + half)
            if is_reached and keeps == zero:
                line[x + x0, 3] = np.int32(alpha + half)
