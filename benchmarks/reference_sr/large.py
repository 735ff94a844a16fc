"""Time and memory of the largest promise: half a megapixel to eight with a reference of twelve."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.reference_sr.pairs import MILD, treated
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.reference_sr.generator import ReferenceSr
from ml.generators.reference_sr.spec import ReferenceSrParams

SMALL_PX = 500_000
REFERENCE_PX = 12_000_000


def measure_large(photograph: Path, resources: Resources) -> dict[str, float | int | str]:
    """The photograph made small, with itself made large, bent and relit as the reference."""
    with Image.open(photograph) as opened:
        picture = np.asarray(opened.convert("RGB"))
    small = _of_size(picture, SMALL_PX)
    reference = treated(_of_size(picture, REFERENCE_PX), MILD, np.random.default_rng(0))
    generator = ReferenceSr()
    generator.load(resources)
    params = ReferenceSrParams(factor=4.0)
    warm = Inputs(
        {"image": (_floats(small[:64, :64]),), "reference": (_floats(reference[:200, :200]),)}
    )
    generator.run(warm, params, NoProgress())
    inputs = Inputs({"image": (_floats(small),), "reference": (_floats(reference),)})
    began_s, cpu_s = time.monotonic(), time.process_time()
    made = generator.run(inputs, params, NoProgress())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return {
        "picture": f"{small.shape[1]} x {small.shape[0]}",
        "reference": f"{reference.shape[1]} x {reference.shape[0]}",
        "result": f"{made.image.shape[1]} x {made.image.shape[0]}",
        "cpu_s": time.process_time() - cpu_s,
        "wall_s": time.monotonic() - began_s,
        "peak_gib_of_the_process": peak,
        "taken": str(made.info["taken_from_references"]),
    }


def _of_size(picture: np.ndarray, wanted_px: int) -> np.ndarray:
    share = (wanted_px / (picture.shape[0] * picture.shape[1])) ** 0.5
    size = (round(picture.shape[1] * share), round(picture.shape[0] * share))
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)


def _floats(picture: np.ndarray) -> np.ndarray:
    return picture.astype(np.float32) / np.float32(255)
