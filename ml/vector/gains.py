"""Where a curve of gains flattens: how many layers are enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def enough(curve: Sequence[float]) -> int:
    """After how many layers the curve (dB) flattens: where it bulges most over a straight line."""
    if len(curve) < 3:
        return len(curve)
    rise, last = curve[-1] - curve[0], len(curve) - 1
    if rise <= 0:
        return 1
    bulge = [(value - curve[0]) / rise - n / last for n, value in enumerate(curve)]
    return int(np.argmax(bulge)) + 1
