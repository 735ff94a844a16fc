"""Draws a gradient for any box of the canvas at any display level."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from editor.document.blend_grain import GRAIN, SIDE_PX
from editor.document.kinds.fill.colours import colours_at, read_stops
from editor.document.kinds.fill.params import GradientFill, GradientShape
from editor.document.tiles import Depth, Pixels
from ml.api.regions import Box

_HAIR = 1e-6


def gradient_places(params: GradientFill, box: Box, level: int) -> NDArray[np.float64]:
    """How far along the gradient each pixel of `box` lies, 0..1; linear ones run through 0.5."""
    scale = 1 << level
    x = (np.arange(box.left, box.right) + 0.5) * scale - params.x_px
    y = (np.arange(box.top, box.bottom)[:, None] + 0.5) * scale - params.y_px
    angle = math.radians(params.angle)
    along = (x * math.cos(angle) + y * math.sin(angle)) / params.length_px
    if params.shape is GradientShape.LINEAR:
        places = along + 0.5
    elif params.shape is GradientShape.REFLECTED:
        places = np.abs(along)
    elif params.shape is GradientShape.RADIAL:
        places = np.hypot(x, y) / params.length_px
    else:
        places = np.mod(np.arctan2(y, x) - angle, 2 * math.pi) / (2 * math.pi)
    return np.clip(1 - places if params.reverse else places, 0, 1)


def draw_gradient(params: GradientFill, box: Box, level: int, depth: Depth) -> Pixels:
    """Straight RGBA (h, w, 4)."""
    colours = colours_at(read_stops(params.stops), gradient_places(params, box, level))
    full = np.iinfo(depth).max
    if params.dither and depth == "uint8":
        return np.floor(colours * full + _noise(box)[..., None] + _HAIR).astype(depth)
    return np.rint(colours * full).astype(depth)


def _noise(box: Box) -> NDArray[np.float32]:
    """Even noise 0 <= n < 1: what is a whole number stays, what is not is right on average."""
    rows = np.arange(box.top, box.bottom) % SIDE_PX
    cols = np.arange(box.left, box.right) % SIDE_PX
    return np.minimum(GRAIN[rows][:, cols], np.float32(1 - 1e-5))
