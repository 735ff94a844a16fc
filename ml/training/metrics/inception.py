"""The Inception network that FID is defined by: pooled features of 2015, not torchvision's."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from ml.training.teachers import teacher_file

CARD = "inception-fid"
SIDE_PX = 299
FEATURES = 2048
_PREFIX = "net.layers."
_EPSILON = 1e-3

Size = tuple[int, int]


class Unit(nn.Module):
    """Convolution, batch normalisation without a scale, ReLU; names as in the weight file."""

    weight: Tensor
    beta: Tensor
    mean: Tensor
    var: Tensor

    def __init__(
        self, into: int, out: int, kernel: int | Size = 1, stride: int = 1, same: bool = True
    ) -> None:
        super().__init__()
        high, wide = (kernel, kernel) if isinstance(kernel, int) else kernel
        self.stride = stride
        self.padding = (high // 2, wide // 2) if same and stride == 1 else (0, 0)
        self.register_buffer("weight", torch.zeros(out, into, high, wide))
        for name in ("beta", "mean", "var"):
            self.register_buffer(name, torch.zeros(out))

    def forward(self, signal: Tensor) -> Tensor:
        signal = functional.conv2d(signal, self.weight, None, self.stride, self.padding)
        signal = functional.batch_norm(
            signal, self.mean, self.var, bias=self.beta, training=False, eps=_EPSILON
        )
        return functional.relu(signal)


def tower(into: int, *layers: tuple[int, int | Size] | tuple[int, int | Size, int]) -> nn.Module:
    """Units in a row, (channels, kernel[, stride]) each, called conv, conv_1, conv_2, ..."""
    row = nn.Sequential()
    for number, (out, kernel, *stride) in enumerate(layers):
        name = f"conv_{number}" if number else "conv"
        row.add_module(name, Unit(into, out, kernel, sum(stride) or 1))
        into = out
    return row


class _PooledTower(nn.Module):
    """Averages 3 x 3 neighbours (the padding does not count) before a 1 x 1 unit."""

    def __init__(self, into: int, out: int) -> None:
        super().__init__()
        self.conv = Unit(into, out)

    def forward(self, signal: Tensor) -> Tensor:
        return self.conv(_average(signal))


class MixedA(nn.Module):
    """35 x 35: 1 x 1, 5 x 5, twice 3 x 3, pool."""

    def __init__(self, into: int, pooled: int) -> None:
        super().__init__()
        self.conv = Unit(into, 64)
        self.tower = tower(into, (48, 1), (64, 5))
        self.tower_1 = tower(into, (64, 1), (96, 3), (96, 3))
        self.tower_2 = _PooledTower(into, pooled)

    def forward(self, signal: Tensor) -> Tensor:
        towers = (self.conv, self.tower, self.tower_1, self.tower_2)
        return torch.cat([part(signal) for part in towers], dim=1)


class MixedB(nn.Module):
    """From 35 x 35 to 17 x 17."""

    def __init__(self, into: int) -> None:
        super().__init__()
        self.conv = Unit(into, 384, 3, stride=2)
        self.tower = tower(into, (64, 1), (96, 3), (96, 3, 2))

    def forward(self, signal: Tensor) -> Tensor:
        pooled = functional.max_pool2d(signal, 3, 2)
        return torch.cat([self.conv(signal), self.tower(signal), pooled], dim=1)


class MixedC(nn.Module):
    """17 x 17: seven wide, seven high."""

    def __init__(self, into: int, middle: int) -> None:
        super().__init__()
        wide, high = (1, 7), (7, 1)
        self.conv = Unit(into, 192)
        self.tower = tower(into, (middle, 1), (middle, wide), (192, high))
        self.tower_1 = tower(
            into, (middle, 1), (middle, high), (middle, wide), (middle, high), (192, wide)
        )
        self.tower_2 = _PooledTower(into, 192)

    def forward(self, signal: Tensor) -> Tensor:
        towers = (self.conv, self.tower, self.tower_1, self.tower_2)
        return torch.cat([part(signal) for part in towers], dim=1)


class MixedD(nn.Module):
    """From 17 x 17 to 8 x 8."""

    def __init__(self, into: int) -> None:
        super().__init__()
        self.tower = tower(into, (192, 1), (320, 3, 2))
        self.tower_1 = tower(into, (192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3, 2))

    def forward(self, signal: Tensor) -> Tensor:
        pooled = functional.max_pool2d(signal, 3, 2)
        return torch.cat([self.tower(signal), self.tower_1(signal), pooled], dim=1)


class MixedE(nn.Module):
    """8 x 8; the last one takes the largest of 3 x 3 neighbours where the first averages."""

    def __init__(self, into: int, takes_largest: bool) -> None:
        super().__init__()
        self.takes_largest = takes_largest
        self.conv = Unit(into, 320)
        self.tower_conv = Unit(into, 384)
        self.tower_mixed_conv = Unit(384, 384, (1, 3))
        self.tower_mixed_conv_1 = Unit(384, 384, (3, 1))
        self.tower_1_conv = Unit(into, 448)
        self.tower_1_conv_1 = Unit(448, 384, 3)
        self.tower_1_mixed_conv = Unit(384, 384, (1, 3))
        self.tower_1_mixed_conv_1 = Unit(384, 384, (3, 1))
        self.tower_2_conv = Unit(into, 192)

    def forward(self, signal: Tensor) -> Tensor:
        first = self.tower_conv(signal)
        second = self.tower_1_conv_1(self.tower_1_conv(signal))
        largest = self.takes_largest
        pooled = functional.max_pool2d(signal, 3, 1, 1) if largest else _average(signal)
        parts = (
            self.conv(signal),
            self.tower_mixed_conv(first),
            self.tower_mixed_conv_1(first),
            self.tower_1_mixed_conv(second),
            self.tower_1_mixed_conv_1(second),
            self.tower_2_conv(pooled),
        )
        return torch.cat(parts, dim=1)


class Inception(nn.Module):
    """N x 3 x 299 x 299 in 0..255 to N x 2048; frozen, in evaluation for good.

    The input range of the original, (x - 128) / 128, is applied inside.
    """

    def __init__(self) -> None:
        super().__init__()
        pool = nn.MaxPool2d(3, 2)
        self.layers = nn.Sequential()
        named: list[tuple[str, nn.Module]] = [
            ("conv", Unit(3, 32, 3, stride=2)),
            ("conv_1", Unit(32, 32, 3, same=False)),
            ("conv_2", Unit(32, 64, 3)),
            ("pool0", pool),
            ("conv_3", Unit(64, 80)),
            ("conv_4", Unit(80, 192, 3, same=False)),
            ("pool1", pool),
            ("mixed", MixedA(192, 32)),
            ("mixed_1", MixedA(256, 64)),
            ("mixed_2", MixedA(288, 64)),
            ("mixed_3", MixedB(288)),
            ("mixed_4", MixedC(768, 128)),
            ("mixed_5", MixedC(768, 160)),
            ("mixed_6", MixedC(768, 160)),
            ("mixed_7", MixedC(768, 192)),
            ("mixed_8", MixedD(768)),
            ("mixed_9", MixedE(1280, takes_largest=False)),
            ("mixed_10", MixedE(2048, takes_largest=True)),
        ]
        for name, layer in named:
            self.layers.add_module(name, layer)
        self.eval()

    def forward(self, pictures: Tensor) -> Tensor:
        return self.layers((pictures - 128) / 128).mean(dim=(2, 3))


def load_inception(path: Path | None = None) -> Inception:
    """With the installed weights, or those of `path`; raises `TeacherMissing`."""
    weights = load_file(path or teacher_file(CARD))
    with torch.device("meta"):
        network = Inception()
    named = {f"layers.{name.removeprefix(_PREFIX)}": value for name, value in weights.items()}
    network.load_state_dict(named, assign=True)
    return network.requires_grad_(False)


def _average(signal: Tensor) -> Tensor:
    return functional.avg_pool2d(signal, 3, 1, 1, count_include_pad=False)
