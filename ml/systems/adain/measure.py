"""Measures stylised pictures alike for our networks and for those they are compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ml.layers.features import Vgg19
from ml.layers.normalisation import adain
from ml.losses.style import statistics_distance, statistics_of
from ml.training.examples.crops import middle_square, planes
from ml.training.items import Items

STYLE_PER_CONTENT = 10.0
"""How the packaged decoder's training weighed the two (pytorch-AdaIN's defaults)."""


class Pair(NamedTuple):
    """A photograph and a style, each (1, 3, side, side) in 0..1."""

    content: Tensor
    style: Tensor


Answer = Callable[[Pair], tuple[Tensor, Tensor]]
"""The photograph in the style, and the photograph rebuilt without any."""


def pairs_of(items: Items, count: int, side_px: int) -> Iterator[Pair]:
    """The first `count` pairs, the middles of both pictures."""
    for index in range(min(count, len(items))):
        item = items.item(index)
        yield Pair(
            _tensor(cast("np.ndarray", item["first"]), side_px),
            _tensor(cast("np.ndarray", item["second"]), side_px),
        )


@torch.no_grad()
def measured(
    answer: Answer, teacher: Vgg19, pairs: Iterable[Pair], device: torch.device
) -> dict[str, float]:
    """Means over pairs: content and style distance to what AdaIN wants, and PSNR of rebuilding.

    Both distances are those of Huang and Belongie (2017) in the teacher's features, unweighted.
    Pictures are clipped to 0..1 first, as they would be saved.
    """
    found: list[tuple[float, float, float]] = []
    for pair in pairs:
        here = Pair(pair.content.to(device), pair.style.to(device))
        made, same = (picture.float().clamp(0, 1) for picture in answer(here))
        content, style = _distances(teacher, here, made)
        error = float(functional.mse_loss(same, here.content))
        found.append((content, style, -10.0 * float(np.log10(max(error, 1e-10)))))
    content, style, psnr = np.mean(found, axis=0)
    return {
        "content": float(content),
        "style": float(style),
        "distance": float(content + STYLE_PER_CONTENT * style),
        "rebuilt_psnr": float(psnr),
    }


def _distances(teacher: Vgg19, pair: Pair, made: Tensor) -> tuple[float, float]:
    wanted_style = statistics_of(teacher(pair.style))
    target = adain(teacher(pair.content)[-1], wanted_style[-1])
    taps = teacher(made)
    content = functional.mse_loss(taps[-1].float(), target)
    return float(content), float(statistics_distance(statistics_of(taps), wanted_style))


def _tensor(picture: np.ndarray, side_px: int) -> Tensor:
    square = planes(middle_square(picture, side_px))
    return torch.from_numpy(square).float().div(255.0)[None]
