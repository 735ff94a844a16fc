"""Finds the layers one by one, the one that explains most first, and fits them together."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ml.generators.vector_layers.implicit import contoured, fit_mask
from ml.generators.vector_layers.outline import Mask, filled, outline, outlines
from ml.generators.vector_layers.paints import solve
from ml.generators.vector_layers.regions import Regions
from ml.generators.vector_layers.stack import FitLayer, FitStack
from ml.vector.shapes import Contour

Look = Callable[[int], bool]
"""Called after each step with the number of layers; True where it is enough. May raise."""
_CHOICES = 4
_LOCAL_STEPS = 14
_MOST_TRIES = 160
_FINEST_SLACK = 0.004
_SLANT_SHARE = 0.15
_HOLES = 0.05
"""From this share of holes on a region is coloured for itself."""


@dataclass(frozen=True)
class Plan:
    """How many layers, how many segments each at most, and how long they are fitted together.

    `slack` is how far an outline may leave its region, as a share of the root of its area.
    """

    layers: int
    most_segments: int = 24
    slack: float = 0.02
    rounds: int = 60
    is_flat: bool = False
    is_implicit: bool = False
    """Whether shapes are levels of the shared formula, which stay as they are fitted."""


@dataclass
class _Found:
    layer: FitLayer
    gain: float
    has_own_colour: bool = False


class Grower:
    """Adds layers to a stack; every one lowers the error, and the error after each is known."""

    def __init__(self, stack: FitStack, regions: Regions, plan: Plan) -> None:
        self.stack = stack
        self._regions = regions
        self._plan = plan
        self._tired: set[int] = set()
        self._slack = plan.slack
        page = stack.page
        self._least_slack = min(0.6, max(0.2, max(page.width, page.height) / 400))

    def ground(self, colour_channels: int) -> None:
        """The whole page as the lowest layer, so that no gap can show."""
        page = self.stack.page
        corners = np.array(
            [(-1.0, -1.0), (page.width + 1.0, -1.0)]
            + [(page.width + 1.0, page.height + 1.0), (-1.0, page.height + 1.0)]
        )
        after = np.roll(corners, -1, axis=0)
        points = np.stack([corners, (2 * corners + after) / 3, (corners + 2 * after) / 3], axis=1)
        self.stack.push(self._layer(points.reshape(-1, 2), colour_channels, is_fixed=True))

    def _layer(self, points: np.ndarray, channels: int, *, is_fixed: bool = False) -> FitLayer:
        """A layer of one curve, grey until it has its colour."""
        colour = np.zeros((3, channels))
        colour[0] = 0.5
        if channels == 4:
            colour[0, 3] = 1.0
        return FitLayer(points, colour, self._plan.is_flat, is_fixed)

    def add(self) -> bool:
        """One more layer; False where none was found that lowers the error."""
        stack = self.stack
        found = self._best()
        if found is None:
            return False
        stack.push(found.layer, keeps_colour=True)
        held = float(stack.error().sum())
        best = found.layer.copy()
        stack.pop()
        stack.layers.append(found.layer)
        number = len(stack.layers) - 1
        for step in range(_LOCAL_STEPS):
            pace = 1.2 * (1 - step / _LOCAL_STEPS) + 0.2
            stack.better(pace, 0.0, number, colours=not found.has_own_colour)
        stack.layers.pop()
        moved = found.layer
        stack.push(moved, keeps_colour=found.has_own_colour)
        if float(stack.error().sum()) > held:
            stack.pop()
            stack.push(best, keeps_colour=True)
        return True

    def _best(self) -> _Found | None:
        """Of the regions that promise most, the one whose shape truly takes most error away."""
        found = self._search()
        while found is None and self._slack > _FINEST_SLACK:
            # What is left needs finer outlines; regions that failed may do with them.
            self._slack /= 2
            self._tired.clear()
            found = self._search()
        return found

    def _search(self) -> _Found | None:
        gains = self._regions.gains(self.stack.error())
        gains[list(self._tired)] = -np.inf
        found: _Found | None = None
        good = 0
        for node in np.argsort(-gains)[:_MOST_TRIES]:
            if good >= _CHOICES or gains[node] <= 0:
                break
            if found is not None and gains[node] < 0.8 * found.gain:
                break
            made = self._try(int(node), float(gains[node]))
            if made is None or made.gain <= 0:
                self._tired.add(int(node))
                continue
            good += 1
            if found is None or made.gain > found.gain:
                found = made
        return found

    def _try(self, node: int, promised: float) -> _Found | None:
        own = self._regions.mask(node)
        mask = filled(own)
        slack = max(self._least_slack, self._slack * math.sqrt(float(mask.sum())))
        most = self._plan.most_segments
        contour = outline(mask, slack, most)
        if contour is None:
            return None
        if self._plan.is_implicit:
            return self._level_of(mask, slack)
        holes = 1 - float(own.sum()) / max(float(mask.sum()), 1.0)
        layer = self._layer(contour.points.copy(), self.stack.channels)
        if holes > _HOLES:
            found = self._with_holes(node, layer, promised, outlines(own, slack, most))
            if found is not None:
                return found
        return _Found(layer, self._gain(layer))

    def _level_of(self, mask: Mask, slack: float) -> _Found | None:
        """A shape that is a level of the formula, contoured."""
        formula = fit_mask(mask)
        found = formula and contoured(formula, self.stack.page, slack, self._plan.most_segments)
        if not found:
            return None
        contour, apart_px = found
        layer = self._layer(contour.points.copy(), self.stack.channels, is_fixed=True)
        layer.apart_px = apart_px
        return _Found(layer, self._gain(layer))

    def _with_holes(
        self, node: int, layer: FitLayer, promised: float, curves: tuple[Contour, ...]
    ) -> _Found | None:
        """The whole shape in the region's own colour, for others will fill the holes; or a ring."""
        normal, wanted = self._regions.equations(node)
        colours = solve(normal, wanted[:, :3], layer.points, is_flat=self._plan.is_flat)
        own = layer.copy()
        own.colour[:, :3] = colours
        if self._gain(own, keeps_colour=True) > 0:
            return _Found(own, promised, has_own_colour=True)
        if len(curves) < 2:
            return None
        ring = self._layer(np.concatenate([c.points for c in curves]), self.stack.channels)
        ring.ends = tuple(int(end) for end in np.cumsum([len(c.points) for c in curves]))
        return _Found(ring, self._gain(ring))

    def _gain(self, layer: FitLayer, *, keeps_colour: bool = False) -> float:
        """By how much the error would fall with this layer on top."""
        gain = self.stack.push(layer, keeps_colour=keeps_colour)
        self.stack.pop()
        return gain

    def fit_together(self, rounds: int, own: float, look: Look) -> None:
        """All layers at once; what is kept is the best state in which no layer raises the error."""
        stack = self.stack
        curve = stack.measure()
        best, kept = curve[-1], [layer.copy() for layer in stack.layers]
        stack.clear()
        for step in range(rounds):
            share = step / rounds
            pace = 0.9 * 0.5 * (1 + math.cos(math.pi * share)) + 0.1
            stack.better(pace, own, colours=step % 3 == 2 or step >= rounds - 3)
            is_enough = look(len(stack.layers))
            if step % 10 == 9 or step == rounds - 1 or is_enough:
                curve = stack.measure()
                if curve[-1] < best and falls(curve):
                    best, kept = curve[-1], [layer.copy() for layer in stack.layers]
                stack.clear()
            if is_enough:
                break
        stack.layers = kept
        stack.measure()

    def plainer(self) -> None:
        """Gradients that gain next to nothing become colours, where no layer then raises the error.

        What a gradient costs in a file is what buys that share of the error elsewhere.
        """
        stack = self.stack
        curve = stack.measure()
        kept = [layer.copy() for layer in stack.layers]
        stack.plainer(_SLANT_SHARE * curve[-1] / max(len(stack.layers), 1))
        if not falls(stack.measure()):
            stack.layers = kept
            stack.measure()


def falls(curve: list[float]) -> bool:
    """Whether no layer raises the error; the first entry is the empty page."""
    return all(
        after <= before * (1 + 1e-6) for before, after in zip(curve, curve[1:], strict=False)
    )
