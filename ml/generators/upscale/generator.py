"""The upscaling generator: network for the colours, bicubic for alpha, any factor up to four."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.api.errors import BadInput, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.upscale.alpha import extended_colours
from ml.generators.upscale.drift import without_drift
from ml.generators.upscale.spec import LARGEST_PX, TILE_PX, Condition, UpscaleParams
from ml.generators.upscale.tiles import Cutting, enlarge_in_tiles
from ml.systems.compact_sr.runner import CompactRunner

Picture = NDArray[np.float32]

MODELS: Mapping[Condition, Mapping[int, str]] = {
    Condition.CLEAN: {2: "compact-sr-x2", 4: "compact-sr-x4"},
    Condition.WORN: {4: "compact-sr-x4-worn"},
}
"""By how much they enlarge, the smallest first."""


@dataclass(frozen=True)
class Size:
    """What a result is to measure."""

    rows: int
    columns: int


class Upscale:
    """Enlarges by 2 or 4 and shrinks from there to the factor that was asked for."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._runners: dict[str, CompactRunner] = {}

    def load(self, resources: Resources) -> None:
        self._resources = resources
        self._runners.clear()

    def unload(self) -> None:
        self._runners.clear()

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` for a result that would be too large, `WeightsMissing`."""
        if not isinstance(params, UpscaleParams):
            raise BadInput("Enlarge was given the parameters of another generator.")
        image = inputs.image("image")
        size = _wanted(image, params.factor)
        progress.set(0.0, "loading the model")
        runner = self._runner(params)
        colours, alpha = image[..., :3], image[..., 3] if image.shape[2] == 4 else None
        if alpha is not None:
            colours = extended_colours(colours, alpha)
        made = self._enlarged(colours, runner, progress.part(0.02, 0.95))
        made = _fitted(made, size)
        if alpha is not None:
            made = np.dstack([made, _resized(alpha, size)])
        progress.set(1.0)
        return Outputs(np.clip(made, 0.0, 1.0, out=made), info=self._info(runner))

    def _enlarged(self, colours: Picture, runner: CompactRunner, progress: Progress) -> Picture:
        tile_px = self._resources.tile_px or TILE_PX
        cutting = Cutting(runner.scale, tile_px, runner.reach_px)
        made = enlarge_in_tiles(colours, runner.enlarge, cutting, progress)
        return without_drift(made, colours, runner.scale)

    def _runner(self, params: UpscaleParams) -> CompactRunner:
        """The smallest network that reaches the factor, loaded once; it stays for the next job."""
        weights = self._resources.weights
        models = MODELS[params.condition]
        card = next((models[s] for s in models if s >= params.factor and models[s] in weights), "")
        if not card:
            raise WeightsMissing(
                f"Enlarge needs the model {models[max(models)]!r}, which comes with Pentimento: "
                "install Pentimento again."
            )
        if card not in self._runners:
            self._runners[card] = CompactRunner(weights[card], self._resources.device)
        return self._runners[card]

    def _info(self, runner: CompactRunner) -> dict[str, bool | int | float | str]:
        tile_px = self._resources.tile_px or TILE_PX
        return {"model": runner.title, "model_factor": runner.scale, "tile_px": tile_px}


def _wanted(image: Picture, factor: float) -> Size:
    size = Size(*(max(1, round(side * factor)) for side in image.shape[:2]))
    if max(size.rows, size.columns) > LARGEST_PX:
        raise BadInput(
            f"The result would be {size.columns} × {size.rows} px; at most {LARGEST_PX} px a side "
            "are possible: choose a smaller factor."
        )
    return size


def _fitted(made: Picture, size: Size) -> Picture:
    if made.shape[:2] == (size.rows, size.columns):
        return made
    return np.stack([_resized(made[..., channel], size) for channel in range(3)], axis=2)


def _resized(plane: Picture, size: Size) -> Picture:
    """One channel at another size: bicubic, antialiased where it shrinks."""
    whole = Image.fromarray(np.ascontiguousarray(plane))
    resized = whole.resize((size.columns, size.rows), Image.Resampling.BICUBIC)
    return np.asarray(resized, np.float32)
