"""How well an upscaler does on whole held-out pictures, by the protocol of the literature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from ml.training.examples.degradations.chain import Degradation, shrink
from ml.training.examples.degradations.resize import resize, to_bytes
from ml.training.items import Items
from ml.training.metrics.fidelity import View, psnr_db, ssim

Bytes = NDArray[np.uint8]
LARGEST_PX = 1024
"""Larger pictures are measured on their middle."""


@dataclass(frozen=True)
class Pair:
    """A true picture and its small self, 8 bit; sides of `high` are multiples of the scale."""

    low: Bytes
    high: Bytes


def pairs(items: Items, scale: int, degradation: Degradation) -> Iterator[Pair]:
    """One pair for each item, the same every time."""
    for index in range(len(items)):
        yield pair_of(cast("Bytes", items.item(index)["picture"]), scale, degradation, index)


def pair_of(picture: Bytes, scale: int, degradation: Degradation, seed: int = 0) -> Pair:
    """The middle of a picture, cut to multiples of the scale, and that made small."""
    high = _middle(picture, scale)
    chance = np.random.default_rng(seed)
    return Pair(to_bytes(shrink(high.astype(np.float32), scale, degradation, chance)), high)


def measure(
    network: nn.Module, items: Items, scale: int, degradation: Degradation
) -> dict[str, float]:
    """Mean PSNR and SSIM of luminance, border left out, of the network and of bicubic."""
    view = View(border_px=scale)
    found: dict[str, list[float]] = {}
    for pair in pairs(items, scale, degradation):
        size = pair.high.shape
        made = {
            "": enlarge(network, pair.low),
            "bicubic_": to_bytes(resize(pair.low.astype(np.float32), size[0], size[1])),
        }
        for name, picture in made.items():
            found.setdefault(f"{name}psnr_y", []).append(psnr_db(pair.high, picture, view))
            found.setdefault(f"{name}ssim_y", []).append(ssim(pair.high, picture, view))
    return {name: float(np.mean(values)) for name, values in found.items()}


@torch.inference_mode()
def enlarge(network: nn.Module, low: Bytes) -> Bytes:
    """One whole picture through a network, without tiles."""
    device = next(network.parameters()).device
    was_training = network.training
    network.eval()
    values = torch.from_numpy(low).to(device).permute(2, 0, 1)[None].float() / 255
    made = network(values.contiguous(memory_format=torch.channels_last))[0].float()
    network.train(was_training)
    return to_bytes(made.permute(1, 2, 0).cpu().numpy() * np.float32(255))


def _middle(picture: Bytes, scale: int) -> Bytes:
    sides = [min(side, LARGEST_PX) // scale * scale for side in picture.shape[:2]]
    top, left = ((have - want) // 2 for have, want in zip(picture.shape[:2], sides, strict=True))
    return picture[top : top + sides[0], left : left + sides[1]]
