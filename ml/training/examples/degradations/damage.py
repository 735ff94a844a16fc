"""Single kinds of damage: blur, noise and JPEG; all chance comes from the generator passed in.

Pictures are rows x columns x 3 float32 in 0..255.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from ml.training.examples.degradations.resize import Picture, apply_axes, to_bytes


def gaussian_matrix(length: int, sigma_px: float) -> Picture:
    """The (length, length) matrix of a Gaussian blur with mirrored border."""
    reach = max(1, int(np.ceil(3 * sigma_px)))
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets / sigma_px) ** 2)
    weights /= weights.sum()
    places = np.mod(np.arange(length)[:, None] + offsets, 2 * length)
    places = np.where(places >= length, 2 * length - 1 - places, places)
    matrix = np.zeros((length, length))
    rows = np.repeat(np.arange(length), len(offsets))
    np.add.at(matrix, (rows, places.ravel()), np.tile(weights, length))
    return matrix.astype(np.float32)


def blur(picture: Picture, sigma_down_px: float, sigma_across_px: float) -> Picture:
    """Gaussian blur with a width of its own along each axis; below 0.05 px nothing happens."""
    if max(sigma_down_px, sigma_across_px) < 0.05:
        return picture
    down = gaussian_matrix(picture.shape[0], max(sigma_down_px, 0.05))
    across = gaussian_matrix(picture.shape[1], max(sigma_across_px, 0.05))
    return apply_axes(picture, down, across)


def gaussian_noise(
    picture: Picture, sigma: float, chance: np.random.Generator, *, grey: bool
) -> Picture:
    """Sensor noise that does not depend on the light; `sigma` in 0..255."""
    rows, columns, channels = picture.shape
    noise = chance.standard_normal((rows, columns, 1 if grey else channels), dtype=np.float32)
    return (picture + np.float32(sigma) * noise).astype(np.float32)


def shot_noise(picture: Picture, sigma: float, chance: np.random.Generator) -> Picture:
    """Noise that grows with the root of the light; `sigma` is that of mid grey, in 0..255."""
    noise = chance.standard_normal(picture.shape, dtype=np.float32)
    strength = np.float32(sigma) * np.sqrt(np.maximum(picture, 0.0) / 128.0)
    return (picture + strength * noise).astype(np.float32)


def jpeg(picture: Picture, quality: int) -> Picture:
    """Saved as JPEG with halved colour and read again."""
    memory = io.BytesIO()
    Image.fromarray(to_bytes(picture)).save(memory, "JPEG", quality=quality, subsampling=2)
    memory.seek(0)
    with Image.open(memory) as opened:
        return np.asarray(opened.convert("RGB"), np.float32)
