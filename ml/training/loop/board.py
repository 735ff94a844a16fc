"""Hands the record's numbers to TensorBoard, where somebody has installed it and asks for it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ml.training.problems import TrainingProblem


class BoardMissing(TrainingProblem):
    """TensorBoard was asked for and is not installed."""


class Board:
    """Writes scalars into `board/` in the run's folder."""

    def __init__(self, folder: Path) -> None:
        try:
            module = importlib.import_module("torch.utils.tensorboard")
        except ImportError as error:
            raise BoardMissing(
                "TensorBoard is not installed; install it with pip, or train without it: "
                "metrics.jsonl has the same numbers."
            ) from error
        self._writer: Any = module.SummaryWriter(str(folder / "board"))

    def add(self, step: int, values: Mapping[str, Any], prefix: str = "") -> None:
        """Every number in `values`, nested ones under "outer/inner"."""
        for name, value in values.items():
            if isinstance(value, Mapping):
                self.add(step, value, f"{prefix}{name}/")
            elif isinstance(value, int | float):
                self._writer.add_scalar(f"{prefix}{name}", value, step)

    def close(self) -> None:
        """Have everything on the disk."""
        self._writer.close()
