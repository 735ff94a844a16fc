"""The pictures of the cells, small and opaque, and the SVG drawn again by another's renderer."""

from __future__ import annotations

import json
from dataclasses import dataclass
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
Cells = dict[str, Any]
_MNIST_HEADER = 16
_DIGIT_PX = 28


@dataclass(frozen=True)
class Scene:
    """One picture (h, w, 3), the set it belongs to, and at how many shapes it is measured."""

    collection: str
    name: str
    pixels: Bytes
    counts: tuple[int, ...]


def read_cells(path: Path | None = None) -> Cells:
    """What is measured, written down before it was."""
    file = path or Path(__file__).parent / "cells.json"
    return json.loads(file.read_text(encoding="utf-8"))


def quick_scene(cells: Cells) -> Scene:
    path = samples()[0]
    return Scene("samples", path.stem, _small(path.read_bytes(), cells["side_px"]), (8, 16))


def photos(cells: Cells, data: Path) -> list[Scene]:
    found: list[Scene] = []
    for name in cells["photos"]["files"]:
        if not (data / name).is_file():
            raise BenchProblem(f"{data} has no {name}; name the folder that has photos and bench.")
        pixels = _small((data / name).read_bytes(), cells["side_px"])
        collection = "bench" if name.startswith("bench") else "val"
        found.append(Scene(collection, Path(name).stem, pixels, tuple(cells["counts"])))
    return found


def icons(cells: Cells, folder: Path) -> list[Scene]:
    side = cells["side_px"]
    found: list[Scene] = []
    for name in cells["icons"]["files"]:
        text = (folder / f"{name}.svg").read_text(encoding="utf-8")
        pixels = redrawn(text, side, side)
        found.append(Scene("icons", name, pixels, tuple(cells["counts"])))
    return found


def digits(cells: Cells, file: Path) -> list[Scene]:
    """Black on white, as they are written."""
    data = np.frombuffer(file.read_bytes(), np.uint8, offset=_MNIST_HEADER)
    numbers = cells["digits"]["files"]
    planes = 255 - data.reshape(-1, _DIGIT_PX, _DIGIT_PX)[numbers]
    counts = tuple(cells["digits"]["counts"])
    return [
        Scene("digits", str(n), np.repeat(plane[..., None], 3, axis=2), counts)
        for n, plane in zip(numbers, planes, strict=True)
    ]


def _small(data: bytes, side_px: int) -> Bytes:
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise BenchProblem("A picture of the cells cannot be read.")
    pixels = pixels[..., ::-1]
    scale = side_px / max(pixels.shape[:2])
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
