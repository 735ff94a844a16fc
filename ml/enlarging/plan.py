"""Which networks run one after the other to reach a factor."""

from __future__ import annotations

from collections.abc import Sequence

MOST_PASSES = 4


def passes(factor: float, scales: Sequence[int]) -> tuple[int, ...]:
    """The scales to run, the least first, whose product reaches `factor` with the least work.

    A network's work goes by the pixels that it is shown, so that a small scale comes before a
    large one: to 8 times by 2 then 4 shows 1 + 4 pictures, by 4 then 2 it would be 1 + 16.
    Empty where nothing reaches the factor.
    """
    reaching = [chain for chain in _chains(tuple(scales)) if _product(chain) >= factor - 1e-9]
    return min(reaching, key=_work, default=())


def _chains(scales: tuple[int, ...]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    last = found
    for _ in range(MOST_PASSES):
        last = [
            (*chain, scale) for chain in last for scale in scales if not chain or chain[-1] <= scale
        ]
        found = [*found, *last]
    return found


def _product(chain: Sequence[int]) -> int:
    made = 1
    for scale in chain:
        made *= scale
    return made


def _work(chain: Sequence[int]) -> tuple[int, int]:
    shown, size = 0, 1
    for scale in chain:
        shown += size * size
        size *= scale
    # Of chains that show as much, the one that makes fewer pixels; of those, the shorter.
    return shown * 16 + size, len(chain)
