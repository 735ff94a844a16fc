"""OpenCV's two fills."""

from __future__ import annotations

import cv2
import numpy as np

from benchmarks.inpaint.peers.portable import Fill, Hole, Picture


def telea() -> Fill:
    """Fast marching (Telea 2004) with radius 5."""
    return _fill(cv2.INPAINT_TELEA)


def navier_stokes() -> Fill:
    """Fluid dynamics (Bertalmio 2001) with radius 5."""
    return _fill(cv2.INPAINT_NS)


def _fill(flag: int) -> Fill:
    def fill(picture: Picture, hole: Hole) -> Picture:
        return np.asarray(cv2.inpaint(picture, hole.astype(np.uint8), 5, flag), np.uint8)

    return fill
