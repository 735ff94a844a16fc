"""A first guess of a photograph's labels: features of VGG19 under a small layer of our own.

The layer was fitted to boxes that were labelled by hand in photographs of the train split. Without
the network a few rules of colour and place stand in for it; they tell much less.
"""

# numpy's, torch's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.labels import LANDSCAPE
from ml.labels.borders import sharpened
from ml.labels.rules import by_rules

Floats = NDArray[np.float32]

BACKBONE, HEAD = "vgg19", "landscape-labels"
NO_MODEL = "Without the model 'vgg19' labels are guessed by colour and place alone."
FINEST_PX = 1024
"""The longest side at which borders are found; larger maps are scaled from it."""


def guess_labels(
    picture: Floats, weights: Mapping[str, Path], check: Callable[[], None]
) -> tuple[NDArray[np.uint8], bool]:
    """Indices of the landscape palette (rows x columns), and whether the network was there.

    picture: rows x columns x 3, sRGB 0..1. `check` may raise to stop.
    """
    rows, columns = picture.shape[:2]
    small = _within(picture, FINEST_PX)
    has_network = BACKBONE in weights and HEAD in weights
    check()
    if has_network:
        # Only now: the rules must work, and start at once, where torch is slow to load.
        scores = importlib.import_module("ml.labels.network").scores_of
        names, logits = scores(small, weights[BACKBONE], weights[HEAD])
    else:
        names, logits = by_rules(small)
    check()
    best = without_low_sky(sharpened(small, logits), names.index("sky")).argmax(axis=2)
    index = np.array([LANDSCAPE.named(name).index for name in names], np.uint8)[best]
    made = cv2.resize(index, (columns, rows), interpolation=cv2.INTER_NEAREST)
    return np.asarray(made, np.uint8), has_network


def without_low_sky(chance: Floats, sky: int) -> Floats:
    """Sky that begins in the lower half is none: it is mirrored there, or snow or mist."""
    here = (chance.argmax(axis=2) == sky).astype(np.uint8)
    _, parts, facts, _ = cv2.connectedComponentsWithStats(here, connectivity=4)
    low = facts[:, cv2.CC_STAT_TOP] > len(chance) / 2
    chance[low[parts] & (here > 0), sky] = -1.0
    return chance


def _within(picture: Floats, longest_px: int) -> Floats:
    scale = longest_px / max(picture.shape[:2])
    picture = np.ascontiguousarray(picture[..., :3], np.float32)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)
