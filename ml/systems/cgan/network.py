"""The networks of Mirza and Osindero 2014 for MNIST; classes are one-hot vectors of 0 and 1."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ml.layers.maxout import Maxout

LATENT = 100


class Generator(nn.Module):
    """Latent (batch, 100) uniform and classes (batch, classes) -> (batch, 1, side, side) in 0..1.

    Both have a layer of their own before the joint one. `width` is 1 for the paper's 200, 1000
    and 1200 units.
    """

    def __init__(self, side_px: int = 28, classes: int = 10, width: float = 1.0) -> None:
        super().__init__()
        own, wanted, joint = (round(units * width) for units in (200, 1000, 1200))
        self.latent = nn.Sequential(nn.Linear(LATENT, own), nn.ReLU())
        self.wanted = nn.Sequential(nn.Linear(classes, wanted), nn.ReLU())
        self.joint = nn.Sequential(
            nn.Dropout(0.5),
            nn.Linear(own + wanted, joint),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(joint, side_px**2),
            nn.Sigmoid(),
            nn.Unflatten(1, (1, side_px, side_px)),
        )

    def forward(self, latent: Tensor, classes: Tensor) -> Tensor:
        return self.joint(torch.cat([self.latent(latent), self.wanted(classes)], dim=1))


class Critic(nn.Module):
    """Pictures and their classes -> logits (batch, 1): maxout 240 x 5, 50 x 5, joint 240 x 4."""

    def __init__(self, side_px: int = 28, classes: int = 10, width: float = 1.0) -> None:
        super().__init__()
        own, wanted = (round(units * width) for units in (240, 50))
        self.seen = nn.Sequential(nn.Flatten(), Maxout(side_px**2, own, 5))
        self.told = Maxout(classes, wanted, 5)
        self.joint = nn.Sequential(
            nn.Dropout(0.5), Maxout(own + wanted, own, 4), nn.Dropout(0.5), nn.Linear(own, 1)
        )

    def forward(self, pictures: Tensor, classes: Tensor) -> Tensor:
        return self.joint(torch.cat([self.seen(pictures), self.told(classes)], dim=1))
