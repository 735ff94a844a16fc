"""The loops of the brushes in plain numpy: what the compiled ones must equal."""

from __future__ import annotations

import math
from typing import cast

import numpy as np

from editor.document.sheets import Array, Dab, Floats, Ink, Overlay, Smear, Tone, Window

_HALF = np.float32(0.5)
LUMA = (0.2126, 0.7152, 0.0722)
"""How bright red, green and blue look (Rec. 709); taken on the values as they are stored."""


def dab(coverage: Array, dab: Dab, window: Window) -> None:
    """Raise `coverage` (h, w; 0..65535) towards a dab of one ellipse.

    Opaque up to `hardness` of the radius, then down to nothing along a smooth step; the edge is
    always at least one pixel wide. x and y are those of pixel corners.
    """
    along, across = turned(dab, window)
    distance = np.sqrt(along * along + across * across)
    outer, inner = rim(dab.radius, dab.hardness, dab.roundness)
    t = np.clip((outer - distance) / (outer - inner), np.float32(0), np.float32(1))
    shape = cast(Floats, t * t * (np.float32(3) - np.float32(2) * t))
    _raise(coverage, shape, dab, window)


def stamp(coverage: Array, tip: Array, grain: Array, dab: Dab, window: Window) -> None:
    """Raise `coverage` (h, w; 0..65535) towards a dab in the form of a grey picture.

    tip: (n, n) uint8, 255 where it inks most, as wide as the dab. grain: (256, 256) uint8, the
    paper below it, which lies still; a smaller one is no paper.
    """
    side = tip.shape[0]
    along, across = turned(dab, window)
    half, scale = np.float32(side / 2), np.float32(side / 2 / dab.radius)
    value = _sampled(tip, along * scale + half - _HALF, across * scale + half - _HALF)
    if grain.shape[0] > 1:
        value = value * (grain[_part(window)] * np.float32(1 / 255))
    _raise(coverage, value * np.float32(1 / 255), dab, window)


def turned(dab: Dab, window: Window) -> tuple[Floats, Floats]:
    """Each pixel's place (h, w) from the dab's middle, along and across it, as if it were round."""
    top, bottom, left, right = window
    down = (np.arange(top, bottom, dtype=np.float32) + _HALF - np.float32(dab.y))[:, None]
    right_of = (np.arange(left, right, dtype=np.float32) + _HALF - np.float32(dab.x))[None, :]
    cosine, sine = np.float32(math.cos(dab.angle)), np.float32(math.sin(dab.angle))
    squeeze = np.float32(1 / dab.roundness)
    along = cast(Floats, right_of * cosine + down * sine)
    return along, cast(Floats, (down * cosine - right_of * sine) * squeeze)


def _sampled(tip: Array, x: Floats, y: Floats) -> Floats:
    """The grey between pixels (bilinear), nothing outside."""
    side = tip.shape[0]
    framed = np.pad(tip, 1).astype(np.float32)
    x = np.clip(x + 1, np.float32(0), np.float32(side + 0.999))
    y = np.clip(y + 1, np.float32(0), np.float32(side + 0.999))
    col, row = x.astype(np.int32), y.astype(np.int32)
    fx, fy = x - col, y - row
    upper = framed[row, col] + (framed[row, col + 1] - framed[row, col]) * fx
    row = row + 1
    lower = framed[row, col] + (framed[row, col + 1] - framed[row, col]) * fx
    return cast(Floats, upper + (lower - upper) * fy)


def _raise(coverage: Array, shape: Floats, dab: Dab, window: Window) -> None:
    """Bring coverage nearer to the dab's shape (0..1) where that is more, by the dab's flow."""
    part = coverage[_part(window)]
    now = part.astype(np.float32)
    more = np.maximum(shape * np.float32(dab.strength * 65535) - now, np.float32(0))
    part[...] = now + more * np.float32(dab.flow) + _HALF


def rim(radius: float, hardness: float, roundness: float = 1.0) -> tuple[np.float32, np.float32]:
    """Where a dab ends and where it starts to fade, in pixels from its middle along it."""
    thinnest = 1.0 / roundness
    soft = max(radius * (1 - hardness), thinnest)
    outer = radius + thinnest / 2 if soft <= thinnest else radius
    return np.float32(outer), np.float32(outer - soft)


def tint(out: Array, before: Array, coverage: Array, ink: Ink, window: Window) -> None:
    """In `window`, `out` = the ink's colour over `before`, as far as `coverage` reaches."""
    part = _part(window)
    top = np.float32(np.iinfo(before.dtype).max)
    cover = coverage[part] * np.float32(ink.opacity / 65535)
    old = before[part].astype(np.float32)
    if before.ndim == 2:
        out[part] = old + (top * np.float32(ink.grey) - old) * cover + _HALF
        return
    alpha = (cover * np.float32(ink.alpha))[..., None]
    colour = np.array([ink.red, ink.green, ink.blue], np.float32) * top
    _over(out[part], old, (colour, alpha), keeps_alpha=ink.keeps_alpha)


