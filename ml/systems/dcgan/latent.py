"""Walks and sums in the space of latents: sections 6.1 and 6.3 of Radford et al. 2016."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor

EXEMPLARS = 3
"""Latents that the paper averages for a concept; single ones gave unstable results."""
NEIGHBOURS = 8
REACH = 0.25
"""How far the neighbours' values are from the sum, uniform either way."""


class TooFewExemplars(ValueError):
    """A concept was to be made of no latent at all."""


def line(first: Tensor, second: Tensor, count: int) -> Tensor:
    """`count` latents (count, size) on the straight line, both ends among them."""
    shares = torch.linspace(0.0, 1.0, count)[:, None].to(first)
    walked = first + shares * (second - first)
    # The sum above misses the second end by a rounding.
    return torch.where(shares == 1.0, second, walked)


def path(anchors: Tensor, between: int) -> Tensor:
    """From anchor to anchor (the paper has nine), `between` steps each, ends once each."""
    legs = [line(one, other, between + 1)[:-1] for one, other in pairwise(anchors)]
    return torch.cat([*legs, anchors[-1:]])


def concept(exemplars: Tensor) -> Tensor:
    """The mean of latents (count, size) whose pictures show the same; the paper takes three."""
    if not len(exemplars):
        raise TooFewExemplars("A concept needs at least one picture; three are better.")
    return exemplars.mean(dim=0)


def arithmetic(like: Tensor, less: Tensor, more: Tensor) -> Tensor:
    """mean(like) - mean(less) + mean(more): smiling woman - neutral woman + neutral man."""
    return concept(like) - concept(less) + concept(more)


def neighbours(centre: Tensor, chance: torch.Generator) -> Tensor:
    """(9, size): the eight around it and, in the middle of a grid of nine, the sum itself."""
    offsets = torch.rand((NEIGHBOURS, len(centre)), generator=chance).to(centre) * 2 - 1
    around = centre + REACH * offsets
    half = NEIGHBOURS // 2
    return torch.cat([around[:half], centre[None], around[half:]])


def turned(latent: Tensor, left: Tensor, right: Tensor, scales: Tensor) -> Tensor:
    """The latent moved along mean(right) - mean(left) by each of the scales (0..1)."""
    return latent + scales[:, None] * (concept(right) - concept(left))
