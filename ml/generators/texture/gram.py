"""The method `gram`: texture that grows out of noise, shown as it does."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from ml.api.errors import GeneratorError, WeightsMissing
from ml.api.generator import InfoValue, Resources
from ml.api.progress import Progress
from ml.generators.texture.spec import CARD, TextureParams
from ml.layers.pooled_features import PooledVgg19, TapUnknown
from ml.systems.texture_synthesis.synthesis import (
    Step,
    Wanted,
    synthesise,
    texture_network,
    with_histogram_of,
)

Picture = NDArray[np.float32]
SOURCE_PX = 384
"""A larger sample is cut to its middle: statistics need no more."""


def synthesised(
    sample: Picture,
    size: tuple[int, int],
    params: TextureParams,
    resources: Resources,
    progress: Progress,
) -> tuple[Picture, Mapping[str, InfoValue]]:
    """A piece of texture; its ends meet where it has to be repeated."""
    if CARD not in resources.weights:
        raise WeightsMissing(
            f"The method “gram” needs the model {CARD!r}: run `pentimento models install {CARD}`, "
            "or choose the method “patch”."
        )
    rows, columns = size
    if params.tileable:
        rows = columns = params.tile
    rows, columns = min(rows, params.largest), min(columns, params.largest)
    # Below that the deepest layer has nothing to look at.
    rows, columns = max(32, rows), max(32, columns)
    repeats = params.tileable or (rows, columns) != size
    sides = (0.5, 1.0) if min(rows, columns) >= 128 else (1.0,)
    wanted = Wanted(rows, columns, rounds=params.rounds, sides=sides, seed=params.seed)
    source = _tensor(sample, resources.device)
    networks = [_network(resources, tileable=tileable) for tileable in (False, repeats)]
    step: Step | None = None
    for number, step in enumerate(synthesise(networks[0], networks[1], source, wanted), start=1):
        progress.set(step.done, f"round {number}, loss {step.loss:.3g}")
        progress.preview(_array(step.picture))
        if progress.is_enough():
            break
    assert step is not None
    picture = step.picture
    if picture.shape[-2:] != (rows, columns):
        # Stopped while it was still coarse.
        picture = functional.interpolate(picture, size=(rows, columns), mode="bicubic")
    made = with_histogram_of(picture, source)
    return _array(made), {"loss": step.loss, "made_at_px": max(rows, columns)}


def _network(resources: Resources, *, tileable: bool) -> PooledVgg19:
    network = texture_network(tileable=tileable)
    try:
        network.take(load_file(str(resources.weights[CARD])))
    except (TapUnknown, SafetensorError, OSError) as error:
        raise GeneratorError(
            f"The model {CARD!r} is damaged: run `pentimento models install {CARD}` again.",
            str(error),
        ) from error
    network.requires_grad_(False).eval().to(resources.device)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    network.speed_up()
    return network


def _tensor(picture: Picture, device: str) -> Tensor:
    rows, columns = picture.shape[:2]
    top, left = max(0, (rows - SOURCE_PX) // 2), max(0, (columns - SOURCE_PX) // 2)
    part = picture[top : top + SOURCE_PX, left : left + SOURCE_PX]
    return torch.from_numpy(np.ascontiguousarray(part.transpose(2, 0, 1)))[None].to(device)


def _array(picture: Tensor) -> Picture:
    return np.ascontiguousarray(picture[0].permute(1, 2, 0).cpu().numpy())
