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


def _no_margin(params: Any) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One adjustment: its name for files and for people, its parameters and its function.

    `margin_px` says how far around a pixel, in full size, the result depends on others.
    """

    id: str
    title: str
    help: str
    params: type[Params]
    apply: Apply
    margin_px: Callable[[Any], int] = _no_margin
