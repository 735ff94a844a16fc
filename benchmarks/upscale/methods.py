"""The ways to enlarge that are compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.upscale.choosing import SHIPPED
from ml.generators.upscale.generator import Upscale
from ml.generators.upscale.spec import Condition, UpscaleParams
from ml.store.bundled import published_in
from ml.training.examples.degradations.resize import resize, to_bytes
from resources.index import weights

Bytes = NDArray[np.uint8]
Method = Callable[[Bytes], Bytes]


def methods(factor: int, folder: Path | None) -> dict[str, Method]:
    """By name; ours runs as in the program, tiles and all, where its weights are there."""
    found: dict[str, Method] = {"bicubic": _bicubic(factor), "lanczos": _lanczos(factor)}
    published = {one.card.id: one.path for one in published_in(folder or weights())}
    for condition, card in SHIPPED.items():
        # Three times is made by the network for four.
        if card in published:
            name = "compact" if condition is Condition.CLEAN else f"compact, {condition.value}"
            params = UpscaleParams(factor=float(factor), condition=condition)
            found[name] = _ours(params, published)
    return found


def _bicubic(factor: int) -> Method:
    def enlarge(low: Bytes) -> Bytes:
        rows, columns = low.shape[:2]
        return to_bytes(resize(low.astype(np.float32), rows * factor, columns * factor))

    return enlarge


def _lanczos(factor: int) -> Method:
    def enlarge(low: Bytes) -> Bytes:
        size = (low.shape[1] * factor, low.shape[0] * factor)
        return np.asarray(Image.fromarray(low).resize(size, Image.Resampling.LANCZOS))

    return enlarge


def _ours(params: UpscaleParams, published: dict[str, Path]) -> Method:
    generator = Upscale()
    generator.load(Resources(weights=published))

    def enlarge(low: Bytes) -> Bytes:
        image = low.astype(np.float32) / np.float32(255)
        made = generator.run(Inputs({"image": (image,)}), params, NoProgress())
        return to_bytes(made.image * np.float32(255))

    return enlarge
