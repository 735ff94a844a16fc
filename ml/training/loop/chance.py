"""Turns the experiment's seed and a place in the run into the seed of everything drawn there."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What is drawn, so that two things drawn at one place are independent of each other."""

    NETWORKS = 1
    STAGE = 2
    ORDER = 3
    EXAMPLE = 4
    NOISE = 5
    GLOBAL = 6
    PREVIEW = 7


def seed_of(purpose: Purpose, *place: int) -> int:
    """A number in 0..2^63-1 that depends on nothing but its arguments."""
    state = np.random.SeedSequence(_words(purpose, place)).generate_state(1, np.uint64)
    return int(state[0]) >> 1


def generator_of(purpose: Purpose, *place: int) -> np.random.Generator:
    """A generator that depends on nothing but its arguments."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(_words(purpose, place))))


def _words(purpose: Purpose, place: tuple[int, ...]) -> list[int]:
    # Negative seeds are allowed; SeedSequence wants whole numbers from zero.
    return [int(purpose), *(number % (1 << 63) for number in place)]
