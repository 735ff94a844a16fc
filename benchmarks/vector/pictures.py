"""The pictures of the cells, small and opaque, and the SVG drawn again by another's renderer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import imagecodecs
import numpy as np
import resvg_py
from numpy.typing import NDArray

from benchmarks.sessions import BenchProblem
from resources.index import samples

Bytes = NDArray[np.uint8]
_MNIST_HEADER = 16
_DIGIT_PX = 28


@dataclass(frozen=True)
class Scene:
    """One picture (h, w, 3) and the set it belongs to."""

    collection: str
    name: str
    pixels: Bytes


@cache
def cells() -> dict[str, Any]:
    """What is measured, written down before it was."""
    return json.loads((Path(__file__).parent / "cells.json").read_text(encoding="utf-8"))


def photos(data: Path | None, *, quick: bool) -> list[Scene]:
    if quick or data is None:
        return [Scene("samples", path.stem, _small(path.read_bytes())) for path in samples()[:1]]
    folder = data / "photos"
    if not folder.is_dir():
        raise BenchProblem(f"{data} has no folder called photos; name the one that has.")
    return [Scene("photos", n, _small((folder / n).read_bytes())) for n in cells()["photos"]]


def icons(folder: Path) -> list[Scene]:
    side = cells()["side_px"]
    found: list[Scene] = []
    for name in cells()["icons"]:
        text = (folder / f"{name}.svg").read_text(encoding="utf-8")
        found.append(Scene("icons", name, redrawn(text, side, side)))
    return found


def digits(file: Path) -> list[Scene]:
    """Black on white, as they are written."""
    data = np.frombuffer(file.read_bytes(), np.uint8, offset=_MNIST_HEADER)
    planes = 255 - data.reshape(-1, _DIGIT_PX, _DIGIT_PX)[cells()["digits"]]
    return [
        Scene("digits", str(n), np.repeat(plane[..., None], 3, axis=2))
        for n, plane in zip(cells()["digits"], planes, strict=True)
    ]


def _small(data: bytes) -> Bytes:
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise BenchProblem("A picture of the cells cannot be read.")
    pixels = pixels[..., ::-1]
    scale = cells()["side_px"] / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small, np.uint8)


def redrawn(svg: str, width: int, height: int) -> Bytes:
    """By resvg, over white."""
    made = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True)
    pixels = imagecodecs.png_decode(bytes(made)).astype(np.float64)
    alpha = pixels[..., 3:] / 255
    return np.rint(pixels[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def psnr(one: Bytes, other: Bytes) -> float:
    error = float(((one.astype(np.float64) - other) ** 2).mean())
    return 99.0 if error == 0 else 10 * float(np.log10(255**2 / error))
