"""Runs U2NetP (Qin 2020) with onnxruntime; knows nothing of torch."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.onnx.session import OnnxSession

SIDE_PX = 320
MEANS = np.array((0.485, 0.456, 0.406), np.float32)
SPREADS = np.array((0.229, 0.224, 0.225), np.float32)
"""Of ImageNet, per channel of 0..1."""


class U2netRunner:
    """One loaded network; raises `BrokenModel` when it is made."""

    cells = SIDE_PX

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self._session = OnnxSession(path, threads=threads)
        self.stop = self._session.stop

    def run(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        """rows x columns x 3 in 0..1, any size -> 320 x 320 in 0..1. Raises `Stopped`."""
        square = cv2.resize(picture, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
        # The network was trained on pictures whose brightest value is 1.
        values = np.asarray(square, np.float32) / max(float(picture.max()), 1e-6)
        return np.clip(self._session.run_picture((values - MEANS) / SPREADS)[0], 0.0, 1.0)