def lay(out: Array, before: Array, coverage: Array, overlay: Overlay, window: Window) -> None:
    """In `window`, `out` = the overlay over `before`, as far as `coverage` reaches."""
    part = _part(window)
    top = np.float32(np.iinfo(before.dtype).max)
    share = coverage[part] * np.float32(overlay.opacity / 65535)
    old, new = before[part].astype(np.float32), overlay.pixels.astype(np.float32)
    if before.ndim == 2:
        out[part] = old + (new - old) * share + _HALF
        return
    alpha = cast(Floats, new[..., 3:] / top * share[..., None])
    _over(out[part], old, (new[..., :3], alpha), keeps_alpha=overlay.keeps_alpha)


def _over(out: Array, old: Floats, paint: tuple[Floats, Floats], *, keeps_alpha: bool) -> None:
    """Put colour (0..top) with alpha (h, w, 1; 0..1) over straight pixels."""
    colour, alpha = paint
    top = np.float32(np.iinfo(out.dtype).max)
    back = old[..., 3:] / top
    if keeps_alpha:
        total = back
        share = np.where(back > 0, alpha, np.float32(0))
    else:
        total = alpha + back * (1 - alpha)
        share = np.divide(alpha, total, out=np.zeros_like(alpha), where=total > 0)
    new = np.concatenate([old[..., :3] + (colour - old[..., :3]) * share, total * top], axis=2)
    out[...] = np.where(alpha > 0, new + _HALF, old)


def rub(out: Array, before: Array, coverage: Array, ink: Ink, window: Window) -> None:
    """In `window`, `out` = `before` with its alpha (or its only channel) taken away."""
    part = _part(window)
    keep = np.float32(1) - coverage[part] * np.float32(ink.opacity / 65535)
    out[part] = before[part]
    if before.ndim == 2:
        out[part] = before[part] * keep + _HALF
    else:
        out[part][..., 3] = before[part][..., 3] * keep + _HALF


def tone(out: Array, before: Array, coverage: Array, tone: Tone, window: Window) -> None:
    """In `window`, `out` = `before` (h, w, 4) lighter, darker, stronger or paler; alpha stays.

    Dodging and burning bend each channel v by v(1 - v), which keeps black and white where they
    are; the sponge moves it away from or towards the pixel's grey.
    """
    part = _part(window)
    top = np.float32(np.iinfo(before.dtype).max)
    old = before[part][..., :3] / top
    grey = old @ np.array(LUMA, np.float32)
    amount = coverage[part] * np.float32(tone.exposure * tone.sign / 65535)
    if tone.is_sponge:
        new = old + (old - grey[..., None]) * amount[..., None]
    else:
        a, b, c = (np.float32(value) for value in tone.weights)
        amount = amount * (a + grey * (b + grey * c))
        new = old + old * (1 - old) * amount[..., None]
    out[part] = before[part]
    out[part][..., :3] = np.clip(new, np.float32(0), np.float32(1)) * top + _HALF


def smear(pixels: Array, carry: Floats, cover: Array, how: Smear) -> None:
    """Pull what the finger carries over `pixels` (h, w, 4 or h, w), and let it pick them up.

    carry: (n, n, 4 or nothing), premultiplied, in the numbers of `pixels`. cover: (n, n; 0..65535)
    how firmly the finger presses.
    """
    top, bottom, left, right = how.window
    inside = _part(how.window)
    there = slice(how.top + top, how.top + bottom), slice(how.left + left, how.left + right)
    _smear(pixels[there], carry[inside], cover[inside], how)


def _smear(pixels: Array, carry: Floats, cover: Array, how: Smear) -> None:
    share = cover * np.float32(1 / 65535)
    kept = np.float32(how.rate)
    if pixels.ndim == 2:
        carry += (pixels - carry) * (1 - kept)
        pixels[...] = pixels + (carry - pixels) * share + _HALF
        return
    top = np.float32(np.iinfo(pixels.dtype).max)
    now = pixels.astype(np.float32)
    now[..., :3] *= now[..., 3:] / top
    carry += (now - carry) * (1 - kept)
    now += (carry - now) * share[..., None]
    alpha = now[..., 3:]
    colour = np.divide(now[..., :3] * top, alpha, out=np.zeros_like(now[..., :3]), where=alpha > 0)
    reached = (share > 0) & (alpha[..., 0] > 0)
    if how.keeps_alpha:
        alpha, reached = pixels[..., 3:], reached & (pixels[..., 3] > 0)
    new = np.concatenate([np.minimum(colour, top) + _HALF, alpha + _HALF], axis=2)
    pixels[...] = np.where(reached[..., None], new, pixels)


def _part(window: Window) -> tuple[slice, slice]:
    top, bottom, left, right = window
    return slice(top, bottom), slice(left, right)
