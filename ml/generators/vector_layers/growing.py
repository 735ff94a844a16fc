"""Finds the layers one by one, the one that explains most first, and fits them together."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ml.generators.vector_layers.outline import filled, outline
from ml.generators.vector_layers.regions import Mask, Regions
from ml.generators.vector_layers.stack import FitLayer, FitStack

Look = Callable[[int], bool]
"""Called after each step with the number of layers; True where it is enough. May raise."""
_CHOICES = 4
_LOCAL_STEPS = 14
_MOST_TRIES = 160
_FINEST_SLACK = 0.004


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


@dataclass
class _Found:
    layer: FitLayer
    gain: float


class Grower:
    """Adds layers to a stack; every one lowers the error, and the error after each is known."""

    def __init__(self, stack: FitStack, regions: Regions, plan: Plan) -> None:
        self.stack = stack
        self._regions = regions
        self._plan = plan
        self._tired: set[int] = set()
        self._slack = plan.slack

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
        stack.push(found.layer)
        held = float(stack.error().sum())
        best = found.layer.copy()
        stack.pop()
        stack.layers.append(found.layer)
        number = len(stack.layers) - 1
        for step in range(_LOCAL_STEPS):
            stack.better(1.2 * (1 - step / _LOCAL_STEPS) + 0.2, 0.0, number)
        stack.layers.pop()
        moved = found.layer
        stack.push(moved)
        if float(stack.error().sum()) > held:
            stack.pop()
            stack.push(best)
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
            made = self._try(filled(self._regions.mask(int(node))))
            if made is None or made.gain <= 0:
                self._tired.add(int(node))
                continue
            good += 1
            if found is None or made.gain > found.gain:
                found = made
        return found

    def _try(self, mask: Mask) -> _Found | None:
        slack = max(0.6, self._slack * math.sqrt(float(mask.sum())))
        contour = outline(mask, slack, self._plan.most_segments)
        if contour is None:
            return None
        layer = self._layer(contour.points.copy(), self.stack.channels)
        gain = self.stack.push(layer)
        self.stack.pop()
        return _Found(layer, gain)

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


def falls(curve: list[float]) -> bool:
    """Whether no layer raises the error; the first entry is the empty page."""
    return all(
        after <= before * (1 + 1e-6) for before, after in zip(curve, curve[1:], strict=False)
    )
