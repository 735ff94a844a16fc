"""A thin encoder and decoder with the shape of the real ones, the same every time."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from ml.layers.features import feature_network

THIN = 16
_PLAN = (
    (32, 16), None, (16, 16), (16, 16), (16, 16), (16, 8), None, (8, 8), (8, 4), None, (4, 4),
    (4, 3),
)  # fmt: skip


class ThinNetworks:
    """VGG19 and its mirror with a sixteenth of the channels, untrained."""

    def __init__(self) -> None:
        self.encoder = feature_network("random", ("relu4_1",), narrower=THIN)
        chance = torch.Generator().manual_seed(5)
        layers: list[nn.Module] = []
        for entry in _PLAN:
            if entry is None:
                layers.append(nn.Upsample(scale_factor=2.0, mode="nearest"))
                continue
            conv = nn.Conv2d(*entry, 3)
            assert conv.bias is not None
            with torch.no_grad():
                drawn = torch.randn(conv.weight.shape, generator=chance)
                conv.weight.copy_(drawn * (2.0 / conv.weight[0].numel()) ** 0.5)
                nn.init.zeros_(conv.bias)
            layers += [nn.ReflectionPad2d(1), conv, nn.ReLU()]
        self.decoder = nn.Sequential(*layers[:-1]).requires_grad_(False)

    @torch.inference_mode()
    def encode(self, pictures: Tensor) -> Tensor:
        return self.encoder(pictures)[0]

    @torch.inference_mode()
    def decode(self, latents: Tensor) -> Tensor:
        return torch.sigmoid(self.decoder(latents))


def scene(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    """Soft colours with some noise, rows x columns x 3."""
    chance = np.random.default_rng(seed)
    ramp = np.linspace(0, 3, rows)[:, None, None] + np.linspace(0, 2, columns)[None, :, None]
    waves = 0.5 + 0.4 * np.sin(ramp * (1.0 + chance.random(3) * 2.0) + chance.random(3) * 6)
    return np.clip(waves + chance.normal(0, 0.05, (rows, columns, 3)), 0, 1).astype(np.float32)
