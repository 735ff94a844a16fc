"""What patches are compared by: eight numbers a pixel, the same for every device."""

# numpy's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.patch.pyramid import LUMA, Bools, Floats, Layer, extend, gradients

CHANNELS = 8
"""Features per pixel; the last one is the constant 1."""

VOTED = 5
"""The first so many channels change while a hole is filled; the others are known beforehand."""

PAD = 8
"""Rows and columns added on every side, wider than any patch radius."""

_WARM = np.array([0.5, -0.4, -0.1], np.float32)
_COLD = np.array([-0.25, -0.25, 0.5], np.float32)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a squared difference counts in each kind of channel, and what a missing pixel costs."""

    luma: float = 1.0
    chroma: float = 1.0
    gradient: float = 2.0
    texture: float = 15.0
    missing: float = 0.03


def features_of(layer: Layer) -> Floats:
    """(rows + 2 PAD) x ((columns + 2 PAD) * CHANNELS).

    Luma about 0, two chromas, the luma's gradient across and down, then the two texture energies
    or a luma and a chroma of the guide, and the constant 1.
    """
    known = (~layer.hole).astype(np.float32)
    if layer.guide is None:
        colour = extend(layer.colour * known[..., None], known)
    else:
        colour = np.where(layer.hole[..., None], layer.guide, layer.colour)
    out = np.ones((*layer.hole.shape, CHANNELS), np.float32)
    luma = colour @ LUMA
    out[..., 0] = luma - 0.5
    out[..., 1], out[..., 2] = colour @ _COLD, colour @ _WARM
    out[..., 3], out[..., 4] = gradients(luma)
    if layer.guide is None:
        out[..., 5:7] = layer.texture
    else:
        out[..., 5] = layer.guide @ LUMA - 0.5
        out[..., 6] = layer.guide @ (_WARM - _COLD)
    padded = np.pad(out, ((PAD, PAD), (PAD, PAD), (0, 0)), mode="edge")
    return np.ascontiguousarray(padded.reshape(padded.shape[0], -1))


def colours_of(cells: Floats) -> Floats:
    """n x 3 in sRGB of n x CHANNELS features: a guess is averaged and thus a little soft."""
    turn = np.linalg.inv(np.stack((LUMA, _COLD, _WARM))).astype(np.float32)
    return (cells[:, :3] + np.array([0.5, 0, 0], np.float32)) @ turn.T


def channel_weights(layer: Layer, weights: Weights, guide_weight: float) -> Floats:
    """What a squared difference counts in each of the CHANNELS."""
    extra = weights.texture if layer.guide is None else guide_weight * weights.luma
    gradient, chroma = weights.gradient, weights.chroma
    counts = (weights.luma, chroma, chroma, gradient, gradient, extra, extra, weights.missing)
    return np.array(counts, np.float32)


def grown_by(hole: Bools, radius: int) -> Bools:
    """The hole and every pixel whose patch reaches into it."""
    side = 2 * radius + 1
    return cv2.dilate(hole.astype(np.uint8), np.ones((side, side), np.uint8)) > 0


def centres(source: Bools, radius: int) -> Bools:
    """Where a source patch may lie: its middle may be copied, and a third of what is around."""
    side = 2 * radius + 1
    may = source.astype(np.float32)
    share = cv2.boxFilter(may, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
    good = (share > 0.34) & source
    return good if good.any() else source


def trust_by(depth: Floats) -> Floats:
    """How far a guess is believed: less with the distance to what is known.

    Wexler et al. 2007, section 3.2.
    """
    trust = np.maximum(np.float32(1.3) ** -depth, np.float32(0.02))
    return trust.astype(np.float32)


def places(where: Bools) -> NDArray[np.int32]:
    """n x 2: rows and columns in reading order."""
    return np.argwhere(where).astype(np.int32)
