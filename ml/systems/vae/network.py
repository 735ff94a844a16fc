"""784-400-(20, 20)-400-784: a code that is a normal distribution (Kingma and Welling 2014)."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Vae(nn.Module):
    """Encodes to mean and log-variance, decodes to logits; (batch, 1, side, side) in 0..1."""

    def __init__(self, side_px: int = 28, hidden: int = 400, code: int = 20) -> None:
        super().__init__()
        pixels = side_px**2
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(pixels, hidden), nn.ReLU())
        self.mean = nn.Linear(hidden, code)
        self.log_variance = nn.Linear(hidden, code)
        self.decoder = nn.Sequential(
            nn.Linear(code, hidden),
            nn.ReLU(),
            nn.Linear(hidden, pixels),
            nn.Unflatten(1, (1, side_px, side_px)),
        )

    def encode(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance, each (batch, code)."""
        seen = self.body(pictures)
        return self.mean(seen), self.log_variance(seen)

    def forward(self, pictures: Tensor, drawn: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits, mean and log-variance; `drawn` is standard normal, (batch, code).

        z = mean + drawn * exp(log_variance / 2), section 2.4 of the paper.
        """
        mean, log_variance = self.encode(pictures)
        return self.decoder(mean + drawn * torch.exp(0.5 * log_variance)), mean, log_variance


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL of the codes from the standard normal distribution, in nats, per picture.

    -1/2 sum(1 + log_variance - mean^2 - exp(log_variance)), appendix B of the paper.
    """
    return -0.5 * (1.0 + log_variance - mean.square() - log_variance.exp()).sum(dim=1)
