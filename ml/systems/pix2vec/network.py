"""The networks of Sbai et al. 2018: an encoder that lays down one mask after the other."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

MASKS, NUMBERS, COLOURS = 20, 10, 3
"""The deck's setting: 20 × (10 + 3) = 260 numbers a picture."""
HIDDEN = 128
_GROUPS = 32


@dataclass(frozen=True)
class Layers:
    """What stands for a batch of pictures: mask parameters (b, t, p) and colours (b, t, 3)."""

    parameters: Tensor
    colours: Tensor

    @property
    def numbers(self) -> int:
        """How many for each picture."""
        return self.parameters[0].numel() + self.colours[0].numel()


class MaskNetwork(nn.Module):
    """M = f(x, y, p): a small network at every point, so that a mask has no resolution.

    34,817 parameters for 10 numbers. With `normalised` (group norm before each tanh, as it was
    released: 35,585) a value depends on all points that are asked together.
    """

    def __init__(
        self, numbers: int = NUMBERS, hidden: int = HIDDEN, *, normalised: bool = False
    ) -> None:
        super().__init__()
        parts: list[nn.Module] = []
        width = numbers + 2
        for _ in range(3):
            parts.append(nn.Conv1d(width, hidden, 1))
            if normalised:
                parts.append(nn.GroupNorm(min(_GROUPS, hidden), hidden))
            parts.append(nn.Tanh())
            width = hidden
        self.body = nn.Sequential(*parts, nn.Conv1d(hidden, 1, 1), nn.Sigmoid())

    def forward(self, points: Tensor, parameters: Tensor) -> Tensor:
        """Points (n, 2) in -1..1 and parameters (b, p) -> coverage (b, n) in 0..1."""
        batch, count = len(parameters), len(points)
        places = points.T.expand(batch, 2, count)
        told = parameters[:, :, None].expand(-1, -1, count)
        return self.body(torch.cat((places, told), dim=1))[:, 0]


def grid(height: int, width: int, like: Tensor) -> Tensor:
    """All points of a picture (height · width, 2) as x, y in -1..1, its corners included."""
    ys = torch.linspace(-1, 1, height, device=like.device, dtype=like.dtype)
    xs = torch.linspace(-1, 1, width, device=like.device, dtype=like.dtype)
    rows, columns = torch.meshgrid(ys, xs, indexing="ij")
    return torch.stack((columns.flatten(), rows.flatten()), dim=1)


def over(canvas: Tensor, mask: Tensor, colour: Tensor) -> Tensor:
    """I_t = I_{t-1} (1 - M_t) + c_t M_t; canvas (b, 3, ...), mask (b, 1, ...), colour (b, 3)."""
    flat = colour.view(*colour.shape, *(1 for _ in canvas.shape[2:]))
    return canvas * (1 - mask) + flat * mask


def paint(network: MaskNetwork, layers: Layers, canvas: Tensor) -> Tensor:
    """All layers over `canvas` (b, 3, rows, columns), whatever its size."""
    points = grid(canvas.shape[2], canvas.shape[3], canvas)
    for t in range(layers.parameters.shape[1]):
        mask = network(points, layers.parameters[:, t]).view(-1, 1, *canvas.shape[2:])
        canvas = over(canvas, mask, layers.colours[:, t])
    return canvas


class _Block(nn.Module):
    """Two convolutions and a shortcut (He et al. 2015)."""

    def __init__(self, before: int, after: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(before, after, 3, stride, 1, bias=False),
            _norm(after),
            nn.ReLU(),
            nn.Conv2d(after, after, 3, 1, 1, bias=False),
            _norm(after),
        )
        self.shortcut = nn.Sequential()
        if stride != 1 or before != after:
            self.shortcut = nn.Sequential(
                nn.Conv2d(before, after, 1, stride, bias=False), _norm(after)
            )

    def forward(self, signal: Tensor) -> Tensor:
        return (self.body(signal) + self.shortcut(signal)).relu()


def _norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(min(_GROUPS, channels), channels)


