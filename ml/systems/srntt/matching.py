"""Puts a reference together anew so that it fits a picture: patch matching and swapping by VGG.

relu3_1 of the softened reference is compared with relu3_1 of the enlarged picture; what is copied
are the maps of the sharp reference, at three sizes by the same index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

PATCH = 3
TAPS = ("relu3_1", "relu2_1", "relu1_1")
CHUNK = 4096
"""Patches of the picture that are compared at a time."""


class TooSmall(ValueError):
    """A picture or a reference has less than one patch."""


@dataclass(frozen=True)
class ReferenceMaps:
    """One reference: what is compared, (channels, rows, columns), and what is copied.

    sharp: relu3_1, relu2_1 and relu1_1 of the reference as it is, each twice the size before.
    """

    soft: Tensor
    sharp: Sequence[Tensor]


@dataclass(frozen=True)
class Swapped:
    """maps: as `sharp`, as large as the picture's; weights: (rows, columns) of the best likeness.

    index: for each patch of the picture the patch it was matched with, counted over all references.
    """

    maps: tuple[Tensor, ...]
    weights: Tensor
    index: Tensor


@torch.no_grad()
def swap(picture: Tensor, references: Sequence[ReferenceMaps]) -> Swapped:
    """`picture`: relu3_1, (channels, rows, columns). Raises `TooSmall`.

    The patches of all references are one list, as if they were one. Weights are the inner product
    of both patches at unit length; they are asked of the inner rows and columns and repeated at
    the rim.
    """
    rows, columns = picture.shape[-2:]
    if min(rows, columns) < PATCH:
        raise TooSmall(f"The picture has {columns} x {rows} features: at least {PATCH} are needed.")
    known = torch.cat([_unit(_patches(each.soft)) for each in references])
    best, index = _nearest(_unit(_patches(picture)), known)
    maps = tuple(
        _rebuilt([each.sharp[level] for each in references], index, (rows, columns), 1 << level)
        for level in range(len(references[0].sharp))
    )
    inner = best.view(1, 1, rows - PATCH + 1, columns - PATCH + 1)
    weights = functional.pad(inner, (1, 1, 1, 1), mode="replicate")[0, 0]
    return Swapped(maps, weights, index)


def _patches(features: Tensor) -> Tensor:
    """All 3 x 3 patches, one a row."""
    if min(features.shape[-2:]) < PATCH:
        size = f"{features.shape[-1]} x {features.shape[-2]}"
        raise TooSmall(f"A reference has {size} features: at least {PATCH} are needed.")
    return functional.unfold(features[None].float(), PATCH)[0].T


def _unit(patches: Tensor) -> Tensor:
    """At unit length. Of the picture's this changes no choice, only the weights."""
    return functional.normalize(patches, dim=1)


def _nearest(wanted: Tensor, known: Tensor) -> tuple[Tensor, Tensor]:
    """The largest inner product of each and where it is; some rows at a time, to bound memory."""
    found = [(part @ known.T).max(dim=1) for part in wanted.split(CHUNK)]
    return torch.cat([one.values for one in found]), torch.cat([one.indices for one in found])


def _rebuilt(sharp: Sequence[Tensor], index: Tensor, size: tuple[int, int], step: int) -> Tensor:
    """Patches of 3 * step, step apart, laid where they were matched; their mean where they meet."""
    side = PATCH * step
    known = torch.cat(
        [functional.unfold(each[None].float(), side, stride=step)[0].T for each in sharp]
    )
    chosen = known[index].T[None]
    large = (size[0] * step, size[1] * step)
    total = functional.fold(chosen, large, side, stride=step)
    count = functional.fold(torch.ones_like(chosen[:, : side * side]), large, side, stride=step)
    return (total / count)[0]
