"""Learns a new style in minutes: only gains and offsets of a trained network are moved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ml.systems.fast_style.files import single
from ml.systems.fast_style.losses import (
    CONTENT,
    grams_of,
    relative_content,
    relative_style,
    roughness,
)
from ml.systems.fast_style.network import StylePainter

LONGEST_S = 300.0
"""Five minutes, whatever has been reached by then."""
RATE = 1e-2


@dataclass(frozen=True)
class Lesson:
    """What is learned from: photographs and one style, each (1, 3, rows, columns) in 0..1.

    Losses are relative to the photographs' and the style's own features, as in training.
    """

    photos: Sequence[Tensor]
    style: Tensor
    content_weight: float = 1.0
    style_weight: float = 2.0
    smooth_weight: float = 1.0
    longest_s: float = LONGEST_S


@dataclass(frozen=True)
class Progressed:
    """One step: its loss, and how much of the allowed time is gone."""

    step: int
    loss: float
    gone: float


def adapt(
    painter: StylePainter,
    features: nn.Module,
    lesson: Lesson,
    *,
    steps: int,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Progressed]:
    """Step after step, at most five minutes by the clock; the painter is changed in place.

    Dumoulin, Shlens and Kudlur 2017: gains and offsets of the normalisations are enough for
    another style, the convolutions stay.
    """
    painter.requires_grad_(False)
    moved = [parameter for norm in painter.norms() for parameter in (norm.weight, norm.bias)]
    for parameter in moved:
        parameter.requires_grad_(True)
    optimiser = torch.optim.Adam(moved, lr=RATE)
    with torch.no_grad():
        grams = grams_of(features(lesson.style))
        wanted = [features(photo)[CONTENT] for photo in lesson.photos]
    longest_s = min(lesson.longest_s, LONGEST_S)
    began_s = clock()
    for step in range(steps):
        place = step % len(lesson.photos)
        loss = _loss(painter, features, lesson, (place, wanted[place], grams))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        gone = (clock() - began_s) / longest_s
        yield Progressed(step + 1, loss.detach().item(), min(1.0, max(gone, (step + 1) / steps)))
        if gone >= 1.0:
            break
    painter.requires_grad_(False)


@torch.no_grad()
def nearest(painter: StylePainter, features: nn.Module, lesson: Lesson) -> StylePainter:
    """A network with the one of all known styles that comes closest: where learning begins."""
    photo = lesson.photos[0]
    grams = grams_of(features(lesson.style))
    wanted = features(photo)[CONTENT]
    candidates = [single(painter, shares) for shares in torch.eye(painter.shape.styles)]
    losses = [
        _loss(one.to(photo.device), features, lesson, (0, wanted, grams)).item()
        for one in candidates
    ]
    return candidates[losses.index(min(losses))]


def _loss(
    painter: StylePainter,
    features: nn.Module,
    lesson: Lesson,
    target: tuple[int, Tensor, Sequence[Tensor]],
) -> Tensor:
    place, wanted, grams = target
    made = painter(lesson.photos[place])
    found = features(made)
    content = lesson.content_weight * relative_content(found, wanted)
    style = lesson.style_weight * relative_style(found, grams)
    return content + style + lesson.smooth_weight * roughness(made)
