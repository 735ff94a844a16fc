"""Brings soft scores to the borders that the picture itself has."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

REACH = 0.02
"""How far a border may move, as a share of the longest side."""

EDGE = 4e-4
"""Steps of grey with less variance than this are no border."""


def sharpened(picture: Floats, scores: Floats) -> Floats:
    """rows x columns x labels: the chance of each label, as large as the picture.

    Each is taken through the guided filter (He et al. 2010) with the picture's grey as its guide.
    """
    rows, columns = picture.shape[:2]
    large = cv2.resize(scores, (columns, rows), interpolation=cv2.INTER_LINEAR)
    large = large.reshape(rows, columns, -1)
    chance = np.exp(large - large.max(axis=2, keepdims=True))
    chance /= chance.sum(axis=2, keepdims=True)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    side = 2 * max(2, round(REACH * max(rows, columns))) + 1
    mean = _mean(grey, side)
    variance = _mean(grey * grey, side) - mean * mean
    made = np.empty_like(chance)
    for label in range(chance.shape[2]):
        here = np.ascontiguousarray(chance[..., label])
        level = _mean(here, side)
        slope = (_mean(here * grey, side) - level * mean) / (variance + EDGE)
        made[..., label] = _mean(slope, side) * grey + _mean(level - slope * mean, side)
    return made


def _mean(values: Floats, side: int) -> Floats:
    return np.asarray(cv2.boxFilter(values, -1, (side, side)), np.float32)
