"""Made photographs: slopes, edges, grain and stripes, and steps of colour in ΔE."""

from __future__ import annotations

import cv2
import numpy as np
import pytest


def make_photo(seed, height=320, width=400, grain=0.03):
    """A picture with low frequencies, a few edges and texture, float32 0.1..0.9."""
    rng = np.random.default_rng(seed)
    low = rng.uniform(0.2, 0.8, (5, 6, 3)).astype(np.float32)
    picture = cv2.resize(low, (width, height), interpolation=cv2.INTER_CUBIC)
    rows, columns = np.mgrid[0:height, 0:width]
    for _ in range(3):
        angle, offset = rng.uniform(0, np.pi), rng.uniform(0.3, 0.7)
        line = np.cos(angle) * columns / width + np.sin(angle) * rows / height
        picture[line > offset] += rng.uniform(-0.15, 0.15, 3).astype(np.float32)
    texture = rng.normal(0, grain, (height, width, 1))
    texture = (
        texture + cv2.GaussianBlur(rng.normal(0, grain * 6, (height, width)), (0, 0), 3)[..., None]
    )
    return np.clip(picture + texture, 0.1, 0.9).astype(np.float32)


def add_step(picture, hole, lab_step):
    """The picture with a step of colour in L*a*b* inside the hole."""
    lab = cv2.cvtColor(picture, cv2.COLOR_RGB2Lab)
    lab[hole] += np.asarray(lab_step, np.float32)
    return np.clip(cv2.cvtColor(lab, cv2.COLOR_Lab2RGB), 0, 1)


def make_hole(kind, height=320, width=400):
    hole = np.zeros((height, width), np.uint8)
    if kind == "box":
        hole[90:210, 120:280] = 1
    elif kind == "blob":
        cv2.ellipse(hole, (210, 150), (90, 60), 30, 0, 360, 1, -1)
    elif kind == "strokes":
        cv2.line(hole, (40, 50), (340, 160), 1, 22)
        cv2.line(hole, (60, 280), (330, 220), 1, 18)
    else:
        hole[0:120, 0:150] = 1
    return hole > 0


@pytest.fixture(scope="session")
def photo():
    return make_photo


@pytest.fixture(scope="session")
def stepped():
    return add_step


@pytest.fixture(scope="session")
def hole_of():
    return make_hole
