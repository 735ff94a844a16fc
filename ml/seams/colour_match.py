"""Colour match: a fill takes on the brightness and tint of what is around it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import cv2
import numpy as np

from ml.api.regions import Box, bounds_of
from ml.seams.border import Hole, Picture, border_step
from ml.seams.membrane import stretch

# Length in RGB: a part of the border that is further off than the rest is an edge of the picture.
LIMIT = 0.25
_STRIP_PX = 256
STEEPEST = 0.02  # change of the offset per pixel that a smooth surface hides


def match_colours(
    picture: Picture,
    hole: Hole,
    *,
    strength: float = 1.0,
    check: Callable[[], None] | None = None,
) -> Picture:
    """Shift the filled colours towards the ring around the hole.

    `picture` is HxWx3 float32, sRGB 0..1, with the fill in the hole; `strength` 0..1. The step
    along the border is averaged over a quarter of the hole's depth, limited, and stretched over
    the hole, so only low frequencies change: no texture is copied, no new edge is made. Outside
    the hole every pixel comes back unchanged.
    """
    result = picture.copy()
    bounds = bounds_of(hole)
    if strength <= 0 or bounds.is_empty or hole.all():
        return result
    smooth_px = _reach_px(hole[bounds.slices])
    margin_px = math.ceil(3 * smooth_px) + 8
    box = bounds.padded(margin_px).intersection(Box.of_size(hole.shape[1], hole.shape[0]))
    here, known = hole[box.slices], picture[box.slices]
    border = border_step(known, here, smooth_px=smooth_px)
    step = border.step
    step[border.where] = _limited(step[border.where])
    offset = _stretched(step, (border.where, here), max(1, int(smooth_px // 4)), check)
    del step, border
    scale = _gentle(offset, here) * min(1.0, strength)
    inside = result[box.slices]
    for top in range(0, len(here), _STRIP_PX):
        part = slice(top, top + _STRIP_PX)
        matched = known[part][here[part]] + offset[part][here[part]] * np.float32(scale)
        inside[part][here[part]] = np.clip(matched, 0.0, 1.0)
    return result


def _reach_px(hole: Hole) -> float:
    """A quarter of the hole's greatest depth, at least 4 px and at most 32."""
    depth = cv2.distanceTransform(np.pad(hole, 1).astype(np.uint8), cv2.DIST_L2, 3)
    return float(np.clip(float(depth.max()) / 4, 4.0, 32.0))


def _stretched(
    step: Picture, cells: tuple[Hole, Hole], cell_px: int, check: Callable[[], None] | None
) -> Picture:
    """The membrane on a grid four times finer than the step was smoothed, brought to full size."""
    fixed, inside = cells
    height, width = inside.shape
    count = _blocks(fixed.astype(np.float32)[..., None], cell_px)
    coarse_fixed = count[..., 0] > 0
    coarse_inside = _blocks(inside.astype(np.float32)[..., None], cell_px)[..., 0] > 0
    values = (_blocks(step, cell_px) / np.maximum(count, 1)).astype(np.float32)
    field = stretch(values, coarse_fixed, coarse_inside | coarse_fixed, check)
    known = (coarse_inside | coarse_fixed).astype(np.float32)
    near = np.asarray(cv2.blur(known, (3, 3)), np.float32)
    carried = np.asarray(cv2.blur(field, (3, 3)), np.float32) / np.maximum(near, 1e-6)[..., None]
    field = np.where(known[..., None] > 0, field, carried)
    size = (field.shape[1] * cell_px, field.shape[0] * cell_px)
    full = cv2.resize(field, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    return np.asarray(full, np.float32)


def _blocks(values: Picture, cell_px: int) -> Picture:
    """Sums over square cells; the last ones may reach over the frame."""
    height, width, channels = values.shape
    padded = np.pad(values, ((0, -height % cell_px), (0, -width % cell_px), (0, 0)))
    rows, columns = padded.shape[0] // cell_px, padded.shape[1] // cell_px
    blocks = padded.reshape(rows, cell_px, columns, cell_px, channels)
    return blocks.sum(axis=(1, 3), dtype=np.float32)


def _limited(step: Picture) -> Picture:
    """The step that the whole border has in common passes; what differs levels off at `LIMIT`."""
    common = np.median(step, axis=0)
    differing = step - common
    length = np.linalg.norm(differing, axis=1, keepdims=True)
    return (common + differing / (1 + (length / LIMIT) ** 4) ** 0.25).astype(np.float32)


def _gentle(offset: Picture, hole: Hole) -> float:
    """What to scale the whole offset by, so that it is not itself seen as a gradient."""
    steepest = 0.0
    for axis in (0, 1):
        found = [_changes(offset[part], hole[part], axis) for part in _strips(len(hole))]
        change = np.concatenate(found)
        if change.size:
            steepest = max(steepest, float(np.percentile(change, 99.9)))
    return min(1.0, STEEPEST / max(steepest, 1e-9))


def _strips(rows: int) -> Iterator[slice]:
    """Strips of rows that share one row with the next, so that every step down is in one."""
    for top in range(0, rows, _STRIP_PX):
        yield slice(top, top + _STRIP_PX + 1)


def _changes(offset: Picture, hole: Hole, axis: int) -> Picture:
    """The largest change of a channel between two pixels of the hole, for each such pair."""
    change = np.abs(np.diff(offset, axis=axis)).max(axis=2)
    return change[hole[1:] & hole[:-1] if axis == 0 else hole[:, 1:] & hole[:, :-1]]
