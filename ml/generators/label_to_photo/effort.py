"""How much is tried for a photograph: what the qualities mean inside."""

from __future__ import annotations

from dataclasses import dataclass, field

from ml.generators.label_to_photo.regions import PlaceWeights


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much is tried.

    rounds: search-and-vote rounds from the finest size to the coarsest. passes: search passes in
    a round. draws: what each search tries from anywhere, finest to coarsest. crowd: what using a
    place twice as often as its share costs. mismatch: what a pixel of a wrong label costs.
    fading: how fast the rules of place give way to what is seen, per size.
    """

    radius: int = 3
    rounds: tuple[int, ...] = (2, 3, 5, 7, 10, 12)
    passes: int = 2
    draws: tuple[int, ...] = (1, 1, 2, 8, 40, 60)
    crowd: float = 0.01
    mismatch: float = 0.08
    fading: float = 0.6
    sweeps: int = 3
    levelling: int = 60
    pull: float = 0.01
    weights: PlaceWeights = field(default_factory=PlaceWeights)

    def rounds_at(self, number: int) -> int:
        return self.rounds[min(number, len(self.rounds) - 1)]

    def draws_at(self, number: int) -> int:
        return self.draws[min(number, len(self.draws) - 1)]


EFFORTS = {
    "live": Effort(rounds=(1, 2, 4), passes=1, draws=(1, 4, 30), sweeps=1, levelling=12),
    "draft": Effort(rounds=(1, 1, 3, 5, 8), passes=1, sweeps=2, levelling=30),
    "best": Effort(),
}
