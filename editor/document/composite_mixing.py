"""The arithmetic of whole sheets: fading, joining, and modes for what layers change."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.blend_grain import GRAIN, SIDE_PX
from editor.document.blending import BlendMode
from editor.document.engine import kernels
from editor.document.sheets import Floats, Sheet, Window
from ml.api.regions import Box

Share = NDArray[np.float32] | np.float32
_TINY = np.float32(1e-20)


def part_of(window: Window) -> tuple[slice, slice]:
    top, bottom, left, right = window
    return slice(top, bottom), slice(left, right)


def fade(alpha: Floats, share: NDArray[np.float32] | None) -> None:
    """`alpha` times `share`, in place; None is nothing."""
    if share is None:
        alpha[...] = 0
    else:
        alpha *= share


def joined(before: Floats, after: Floats, share: Share, *, keeps_alpha: bool = False) -> Floats:
    """From `before` towards `after` (4, h, w; straight) by `share` (0..1), weighted by alpha.

    Where `share` is 0, it is `before` to the last bit; where it is 1, it is `after`.
    """
    share = np.asarray(share, np.float32)
    if keeps_alpha:
        colour = before[:3] + (after[:3] - before[:3]) * share
        return np.concatenate([np.where(share >= 1, after[:3], colour), before[3:]])
    alpha = before[3] + (after[3] - before[3]) * share
    weight = np.minimum(after[3] * share / np.maximum(alpha, _TINY), 1)
    out = np.empty_like(before)
    out[:3] = before[:3] + (after[:3] - before[:3]) * weight
    out[3] = alpha
    if share.size == 1:
        return after.copy() if share.max() >= 1 else out
    return np.where(share >= 1, after, out)


def restrained(before: Floats, after: Floats, cover: Floats, mode: BlendMode) -> Floats:
    """`after` with the colours that laying it over `before` in `mode` would give.

    `cover` (h, w) is how much `before` covers. Where `after` covers more, like a blur beyond an
    edge, the rest mixes with nothing.
    """
    stack, sheet = before.copy(), after.copy()
    stack[3] = np.minimum(cover / np.maximum(after[3], _TINY), 1)
    sheet[3] = 1
    window = (0, stack.shape[1], 0, stack.shape[2])
    kernels().blend(stack, Sheet(sheet), mode.code, window)
    stack[3] = after[3]
    return stack


def dissolved(sheet: Sheet, box: Box, window: Window) -> Floats:
    """The sheet as planes whose alpha is all or nothing, by the grain at its place on the canvas.

    `box` is where the sheet lies on the canvas, in pixels of its level.
    """
    planes = np.zeros((4, box.height, box.width), np.float32)
    kernels().load(planes, sheet, window)
    rows = np.arange(box.top, box.bottom) % SIDE_PX
    cols = np.arange(box.left, box.right) % SIDE_PX
    part = part_of(window)
    grain = GRAIN[rows[part[0]]][:, cols[part[1]]]
    planes[3][part] = planes[3][part] > grain
    return planes
