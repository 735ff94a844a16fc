"""Measures fills of held-out pictures, with holes that are the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, cast

import numpy as np
import torch
from torch import Tensor, nn

from ml.systems.inpaint_ffc.network import composed
from ml.training.examples.crops import middle_square, planes
from ml.training.examples.masks import HoleOptions, draw_hole
from ml.training.items import Items

_FIRST_SEED = 7_000_000
_LIMITS = HoleOptions(0.08, 0.25)
"""About what artists remove, and what the bench of filling draws."""


Distance = Callable[[Tensor, Tensor], Tensor]
"""Of two batches of pictures; one number."""


class Holed(NamedTuple):
    """A picture (1, 3, side, side) in 0..1 and its hole (1, 1, side, side), 0 or 1."""

    picture: Tensor
    hole: Tensor


def holed_of(items: Items, count: int, side_px: int) -> Iterator[Holed]:
    """The middles of the first `count` pictures, each with a hole by its number."""
    for index in range(min(count, len(items))):
        picture = middle_square(cast("np.ndarray", items.item(index)["picture"]), side_px)
        hole = draw_hole(side_px, np.random.default_rng(_FIRST_SEED + index), _LIMITS)
        yield Holed(
            torch.from_numpy(planes(picture)).float().div(255.0)[None],
            torch.from_numpy(hole).float()[None, None],
        )


@torch.no_grad()
def measured(
    generator: nn.Module,
    distances: Mapping[str, Distance],
    cells: Iterable[Holed],
    device: torch.device,
) -> dict[str, float]:
    """Means over pictures: PSNR inside the hole, and `distances` of filled and true pictures."""
    found: list[dict[str, float]] = []
    for cell in cells:
        picture, hole = cell.picture.to(device), cell.hole.to(device)
        made = composed(picture, hole, generator(picture, hole).float().clamp(0, 1))
        error = (made - picture).square().sum() / (3 * hole.sum())
        psnr = -10.0 * float(torch.log10(error.clamp(min=1e-10)))
        apart = {name: float(far(made, picture)) for name, far in distances.items()}
        found.append({"hole_psnr": psnr, **apart})
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}
