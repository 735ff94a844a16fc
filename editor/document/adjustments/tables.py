"""Tone tables: any change that treats each channel alone, exact for 8 and 16 bit, in one loop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from editor.document.adjustments.light import Numbers
from editor.document.adjustments.loops import loops
from editor.document.sheets import Floats

STEPS = 65535
"""A table has a value for each number of 16 bits; between them it is straight."""

Tables = NDArray[np.float32]
"""(3, STEPS + 1), 0..1: what red, green and blue become."""


def table_input() -> NDArray[np.float64]:
    """The colours for which a table holds what they become."""
    return np.arange(STEPS + 1, dtype=np.float64) / STEPS


def freeze_tables(red: Numbers, green: Numbers, blue: Numbers) -> Tables:
    tables = np.clip(np.stack([red, green, blue]), 0, 1).astype(np.float32)
    tables.flags.writeable = False
    return tables


def same_table(change: Callable[[Numbers], Numbers]) -> Tables:
    """The tables of a change that is the same for all three channels."""
    changed = change(table_input())
    return freeze_tables(changed, changed, changed)


def look_up(planes: Floats, tables: Tables) -> Floats:
    """`planes` with their colours sent through `tables`; coverage stays."""
    planes = np.ascontiguousarray(planes)
    loops().look_up(planes, tables)
    return planes
