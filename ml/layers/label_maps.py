"""Maps of class numbers as networks read them: planes of ones, and lines between things."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def one_hot(labels: Tensor, classes: int) -> Tensor:
    """(batch, rows, columns) of numbers -> (batch, classes + 1, rows, columns) of 0 and 1.

    The last plane is for what has no class: 255, or any number beyond. Each pixel adds up to 1.
    """
    known = labels.long().clamp(max=classes)
    planes = torch.zeros(
        (len(labels), classes + 1, *labels.shape[1:]), device=labels.device, dtype=torch.float32
    )
    return planes.scatter_(1, known[:, None], 1.0)


def fitted(planes: Tensor, signal: Tensor) -> Tensor:
    """The planes at the rows and columns of `signal`; each pixel the nearest, never a mixture."""
    if planes.shape[-2:] == signal.shape[-2:]:
        return planes
    return functional.interpolate(planes, size=signal.shape[-2:], mode="nearest")


def boundaries(numbers: Tensor) -> Tensor:
    """(batch, rows, columns) of numbers of things -> (batch, 1, rows, columns) of 0 and 1.

    1 where a pixel's number differs from that of any of its four neighbours, so that lines are two
    pixels wide (Wang et al. 2018).
    """
    found = torch.zeros_like(numbers, dtype=torch.bool)
    across = numbers[:, :, 1:] != numbers[:, :, :-1]
    down = numbers[:, 1:] != numbers[:, :-1]
    found[:, :, 1:] |= across
    found[:, :, :-1] |= across
    found[:, 1:] |= down
    found[:, :-1] |= down
    return found[:, None].float()
