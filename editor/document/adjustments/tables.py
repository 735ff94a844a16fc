"""Tone tables: any change that treats each channel alone, exact for 8 and 16 bit, in one loop."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from editor.document.adjustments.light import Numbers
from editor.document.adjustments.loops import loops
from editor.document.sheets import Floats
from ml.api.params import Params

_Some = TypeVar("_Some", bound=Params)

_KEPT = 4
"""Sets of tables that are kept for each adjustment; each takes less than a mebibyte."""

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


def kept(make: Callable[[_Some], Tables]) -> Callable[[_Some], Tables]:
    """`make`, but the tables made last are kept: all tiles of a picture ask for the same."""
    known: OrderedDict[str, Tables] = OrderedDict()
    lock = Lock()

    def tables(params: _Some) -> Tables:
        key = repr(params)
        with lock:
            if key not in known:
                known[key] = make(params)
                while len(known) > _KEPT:
                    known.popitem(last=False)
            return known[key]

    return tables


def look_up(planes: Floats, tables: Tables) -> Floats:
    """`planes` with their colours sent through `tables`; coverage stays."""
    planes = np.ascontiguousarray(planes)
    loops().look_up(planes, tables)
    return planes
