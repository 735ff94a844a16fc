"""How likely held-out pictures are under a window around each made one (Breuleux et al. 2011).

The figure of Goodfellow et al. 2014, tables of section 5. It has a high variance and says little
in many dimensions (Theis et al. 2016), so it stands beside other measures and never alone.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

WIDTHS = tuple(10.0 ** (-1.0 + 0.1 * step) for step in range(11))
"""Candidates for the windows' width in pixel values of 0..1: 0.1 to 1."""
_ROWS = 256


def log_likelihoods(held_out: Tensor, made: Tensor, width: float) -> Tensor:
    """Natural logarithm of the density at each of `held_out` (count, values), float64.

    The density is the mean of normal ones around `made` (count, values), each of this width.
    """
    values = held_out.shape[1]
    scale = values * math.log(width * math.sqrt(2.0 * math.pi)) + math.log(len(made))
    centres = made.double()
    parts = [
        torch.logsumexp(-torch.cdist(rows.double(), centres).square() / (2 * width**2), dim=1)
        for rows in held_out.split(_ROWS)
    ]
    return torch.cat(parts) - scale


def best_width(held_out: Tensor, made: Tensor) -> float:
    """The width under which these pictures, which are not those to be judged, are likeliest."""
    means = [float(log_likelihoods(held_out, made, width).mean()) for width in WIDTHS]
    return WIDTHS[means.index(max(means))]


def parzen(held_out: Tensor, made: Tensor) -> float:
    """Mean log-likelihood of the second half of `held_out`, at the width best for the first.

    Raises `ValueError` for less than two held-out pictures.
    """
    if len(held_out) < 2:
        raise ValueError("Two held-out pictures are needed: one to choose a width, one to judge.")
    half = len(held_out) // 2
    width = best_width(held_out[:half], made)
    return float(log_likelihoods(held_out[half:], made, width).mean())
