"""How a brush answers to the pen, as text that settings and forms can carry: a name or a curve."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Annotated

import numpy as np
from pydantic import BeforeValidator

from editor.document.adjustments.curves import STRAIGHT, bend, read_points, write_points
from editor.document.brush import EVEN, FIRM, SOFT, Curve

OFF = "off"
NAMED: dict[str, str] = {
    "soft": "0 0, 0.25 0.5, 1 1",
    "even": STRAIGHT,
    "firm": "0 0, 0.5 0.25, 1 1",
}
"""The answers that have a name, with points that show about the same to begin an own curve from."""
_EXACT = {"soft": SOFT, "even": EVEN, "firm": FIRM}
_STEPS = 32


def _checked(value: object) -> str:
    text = str(value.value if isinstance(value, Enum) else value)
    if text == OFF or text in NAMED:
        return text
    return write_points(read_points(text))


Answer = Annotated[str, BeforeValidator(_checked)]
"""“off”, “soft”, “even”, “firm”, or a curve written as points: what the pen says, what comes."""


def points_of(answer: str) -> str:
    """The points that an editor shows; a straight line where the pen does nothing."""
    return STRAIGHT if answer == OFF else NAMED.get(answer, answer)


@lru_cache(maxsize=64)
def curve_of(answer: str) -> Curve | None:
    """What the brush computes with; None where the pen does nothing. Raises ValueError."""
    if answer == OFF:
        return None
    if answer in _EXACT:
        return _EXACT[answer]
    across = np.linspace(0, 1, _STEPS + 1)
    heights = np.clip(bend(read_points(answer), across), 0, 1)
    return Curve(tuple(zip(map(float, across), map(float, heights), strict=True)))
