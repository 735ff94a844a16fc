"""What every adjustment offers, so that layers, filters and panels treat them all alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from editor.document.sheets import Floats
from ml.api.params import Params

Apply = Callable[[Floats, Any, float], Floats]
"""Planes (4, h, w; straight, 0..1) to planes, with the parameters of that adjustment.

The number is how many pixels one pixel of the picture has become: 1 in full size, 0.5 when it is
shown at half size. The planes may be changed in place or given back anew; coverage that an
adjustment does not mean to change comes back as it was.
"""


MarginPx = Callable[[Any, float], int]
"""Parameters and scale (as for Apply) to how far around a pixel the result depends on others."""


def _no_margin(params: Any, scale: float = 1.0) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One adjustment: its name for files and for people, its parameters and its function."""

    id: str
    title: str
    help: str
    params: type[Params]
    apply: Apply
    margin_px: MarginPx = _no_margin
