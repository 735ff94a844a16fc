"""How much of a picture one neuron sees, and a block of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """One layer that looks around: the side of its window and by how much it moves."""

    name: str
    side: int
    stride: int = 1


@dataclass(frozen=True)
class Field:
    """What a neuron sees, in pixels: the side, and how far apart two neighbours see."""

    side_px: int
    stride_px: int

    def of_block(self, neurons: int) -> int:
        """The side that a block of so many neurons a side sees together."""
        return self.side_px + (neurons - 1) * self.stride_px


ALEXNET: Sequence[Window] = (
    Window("conv1", 11, 4),
    Window("pool1", 3, 2),
    Window("conv2", 5),
    Window("pool2", 3, 2),
    Window("conv3", 3),
    Window("conv4", 3),
    Window("conv5", 3),
    Window("pool5", 3, 2),
)
"""The network of the paper; normalisations and ReLUs see what their input sees."""
_BLOCKS = (2, 2, 4, 4, 4)


def vgg19_windows() -> tuple[Window, ...]:
    """`conv1_1`, ..., `pool5`."""
    found: list[Window] = []
    for block, count in enumerate(_BLOCKS, start=1):
        found += [Window(f"conv{block}_{number}", 3) for number in range(1, count + 1)]
        found.append(Window(f"pool{block}", 2, 2))
    return tuple(found)


def fields_of(windows: Sequence[Window]) -> Mapping[str, Field]:
    """By layer, from the first to the last."""
    side, stride = 1, 1
    found: dict[str, Field] = {}
    for window in windows:
        side += (window.side - 1) * stride
        stride *= window.stride
        found[window.name] = Field(side, stride)
    return found
