"""A finished stack of shapes: cut at any layer, with what that costs and how near it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.language import tr
from editor.vector_results import CURVE, read_curve
from ml.api.params import Scalar
from ml.api.regions import Box
from ml.vector.raster import render_box
from ml.vector.shapes import Drawing
from ml.vector.svg_reader import read_svg
from ml.vector.svg_writer import write_svg

ENOUGH = "enough_layers"


@dataclass(frozen=True, eq=False)
class VectorStack:
    """All layers that a run found; `curve` holds the likeness in dB after each of them."""

    drawing: Drawing
    curve: tuple[float, ...]
    enough: int

    @classmethod
    def of_result(cls, text: str, info: Mapping[str, Scalar]) -> VectorStack:
        """Raises BadDrawing. Without a curve of the right length there is none."""
        drawing = read_svg(text).drawing
        curve = read_curve(str(info.get(CURVE, "")))
        if len(curve) != drawing.paths:
            return cls(drawing, (), 0)
        return cls(drawing, curve, int(float(info.get(ENOUGH, 0))))

    def cut(self, count: int) -> Drawing:
        return self.drawing.first(count)

    def words(self, count: int) -> tuple[str, ...]:
        """Likeness, paths and bytes of the lowest `count` layers, as an SVG would have them."""
        drawing = self.cut(count)
        near = (f"{self.curve[count - 1]:.1f} dB",) if 0 < count <= len(self.curve) else ()
        return (*near, *svg_words(drawing))


def svg_words(drawing: Drawing) -> tuple[str, ...]:
    """Paths, pieces of curves and bytes of the SVG that would be written."""
    size_kb = len(write_svg(drawing).encode()) / 1000
    counts = tr("{paths} paths, {pieces} pieces").format(
        paths=drawing.paths, pieces=drawing.segments
    )
    return counts, f"SVG {size_kb:.1f} kB"


def drawn(drawing: Drawing, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Straight RGBA (h, w, 4) of the page stretched to `size` (height, width)."""
    height, width = size
    scale = width / drawing.width
    pixels = render_box(drawing, Box.of_size(width, height), scale)
    return np.rint(pixels * 255).astype(np.uint8)
