"""Draws shapes at any scale: exact coverage, paint, and whole drawings as straight RGBA."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box
from ml.vector.shapes import Contour, Drawing, Flat, Linear, Paint, Points, Shape

Plane = NDArray[np.float32]
TOLERANCE_PX = 0.01
"""No curve is drawn farther from where it is, at the scale that is asked for."""


def bounds_of(shape: Shape, scale: float = 1.0) -> Box:
    """All pixels that the shape may touch on a plane `scale` times as large."""
    if not shape.contours:
        return Box(0, 0, 0, 0)
    points = shape.points * scale
    # A Bézier curve never leaves the hull of its points.
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    limit = 1 << 30
    left, top, right, bottom = (int(np.clip(v, -limit, limit)) for v in (*low, *high))
    return Box(left, top, right, bottom)


def coverage_of(
    contours: tuple[Contour, ...], box: Box, scale: float = 1.0, *, even_odd: bool = False
) -> Plane:
    """How much of each pixel in `box` lies inside: (h, w) float32 in 0..1, exact but for rounding.

    `box` lies on the plane that is `scale` times as large as the shape's.
    """
    # The editor knows shapes from its start; the compiler of loops may wait until one is drawn.
    from ml.vector import coverage_kernels as kernels

    areas = np.zeros((box.height, box.width + 2), np.float32)
    for contour in contours:
        corners = kernels.flatten(contour.points * scale, TOLERANCE_PX)
        kernels.add_polygon(corners, float(box.left), float(box.top), areas)
    coverage = np.empty((box.height, box.width), np.float32)
    kernels.fill(areas, even_odd, coverage)
    return coverage


def outline_of(contour: Contour, tolerance_px: float) -> Points:
    """Corners (n, 2) of a polygon that is nowhere farther from the contour than this."""
    from ml.vector import coverage_kernels as kernels

    return kernels.flatten(contour.points, tolerance_px)


def paint_in(paint: Paint, box: Box, scale: float = 1.0) -> Plane:
    """The colours of the paint at the middles of the pixels: (h, w, 3), or (1, 1, 3) where flat."""
    if isinstance(paint, Flat):
        return np.array(paint.colour, np.float32).reshape(1, 1, 3)
    share = along(paint, box, scale)
    offsets = [stop.offset for stop in paint.stops]
    planes = [np.interp(share, offsets, [stop.colour[n] for stop in paint.stops]) for n in range(3)]
    return np.stack(planes, axis=-1).astype(np.float32)


def along(paint: Linear, box: Box, scale: float = 1.0) -> NDArray[np.float64]:
    """How far along the gradient each pixel lies: 0 at its start, 1 at its end; not limited."""
    (x0, y0), (x1, y1) = paint.start, paint.end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    if length == 0:
        # As SVG has it: the colour of the last stop.
        return np.ones((box.height, box.width))
    xs = (np.arange(box.left, box.right) + 0.5) / scale - x0
    ys = (np.arange(box.top, box.bottom) + 0.5) / scale - y0
    return (xs[None, :] * dx + ys[:, None] * dy) / length


def shape_pixels(shape: Shape, box: Box, scale: float = 1.0) -> Plane:
    """One shape as straight RGBA (h, w, 4) in 0..1, its opacity in the alpha."""
    out = np.zeros((box.height, box.width, 4), np.float32)
    out[..., :3] = paint_in(shape.paint, box, scale)
    near = bounds_of(shape, scale).intersection(box)
    if not near.is_empty:
        covered = coverage_of(shape.contours, near, scale, even_odd=shape.even_odd)
        inner = near.moved(-box.left, -box.top)
        out[..., 3][inner.slices] = covered * np.float32(shape.opacity)
    return out


def render(drawing: Drawing, scale: float = 1.0) -> Plane:
    """The whole page as straight RGBA (h, w, 4), `scale` times as large."""
    width = max(1, math.ceil(drawing.width * scale - 1e-6))
    height = max(1, math.ceil(drawing.height * scale - 1e-6))
    return render_box(drawing, Box.of_size(width, height), scale)


def render_box(drawing: Drawing, box: Box, scale: float = 1.0) -> Plane:
    """What of the page lies in `box`, which is in pixels of the plane `scale` times as large."""
    total = np.zeros((box.height, box.width, 4), np.float32)
    for shape in drawing.shapes:
        _lay(total, box, shape, scale)
    if drawing.clip:
        total *= coverage_of(drawing.clip, box, scale)[..., None]
    return straight(total)


def _lay(total: Plane, box: Box, shape: Shape, scale: float) -> None:
    """Put the shape over `total`, premultiplied RGBA (h, w, 4) of `box`."""
    near = bounds_of(shape, scale).intersection(box)
    if near.is_empty:
        return
    covered = coverage_of(shape.contours, near, scale, even_odd=shape.even_odd)
    share = (covered * np.float32(shape.opacity))[..., None]
    part = total[near.moved(-box.left, -box.top).slices]
    part *= 1 - share
    part[..., :3] += share * paint_in(shape.paint, near, scale)
    part[..., 3:] += share


def straight(premultiplied: Plane) -> Plane:
    """Colours freed of their alpha; where nothing is, they are black."""
    alpha = premultiplied[..., 3:]
    colours = np.divide(
        premultiplied[..., :3], alpha, out=np.zeros_like(premultiplied[..., :3]), where=alpha > 0
    )
    return np.concatenate([np.clip(colours, 0, 1), np.clip(alpha, 0, 1)], axis=-1)
