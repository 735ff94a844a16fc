"""Labels by colour, roughness and place alone, for machines without the network."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NAMES = ("sky", "water", "tree", "grass", "ground", "rock", "snow")


def by_rules(picture: Floats) -> tuple[tuple[str, ...], Floats]:
    """The names, and rows x columns x names: how well each fits, of any size."""
    colour = cv2.GaussianBlur(picture, (0, 0), max(1.0, max(picture.shape) / 200))
    red, green, blue = np.moveaxis(colour, 2, 0)
    light, most = colour.mean(axis=2), colour.max(axis=2)
    dull = 1 - (most - colour.min(axis=2)) / np.maximum(most, 1e-3)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    rough = cv2.GaussianBlur(np.abs(cv2.Laplacian(grey, cv2.CV_32F)), (0, 0), 5)
    smooth = np.exp(-rough * 25)
    low = np.linspace(0, 1, len(picture), dtype=np.float32)[:, None]
    is_blue, is_green = blue - np.maximum(red, green), green - np.maximum(red, blue)
    warm = red - blue
    scores = (
        3.0 * smooth + 3.0 * (1 - 2 * low) + 2.0 * light + 3.0 * is_blue,
        2.0 * smooth + 2.5 * low + 4.0 * is_blue - 2.0 * np.abs(light - 0.4) - 0.5,
        2.0 * (1 - smooth) + 8.0 * is_green + 1.5 * (0.6 - light) + 0.5,
        8.0 * is_green + 3.0 * low + light - 0.8,
        4.0 * np.maximum(warm, 0) + 2.5 * low - 0.5,
        1.5 * (1 - smooth) + 1.5 * dull + 0.3,
        5.0 * (light - 0.75) + 1.5 * dull + 2.0 * low,
    )
    return NAMES, np.stack(scores, axis=2).astype(np.float32)
