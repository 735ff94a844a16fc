"""Units that answer with the largest of several linear pieces (Goodfellow et al. 2013)."""

from __future__ import annotations

from torch import Tensor, nn


class Maxout(nn.Module):
    """(batch, inputs) -> (batch, units); each unit is the largest of `pieces` linear ones."""

    def __init__(self, inputs: int, units: int, pieces: int) -> None:
        super().__init__()
        self._shape = (units, pieces)
        self.pieces = nn.Linear(inputs, units * pieces)

    def forward(self, values: Tensor) -> Tensor:
        return self.pieces(values).unflatten(1, self._shape).amax(dim=2)
