"""Walks and sums in a generator's space of latents, and how latents travel as text.

Radford et al. 2016, sections 6.1 and 6.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Latents = NDArray[np.float64]
"""One latent (size,) or several (count, size)."""

EXEMPLARS = 3
"""Latents that the paper averages for a concept; single ones gave unstable results."""
NEIGHBOURS = 8
REACH = 0.25
"""How far the neighbours' values are from the sum, uniform either way."""
LARGEST = 100.0


class BadLatents(ValueError):
    """A text holds no latents, or ones that do not belong together."""


def latents_text(latents: Latents) -> str:
    """A line of numbers for each latent; what is read back differs by less than 1e-6."""
    return "\n".join(" ".join(f"{value:.7g}" for value in row) for row in np.atleast_2d(latents))


def read_latents(text: str, size: int = 0) -> Latents:
    """(count, size) out of lines of numbers; `size` 0 takes any. Raises `BadLatents`."""
    lines = [line.replace(",", " ").split() for line in text.splitlines() if line.strip()]
    if not lines:
        raise BadLatents("There is no latent in this text: give a line of numbers for each.")
    wanted = size or len(lines[0])
    for number, words in enumerate(lines, start=1):
        if len(words) != wanted:
            raise BadLatents(f"Latent {number} has {len(words)} numbers; {wanted} are needed.")
    try:
        found = np.array([[float(word) for word in words] for words in lines])
    except ValueError as error:
        raise BadLatents("A latent holds something that is no number.") from error
    if not np.isfinite(found).all() or np.abs(found).max() > LARGEST:
        raise BadLatents(f"The numbers of a latent lie between -{LARGEST:g} and {LARGEST:g}.")
    return found


def line(first: Latents, second: Latents, count: int) -> Latents:
    """`count` latents (count, size) on the straight line, both ends among them."""
    shares = np.linspace(0.0, 1.0, count)[:, None]
    # Of two weighed ends each is exactly itself at its own end.
    return (1.0 - shares) * first + shares * second


def path(anchors: Sequence[Latents] | Latents, between: int) -> Latents:
    """From anchor to anchor (the paper has nine), `between` steps each, ends once each."""
    legs = [line(one, other, between + 1)[:-1] for one, other in pairwise(anchors)]
    return np.concatenate([*legs, np.atleast_2d(anchors[-1])])


def concept(exemplars: Sequence[Latents] | Latents) -> Latents:
    """The mean of latents whose pictures show the same; the paper takes three."""
    if not len(exemplars):
        raise BadLatents("A concept needs at least one picture; three are better.")
    return np.mean(np.asarray(exemplars), axis=0)


def arithmetic(
    like: Sequence[Latents] | Latents,
    less: Sequence[Latents] | Latents,
    more: Sequence[Latents] | Latents,
) -> Latents:
    """mean(like) - mean(less) + mean(more): smiling woman - neutral woman + neutral man."""
    return concept(like) - concept(less) + concept(more)


def neighbours(centre: Latents, chance: np.random.Generator) -> Latents:
    """(9, size): the eight around it and, in the middle of a grid of nine, the sum itself."""
    around = centre + chance.uniform(-REACH, REACH, (NEIGHBOURS, len(centre)))
    half = NEIGHBOURS // 2
    return np.concatenate([around[:half], centre[None], around[half:]])


def turned(latent: Latents, left: Latents, right: Latents, scales: Sequence[float]) -> Latents:
    """The latent moved along mean(right) - mean(left) by each of the scales (0..1)."""
    return latent + np.asarray(scales)[:, None] * (concept(right) - concept(left))


def moved(latent: Latents, directions: Latents, amounts: Sequence[float]) -> Latents:
    """The latent pushed along some of the directions (count, size), by these amounts."""
    return latent + np.asarray(amounts) @ directions[: len(amounts)]
