"""One click against a seam: the fill keeps its detail and takes on the colours of its border."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ml.api.regions import Box, bounds_of
from ml.seams.border import Hole, Picture, border_step
from ml.seams.membrane import stretch

SMOOTH_PX = 4.0


def blend(
    picture: Picture,
    hole: Hole,
    *,
    smooth_px: float = SMOOTH_PX,
    check: Callable[[], None] | None = None,
) -> Picture:
    """Poisson blend of what is in the hole (Pérez 2003) into the rest of the same picture.

    `picture` is HxWx3 float32, sRGB 0..1, with the fill already in the hole; pixels outside come
    back unchanged. Laplace's equation is solved for the offset alone: a smooth field, so coarse
    grids carry it (see `membrane`). At the border the offset is the measured step, smoothed over
    `smooth_px` so that grain at the border does not run into the fill.
    """
    return _offset(picture, hole, None, (smooth_px, check))


def clone(
    picture: Picture,
    fill: Picture,
    hole: Hole,
    *,
    check: Callable[[], None] | None = None,
) -> Picture:
    """Poisson blend of a `fill` that also covers the ring of pixels just outside the hole.

    There the fill is compared with the picture pixel by pixel: the exact seamless clone, for
    generators whose result goes beyond the hole. Both are HxWx3 float32; outside the hole the
    picture comes back unchanged.
    """
    return _offset(picture, hole, fill, (0.0, check))


def _offset(
    picture: Picture,
    hole: Hole,
    fill: Picture | None,
    how: tuple[float, Callable[[], None] | None],
) -> Picture:
    smooth_px, check = how
    result = picture.copy()
    box = _around(hole, math.ceil(4 * smooth_px) + 8)
    if box.is_empty:
        return result
    known, here = picture[box.slices], hole[box.slices]
    if fill is None:
        given = known
        border = border_step(known, here, smooth_px=smooth_px)
        step, fixed, inside = border.step, border.where, here
    else:
        given = fill[box.slices]
        fixed = _ring(here)
        step, inside = known - given, here | fixed
    offset = stretch(np.ascontiguousarray(step, np.float32), fixed, inside, check)
    blended = np.clip(given + offset, 0.0, 1.0)
    result[box.slices] = np.where(here[..., None], blended, known)
    return result


def _ring(hole: Hole) -> Hole:
    """Pixels outside the hole with a side in common with it."""
    wide = np.pad(hole, 1)
    near = wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:]
    return near & ~hole


def _around(hole: Hole, margin_px: int) -> Box:
    whole = Box.of_size(hole.shape[1], hole.shape[0])
    bounds = bounds_of(hole)
    if bounds.is_empty or hole.all():
        return Box(0, 0, 0, 0)
    return bounds.padded(margin_px).intersection(whole)
