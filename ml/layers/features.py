"""VGG19 cut open at its activations: what pictures are compared by, and styles are read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.padding import mirrored
from ml.training.teachers import teacher_file

FeatureSource = Literal["vgg19", "random"]
STYLE_TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
"""Where Huang and Belongie (2017) read style; the last also carries content."""

VGG19_CARD = "vgg19"
_BLOCKS = ((64, 2), (128, 2), (256, 4), (512, 4), (512, 4))
"""Channels and convolutions of each block; a pooling lies between two blocks."""


@dataclass(frozen=True)
class _Layer:
    """One convolution with where it stands in the file and what is read after it."""

    tap: str
    number: int  # in the published file: nn.Sequential of padding, convolution, ReLU, pooling
    channels: tuple[int, int]
    pooled: bool


class FeaturesMismatch(ValueError):
    """A weights file is not the network that was asked for."""


class Vgg19(nn.Module):
    """Simonyan and Zisserman (2014) with mirrored rims, up to the last tap that is asked for.

    Takes pictures in 0..1 RGB and gives one tensor for each tap, in their order. The first layer
    (1x1) turns RGB into what the network was trained on.
    """

    def __init__(self, taps: Sequence[str] = STYLE_TAPS, *, narrower: int = 1) -> None:
        """`narrower` divides all channels: only for untrained weights."""
        super().__init__()
        plan = _plan(narrower)
        unknown = set(taps) - {layer.tap for layer in plan}
        if unknown:
            raise FeaturesMismatch(f"VGG19 has no {', '.join(sorted(unknown))}.")
        self.taps = tuple(taps)
        last = max(index for index, layer in enumerate(plan) if layer.tap in self.taps)
        self._plan = plan[: last + 1]
        self.layers = nn.ModuleDict({"0": nn.Conv2d(3, 3, 1)})
        for layer in self._plan:
            self.layers[str(layer.number)] = nn.Conv2d(*layer.channels, 3)

    @property
    def widths(self) -> dict[str, int]:
        """Channels by tap."""
        return {layer.tap: layer.channels[1] for layer in self._plan if layer.tap in self.taps}

    def forward(self, pictures: Tensor, taps: Sequence[str] = ()) -> tuple[Tensor, ...]:
        """`taps`: only these, in this order; the layers after the last of them are not run."""
        wanted = tuple(taps) or self.taps
        signal = self.layers["0"](pictures)
        found: dict[str, Tensor] = {}
        for layer in self._plan:
            if len(found) == len(wanted):
                break
            if layer.pooled:
                signal = functional.max_pool2d(signal, 2, ceil_mode=True)
            signal = functional.relu(self.layers[str(layer.number)](mirrored(signal, 1)))
            if layer.tap in wanted:
                found[layer.tap] = signal
        return tuple(found[tap] for tap in wanted)

    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Copy in a published file's tensors (`2.weight`, `2.bias`, ...); later layers are left.

        Raises `FeaturesMismatch`.
        """
        wanted = self.layers.state_dict()
        for name, tensor in wanted.items():
            if name not in weights or weights[name].shape != tensor.shape:
                raise FeaturesMismatch(f"The weights of VGG19 lack a fitting {name}.")
        self.layers.load_state_dict({name: weights[name] for name in wanted})


def feature_network(
    source: FeatureSource, taps: Sequence[str] = STYLE_TAPS, *, narrower: int = 8
) -> Vgg19:
    """The installed VGG19, or an untrained one `narrower` times as thin, the same every time.

    Untrained features see texture as well (Ustyuzhaninov et al. 2016): enough to try a training
    where nothing is installed. Raises `TeacherMissing`, `FeaturesMismatch`.
    """
    network = Vgg19(taps, narrower=narrower if source == "random" else 1)
    if source == "random":
        _randomise(network)
    else:
        network.take(load_file(str(teacher_file(VGG19_CARD))))
    return network.requires_grad_(False).eval()


def _plan(narrower: int) -> tuple[_Layer, ...]:
    layers: list[_Layer] = []
    number, before = 2, 3
    for block, (channels, count) in enumerate(_BLOCKS, start=1):
        for position in range(1, count + 1):
            after = max(1, channels // narrower)
            pooled = position == 1 and block > 1
            layers.append(_Layer(f"relu{block}_{position}", number, (before, after), pooled))
            # Padding, convolution, ReLU; one more where a pooling follows.
            number += 4 if position == count else 3
            before = after
    return tuple(layers)


@torch.no_grad()
def _randomise(network: Vgg19) -> None:
    chance = torch.Generator().manual_seed(19)
    for convolution in network.layers.values():
        assert isinstance(convolution, nn.Conv2d)
        assert convolution.bias is not None
        convolution.bias.zero_()
        if convolution.kernel_size == (1, 1):
            convolution.weight.copy_(torch.eye(3).view(3, 3, 1, 1) * 4.0)
            convolution.bias.fill_(-2.0)
            continue
        fan_in = convolution.weight[0].numel()
        drawn = torch.randn(convolution.weight.shape, generator=chance)
        convolution.weight.copy_(drawn * (2.0 / fan_in) ** 0.5)
