"""VGG19 as textures are read from it: averages instead of maxima, every layer a tap, any rim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.padding import mirrored
from ml.layers.winograd import WinogradConv, is_worth_it

Pooling = Literal["average", "max"]
Rim = Literal["zero", "mirror", "wrap"]
"""What a convolution sees beyond the picture; `wrap` makes a picture's ends meet."""

_BLOCKS = ((64, 2), (128, 2), (256, 4), (512, 4), (512, 4))
DEEP_TEXTURE_TAPS = ("conv1_1", "pool1", "pool2", "pool3", "pool4")
"""The layers of the released DeepTextures demonstration (Gatys, Ecker and Bethge 2015)."""


class TapUnknown(ValueError):
    """VGG19 has no such layer, or the weights do not fit it."""


@dataclass(frozen=True)
class _Step:
    """One convolution with its ReLU, or one pooling; `number` is the place in the weights file."""

    tap: str
    number: int
    channels: tuple[int, int] | None


def steps_of_vgg19(narrower: int = 1) -> tuple[_Step, ...]:
    """`conv1_1`, `conv1_2`, `pool1`, ... `pool5`; a conv tap is read after its ReLU."""
    found: list[_Step] = []
    number, before = 2, 3
    for block, (channels, count) in enumerate(_BLOCKS, start=1):
        for position in range(1, count + 1):
            after = max(1, channels // narrower)
            found.append(_Step(f"conv{block}_{position}", number, (before, after)))
            # Padding, convolution, ReLU; one more where a pooling follows.
            number += 4 if position == count else 3
            before = after
        found.append(_Step(f"pool{block}", 0, None))
    return tuple(found)


class PooledVgg19(nn.Module):
    """Takes pictures (1, 3, rows, columns) in 0..1 RGB, gives a mapping from tap to activation.

    Nothing after the last tap is computed. Weights are those of the normalised VGG19, whose
    filters have a mean activation of about 1; its first layer (1x1) turns RGB into what the network
    was trained on.
    """

    def __init__(
        self,
        taps: Sequence[str],
        *,
        pooling: Pooling = "average",
        rim: Rim = "zero",
        narrower: int = 1,
    ) -> None:
        super().__init__()
        steps = steps_of_vgg19(narrower)
        names = [step.tap for step in steps]
        unknown = set(taps) - set(names)
        if unknown or not taps:
            raise TapUnknown(f"VGG19 has no layer {', '.join(sorted(unknown)) or 'without name'}.")
        self.taps = tuple(taps)
        self.pooling, self.rim = pooling, rim
        self._steps = steps[: max(names.index(tap) for tap in taps) + 1]
        # No modules: what they hold follows from the layers.
        self._quick: dict[str, WinogradConv] = {}
        self.layers = nn.ModuleDict({"0": nn.Conv2d(3, 3, 1)})
        for step in self._steps:
            if step.channels is not None:
                self.layers[str(step.number)] = nn.Conv2d(*step.channels, 3)

    def forward(self, pictures: Tensor) -> dict[str, Tensor]:
        signal = self.layers["0"](pictures)
        found: dict[str, Tensor] = {}
        for step in self._steps:
            if step.channels is None:
                signal = self._pooled(signal)
            else:
                signal = self._convolved(signal, step)
            if step.tap in self.taps:
                found[step.tap] = signal
        return found

    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Copy in a published file's tensors (`2.weight`, ...); raises `TapUnknown`."""
        wanted = self.layers.state_dict()
        for name, tensor in wanted.items():
            if name not in weights or weights[name].shape != tensor.shape:
                raise TapUnknown(f"The weights of VGG19 lack a fitting {name}.")
        self.layers.load_state_dict({name: weights[name] for name in wanted})

    @torch.no_grad()
    def draw(self, seed: int = 19) -> None:
        """Weights by chance (He et al. 2015), the same every time: for trials without the file."""
        chance = torch.Generator().manual_seed(seed)
        for convolution in self.layers.values():
            assert isinstance(convolution, nn.Conv2d)
            assert convolution.bias is not None
            drawn = torch.randn(convolution.weight.shape, generator=chance)
            convolution.weight.copy_(drawn * (2.0 / convolution.weight[0].numel()) ** 0.5)
            convolution.bias.zero_()

    def speed_up(self) -> None:
        """Let wide convolutions multiply less, on processors; the filters must be fixed by now."""
        for step in self._steps:
            layer = self.layers[str(step.number)] if step.channels is not None else None
            if layer is not None and is_worth_it(layer):
                rim = 1 if self.rim == "zero" else 0
                self._quick[step.tap] = WinogradConv(cast("nn.Conv2d", layer), rim)

    def _convolved(self, signal: Tensor, step: _Step) -> Tensor:
        quick = self._quick.get(step.tap)
        if quick is not None:
            return functional.relu_(quick(signal if quick.rim else self._rimmed(signal)))
        convolution = self.layers[str(step.number)]
        assert isinstance(convolution, nn.Conv2d)
        weight, bias = convolution.weight, convolution.bias
        if self.rim == "zero":
            made = functional.conv2d(signal, weight, bias, padding=1)
        else:
            made = functional.conv2d(self._rimmed(signal), weight, bias)
        # In place: the convolution keeps its input for its gradient, not what it gave.
        return functional.relu_(made)

    def _rimmed(self, signal: Tensor) -> Tensor:
        if self.rim == "wrap":
            return functional.pad(signal, (1, 1, 1, 1), mode="circular")
        return mirrored(signal, 1)

    def _pooled(self, signal: Tensor) -> Tensor:
        if min(signal.shape[-2:]) < 2:
            return signal
        if self.pooling == "max":
            return functional.max_pool2d(signal, 2)
        return functional.avg_pool2d(signal, 2)
