"""Neural style as one writes it down first: autograd all through, nothing arranged for speed.

The same network, losses and optimiser as ours, so that the loss curves must agree.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.pooled_features import PooledVgg19
from ml.systems.neural_style.losses import CONTENT_LAYER, RIM_PX, STYLE_LAYERS, Losses, Weights

_BLOCKS = (2, 2, 4, 4, 1)


class PlainVgg(nn.Module):
    """A sequence of modules: convolution, ReLU, pooling; taps by name."""

    def __init__(self, network: PooledVgg19) -> None:
        super().__init__()
        convolutions = iter(network.layers.values())
        self.begin = next(convolutions)
        steps: dict[str, nn.Module] = {}
        for block, count in enumerate(_BLOCKS, start=1):
            for number in range(1, count + 1):
                known = next(convolutions)
                assert isinstance(known, nn.Conv2d)
                made = nn.Conv2d(known.in_channels, known.out_channels, 3, padding=1)
                made.load_state_dict(known.state_dict())
                steps[f"conv{block}_{number}"] = nn.Sequential(made, nn.ReLU())
            steps[f"pool{block}"] = nn.AvgPool2d(2)
        self.steps = nn.ModuleDict(steps)
        self.requires_grad_(False)

    def forward(self, picture: Tensor) -> dict[str, Tensor]:
        signal = self.begin(picture)
        found: dict[str, Tensor] = {}
        for name, step in self.steps.items():
            signal = step(signal)
            found[name] = signal
        return found


def gram(features: Tensor) -> Tensor:
    """F F^T divided by the number of pixels."""
    _, channels, rows, columns = features.shape
    flat = features.view(channels, rows * columns)
    return torch.mm(flat, flat.t()) / (rows * columns)


class PlainObjective:
    """The same numbers as `StyleObjective`."""

    def __init__(self, network: PlainVgg, photo: Tensor, style: Tensor, weights: Weights) -> None:
        self._network, self._weights = network, weights
        self.last = Losses(0.0, 0.0, 0.0)
        with torch.no_grad():
            self._content = network(_rimmed(photo))[CONTENT_LAYER]
            taps = network(_rimmed(style))
            self._grams: Mapping[str, Tensor] = {name: gram(taps[name]) for name in STYLE_LAYERS}

    def __call__(self, picture: Tensor) -> tuple[float, Tensor]:
        shown = picture.detach().requires_grad_(True)
        taps = self._network(_rimmed(shown))
        content = 0.5 * functional.mse_loss(taps[CONTENT_LAYER], self._content)
        total = self._weights.content * content
        style = 0.0
        for name, target in self._grams.items():
            count = taps[name].shape[1]
            off = (gram(taps[name]) - target).pow(2).sum() / (4.0 * count**2)
            total = total + self._weights.style * self._weights.layers[name] * off
            style += self._weights.layers[name] * off.item()
        total.backward()
        self.last = Losses(content.item(), style, total.item())
        assert shown.grad is not None
        return total.detach().item(), shown.grad


def _rimmed(picture: Tensor) -> Tensor:
    return functional.pad(picture, (RIM_PX,) * 4, mode="reflect")
