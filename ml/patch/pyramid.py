"""The picture at falling sizes, each with what is known and what may be copied.

Whatever is as large as the picture is worked on in strips of rows, so that no second picture of
floating numbers ever stands beside the first.
"""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

LUMA = np.array([0.299, 0.587, 0.114], np.float32)

STRIP_PX = 256
"""Rows that are worked on at once; even, so that strips of a half and a whole size fit."""


@dataclass(frozen=True)
class Softened:
    """A guide in its picture's hole, all as soft as the guide is, made anew for asked rows.

    spread_px: the Gaussian's, 0 for none.
    """

    picture: Floats
    hole: Bools
    guide: Floats
    spread_px: float

    def rows(self, top: int, bottom: int) -> Floats:
        """The rows from top to bottom, float32."""
        return self.box(slice(top, bottom), slice(0, self.hole.shape[1]))

    def box(self, rows: slice, columns: slice) -> Floats:
        """Some rows of some columns, float32."""
        reach = int(4 * self.spread_px) + 1 if self.spread_px else 0
        left, top = max(0, columns.start - reach), max(0, rows.start - reach)
        wide = slice(top, rows.stop + reach), slice(left, columns.stop + reach)
        hole = self.hole[wide][..., None]
        whole = np.where(hole, self.guide[wide], self.picture[wide]).astype(np.float32, copy=False)
        if self.spread_px:
            whole = cv2.GaussianBlur(whole, (0, 0), self.spread_px)
        return whole[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]


@dataclass(frozen=True)
class Layer:
    """One size of the picture.

    colour: rows x columns x 3, worthless inside the hole. source: what may be copied, never in
    the hole. texture: half the rows x half the columns x 2, the mean absolute gradient across and
    down around each pixel, measured at full resolution, so that coarse levels still tell grass
    from sky (Newson et al. 2014, section 3.2); needed where no guide is followed.
    """

    colour: Floats
    hole: Bools
    source: Bools
    texture: Floats | None = None
    guide: Floats | Softened | None = None


def strips(rows: int) -> Iterator[tuple[int, int]]:
    """The first row of each strip and the first behind it."""
    for top in range(0, rows, STRIP_PX):
        yield top, min(rows, top + STRIP_PX)


def guide_rows(guide: Floats | Softened, top: int, bottom: int) -> Floats:
    """Some rows of a guide."""
    return guide.rows(top, bottom) if isinstance(guide, Softened) else guide[top:bottom]


def extend(values: Floats, known: Floats) -> Floats:
    """Fills unknown pixels smoothly from known ones, down a pyramid and up again.

    values: rows x columns x channels; known: the share of each pixel that is known, 0..1.
    """
    height, width = known.shape
    if known.min() >= 1 or (height == 1 and width == 1):
        return values
    size = ((width + 1) // 2, (height + 1) // 2)
    mass = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
    total = _resize(values * known[..., None], size, cv2.INTER_AREA)
    small = extend(total / np.maximum(mass, 1e-6)[..., None], np.minimum(mass * 4, 1))
    large = _resize(small, (width, height), cv2.INTER_LINEAR)
    share = known[..., None]
    return values * share + large * (1 - share)


def gradients(luma: Floats) -> tuple[Floats, Floats]:
    """Half the central differences across and down."""
    across = cv2.Sobel(luma, cv2.CV_32F, 1, 0, ksize=1, scale=0.5)
    down = cv2.Sobel(luma, cv2.CV_32F, 0, 1, ksize=1, scale=0.5)
    return across, down


def measure_texture(colour: Floats, hole: Bools, radius: int = 8) -> Floats:
    """Half the rows x half the columns x 2: the mean |gradient| of the known pixels around."""
    height, width = hole.shape
    half = ((height + 1) // 2, (width + 1) // 2)
    mean, mass = np.empty((*half, 2), np.float32), np.empty(half, np.float32)
    size, reach = (2 * radius + 1, 2 * radius + 1), radius + 2
    for top, bottom in strips(height):
        wide = slice(max(0, top - reach), bottom + reach)
        across, down = gradients(np.ascontiguousarray(colour[wide]) @ LUMA)
        touched = cv2.dilate(hole[wide].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        known = (~touched).astype(np.float32)
        around = cv2.boxFilter(known, -1, size)
        energy = np.dstack((np.abs(across) * known, np.abs(down) * known))
        here = slice(top - wide.start, bottom - wide.start)
        share = np.maximum(around[here], 1e-6)[..., None]
        part = slice(top // 2, (bottom + 1) // 2)
        mean[part] = shrink(cv2.boxFilter(energy, -1, size)[here] / share)
        mass[part] = shrink(around[here])
    return extend(mean, np.minimum(mass * 4, 1) * (mass > 0.02))


def halve(layer: Layer) -> Layer:
    """The layer at half the size. A coarse pixel is known, or source, where half of it is."""
    height, width = layer.hole.shape
    half = ((height + 1) // 2, (width + 1) // 2)
    colour, hole = np.empty((*half, 3), np.float32), np.empty(half, bool)
    source = np.empty(half, bool)
    guide = None if layer.guide is None else np.empty((*half, 3), np.float32)
    for top, bottom in strips(height):
        part = slice(top // 2, (bottom + 1) // 2)
        known = (~layer.hole[top:bottom]).astype(np.float32)
        mass = shrink(known)
        total = shrink(layer.colour[top:bottom] * known[..., None])
        colour[part] = total / np.maximum(mass, 1e-6)[..., None]
        hole[part] = mass < 0.5
        source[part] = shrink(layer.source[top:bottom].astype(np.float32)) >= 0.5
        if guide is not None and layer.guide is not None:
            guide[part] = shrink(guide_rows(layer.guide, top, bottom))
    texture = None if layer.texture is None else shrink(layer.texture)
    return Layer(colour, hole, source & ~hole, texture, guide)


def depth_of(hole: Bools) -> Floats:
    """The distance in pixels of each hole pixel to the nearest known one; 0 outside the hole."""
    return cv2.distanceTransform(hole.view(np.uint8), cv2.DIST_L2, 3)


def build(layer: Layer, radius: int, least: int) -> list[Layer]:
    """The layer and its halves, finest first, until a patch spans the hole from rim to rim.

    least: halve so often at least, as far as the picture's size allows, since even thin holes
    profit from the wider view of a coarse level.
    """
    layers = [layer]
    while min(layers[-1].hole.shape) >= 8 * radius:
        deep = float(depth_of(layers[-1].hole).max()) > 3 * radius
        if not deep and len(layers) >= least:
            break
        coarse = halve(layers[-1])
        if not coarse.source.any() or not coarse.hole.any():
            break
        layers.append(coarse)
    return layers


def shrink(values: Floats) -> Floats:
    """Half the rows and columns, each cell the mean of its pixels; an odd side is held."""
    height, width = values.shape[:2]
    if height % 2 or width % 2:
        edge = (0, height % 2, 0, width % 2)
        values = np.asarray(cv2.copyMakeBorder(values, *edge, cv2.BORDER_REPLICATE), np.float32)
    size = ((width + 1) // 2, (height + 1) // 2)
    return cv2.resize(values, size, interpolation=cv2.INTER_AREA)


def _resize(values: Floats, size: tuple[int, int], how: int) -> Floats:
    return cv2.resize(values, size, interpolation=how).reshape(size[1], size[0], -1)
