"""784-400-20-400-784: the plain network whose probabilistic sister is the VAE."""

from __future__ import annotations

from torch import Tensor, nn


class Autoencoder(nn.Module):
    """(batch, 1, side, side) in 0..1 -> logits of the same shape, through `code` numbers."""

    def __init__(self, side_px: int = 28, hidden: int = 400, code: int = 20) -> None:
        super().__init__()
        self._side_px = side_px
        pixels = side_px**2
        self.encoder = nn.Sequential(
            nn.Flatten(), nn.Linear(pixels, hidden), nn.ReLU(), nn.Linear(hidden, code)
        )
        self.decoder = nn.Sequential(
            nn.Linear(code, hidden),
            nn.ReLU(),
            nn.Linear(hidden, pixels),
            nn.Unflatten(1, (1, side_px, side_px)),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        return self.decoder(self.encoder(pictures))
