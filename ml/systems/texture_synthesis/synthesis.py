"""Noise that is moved until its Gram matrices are those of a texture, within its range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from ml.layers.pooled_features import DEEP_TEXTURE_TAPS, PooledVgg19
from ml.pixels.lbfgs import BoundedLbfgs, Evaluate
from ml.systems.texture_synthesis.model import TextureModel, energy, model_of

WEIGHT = 1e3
NOISE = 1.0 / 255.0
"""As the released demonstration: a deviation of 1 in values up to 255. More stays as grain."""
MEMORY = 20
"""The history that the released demonstration gives L-BFGS-B."""


@dataclass(frozen=True)
class Wanted:
    """What is to be made: its size, how often it is improved, and how.

    `sides` are the sizes that it grows through, as shares of the whole, smallest first: coarse
    structure that a network cannot see at full size is laid down before. `components` keeps so many
    principal parts of each layer, None all.
    """

    rows: int
    columns: int
    rounds: int = 200
    sides: Sequence[float] = (1.0,)
    components: int | None = None
    seed: int = 0


@dataclass(frozen=True)
class Step:
    """One round. `picture` is (1, 3, rows, columns) in 0..1."""

    done: float
    loss: float
    picture: Tensor


def texture_network(
    taps: Sequence[str] = DEEP_TEXTURE_TAPS, *, tileable: bool = False, narrower: int = 1
) -> PooledVgg19:
    """Average-pooled VGG19 without weights; `tileable` lets it look around a picture's ends."""
    return PooledVgg19(taps, rim="wrap" if tileable else "zero", narrower=narrower)


def synthesise(
    source_network: PooledVgg19, network: PooledVgg19, source: Tensor, wanted: Wanted
) -> Iterator[Step]:
    """Round after round; whoever has seen enough stops asking.

    `source_network` reads the texture (its ends do not meet), `network` what is made.
    """
    low = source.amin(dim=(2, 3), keepdim=True)
    high = source.amax(dim=(2, 3), keepdim=True)
    chance = torch.Generator().manual_seed(wanted.seed)
    picture: Tensor | None = None
    total, gone = sum(share * share for share in wanted.sides), 0.0
    for share in wanted.sides:
        size = [max(16, round(wanted.rows * share)), max(16, round(wanted.columns * share))]
        if share == 1.0:
            size = [wanted.rows, wanted.columns]
        model = model_of(source_network, _at(source, share), wanted.components)
        start = _start(picture, source, size, chance)
        search = BoundedLbfgs(start, _objective(network, model), low=low, high=high, memory=MEMORY)
        for turn in range(1, wanted.rounds + 1):
            loss = search.step()
            done = (gone + share * share * turn / wanted.rounds) / total
            yield Step(min(1.0, done), loss, search.picture)
            if search.is_stuck:
                break
        gone += share * share
        picture = search.picture


def with_histogram_of(picture: Tensor, source: Tensor) -> Tensor:
    """Each channel's values in the order of `picture`, taken from those of `source`.

    The last step of the released demonstration; the paper's figures are without it.
    """
    made = picture.clone()
    for channel in range(picture.shape[1]):
        values = made[0, channel].flatten()
        known = source[0, channel].flatten().sort().values
        places = torch.linspace(0, len(known) - 1, len(values)).round().long()
        values[values.argsort()] = known[places.to(known.device)]
        made[0, channel] = values.view_as(made[0, channel])
    return made


def _objective(network: PooledVgg19, model: TextureModel) -> Evaluate:
    def objective(picture: Tensor) -> tuple[float, Tensor]:
        shown = picture.detach().requires_grad_()
        total = energy(network(shown.contiguous(memory_format=torch.channels_last)), model, WEIGHT)
        (gradient,) = torch.autograd.grad(total, shown)
        return total.detach().item(), gradient

    return objective


def _start(
    picture: Tensor | None, source: Tensor, size: list[int], chance: torch.Generator
) -> Tensor:
    if picture is not None:
        return functional.interpolate(picture, size=size, mode="bicubic").clamp(0, 1)
    noise = torch.randn((1, 3, *size), generator=chance).to(source.device)
    return (source.mean(dim=(2, 3), keepdim=True) + NOISE * noise).clamp(0, 1)


def _at(source: Tensor, share: float) -> Tensor:
    if share == 1.0:
        return source
    size = [max(16, round(side * share)) for side in source.shape[-2:]]
    return functional.interpolate(source, size=size, mode="bilinear", antialias=True)
