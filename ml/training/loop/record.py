"""Writes what happened in a run beside its checkpoint, for people and for the model card."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import platform
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ml.training.writing import whole_file

METRICS = "metrics.jsonl"
SAMPLES = "samples"
ENVIRONMENT = "environment.json"
_GAP_PX = 2
_WIDEST_PX = 2048


class Record:
    """The lines of metrics.jsonl; each has `kind` and `step`, the number of steps done by then.

    Lines of steps after the checkpoint that a run goes on from are taken out again; a run that
    begins anew goes on from step -1.
    """

    def __init__(self, folder: Path, step: int) -> None:
        self._path = folder / METRICS
        kept = [line for line in self._lines() if line["step"] <= step]
        self._measured = {line["step"] for line in kept if line["kind"] == "measures"}
        self._drawn = {line["step"] for line in kept if line["kind"] == "samples"}
        text = "".join(json.dumps(line) + "\n" for line in kept)
        with whole_file(self._path) as stream:
            stream.write(text.encode())

    def add(self, kind: str, step: int, values: Mapping[str, Any]) -> None:
        """Append one line; what is not finite is written as null."""
        line = {"kind": kind, "step": step, **values}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(_finite(line)) + "\n")
        if kind == "measures":
            self._measured.add(step)
        if kind == "samples":
            self._drawn.add(step)

    def is_measured(self, step: int) -> bool:
        """Whether held-out items were measured after this many steps."""
        return step in self._measured

    def is_drawn(self, step: int) -> bool:
        """Whether samples were drawn after this many steps."""
        return step in self._drawn

    def _lines(self) -> list[dict[str, Any]]:
        if not self._path.exists():
            return []
        lines = []
        for text in self._path.read_text(encoding="utf-8").splitlines():
            try:
                lines.append(json.loads(text))
            except ValueError:
                continue  # cut off by a kill
        return lines


def write_grid(images: Tensor, path: Path) -> None:
    """Images, (batch, channels, rows, columns) in 0..1, side by side in one PNG."""
    pixels = images.detach().float().cpu().clamp(0, 1).mul(255).round().to(torch.uint8).numpy()
    count, channels, rows, columns = pixels.shape
    if channels not in (1, 3):
        pixels = pixels[:, :1]
    pixels = np.broadcast_to(pixels, (count, 3, rows, columns)).transpose(0, 2, 3, 1)
    across = max(1, min(count, _WIDEST_PX // (columns + _GAP_PX)))
    down = math.ceil(count / across)
    grid = np.full(
        (down * (rows + _GAP_PX) - _GAP_PX, across * (columns + _GAP_PX) - _GAP_PX, 3),
        255,
        np.uint8,
    )
    for number, picture in enumerate(pixels):
        top = number // across * (rows + _GAP_PX)
        left = number % across * (columns + _GAP_PX)
        grid[top : top + rows, left : left + columns] = picture
    with whole_file(path) as stream:
        Image.fromarray(grid).save(stream, format="PNG")


def environment(device: torch.device, threads: int) -> dict[str, Any]:
    """What the run is computed on; no names of machines, people or folders."""
    facts: dict[str, Any] = {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "device": device.type,
        "processors": os.cpu_count(),
        "torch_threads": torch.get_num_threads(),
        "loader_threads": threads,
    }
    if device.type == "cuda":
        facts["card"] = torch.cuda.get_device_name(device)
        facts["cuda"] = torch.version.cuda
        facts["cudnn"] = torch.backends.cudnn.version()
    return facts


def write_environment(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write environment.json."""
    text = json.dumps(facts, indent=2) + "\n"
    (folder / ENVIRONMENT).write_text(text, encoding="utf-8")


def plain(value: object) -> Any:
    """Dataclasses, enums, paths and tuples as JSON has them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Path):
        return value.name
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    return value
