"""Our own ways to enlarge, run as in the program, tiles and all; and plain resampling."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from benchmarks.super_resolution.worker import Bytes, Enlarge
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.enlarging.wish import FAMILY, Condition
from ml.generators.upscale.generator import Upscale
from ml.generators.upscale.spec import UpscaleParams
from ml.store.bundled import published_in
from ml.training.examples.degradations.resize import resize, to_bytes
from resources.index import weights

FOLDER = "PENTIMENTO_BENCH_WEIGHTS"
"""A folder of published weights to measure in place of those that come with the program."""


def bicubic() -> Enlarge:
    """a = -0.5, as the pictures are made small."""

    def enlarge(low: Bytes, factor: int) -> Bytes:
        rows, columns = low.shape[:2]
        return to_bytes(resize(low.astype(np.float32), rows * factor, columns * factor))

    return enlarge


def lanczos() -> Enlarge:
    """Pillow's, of three lobes."""

    def enlarge(low: Bytes, factor: int) -> Bytes:
        size = (low.shape[1] * factor, low.shape[0] * factor)
        return np.asarray(Image.fromarray(low).resize(size, Image.Resampling.LANCZOS))

    return enlarge


def _ours(**chosen: object) -> Enlarge:
    torch.set_num_threads(1)
    folder = os.environ.get(FOLDER)
    found = published_in(Path(folder) if folder else weights())
    # By name, too: what the program takes along for this family it takes here.
    there = {f"{FAMILY}/{one.card.id}": one.path for one in found if one.card.family == FAMILY}
    generator = Upscale()
    generator.load(Resources(weights=there))

    def enlarge(low: Bytes, factor: int) -> Bytes:
        image = low.astype(np.float32) / np.float32(255)
        params = UpscaleParams(factor=float(factor), **chosen)  # type: ignore[arg-type]
        inputs = Inputs({"image": (image,)}, depth="uint8")
        return np.asarray(generator.run(inputs, params, NoProgress()).image, np.uint8)

    return enlarge


compact: Callable[[], Enlarge] = partial(_ours)
half_crisp: Callable[[], Enlarge] = partial(_ours, crisp=0.5)
crisp: Callable[[], Enlarge] = partial(_ours, crisp=1.0)
worn: Callable[[], Enlarge] = partial(_ours, condition=Condition.WORN)
