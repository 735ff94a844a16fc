"""Fills holes smoothly from what lies around them, so that a network need only learn the rest."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_UNKNOWN = 0.5
_LEAST = 1e-6


def smooth_fill(pictures: Tensor, holes: Tensor) -> Tensor:
    """The pictures, with each hole filled by ever coarser means of what is known around it.

    pictures (batch, channels, rows, columns), holes (batch, 1, rows, columns), 1 where something
    is missing: what lies there is not looked at. Known pixels stay as they are; where nothing is
    known the answer is 0.5. Pull-push of Gortler et al. 1996, in float32.
    """
    with torch.autocast(pictures.device.type, enabled=False):
        known = 1.0 - holes.float()
        weighed = pictures.float() * known
        levels = [(weighed, known)]
        while max(levels[-1][1].shape[-2:]) > 1:
            levels.append((_halved(levels[-1][0]), _halved(levels[-1][1])))
        colours, weights = levels[-1]
        filled = torch.where(weights > 0, colours / weights.clamp(min=_LEAST), _UNKNOWN)
        for colours, weights in reversed(levels):
            size = weights.shape[-2:]
            coarse = functional.interpolate(filled, size, mode="bilinear", align_corners=False)
            mean = colours / weights.clamp(min=_LEAST)
            # Trusted wholly where at least half of the pixels below are known.
            filled = torch.lerp(coarse, mean, (2.0 * weights).clamp(max=1.0))
        return filled


def _halved(signal: Tensor) -> Tensor:
    return functional.avg_pool2d(signal, 2, ceil_mode=True, count_include_pad=False)
