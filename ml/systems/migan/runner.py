"""Runs the MI-GAN pipeline file with onnxruntime; knows nothing of torch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

SIDE_PX = 512
"""The side at which the network works; the pipeline scales anything else to it."""


class BrokenModel(Exception):
    """The model file cannot be read; the message says what to do."""

    def __init__(self, path: Path, details: str) -> None:
        super().__init__(
            f"The model file {path.name} cannot be read: remove the model and install it again."
        )
        self.details = details


class Stopped(Exception):
    """The run was ended by `MiganRunner.stop`."""


class MiganRunner:
    """One loaded pipeline. `run` is for one thread at a time; `stop` may come from another."""

    side_px = SIDE_PX

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Raises `BrokenModel`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                path.read_bytes(), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime has no common base of its own
            raise BrokenModel(path, str(error)) from error
        self._now = onnxruntime.RunOptions()

    def run(self, picture: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """The picture with the hole filled.

        picture: rows x columns x 3 sRGB. The pipeline mixes about 4 px of what lies under the rim
        of the hole into its answer, so the caller puts something fitting there. Raises `Stopped`.
        """
        self._now = onnxruntime.RunOptions()
        feed = {
            "image": np.ascontiguousarray(picture.transpose(2, 0, 1)[None]),
            "mask": np.where(hole, 0, 255).astype(np.uint8)[None, None],
        }
        try:
            (result,) = self._session.run(None, feed, self._now)
        except Exception as error:
            if self._now.terminate:
                raise Stopped from error
            raise
        return np.ascontiguousarray(np.asarray(result)[0].transpose(1, 2, 0))

    def stop(self) -> None:
        """Ends the run that is under way, within one network layer."""
        self._now.terminate = True


Runner = Callable[[NDArray[np.uint8], NDArray[np.bool_]], NDArray[np.uint8]]
"""The shape of `MiganRunner.run`, which another network may take."""
