"""The picture at falling sizes, each with what is known and what may be copied."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True)
class Layer:
    """One size of the picture.

    colour: rows x columns x 3, worthless inside the hole. source: what may be copied, never in
    the hole. texture: rows x columns x 2, the mean absolute gradient across and down around each
    pixel, measured at full resolution, so that coarse levels still tell grass from sky (Newson
    et al. 2014, section 3.2). guide: rows x columns x 3, or None.
    """

    colour: Floats
    hole: Bools
    source: Bools
    texture: Floats
    guide: Floats | None = None


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
    """rows x columns x 2: the mean |gradient| across and down of the known pixels around."""
    across, down = gradients(colour @ LUMA)
    touched = cv2.dilate(hole.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    known = (~touched).astype(np.float32)
    size = (2 * radius + 1, 2 * radius + 1)
    mass = cv2.boxFilter(known, -1, size)
    energy = np.dstack((np.abs(across) * known, np.abs(down) * known))
    mean = cv2.boxFilter(energy, -1, size) / np.maximum(mass, 1e-6)[..., None]
    return extend(mean, np.minimum(mass * 4, 1) * (mass > 0.02))


def halve(layer: Layer) -> Layer:
    """The layer at half the size. A coarse pixel is known, or source, where half of it is."""
    known = (~layer.hole).astype(np.float32)
    mass = _shrink(known)
    colour = _shrink(layer.colour * known[..., None]) / np.maximum(mass, 1e-6)[..., None]
    hole = mass < 0.5
    return Layer(
        colour=colour,
        hole=hole,
        source=(_shrink(layer.source.astype(np.float32)) >= 0.5) & ~hole,
        texture=_shrink(layer.texture),
        guide=None if layer.guide is None else _shrink(layer.guide),
    )


def depth_of(hole: Bools) -> Floats:
    """The distance in pixels of each hole pixel to the nearest known one; 0 outside the hole."""
    return cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3)


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


def _resize(values: Floats, size: tuple[int, int], how: int) -> Floats:
    return cv2.resize(values, size, interpolation=how).reshape(size[1], size[0], -1)


def _shrink(values: Floats) -> Floats:
    height, width = values.shape[:2]
    even = cv2.copyMakeBorder(values, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = ((width + 1) // 2, (height + 1) // 2)
    return cv2.resize(even, size, interpolation=cv2.INTER_AREA)
