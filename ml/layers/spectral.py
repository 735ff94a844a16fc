"""Spectral norm: keeps the largest singular value of a layer's weights at one."""

from __future__ import annotations

from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize

_TURNS = 15
Layer = TypeVar("Layer", bound=nn.Conv2d | nn.Linear)


class _Unit(nn.Module):
    """Weights over their largest singular value, by the power method (Miyato et al. 2018).

    Two vectors move one turn nearer at every look in training, and rest otherwise. Unlike torch's
    own it does nothing on the meta device, where hundreds of turns cost seconds and give nothing.
    """

    left: Tensor
    right: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        matrix = weight.detach().flatten(1)
        for name, size in (("left", matrix.shape[0]), ("right", matrix.shape[1])):
            drawn = torch.randn(size, device=weight.device)
            self.register_buffer(name, functional.normalize(drawn, dim=0))
        self.turn(matrix, _TURNS)

    @torch.no_grad()
    def turn(self, matrix: Tensor, turns: int) -> None:
        """So many turns of the power method."""
        if matrix.is_meta:
            return
        for _ in range(turns):
            self.left.copy_(functional.normalize(torch.mv(matrix, self.right), dim=0))
            self.right.copy_(functional.normalize(torch.mv(matrix.T, self.left), dim=0))

    def forward(self, weight: Tensor) -> Tensor:
        matrix = weight.flatten(1)
        if self.training:
            self.turn(matrix.detach(), 1)
        # Copies: the vectors move again before the gradient is taken.
        left, right = self.left.clone(), self.right.clone()
        return weight / torch.dot(left, torch.mv(matrix, right))


def spectral(layer: Layer) -> Layer:
    """The same layer under a spectral norm.

    What it learns is then called `parametrizations.weight.original`.
    """
    parametrize.register_parametrization(layer, "weight", _Unit(layer.weight), unsafe=True)
    return layer


def settle(layer: nn.Module) -> None:
    """Bring the vectors to weights that were just replaced; nothing without a spectral norm."""
    if not parametrize.is_parametrized(layer, "weight"):
        return
    parts = layer.get_submodule("parametrizations.weight")
    unit, weight = parts.get_submodule("0"), parts.get_parameter("original")
    assert isinstance(unit, _Unit)
    unit.turn(weight.detach().flatten(1), _TURNS)
