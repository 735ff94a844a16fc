"""The latent generator: points of a trained network's space become pictures side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.latents import BadLatents, Latents, latents_text, read_latents
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.latent.spec import AUTO_MODEL, FAMILY, LatentParams
from ml.store.failures import WeightsMismatch
from ml.systems.dcgan.runner import DcganRunner, open_dcgan

Picture = NDArray[np.float32]
NO_MODEL = (
    "No generator for the latent pad is installed: train one with `pentimento train dcgan`, "
    "publish it, and put the safetensors file into the folder user among the models."
)
DIRECTIONS = 8


class Latent:
    """Each point fills the middle square of its column; the rest is left as it is."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._loaded: tuple[Path, DcganRunner] | None = None

    def load(self, resources: Resources) -> None:
        if resources.device != self._resources.device:
            self.unload()
        self._resources = resources

    def unload(self) -> None:
        self._loaded = None

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `WeightsMissing` without a model, `BadInput` for points that are none."""
        if not isinstance(params, LatentParams):
            raise BadInput("The latent pad was given the parameters of another generator.")
        progress.set(0.0, "reading the model")
        name, path = chosen(self._resources.weights, params.model)
        runner = self._runner(name, path)
        points = _points(inputs, params, runner)
        progress.set(0.2, "drawing")
        image, coverage = side_by_side(runner.pictures(points), inputs.image("image"))
        progress.set(1.0)
        return Outputs(
            image,
            coverage,
            {"model": name, "points": len(points), "side_px": runner.side_px, "size": runner.size},
            {
                "latent": latents_text(points),
                "directions": latents_text(runner.directions(DIRECTIONS)),
            },
        )

    def _runner(self, name: str, path: Path) -> DcganRunner:
        if self._loaded is None or self._loaded[0] != path:
            try:
                self._loaded = path, open_dcgan(path, self._resources.device)
            except WeightsMismatch as error:
                raise BadInput(f"{name} cannot be used: {error}") from error
        return self._loaded[1]


def chosen(weights: Mapping[str, Path], model: str) -> tuple[str, Path]:
    """The name and file of a model; raises `WeightsMissing`, or `BadInput` for an unknown name."""
    known = {key.removeprefix(f"{FAMILY}/"): path for key, path in sorted(weights.items())}
    if not known:
        raise WeightsMissing(NO_MODEL)
    if model == AUTO_MODEL:
        return next(iter(known.items()))
    if model not in known:
        raise BadInput(
            f"There is no model {model} for the latent pad; there are {', '.join(known)}."
        )
    return model, known[model]


def side_by_side(pictures: Picture, image: Picture) -> tuple[Picture, Picture]:
    """Pictures (count, side, side, 3) in equal columns of `image`, and where they lie."""
    rows, columns = image.shape[:2]
    made = np.array(image[..., :3] if image.shape[2] >= 3 else image.repeat(3, axis=2), np.float32)
    coverage = np.zeros((rows, columns), np.float32)
    width = columns // len(pictures)
    side = min(rows, width)
    if side < 1:
        raise BadInput(f"{len(pictures)} points need a picture at least as wide.")
    top = (rows - side) // 2
    for number, picture in enumerate(pictures):
        left = number * width + (width - side) // 2
        made[top : top + side, left : left + side] = _sized(picture, side)
        coverage[top : top + side, left : left + side] = 1.0
    return made, coverage


def _sized(picture: Picture, side: int) -> Picture:
    if len(picture) == side:
        return picture
    way = cv2.INTER_CUBIC if side > len(picture) else cv2.INTER_AREA
    resized = cv2.resize(picture, (side, side), interpolation=way)
    return np.clip(resized, 0.0, 1.0).astype(np.float32)


def _points(inputs: Inputs, params: LatentParams, runner: DcganRunner) -> Latents:
    text = inputs.texts.get("latent", "")
    if not text.strip():
        return runner.drawn(params.seed, 1) * params.spread
    try:
        return read_latents(text, runner.size)
    except BadLatents as error:
        raise BadInput(str(error)) from error
