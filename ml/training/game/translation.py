"""Measures translations from one collection of pictures into another, without pairs."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
import torch
from torch import Tensor

from ml.training.examples.crops import Picture, middle_square, planes
from ml.training.game.measures import Looks, SetDistance, as_pictures, spread
from ml.training.items import Items


class Translated(NamedTuple):
    """Pictures, what was made of them, and others of the collection they should be in; 0..1."""

    given: Tensor
    made: Tensor
    wanted: Tensor


def both_squares(items: Items, most: int, side_px: int) -> tuple[Tensor, Tensor]:
    """Middles of both collections' held-out pictures, (count, 3, side, side) in 0..1."""
    chosen = [items.item(index) for index in spread(len(items), most)]
    sides = [
        np.stack([planes(middle_square(cast("Picture", item[name]), side_px)) for item in chosen])
        for name in ("first", "second")
    ]
    first, second = (torch.from_numpy(side).float().div(255.0) for side in sides)
    return first, second


def measured(found: Translated, name: str, looks: Looks) -> dict[str, float]:
    """Kernel distance to the wanted collection of the made, of the given as they are (a copy),
    and of their mean; and that of the wanted ones' halves, which nothing can beat by much."""
    true = as_pictures(found.wanted)
    distance = SetDistance(true, looks)
    baselines = distance.baselines(true)
    return {
        **distance.measured(as_pictures(found.made), f"{name}_kid"),
        f"{name}_kid_of_copy": distance.distance(as_pictures(found.given)),
        f"{name}_kid_of_mean": baselines["kid_of_mean"],
        f"{name}_kid_of_halves": baselines["kid_of_halves"],
    }
