"""What somebody wants of an enlargement, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FAMILY = "upscale"
AUTO_MODEL = "auto"
TILE_PX = 512
"""Large enough that little is made twice: 10 % of the work at a reach of 12, at 320 px it is 16."""
LARGEST_PX = 32_768
"""The longest side of a result, as long as a document can be saved and seen."""


class Condition(Enum):
    """What state the picture is in."""

    CLEAN = "clean"
    WORN = "worn"


@dataclass(frozen=True)
class Wish:
    """How many times larger, how crisp (0..1), from what state, and by which network."""

    factor: float
    crisp: float = 0.0
    condition: Condition = Condition.CLEAN
    model: str = AUTO_MODEL
