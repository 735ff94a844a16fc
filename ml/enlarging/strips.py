"""Brings rows that come one after the other to another size, and into a picture of any depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.api.images import Depth, to_depth

Picture = NDArray[np.float32]
Made = NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.uint16]
Size = tuple[int, int]
"""Rows and columns."""

SUPPORT = 2.0
"""Pillow's bicubic kernel looks so many pixels to either side, of the larger of both pictures."""


def fitted(blocks: Iterable[Picture], size: Size, wanted: Size) -> Iterator[Picture]:
    """Rows of a picture of `size` as rows of one of `wanted`: bicubic, antialiased."""
    if size == wanted:
        yield from blocks
        return
    step = size[0] / wanted[0]
    margin = SUPPORT * max(1.0, step) + 1
    held, top, made = np.empty((0, size[1], 0), np.float32), 0, 0
    for block in blocks:
        held = block if not held.size else np.concatenate([held, block])
        known = top + held.shape[0]
        last = known == size[0]
        ready = wanted[0] if last else max(made, int((known - margin) / step))
        if ready > made:
            span = (made * step - top, ready * step - top)
            yield _resized(held, span, (ready - made, wanted[1]))
            made = ready
            gone = max(0, min(int(made * step - margin), known) - top)
            held, top = held[gone:].copy(), top + gone


def _resized(held: Picture, span: tuple[float, float], wanted: Size) -> Picture:
    """The rows of `span`, in pixels from the top of what is held; the rest has a say in them."""
    planes = [
        Image.fromarray(np.ascontiguousarray(held[..., channel])).resize(
            (wanted[1], wanted[0]),
            Image.Resampling.BICUBIC,
            (0.0, span[0], float(held.shape[1]), min(span[1], float(held.shape[0]))),
        )
        for channel in range(held.shape[2])
    ]
    return np.stack([np.asarray(plane, np.float32) for plane in planes], axis=2)


def collected(blocks: Iterable[Picture], shape: tuple[int, int, int], depth: Depth) -> Made:
    """All rows in one array of that depth, cut to 0..1: the only place that holds the whole."""
    made: Made = np.empty(shape, depth)
    top = 0
    for block in blocks:
        bottom = top + block.shape[0]
        made[top:bottom] = to_depth(np.clip(block, 0.0, 1.0), depth)
        top = bottom
    return made
