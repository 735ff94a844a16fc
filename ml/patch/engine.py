"""Chooses who fills: compiled loops on the CPU, tensors on a graphics card."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ml.patch.melding import Check, Patchwork
from ml.patch.options import Effort
from ml.patch.pyramid import Floats, Layer


class Rung(Protocol):
    """One size of the picture with a guess in its hole, and where each patch of it comes from.

    Nothing outside the hole ever changes; the same seed on the same device gives the same numbers.
    """

    layer: Layer

    @property
    def targets(self) -> NDArray[np.int32]:
        """n x 2: the places in the layer whose patches reach into the hole, in reading order."""
        ...

    def peel(self, seed: int, check: Check) -> None:
        """A first guess from the rim inwards, each ring from the ring before."""
        ...

    def inherit(self, coarse: Any) -> None:
        """Takes the guess and the matches of the rung of half the size, made by the same engine."""
        ...

    def adopt(self, matches: NDArray[np.int32], colours: Floats) -> None:
        """Starts from each target's match (n x 2, -1: none) and each hole pixel's colour."""
        ...

    def found(self) -> NDArray[np.int32]:
        """rows x columns x 2: the place that each pixel is matched with, below 0 for none."""
        ...

    def improve(self, seed: int, check: Check) -> float:
        """One round of search and vote; returns the mean change of luma and chroma."""
        ...

    def choose(self, check: Check) -> NDArray[np.int32]:
        """n x 2: the row and column that each hole pixel, in reading order, is copied from."""
        ...

    def colours(self) -> Floats:
        """n x 3 in sRGB: the guess of each hole pixel, averaged and thus a little soft."""
        ...


@dataclass(frozen=True)
class Engine:
    """What a fill needs of a device. `meld` is `ml.patch.melding.meld` or gives nearly the same."""

    rung: Callable[[Layer, Effort, float], Rung]
    meld: Callable[[Patchwork, Check], Floats]


def engine_for(device: str) -> Engine:
    """The fastest engine there: tensors pay on a graphics card alone.

    On a CPU one candidate test in torch costs many times as much as a compiled one.
    """
    if device.startswith("cuda"):
        # Only now: patches start at once, and work, where torch is slow to load or absent.
        return importlib.import_module("ml.patch.torch_level").engine(device)
    compiled = importlib.import_module("ml.patch.level")
    melding = importlib.import_module("ml.patch.melding")
    return Engine(compiled.Level, melding.meld)