class Encoder(nn.Module):
    """ResNet-18 on canvas and target together; group norm everywhere: 11,449,664 parameters."""

    def __init__(self, base: int = 64) -> None:
        super().__init__()
        self.width = 8 * base
        parts: list[nn.Module] = [
            nn.Conv2d(6, base, 7, 2, 3),
            _norm(base),
            nn.ReLU(),
            nn.MaxPool2d(3, 2, 1),
        ]
        before = base
        for level in range(4):
            after = base << level
            parts += [_Block(before, after, 1 if level == 0 else 2), _Block(after, after, 1)]
            before = after
        self.trunk = nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.last = nn.Linear(self.width, self.width)
        self.norm = _norm(self.width)

    def forward(self, canvas: Tensor, target: Tensor) -> Tensor:
        """Two pictures (b, 3, rows, columns) -> (b, 8 base)."""
        seen = self.trunk(torch.cat((canvas, target), dim=1))
        return self.norm(self.last(seen)).relu()


class Painter(nn.Module):
    """The recurrent pipeline: looks at canvas and target, lays down a mask, and looks again."""

    def __init__(
        self,
        masks: int = MASKS,
        numbers: int = NUMBERS,
        *,
        base: int = 64,
        hidden: int = HIDDEN,
        normalised: bool = False,
    ) -> None:
        super().__init__()
        self.masks = masks
        self.encoder = Encoder(base)
        self.parameters_head = nn.Linear(self.encoder.width, numbers)
        self.colour_head = nn.Linear(self.encoder.width, COLOURS)
        self.mask = MaskNetwork(numbers, hidden, normalised=normalised)

    def forward(self, target: Tensor) -> tuple[Tensor, Layers]:
        """Pictures (b, 3, rows, columns) in 0..1 -> painted ones, on black, and their layers.

        What the encoder sees of the canvas is detached; gradients flow through the mixing.
        """
        canvas = torch.zeros_like(target)
        points = grid(target.shape[2], target.shape[3], target)
        told: list[Tensor] = []
        colours: list[Tensor] = []
        for _ in range(self.masks):
            seen = self.encoder(canvas.detach(), target)
            told.append(self.parameters_head(seen))
            colours.append(self.colour_head(seen).sigmoid())
            mask = self.mask(points, told[-1]).view(-1, 1, *target.shape[2:])
            canvas = over(canvas, mask, colours[-1])
        return canvas, Layers(torch.stack(told, 1), torch.stack(colours, 1))

    def draw(self, layers: Layers, height: int, width: int) -> Tensor:
        """The same layers at any size."""
        like = layers.colours
        canvas = like.new_zeros(len(like), COLOURS, height, width)
        return paint(self.mask, layers, canvas)


class Inventor(nn.Module):
    """Generation mode: z -> all mask parameters and colours -> a picture of any size."""

    def __init__(
        self, latent: int = 128, masks: int = MASKS, numbers: int = NUMBERS, hidden: int = HIDDEN
    ) -> None:
        super().__init__()
        self.latent, self.masks, self.numbers = latent, masks, numbers
        width = 4 * hidden
        self.body = nn.Sequential(
            nn.Linear(latent, width),
            nn.LeakyReLU(0.2),
            nn.Linear(width, width),
            nn.LeakyReLU(0.2),
            nn.Linear(width, masks * (numbers + COLOURS)),
        )
        self.mask = MaskNetwork(numbers, hidden)

    def layers(self, latent: Tensor) -> Layers:
        told = self.body(latent).view(len(latent), self.masks, self.numbers + COLOURS)
        return Layers(told[..., : self.numbers], told[..., self.numbers :].sigmoid())

    def forward(self, latent: Tensor, side_px: int) -> Tensor:
        canvas = latent.new_zeros(len(latent), COLOURS, side_px, side_px)
        return paint(self.mask, self.layers(latent), canvas)


class Critic(nn.Module):
    """Scores (b, 1) for pictures; nothing in it looks over the batch, as WGAN-GP needs."""

    def __init__(self, side_px: int, base: int = 64) -> None:
        super().__init__()
        parts: list[nn.Module] = []
        before, side = COLOURS, side_px
        width = base
        while side > 4:
            parts += [nn.Conv2d(before, width, 3, 2, 1), nn.LeakyReLU(0.2)]
            before, side, width = width, (side + 1) // 2, min(2 * width, 8 * base)
        self.body = nn.Sequential(*parts, nn.Flatten(), nn.Linear(before * side * side, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        return self.body(2 * pictures - 1)
