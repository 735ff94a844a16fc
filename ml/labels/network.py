"""Scores of labels from the features of VGG19 around each place, and where it lies."""

# torch's stubs forget what the code keeps.
# pyright: reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from ml.layers.features import Vgg19

Floats = NDArray[np.float32]

TAPS = ("relu3_1", "relu4_1", "relu5_1")
LONGEST_PX = 384
"""The longest side that is looked at: what a thing is shows in the whole, not in its grain."""

CELL_PX = 8
AROUND_CELLS = 9


def scores_of(picture: Floats, backbone: Path, head: Path) -> tuple[tuple[str, ...], Floats]:
    """The names of the labels, and rows x columns x names: how well each fits each cell."""
    with safe_open(str(head), "pt") as file:
        names = tuple(str(file.metadata()["labels"]).split(","))
        weight, bias = file.get_tensor("weight").float(), file.get_tensor("bias").float()
    network = Vgg19(TAPS)
    network.take(load_file(str(backbone)))
    with torch.inference_mode():
        features = features_of(picture, network)
        scores = torch.einsum("chw,cn->hwn", features, weight) + bias
    return names, scores.numpy()


def features_of(picture: Floats, network: Vgg19) -> Tensor:
    """channels x rows x columns of cells.

    The roots of what the network sees at three depths, of the deepest also around the cell; colour
    and its spread; how high the cell lies; and the colour of the whole.
    """
    scale = LONGEST_PX / max(picture.shape[:2])
    size = [max(32, round(side * scale / 16) * 16) for side in picture.shape[:2]]
    whole = torch.from_numpy(picture.transpose(2, 0, 1)[None].copy())
    pixels = functional.interpolate(whole, size, mode="area")
    cells = (size[0] // CELL_PX, size[1] // CELL_PX)
    taps = [_at(tap, cells) for tap in network(pixels)]
    rim = "reflect" if min(cells) > AROUND_CELLS else "replicate"
    wide = functional.pad(taps[-1][None], (AROUND_CELLS // 2,) * 4, mode=rim)
    around = functional.avg_pool2d(wide, AROUND_CELLS, stride=1)[0]
    colour = functional.interpolate(pixels, cells, mode="area")[0]
    square = functional.interpolate(pixels**2, cells, mode="area")[0]
    spread = (square - colour**2).clamp_min(0).sqrt()
    down = torch.linspace(0, 1, cells[0])[:, None].expand(*cells)[None]
    mean = colour.mean(dim=(1, 2), keepdim=True).expand_as(colour)
    seen = torch.cat([*taps, around]).clamp_min(0).sqrt()
    return torch.cat([seen, colour, spread, down, down**2, (down < 0.15).float(), mean])


def _at(tap: Tensor, cells: tuple[int, int]) -> Tensor:
    shrinks = tap.shape[-1] > cells[1]
    return functional.interpolate(tap, cells, mode="area" if shrinks else "bilinear")[0]
