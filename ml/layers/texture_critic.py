"""A small critic that looks at texture in windows of some thirty pixels."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

SLOPE = 0.2


class TextureCritic(nn.Module):
    """Logits for every fourth pixel; spectral norms keep it calm (Miyato 2018), so no penalty.

    Reaches 23 px: it judges texture and edges, while the pixel losses see to the whole.
    """

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, width, 3, padding=1)
        self.down = nn.ModuleList(
            [
                spectral_norm(nn.Conv2d(width, width, 4, stride=2, padding=1, bias=False)),
                spectral_norm(nn.Conv2d(width, 2 * width, 4, stride=2, padding=1, bias=False)),
                spectral_norm(nn.Conv2d(2 * width, 2 * width, 3, padding=1, bias=False)),
            ]
        )
        self.last = nn.Conv2d(2 * width, 1, 3, padding=1)

    def forward(self, pictures: Tensor) -> Tensor:
        """(batch, 3, rows, columns) in 0..1 -> (batch, 1, rows / 4, columns / 4)."""
        features = functional.leaky_relu(self.first(pictures * 2 - 1), SLOPE)
        for layer in self.down:
            features = functional.leaky_relu(layer(features), SLOPE)
        return self.last(features)
