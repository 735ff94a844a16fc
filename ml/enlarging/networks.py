"""The networks that a job may use: ours, told by their headers, and the person's own files."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ml.api.errors import GeneratorError
from ml.api.generator import Resources
from ml.enlarging.compact import CompactRunner
from ml.enlarging.strong import StrongRunner
from ml.enlarging.wish import FAMILY, Condition
from ml.store.failures import WeightsMismatch
from ml.store.weights import hyper_parameters_of

Picture = NDArray[np.float32]

COMPACT, STRONG, FOREIGN = "compact_sr", "strong_sr", ""
OWN_FILES = "ml.systems.community.upscaler"


class Network(Protocol):
    """A loaded network. It is shown `reach_px` around a tile; tiles share `overlap_px`.

    `bytes_px` is what it takes in memory for each pixel that it is shown.
    """

    scale: int
    reach_px: int
    overlap_px: int
    bytes_px: int
    title: str

    def enlarge(self, picture: Picture) -> Picture:
        """rows x columns x 3 in 0..1 -> `scale` times the sides; may leave 0..1 a little."""
        ...


@dataclass(frozen=True)
class Known:
    """A file that could be used, as its header tells; `scale` is 0 where only loading tells."""

    name: str
    path: Path
    system: str = FOREIGN
    scale: int = 0
    is_crisp: bool = False
    condition: Condition = Condition.CLEAN


def known_networks(weights: Mapping[str, Path]) -> tuple[Known, ...]:
    """All that a job was given, each file once, by name."""
    found: dict[str, Known] = {}
    for key, path in weights.items():
        name = key.removeprefix(f"{FAMILY}/")
        found.setdefault(name, _known(name, path))
    return tuple(found[name] for name in sorted(found))


def _known(name: str, path: Path) -> Known:
    try:
        told = hyper_parameters_of(path)
    except (WeightsMismatch, ValueError, OSError):
        return Known(name, path)
    system, scale = told.get("system", COMPACT if "depth" in told else FOREIGN), told.get("scale")
    if system not in (COMPACT, STRONG) or not isinstance(scale, int):
        return Known(name, path)
    worn = told.get("degradation") == "realistic"
    condition = Condition.WORN if worn else Condition.CLEAN
    return Known(name, path, str(system), scale, told.get("flavour") == "crisp", condition)


def load_network(known: Known, resources: Resources) -> Network:
    """Raises `WeightsMismatch`, or `GeneratorError` for a file of another make."""
    return _LOADERS[known.system](known, resources)


def _load_compact(known: Known, resources: Resources) -> Network:
    return CompactRunner(known.path, resources.device)


def _load_strong(known: Known, resources: Resources) -> Network:
    return StrongRunner(known.path, resources.device)


def _load_foreign(known: Known, resources: Resources) -> Network:
    """A file of the person, through the extra that knows other people's networks."""
    made = importlib.import_module(OWN_FILES)
    try:
        return made.open_upscaler(known.path, known.name, resources.device)
    except made.NotUsable as error:
        raise GeneratorError(str(error), error.details) from error


_LOADERS: Mapping[str, Callable[[Known, Resources], Network]] = {
    COMPACT: _load_compact,
    STRONG: _load_strong,
    FOREIGN: _load_foreign,
}


def scales_of(networks: Iterable[Known]) -> tuple[int, ...]:
    """By how much they enlarge, the least first."""
    return tuple(sorted({one.scale for one in networks if one.scale > 1}))
