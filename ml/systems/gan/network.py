"""The networks of Goodfellow et al. 2014 for MNIST, as the authors' own settings have them."""

from __future__ import annotations

from torch import Tensor, nn

from ml.layers.maxout import Maxout

LATENT = 100


class Generator(nn.Module):
    """(batch, 100) uniform in -1..1 -> (batch, 1, side, side) in 0..1."""

    def __init__(self, side_px: int = 28, hidden: int = 1200) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(LATENT, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, side_px**2),
            nn.Sigmoid(),
            nn.Unflatten(1, (1, side_px, side_px)),
        )

    def forward(self, latent: Tensor) -> Tensor:
        return self.body(latent)


class Critic(nn.Module):
    """(batch, 1, side, side) in 0..1 -> logits (batch, 1); two layers of maxout with dropout."""

    def __init__(self, side_px: int = 28, units: int = 240, pieces: int = 5) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(0.2),
            Maxout(side_px**2, units, pieces),
            nn.Dropout(0.5),
            Maxout(units, units, pieces),
            nn.Dropout(0.5),
            nn.Linear(units, 1),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        return self.body(pictures)
