"""Lifts the details of an enlarged picture where no network was trained to invent any."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]

GAIN = 0.8
"""How much of the fine part is added at full strength. By LPIPS on Set5 x4: .191 without, .187
with so much, .195 with twice as much."""
FINE = 0.35
"""Sigma of the blur that tells fine from broad, in pixels of the small picture."""
BEYOND = 0.15
"""How far a value may leave the range of its surroundings, as a share of that range."""
REACH_PX = 4
"""How far a result looks, in pixels of the small picture."""


def crisper(made: Picture, scale: int, strength: float) -> Picture:
    """`made` with its fine part (the difference from a blur) added `strength` times, 0..1.

    Unsharp masking whose halos are cut: no value goes further beyond those around it than a share
    of their range. Nothing is invented, and what is flat stays flat; the mean colours are put
    right afterwards with those of the network.
    """
    sigma_px = FINE * scale
    fine = made - cv2.GaussianBlur(made, (0, 0), sigma_px)
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * scale + 1, 2 * scale + 1))
    low, high = cv2.erode(made, around), cv2.dilate(made, around)
    room = BEYOND * (high - low)
    lifted = made + np.float32(GAIN * strength) * fine
    return np.clip(lifted, low - room, high + room).astype(np.float32, copy=False)
