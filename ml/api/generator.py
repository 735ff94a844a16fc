"""What a generator is inside the worker: arrays in, arrays out, no torch in the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ml.api.images import Depth
from ml.api.params import Params
from ml.api.progress import Progress

InfoValue = bool | int | float | str


@dataclass(frozen=True)
class Inputs:
    """The arrays of one job by port name.

    Images are rows x columns x (3 or 4) float32 in 0..1, sRGB, straight alpha; masks are
    rows x columns bool. Ports that were not given are absent; `many` ports hold several arrays.
    `depth` is how the result travels on: whoever makes very large ones may make them in it.
    """

    arrays: Mapping[str, tuple[NDArray[np.generic], ...]]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    depth: Depth = "float32"

    def image(self, name: str) -> NDArray[np.float32]:
        return self.arrays[name][0].astype(np.float32, copy=False)

    def mask(self, name: str) -> NDArray[np.bool_]:
        return self.arrays[name][0].astype(np.bool_, copy=False)

    def has(self, name: str) -> bool:
        return bool(self.arrays.get(name))


@dataclass(frozen=True)
class Outputs:
    """One result: `image` (rows x columns x 3 or 4, float32 0..1) as large as the input image.

    It may have any size where the spec's `placing` is `PICTURE`, and be integers over their whole
    range where `Inputs.depth` asks for them.
    `coverage` (rows x columns float32 0..1) says where the result counts; where it is 0 the
    caller keeps its own bytes. `info` goes into "About this result" (seam value, device, ...).
    `texts` are results that are no pixels, by the name of their output port: a drawing as SVG.
    """

    image: NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.uint16]
    coverage: NDArray[np.float32] | None = None
    info: Mapping[str, InfoValue] = field(default_factory=dict[str, InfoValue])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Resources:
    """What the worker lends a generator: the device's name, threads, installed weights.

    `weights` maps the ids of installed model cards to their files, and own files of the spec's
    family by `family/name`. `device` is "cpu", "cuda:0" or
    "mps". `threads` bounds what native libraries may use. After memory ran out the generator is
    loaded again with a smaller `tile_px` (None: its own choice) or with `half` precision.
    """

    device: str = "cpu"
    threads: int = 1
    weights: Mapping[str, Path] = field(default_factory=dict[str, Path])
    tile_px: int | None = None
    half: bool = False


class Generator(Protocol):
    """Built once per worker by its spec's entry with no arguments; `load` before the first run."""

    def load(self, resources: Resources) -> None:
        """Bring weights to the device; may be called again after `unload` or on another device."""
        ...

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """One result.

        Raises `BadInput` for what the spec cannot say, `Cancelled` through progress.
        """
        ...

    def unload(self) -> None:
        """Give all memory back."""
        ...
