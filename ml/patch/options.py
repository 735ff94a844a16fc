"""What a caller may ask of an exemplar fill, and what the fill may answer instead of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PatchError(Exception):
    """A fill that cannot be made; the message is one sentence that says what to do."""


class NoSource(PatchError):
    """No pixel may be copied: the hole or the source mask leaves nothing."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to fill from: make the mask smaller or the source region larger."
        )


class WrongShape(PatchError):
    """A mask or a guide does not fit the picture."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The {what} does not fit the picture: give both the same size.")


class Quality(Enum):
    """How much time a fill may take."""

    DRAFT = "draft"
    BEST = "best"


@dataclass(frozen=True, kw_only=True)
class FillOptions:
    """How to fill.

    seed: the same seed on the same machine gives the same pixels; another seed, a variation.
    guide_weight: how strongly patches must agree with the guide; 1 is as much as with the colours.
    exact: copy pixels as they are; else steps in light between copied pieces are levelled out.
    guide_scale: how many picture pixels one true detail of the guide spans, 1 or more.
    device: as torch calls it; anything but a CUDA card works on the CPU.
    tile_px: the finest level is settled in tiles of this side; None: in one piece while it fits.
    """

    quality: Quality = Quality.BEST
    seed: int = 0
    guide_weight: float = 1.0
    guide_scale: float = 1.0
    exact: bool = False
    device: str = "cpu"
    tile_px: int | None = None


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What the qualities mean inside.

    rounds: search-and-vote rounds from the finest level up to the coarsest. passes: PatchMatch
    passes a round. settled: a level ends when a round changes the hole by less, as a mean over
    the colours. sweeps: how often the final choice of copied pixels is gone over.
    levelling: the most sweeps of the equation that levels steps between copied pieces.
    """

    radius: int = 3
    rounds: tuple[int, ...] = (3, 4, 6, 8, 10, 12)
    passes: int = 2
    settled: float = 0.002
    sweeps: int = 4
    levelling: int = 200
    least_levels: int = 4

    def rounds_at(self, number: int) -> int:
        """The most rounds of a level; 0 is the finest."""
        return self.rounds[min(number, len(self.rounds) - 1)]


EFFORTS = {
    Quality.DRAFT: Effort(rounds=(2, 2, 4, 6, 8), passes=1, settled=0.004, sweeps=2, levelling=80),
    Quality.BEST: Effort(),
}

NEAR_PX = 8
"""How far around a match that a coarser level has found the search goes on."""

EXACT = 1_500_000
"""Comparisons up to which the exact search is cheaper than the random one is bad."""
