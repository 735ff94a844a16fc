"""The networks of eyescream: perceptrons for the coarsest level, convolutions for details."""

from __future__ import annotations

import torch
from torch import Tensor, nn

LATENT = 100
_LEVELS = 3
"""Channels of a picture."""


class ClassPlane(nn.Module):
    """One-hot classes (batch, classes) -> a map (batch, 1, side, side), which joins the picture."""

    def __init__(self, classes: int, side_px: int) -> None:
        super().__init__()
        self.side_px = side_px
        self.plane = nn.Linear(classes, side_px**2)

    def forward(self, classes: Tensor) -> Tensor:
        return self.plane(classes).unflatten(1, (1, self.side_px, self.side_px))


class CoarseGenerator(nn.Module):
    """Latents (batch, 100), and one-hot classes if any -> (batch, 3, side, side), unbounded."""

    def __init__(self, side_px: int = 8, hidden: int = 1200, classes: int = 0) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(LATENT + classes, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, _LEVELS * side_px**2),
            nn.Unflatten(1, (_LEVELS, side_px, side_px)),
        )
        _begin(self, 0.05)

    def forward(self, latents: Tensor, classes: Tensor | None = None) -> Tensor:
        given = latents if classes is None else torch.cat([latents, classes], dim=1)
        return self.body(given)


class CoarseCritic(nn.Module):
    """(batch, 3, side, side), and one-hot classes if any -> logits (batch, 1); with dropout."""

    def __init__(self, side_px: int = 8, hidden: int = 600, classes: int = 0) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(_LEVELS * side_px**2 + classes, hidden),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(hidden, 1),
        )
        _begin(self, 0.005)

    def forward(self, pictures: Tensor, classes: Tensor | None = None) -> Tensor:
        given = pictures.flatten(1)
        return self.body(given if classes is None else torch.cat([given, classes], dim=1))


class DetailGenerator(nn.Module):
    """Noise (batch, 1, side, side) and the enlarged picture -> the detail to add; no bounds.

    Convolutions of 7, 7 and 5 px whose answers are as large as the picture.
    """

    def __init__(self, side_px: int = 32, width: int = 128, classes: int = 0) -> None:
        super().__init__()
        self.wanted = ClassPlane(classes, side_px) if classes else None
        into = 1 + _LEVELS + bool(classes)
        self.body = nn.Sequential(
            nn.Conv2d(into, width, 7, padding=3),
            nn.ReLU(),
            nn.Conv2d(width, width, 7, padding=3),
            nn.ReLU(),
            nn.Conv2d(width, _LEVELS, 5, padding=2),
        )

    def forward(self, noise: Tensor, low: Tensor, classes: Tensor | None = None) -> Tensor:
        return self.body(_joined([noise, low], self.wanted, classes))


class DetailCritic(nn.Module):
    """The SUM of enlarged picture and detail -> logits (batch, 1)."""

    def __init__(self, side_px: int = 32, width: int = 128, classes: int = 0) -> None:
        super().__init__()
        self.wanted = ClassPlane(classes, side_px) if classes else None
        last_px = (side_px - 4 - 5) // 2 + 1
        self.body = nn.Sequential(
            nn.Conv2d(_LEVELS + bool(classes), width, 5),
            nn.ReLU(),
            nn.Conv2d(width, width, 5, stride=2),
            nn.Flatten(),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(width * last_px**2, 1),
        )

    def forward(self, pictures: Tensor, classes: Tensor | None = None) -> Tensor:
        return self.body(_joined([pictures], self.wanted, classes))


class PairPool(nn.Module):
    """The root of the squares' sum of every two neighbouring channels: half as many."""

    def forward(self, signal: Tensor) -> Tensor:
        pairs = signal.unflatten(1, (-1, 2))
        # The root alone has no slope at zero.
        return (pairs.square().sum(dim=2) + 1e-12).sqrt()


class LargeDetailGenerator(nn.Module):
    """As `DetailGenerator`, with groups and norms: the one for LSUN and ImageNet."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(nn.Conv2d(1 + _LEVELS, 64, 7, padding=3), nn.ReLU(), nn.BatchNorm2d(64)),
            *(nn.Conv2d(64, 368, 7, padding=3, groups=4), nn.ReLU(), nn.BatchNorm2d(368)),
            nn.Dropout2d(0.5),
            *(nn.Conv2d(368, 128, 7, padding=3, groups=4), nn.ReLU(), nn.BatchNorm2d(128)),
            PairPool(),
            *(nn.Conv2d(64, 224, 5, padding=2, groups=2), nn.ReLU(), nn.BatchNorm2d(224)),
            nn.Dropout2d(0.5),
            *(nn.Conv2d(224, _LEVELS, 7, padding=3), nn.BatchNorm2d(_LEVELS)),
        )

    def forward(self, noise: Tensor, low: Tensor) -> Tensor:
        return self.body(torch.cat([noise, low], dim=1))


class LargeDetailCritic(nn.Module):
    """As `DetailCritic`, for the large generator; rims are our choice, the code's are not known."""

    def __init__(self, side_px: int = 64) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(nn.Conv2d(_LEVELS, 48, 3, padding=1), nn.ReLU()),
            *(nn.Conv2d(48, 448, 5, padding=2, groups=4), nn.ReLU()),
            *(nn.Conv2d(448, 416, 7, padding=3, groups=16), nn.ReLU()),
            nn.Flatten(),
            nn.Linear(416 * side_px**2, 1),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        return self.body(pictures)


def _joined(parts: list[Tensor], wanted: ClassPlane | None, classes: Tensor | None) -> Tensor:
    if wanted is None or classes is None:
        return torch.cat(parts, dim=1)
    plane = wanted(classes)
    return torch.cat([parts[0], plane, *parts[1:]], dim=1)


def _begin(network: nn.Module, deviation: float) -> None:
    """Normal weights and no offsets: the spreads of the script without classes."""
    for layer in network.modules():
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight, 0.0, deviation)
            nn.init.zeros_(layer.bias)
