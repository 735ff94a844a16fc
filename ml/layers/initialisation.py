"""How the weights of translating networks begin, where it is not as torch would have it."""

from __future__ import annotations

import torch
from torch import nn

from ml.layers.spectral import settle

_LINEAR = (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)
_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


def begin_normal(network: nn.Module, deviation: float = 0.02) -> None:
    """Weights N(0, deviation), biases 0, gains of norms N(1, deviation): DCGAN and pix2pix."""
    for module in network.modules():
        if isinstance(module, _LINEAR):
            nn.init.normal_(_weight(module), 0.0, deviation)
            _settle(module)
        elif isinstance(module, _NORMS) and module.affine:
            nn.init.normal_(module.weight, 1.0, deviation)
            nn.init.zeros_(module.bias)


def begin_xavier(network: nn.Module, gain: float = 0.02) -> None:
    """Weights of Glorot and Bengio 2010 times `gain`, biases 0: SPADE and OASIS."""
    for module in network.modules():
        if isinstance(module, _LINEAR):
            nn.init.xavier_normal_(_weight(module), gain)
            _settle(module)


def _weight(module: nn.Module) -> torch.Tensor:
    """The weight itself, also below a spectral norm, where `weight` is made of it."""
    parts = dict(module.named_parameters())
    return parts.get("parametrizations.weight.original", parts.get("weight", torch.zeros(0)))


@torch.no_grad()
def _settle(module: nn.Module) -> None:
    """No bias; and a spectral norm's vectors are those of the new weights."""
    bias = dict(module.named_parameters()).get("bias")
    if bias is not None:
        nn.init.zeros_(bias)
    settle(module)
