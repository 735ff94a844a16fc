"""A stack of layers that is fitted to a picture: painted, measured, and bettered step by step."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box
from ml.generators.vector_layers import fit_kernels as kernels
from ml.generators.vector_layers.paints import Floats, solve
from ml.vector import coverage_kernels as curves

Plane = NDArray[np.float32]
_FLATNESS_PX = 0.05
_ROOM_PX = 4.0
_MEMORY = 0.7
_DAMPING = 0.1


@dataclass
class FitLayer:
    """Closed curves (3 n, 2) and their slanted colour (3, k), on their way to be right.

    The first curve is the outline, those after it are holes; `ends` are the rows at which they end.
    """

    points: Floats
    colour: Floats
    is_flat: bool = False
    is_fixed: bool = False
    """Its curve stays; the ground is such a layer."""
    ends: tuple[int, ...] = ()
    apart_px: float = 0.0
    """How far the curve leaves the formula that it is a level of."""
    box: Box = Box(0, 0, 0, 0)
    coverage: Plane = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    winding: Plane = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    before: Plane = field(default_factory=lambda: np.zeros((0, 0, 3), np.float32))
    momentum: Floats = field(default_factory=lambda: np.zeros((0, 2)))

    def copy(self) -> FitLayer:
        points, colour = self.points.copy(), self.colour.copy()
        return FitLayer(points, colour, self.is_flat, self.is_fixed, self.ends, self.apart_px)

    @property
    def parts(self) -> list[slice]:
        """The rows of each curve."""
        ends = self.ends or (len(self.points),)
        return [slice(start, end) for start, end in zip((0, *ends), ends, strict=False)]

    @property
    def reach(self) -> Floats:
        """Points around what the layer covers of the picture."""
        box = self.box
        return np.clip(self.points, (box.left, box.top), (box.right, box.bottom))


class FitStack:
    """Layers over a clear or black page, beside the picture they are to become.

    `target` is (h, w, k) float32: opaque pictures have three channels, others four,
    premultiplied, with the layers' own fourth colour fixed at one.
    """

    def __init__(self, target: Plane) -> None:
        self.target = np.ascontiguousarray(target, np.float32)
        height, width, self.channels = target.shape
        self.page = Box.of_size(width, height)
        self.layers: list[FitLayer] = []
        self.canvas = np.zeros_like(self.target)
        self.damping = _DAMPING

    @property
    def numbers(self) -> int:
        """How many values an error is the mean of."""
        return self.target.size

    def error(self) -> Plane:
        """The squared error of each pixel (h, w)."""
        return ((self.canvas - self.target) ** 2).sum(axis=2)

    def measure(self) -> list[float]:
        """Paint all anew; the squared error of the empty page and after each layer."""
        self.canvas[...] = 0
        total = float((self.target.astype(np.float64) ** 2).sum())
        found = [total]
        for layer in self.layers:
            self._cover(layer)
            box = _array(layer.box)
            total -= kernels.squared(self.canvas, self.target, box)
            self._paint(layer)
            total += kernels.squared(self.canvas, self.target, box)
            found.append(total)
        return found

    def push(self, layer: FitLayer, *, keeps_colour: bool = False) -> float:
        """Put a layer on top, usually with its best colour; by how much the error falls."""
        self._cover(layer)
        box = _array(layer.box)
        held = kernels.squared(self.canvas, self.target, box)
        self._paint(layer)
        if not keeps_colour:
            self._colour(layer, self._fresh(), 0.0)
            self.canvas[layer.box.slices] = layer.before
            self._paint(layer)
        self.layers.append(layer)
        return held - kernels.squared(self.canvas, self.target, box)

    def pop(self) -> None:
        """Take the top layer off again."""
        layer = self.layers.pop()
        self.canvas[layer.box.slices] = layer.before

    def better(self, step_px: float, own: float, first: int = 0, *, colours: bool = True) -> None:
        """One step of all layers from number `first` on; `step_px` is how far points may go."""
        for layer in self.layers[first:]:
            self._cover(layer)
            self._paint(layer)
        planes = self._fresh()
        for layer in reversed(self.layers[first:]):
            if not layer.is_fixed:
                self._pull(layer, planes, own, step_px)
            if colours:
                self._colour(layer, planes, own)
            kernels.hide(planes[2], layer.coverage, layer.box.left, layer.box.top)
        # The layers moved: what they cover is painted anew from where the first one lies.
        self._restore(first)

    def plainer(self, most: float) -> None:
        """One colour for each layer whose slant takes less than `most` of the squared error."""
        self.clear()
        self.repaint()
        planes = self._fresh()
        for layer in reversed(self.layers):
            left, top = layer.box.left, layer.box.top
            state = (layer.coverage, layer.before, layer.colour)
            normal, wanted = kernels.colour_sums(state, planes, 1e-3, left, top)
            found = layer.colour.copy()
            found[:, :3] = solve(normal, wanted[:, :3], layer.reach, is_flat=True)
            loss = _price(found, normal, wanted) - _price(layer.colour, normal, wanted)
            if not layer.is_flat and loss < most:
                kernels.recolour(layer.coverage, planes, found - layer.colour, left, top)
                layer.colour, layer.is_flat = found, True
            kernels.hide(planes[2], layer.coverage, left, top)

    def _fresh(self) -> tuple[Plane, Plane, Plane]:
        seen = np.ones(self.target.shape[:2], np.float32)
        return self.target, self.canvas - self.target, seen

    def _restore(self, first: int) -> None:
        for layer in reversed(self.layers[first:]):
            self.canvas[layer.box.slices] = layer.before

    def repaint(self, first: int = 0) -> None:
        """Show the layers from `first` on as they are now, over what lies below them."""
        for layer in self.layers[first:]:
            self._cover(layer)
            self._paint(layer)

    def clear(self) -> None:
        """An empty page, to be painted by `better` or `repaint`."""
        self.canvas[...] = 0

    def _cover(self, layer: FitLayer) -> None:
        low, high = layer.points.min(axis=0), layer.points.max(axis=0)
        around = Box(
            math.floor(low[0]), math.floor(low[1]), math.ceil(high[0]), math.ceil(high[1])
        ).intersection(self.page)
        layer.box = around if not around.is_empty else Box(0, 0, 1, 1)
        box = layer.box
        areas = np.zeros((box.height, box.width + 2), np.float32)
        for part in layer.parts:
            corners = curves.flatten(layer.points[part], _FLATNESS_PX)
            curves.add_polygon(corners, float(box.left), float(box.top), areas)
        layer.coverage = np.empty((box.height, box.width), np.float32)
        curves.fill(areas, False, layer.coverage)
        layer.winding = areas

    def _paint(self, layer: FitLayer) -> None:
        layer.before = self.canvas[layer.box.slices].copy()
        kernels.paint(self.canvas, layer.coverage, layer.colour, layer.box.left, layer.box.top)

    def _colour(self, layer: FitLayer, planes: tuple[Plane, Plane, Plane], own: float) -> None:
        left, top = layer.box.left, layer.box.top
        state = (layer.coverage, layer.before, layer.colour)
        normal, wanted = kernels.colour_sums(state, planes, own or 1e-3, left, top)
        found = layer.colour.copy()
        found[:, :3] = solve(normal, wanted[:, :3], layer.reach, is_flat=layer.is_flat)
        # Least squares alone never makes it worse; keeping within what SVG can hold may.
        if _price(found, normal, wanted) < _price(layer.colour, normal, wanted):
            kernels.recolour(layer.coverage, planes, found - layer.colour, left, top)
            layer.colour = found

    def _pull(
        self, layer: FitLayer, planes: tuple[Plane, Plane, Plane], own: float, step_px: float
    ) -> None:
        """Move the points of a layer as Gauss and Newton would, no farther than `step_px`."""
        left, top = layer.box.left, layer.box.top
        gain, bend = np.empty_like(layer.coverage), np.empty_like(layer.coverage)
        state = (layer.coverage, layer.before, layer.colour)
        kernels.push(state, planes, own, left, top, gain, bend)
        slope, weight = np.zeros_like(layer.points), np.zeros(len(layer.points))
        planes_at = (gain, bend, layer.winding)
        side = 1.0 if curves.signed_area(layer.points[layer.parts[0]]) > 0 else -1.0
        for part in layer.parts:
            into = slope[part], weight[part]
            curves.pull_points(layer.points[part], planes_at, float(left), float(top), side, *into)
        if len(layer.momentum) != len(slope):
            layer.momentum = np.zeros_like(slope)
        step = 0.7 * slope / (weight + self.damping)[:, None]
        length = np.hypot(*step.T)
        step *= np.minimum(1.0, step_px / np.maximum(length, 1e-12))[:, None]
        layer.momentum = _MEMORY * layer.momentum + (1 - _MEMORY) * step
        moved = layer.points - layer.momentum
        limit = (self.page.width + _ROOM_PX, self.page.height + _ROOM_PX)
        limited = np.clip(moved, -_ROOM_PX, limit)
        layer.points = np.concatenate([calm(limited[part]) for part in layer.parts])


def _price(colour: Floats, normal: Floats, wanted: Floats) -> float:
    return float((colour * (normal @ colour - 2 * wanted)).sum())


def calm(points: Floats) -> Floats:
    """Handles no longer than the way between their anchors, so that curves do not loop."""
    count = len(points) // 3
    parts = points.reshape(count, 3, 2).copy()
    after = np.roll(parts[:, 0], -1, axis=0)
    longest = np.maximum(np.hypot(*(after - parts[:, 0]).T), 1.0)
    for index, anchor in ((1, parts[:, 0]), (2, after)):
        handle = parts[:, index] - anchor
        length = np.hypot(*handle.T)
        shrink = np.minimum(1.0, longest / np.maximum(length, 1e-9))
        parts[:, index] = anchor + handle * shrink[:, None]
    return parts.reshape(-1, 2)


def _array(box: Box) -> NDArray[np.int64]:
    return np.array([box.left, box.top, box.right, box.bottom], np.int64)
