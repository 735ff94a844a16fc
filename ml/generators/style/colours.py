"""Keeps a picture's own colours when it is painted in the manner of another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]

LIGHT = np.array((0.299, 0.587, 0.114), np.float32)
"""Weights of red, green and blue in luma: ITU-R BT.601."""
STRIP = 256
"""Rows that are worked on at once, which bounds the memory."""
CALM = 1e-5


def with_colours_of(painted: Picture, original: Picture) -> Picture:
    """`painted` with only its luma; chroma is that of `original` exactly. Changed in place.

    Where luma and chroma do not fit into 0..1 together, chroma gives way, so that what was dark or
    light stays so.
    """
    for top in range(0, len(painted), STRIP):
        rows = slice(top, top + STRIP)
        light = np.clip(painted[rows] @ LIGHT, 0.0, 1.0)[..., None]
        chroma = original[rows] - (original[rows] @ LIGHT)[..., None]
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(chroma > 0, (1.0 - light) / chroma, -light / chroma)
        room = np.where(np.abs(chroma) < 1e-6, 1.0, room)
        painted[rows] = light + chroma * np.clip(room.min(axis=2, keepdims=True), 0.0, 1.0)
    return painted


def matched(style: Picture, original: Picture) -> Picture:
    """`style` with the mean and covariance of the colours of `original`, clipped to 0..1.

    Gatys, Bethge, Hertzmann and Shechtman 2016, section 5.1: A = Sc^(1/2) Ss^(-1/2).
    """
    mean_style, spread_style = _moments(style)
    mean_original, spread_original = _moments(original)
    change = _root(spread_original, 0.5) @ _root(spread_style, -0.5)
    moved = (style - mean_style.astype(np.float32)) @ change.T.astype(np.float32)
    return np.clip(moved + mean_original.astype(np.float32), 0.0, 1.0, dtype=np.float32)


def _moments(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pixels = picture.reshape(-1, 3)
    # A hundred thousand pixels tell as much of three means and six covariances as all of them.
    pixels = pixels[:: max(1, len(pixels) // 100_000)].astype(np.float64)
    mean = pixels.mean(axis=0)
    spread = (pixels - mean).T @ (pixels - mean) / len(pixels)
    return mean, spread + CALM * np.eye(3)


def _root(symmetric: NDArray[np.float64], power: float) -> NDArray[np.float64]:
    values, vectors = np.linalg.eigh(symmetric)
    return (vectors * np.maximum(values, CALM) ** power) @ vectors.T
