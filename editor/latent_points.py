"""What the latent pad holds: a point, how far it is pushed, points that are kept, and concepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from ml.api.latents import EXEMPLARS, Latents, arithmetic, line, moved, path

SLIDERS = 6
"""Directions that can be pushed; more of them change little."""
FURTHEST = 6.0
"""How far a direction of length one is pushed at most, either way."""


class Concept(Enum):
    """The three parts of a sum of points."""

    LIKE = "like"
    LESS = "less"
    MORE = "more"


@dataclass(eq=False)
class LatentPoints:
    """Where the pad stands; `directions` are of length one, the strongest first."""

    base: Latents = field(default_factory=lambda: np.zeros(0))
    directions: Latents = field(default_factory=lambda: np.zeros((0, 0)))
    amounts: tuple[float, ...] = ()
    kept: list[Latents] = field(default_factory=list[Latents])
    concepts: dict[Concept, tuple[Latents, ...]] = field(
        default_factory=dict[Concept, tuple[Latents, ...]]
    )

    @property
    def is_empty(self) -> bool:
        """Whether no model has shown anything yet."""
        return self.base.size == 0

    @property
    def point(self) -> Latents:
        """The base, pushed."""
        return moved(self.base, self.directions, self.amounts)

    def stand_at(self, point: Latents) -> None:
        """Begin anew from a point; nothing is pushed."""
        self.base, self.amounts = np.array(point), ()

    def push(self, amounts: Sequence[float]) -> None:
        """How far along each direction, from the base."""
        self.amounts = tuple(amounts[: len(self.directions)])

    def forget(self) -> None:
        """Another model has another space: nothing of this one means anything there."""
        self.base, self.directions, self.amounts = np.zeros(0), np.zeros((0, 0)), ()
        self.kept.clear()
        self.concepts.clear()

    def keep(self) -> None:
        """Remember where it stands."""
        self.kept.append(self.point)

    def let_go(self, places: Sequence[int]) -> None:
        """Forget kept points, by their places."""
        self.kept = [one for place, one in enumerate(self.kept) if place not in set(places)]

    def set_concept(self, concept: Concept, places: Sequence[int]) -> int:
        """Kept points that show the same, three at most; how many were taken."""
        chosen = tuple(self.kept[place] for place in places[:EXEMPLARS])
        self.concepts[concept] = chosen
        return len(chosen)

    def missing(self) -> str:
        """Which part of the sum is not set yet, as a sentence; empty where none is."""
        lacking = [one.value for one in Concept if not self.concepts.get(one)]
        return f"Choose kept points for: {', '.join(lacking)}." if lacking else ""

    def sum(self) -> Latents:
        """like - less + more."""
        return arithmetic(*(self.concepts[one] for one in Concept))

    def between(self, places: Sequence[int], share: float) -> Latents:
        """The point at a share (0..1) of the way along kept points."""
        legs = len(places) - 1
        leg = min(int(share * legs), legs - 1)
        first, second = self.kept[places[leg]], self.kept[places[leg + 1]]
        part = share * legs - leg
        return (1.0 - part) * first + part * second

    def walk(self, places: Sequence[int], frames: int) -> Latents:
        """So many points along kept ones, (frames, size); both ends are among them."""
        anchors = [self.kept[place] for place in places]
        if len(anchors) == 2:
            return line(anchors[0], anchors[1], frames)
        steps = path(anchors, -(-(frames - 1) // (len(anchors) - 1)))
        return steps[np.round(np.linspace(0, len(steps) - 1, frames)).astype(int)]
