"""Runs the MI-GAN pipeline file with onnxruntime; knows nothing of torch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.onnx.session import OnnxSession

SIDE_PX = 512
"""The side at which the network works; the pipeline scales anything else to it."""


class MiganRunner:
    """One loaded pipeline. `run` is for one thread at a time; `stop` may come from another."""

    side_px = SIDE_PX

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Raises `BrokenModel`."""
        self._session = OnnxSession(path, threads=threads)
        self.stop = self._session.stop

    def run(self, picture: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """The picture with the hole filled.

        picture: rows x columns x 3 sRGB. The pipeline mixes about 4 px of what lies under the rim
        of the hole into its answer, so the caller puts something fitting there. Raises `Stopped`.
        """
        feed = {
            "image": np.ascontiguousarray(picture.transpose(2, 0, 1)[None]),
            "mask": np.where(hole, 0, 255).astype(np.uint8)[None, None],
        }
        answer = np.asarray(self._session.run(feed), np.uint8)
        return np.ascontiguousarray(answer[0].transpose(1, 2, 0))


Runner = Callable[[NDArray[np.uint8], NDArray[np.bool_]], NDArray[np.uint8]]
"""The shape of `MiganRunner.run`, which another network may take."""
