"""The three that the paper is measured against, all from one code of 260 numbers."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ml.systems.pix2vec.network import COLOURS, MASKS, NUMBERS, Encoder, grid

CODE = MASKS * (NUMBERS + COLOURS)


class CodeEncoder(nn.Module):
    """A picture as one code: the same encoder, beside an empty canvas."""

    def __init__(self, code: int = CODE, base: int = 64) -> None:
        super().__init__()
        self.encoder = Encoder(base)
        self.head = nn.Linear(self.encoder.width, code)

    def forward(self, target: Tensor) -> Tensor:
        return self.head(self.encoder(torch.zeros_like(target), target))


class MlpDecoder(nn.Module):
    """Code -> all pixels at once."""

    def __init__(self, side_px: int, code: int = CODE, hidden: int = 512) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(code, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, COLOURS * side_px**2),
            nn.Sigmoid(),
            nn.Unflatten(1, (COLOURS, side_px, side_px)),
        )

    def forward(self, code: Tensor) -> Tensor:
        return self.body(code)


class ResNetDecoder(nn.Module):
    """Code -> 4 px -> doubled by residual blocks; cut to the side where that is no power of two."""

    def __init__(self, side_px: int, code: int = CODE, width: int = 64) -> None:
        super().__init__()
        self.side_px, self.width = side_px, width
        self.first = nn.Linear(code, width * 16)
        doublings = max(0, (side_px - 1).bit_length() - 2)
        self.blocks = nn.ModuleList(_residual(width) for _ in range(doublings))
        self.last = nn.Conv2d(width, COLOURS, 3, 1, 1)

    def forward(self, code: Tensor) -> Tensor:
        signal = self.first(code).view(-1, self.width, 4, 4)
        for block in self.blocks:
            signal = nn.functional.interpolate(signal, scale_factor=2.0, mode="nearest")
            signal = signal + block(signal)
        return self.last(signal.relu())[..., : self.side_px, : self.side_px].sigmoid()


def _residual(width: int) -> nn.Sequential:
    return nn.Sequential(
        nn.ReLU(),
        nn.Conv2d(width, width, 3, 1, 1),
        nn.ReLU(),
        nn.Conv2d(width, width, 3, 1, 1),
    )


class MlpXyDecoder(nn.Module):
    """f(x, y, z) -> colour at every point: no resolution, and no layers either."""

    def __init__(self, code: int = CODE, hidden: int = 128) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(code + 2, hidden, 1),
            nn.Tanh(),
            nn.Conv1d(hidden, hidden, 1),
            nn.Tanh(),
            nn.Conv1d(hidden, hidden, 1),
            nn.Tanh(),
            nn.Conv1d(hidden, COLOURS, 1),
            nn.Sigmoid(),
        )

    def forward(self, code: Tensor, height: int, width: int) -> Tensor:
        points = grid(height, width, code)
        places = points.T.expand(len(code), 2, len(points))
        told = code[:, :, None].expand(-1, -1, len(points))
        return self.body(torch.cat((places, told), dim=1)).view(-1, COLOURS, height, width)
