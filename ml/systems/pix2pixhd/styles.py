"""What the things of each class look like, as a few typical features to choose from."""

from __future__ import annotations

import torch
from torch import Tensor

CLUSTERS = 10
_TURNS = 50


def typical(features: Tensor, count: int = CLUSTERS, seed: int = 0) -> Tensor:
    """Centres (at most `count`, channels) of (things, channels), by k-means from k-means++ seeds.

    The same every time; fewer where fewer things differ.
    """
    values = features.detach().double().cpu()
    count = min(count, len(torch.unique(values, dim=0)))
    centres = _seeds(values, count, torch.Generator().manual_seed(seed))
    for _ in range(_TURNS):
        nearest = torch.cdist(values, centres).argmin(dim=1)
        moved = torch.stack(
            [
                values[nearest == n].mean(dim=0) if bool((nearest == n).any()) else centres[n]
                for n in range(count)
            ]
        )
        if torch.equal(moved, centres):
            break
        centres = moved
    return centres.float()


def _seeds(values: Tensor, count: int, chance: torch.Generator) -> Tensor:
    """The first by chance, each further one the likelier the further it is from all before."""
    chosen = [int(torch.randint(len(values), (1,), generator=chance))]
    while len(chosen) < count:
        apart = torch.cdist(values, values[chosen]).amin(dim=1).square()
        chosen.append(int(torch.multinomial(apart, 1, generator=chance)))
    return values[chosen]
