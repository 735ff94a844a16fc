"""Runs MODNet (Ke 2022) with onnxruntime; knows nothing of torch."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.onnx.session import OnnxSession

SHORT_PX = 512
"""What the shorter side is scaled to, as in training."""
LONG_PX = 1536
STEP_PX = 32


class ModnetRunner:
    """One loaded network; raises `BrokenModel` when it is made."""

    cells = 0
    """As many as its answer has."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self._session = OnnxSession(path, threads=threads)
        self.stop = self._session.stop

    def run(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        """rows x columns x 3 in 0..1, any size -> a matte whose shorter side has about 512 px.

        Raises `Stopped`.
        """
        size = fitted(picture.shape[0], picture.shape[1])
        small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)
        return np.clip(self._session.run_picture(2.0 * small - 1.0)[0], 0.0, 1.0)


def fitted(rows: int, columns: int) -> tuple[int, int]:
    """Width and height that the network takes: multiples of 32."""
    scale = min(SHORT_PX / min(rows, columns), LONG_PX / max(rows, columns))
    width, height = (
        max(STEP_PX, round(side * scale / STEP_PX) * STEP_PX) for side in (columns, rows)
    )
    return width, height
