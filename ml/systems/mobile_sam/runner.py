"""Runs MobileSAM on one picture: look at it once, ask about it as often as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ml.store.weights import load_weights
from ml.systems.mobile_sam.network import SIDE_PX, MobileSam, published_name
from ml.systems.mobile_sam.prompts import Mark
from ml.systems.mobile_sam.tiny_vit import ConvNorm

Picture = NDArray[np.float32]
Question = Sequence[tuple[float, float, Mark]]
"""Points as x and y in pixels of the picture, and what each says; a box is its two corners."""

MEANS = np.array((0.485, 0.456, 0.406), np.float32)
SPREADS = np.array((0.229, 0.224, 0.225), np.float32)
"""Of ImageNet, per channel of 0..1."""


@dataclass(frozen=True)
class Look:
    """A picture as the network sees it; rows and columns are those at the network's size."""

    embedded: Tensor
    rows: int
    columns: int
    scale: float


@dataclass(frozen=True)
class Answer:
    """Logits (4, 256, 256) of the network's square, above 0 is inside, and the worth of each.

    The first is meant for clear questions, the others are part, thing and whole.
    """

    masks: NDArray[np.float32]
    worths: NDArray[np.float32]
    look: Look

    def matte(self, number: int) -> NDArray[np.float32]:
        """One of the masks as shares of 0..1, at the network's size of the picture."""
        large = cv2.resize(self.masks[number], (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR)
        part = np.asarray(large, np.float32)[: self.look.rows, : self.look.columns]
        return (1.0 / (1.0 + np.exp(-np.clip(part, -40.0, 40.0)))).astype(np.float32)


class MobileSamRunner:
    """A loaded network; the same answers every time on one device."""

    def __init__(self, path: Path, device: str = "cpu") -> None:
        """Raises `WeightsMismatch` for a file that is not of this network."""
        network = MobileSam()
        state = network.state_dict()
        names = {name: published_name(name) for name in state}
        shapes = {names[name]: tuple(value.shape) for name, value in state.items()}
        arrays = load_weights(path, shapes)
        loaded = {name: torch.from_numpy(np.asarray(arrays[names[name]])) for name in state}
        network.load_state_dict(loaded)
        self._device = torch.device(device)
        network = _folded(network.eval()).to(self._device)
        self._network = network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]

    @torch.inference_mode()
    def look(self, picture: Picture) -> Look:
        """rows x columns x 3 in 0..1, any size; takes a second or two on a CPU."""
        rows, columns = picture.shape[:2]
        scale = SIDE_PX / max(rows, columns)
        size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
        smaller = scale < 1
        way = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        fitted = np.asarray(cv2.resize(picture, size, interpolation=way), np.float32)
        values = (fitted - MEANS) / SPREADS
        square = np.zeros((1, 3, SIDE_PX, SIDE_PX), np.float32)
        square[0, :, : size[1], : size[0]] = values.transpose(2, 0, 1)
        embedded = self._network.embed(torch.from_numpy(square).to(self._device))
        return Look(embedded, size[1], size[0], scale)

    @torch.inference_mode()
    def ask(self, look: Look, question: Question) -> Answer:
        """A fraction of a second; the question needs at least one point."""
        # Where there is no box, the sign for that follows, as in training.
        points = [(x * look.scale, y * look.scale, mark) for x, y, mark in question]
        if all(mark in (Mark.INSIDE, Mark.OUTSIDE) for _, _, mark in points):
            points.append((0.0, 0.0, Mark.NOTHING))
        places = torch.tensor([[(x, y) for x, y, _ in points]], dtype=torch.float32)
        marks = torch.tensor([[int(mark) for _, _, mark in points]])
        places = places / SIDE_PX
        masks, worths = self._network.answer(
            look.embedded, places.to(self._device), marks.to(self._device)
        )
        return Answer(masks[0].cpu().numpy(), worths[0].cpu().numpy(), look)


def _folded(network: MobileSam) -> MobileSam:
    """The same network with each norm worked into the convolution before it: a tenth faster."""
    for part in network.modules():
        if isinstance(part, ConvNorm) and isinstance(part.norm, nn.BatchNorm2d):
            part.conv = fuse_conv_bn_eval(part.conv, part.norm)
            part.norm = nn.Identity()
    return network
