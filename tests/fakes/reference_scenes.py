"""Made photographs with detail everywhere, and references that show part of them in another way."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.generator import Resources
from ml.generators.reference_sr.resampling import shrunken
from ml.store.bundled import published_in
from resources.index import weights

Picture = NDArray[np.float32]


def scene(side: int = 256, seed: int = 0) -> Picture:
    """Clouds of many sizes, fine at last: rows x columns x 3 in 0..1."""
    chance = np.random.default_rng(seed)
    made = np.zeros((side, side, 3))
    for sigma in (24.0, 8.0, 3.0, 1.0):
        noise = chance.standard_normal((side, side, 3)) + chance.standard_normal((side, side, 1))
        soft = cv2.GaussianBlur(noise, (0, 0), sigma)
        made += soft / soft.std() * 0.07
    return np.clip(made + 0.5, 0, 1).astype(np.float32)


def small_of(picture: Picture, factor: int = 4) -> Picture:
    return np.clip(shrunken(picture, factor), 0, 1)


def moved(picture: Picture, size: tuple[int, int], *, turn_deg: float, scale: float) -> Picture:
    """Turned and scaled about the middle: rows x columns of `size`, black beyond the picture."""
    way = way_of(picture, size, turn_deg=turn_deg, scale=scale)
    # From pixel edges, which all of ours counts in, to OpenCV's pixel centres.
    way = way.copy()
    way[:, 2] += way[:, :2] @ [0.5, 0.5] - 0.5
    made = cv2.warpAffine(picture, way, size[::-1], flags=cv2.INTER_CUBIC)
    return np.clip(made, 0, 1).astype(np.float32)


def way_of(
    picture: Picture, size: tuple[int, int], *, turn_deg: float, scale: float
) -> NDArray[np.float64]:
    """2 x 3: where a place of the picture lies in the moved one."""
    a, b = scale * np.cos(np.deg2rad(turn_deg)), scale * np.sin(np.deg2rad(turn_deg))
    turn = np.array([[a, -b], [b, a]])
    middle = np.array(picture.shape[1::-1]) / 2
    return np.column_stack([turn, np.array(size[::-1]) / 2 - turn @ middle])


def bundled() -> Resources:
    """The weights that come with the program."""
    found = {one.card.id: one.folder / one.parts[0].file for one in published_in(weights())}
    return Resources(weights=found)
