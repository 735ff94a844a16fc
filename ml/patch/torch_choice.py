"""Which source pixel each hole pixel copies, decided on tensors."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from ml.patch.features import CHANNELS
from ml.patch.melding import Check
from ml.patch.torch_kernels import Matches, Scene, chunks

SEAM, MATCH = 1.0, 0.5
"""What a copied pixel pays for a visible seam, and for the distance of its patch."""


@dataclass(frozen=True)
class Proposals:
    """A finished level and its hole: every patch over a hole pixel proposes one source for it."""

    scene: Scene
    field: Matches
    hole: Tensor


def choose_copies(work: Proposals, sweeps: int, check: Check) -> Tensor:
    """The chosen source of each hole pixel, as a number.

    The energy of Kwatra et al. 2003, descended on the black and the white fields of a chessboard
    in turn: no two pixels that change together are neighbours, so that no sweep makes it worse.
    """
    size = work.scene.cells.shape[0]
    copies = torch.arange(size, device=work.hole.device)
    copies[work.hole] = work.field.match[work.hole]
    width = work.scene.shape[1]
    dark = (work.hole // width + work.hole % width) % 2 == 0
    fields = (work.hole[dark], work.hole[~dark])
    for sweep in range(sweeps):
        for field in fields:
            for part in chunks(field):
                check(sweep / sweeps)
                copies[part] = _cheapest(work, copies, part)
    return copies[work.hole]


def _cheapest(work: Proposals, copies: Tensor, part: Tensor) -> Tensor:
    field, allowed = work.field, work.scene.source[:, CHANNELS - 1] > 0
    best = copies[part]
    lowest = _price(work, copies, part, (best, field.cost[part]))
    for offset in work.scene.offsets:
        voter = part - offset
        said = field.match[voter]
        found = (said + offset).clamp_(0, copies.shape[0] - 1)
        valid = (said >= 0) & allowed[found]
        found = torch.where(valid, found, best)
        price = _price(work, copies, part, (found, field.cost[voter]))
        cheaper = valid & (price < lowest)
        best, lowest = torch.where(cheaper, found, best), torch.where(cheaper, price, lowest)
    return best


def _price(
    work: Proposals, copies: Tensor, part: Tensor, proposed: tuple[Tensor, Tensor]
) -> Tensor:
    """What it costs that each pixel of a part is copied from a source: likeness, match, seams."""
    found, cost = proposed
    cells, source = work.scene.cells, work.scene.source
    weight = work.scene.channel_weight
    total = torch.mv((source[found] - cells[part]).square_(), weight) + MATCH * cost
    width = work.scene.shape[1]
    for step in (-width, -1, 1, width):
        other = copies[part + step]
        here = (cells[found] - cells[other - step]).square_()
        there = (cells[other] - cells[found + step]).square_()
        total += SEAM * torch.mv(here.add_(there), weight)
    return total
