"""Levels the steps between copied pieces on a device: the tensor twin of `melding`."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ml.patch.melding import Check, Patchwork, prepare, relaxation
from ml.patch.pyramid import Floats


def meld(work: Patchwork, check: Check, *, device: str) -> Floats:
    """n x 3: as `ml.patch.melding.meld`, but swept over a chessboard's fields in turn.

    The equation is set up on the CPU, once and quickly; the many sweeps run on the device.
    """
    check(0.0)
    equation = prepare(work)
    place = np.argwhere(work.hole)
    dark = torch.from_numpy(place.sum(axis=1) % 2 == 0)
    colours = torch.from_numpy(np.vstack((equation.colours, np.zeros((1, 3), np.float32))))
    colours = colours.to(device)
    fields = [_Field.of(equation.arrays, which, device) for which in (dark, ~dark)]
    for sweep in range(equation.sweeps):
        check(sweep / equation.sweeps)
        for field in fields:
            field.relax(colours, relaxation(sweep, equation.sweeps))
    return colours[:-1].clamp_(0, 1).cpu().numpy()


class _Field:
    """The pixels of one colour of the chessboard: their links, wishes and masses."""

    def __init__(self, at: Tensor, links: Tensor, wanted: Tensor, mass: Tensor) -> None:
        self._at, self._links, self._wanted, self._mass = at, links, wanted, mass

    @classmethod
    def of(cls, arrays: tuple[np.ndarray, ...], which: Tensor, device: str) -> _Field:
        links, wanted, mass = (torch.from_numpy(array)[which].to(device) for array in arrays)
        # No link, -1, is the last row, which stays 0.
        return cls(torch.nonzero(which)[:, 0].to(device), links.long(), wanted, mass[:, None])

    def relax(self, colours: Tensor, over: float) -> None:
        total = self._wanted + colours[self._links].sum(1)
        old = colours[self._at]
        colours[self._at] = old + over * (total / self._mass - old)
