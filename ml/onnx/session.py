"""One ONNX network: opened, run, and stopped from another thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray


class BrokenModel(Exception):
    """The model file cannot be read; the message says what to do."""

    def __init__(self, path: Path, details: str) -> None:
        super().__init__(
            f"The model file {path.name} cannot be read: remove the model and install it again."
        )
        self.details = details


class Stopped(Exception):
    """The run was ended by `stop`."""


class OnnxSession:
    """A loaded file. `run` is for one thread at a time; `stop` may come from another."""

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

    def run(self, feed: Mapping[str, NDArray[np.generic]]) -> NDArray[np.generic]:
        """The first output for these inputs, by name. Raises `Stopped`."""
        self._now = onnxruntime.RunOptions()
        first = self._session.get_outputs()[0].name
        try:
            (answer,) = self._session.run([first], dict(feed), self._now)
        except Exception as error:
            if self._now.terminate:
                raise Stopped from error
            raise
        return np.asarray(answer)

    def run_picture(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        """rows x columns x 3 as the network wants it -> its first output, without the batch.

        For networks of one input. Raises `Stopped`.
        """
        batch = np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32)
        return np.asarray(self.run({self._session.get_inputs()[0].name: batch}), np.float32)[0]

    def stop(self) -> None:
        """Ends the run that is under way, within one network layer."""
        self._now.terminate = True
