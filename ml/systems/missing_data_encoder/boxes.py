"""The boxes in which each colour of a picture is seen, as masks and as numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

COLOURS = 3
LEAST, MOST = 0.3, 0.8
"""Sides of a box as shares of the picture's; ours, for the paper's are unknown to us."""


class Box(NamedTuple):
    """What is seen of one colour, in px."""

    left: int
    top: int
    width: int
    height: int


def drawn_boxes(side_px: int, chance: np.random.Generator, *, apart: bool = True) -> list[Box]:
    """One box for each colour, each by itself; or the same for all where not `apart`."""
    boxes = [_drawn(side_px, chance) for _ in range(COLOURS if apart else 1)]
    return boxes if apart else boxes * COLOURS


def coordinates(box: Box, rows: int, columns: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom as shares of the picture."""
    return (
        box.left / columns,
        box.top / rows,
        (box.left + box.width) / columns,
        (box.top + box.height) / rows,
    )


def seen_masks(coordinates: Tensor, rows: int, columns: int) -> Tensor:
    """(batch, colours * 4) -> (batch, colours, rows, columns) of 0 and 1, 1 where it is seen."""
    boxes = coordinates.view(len(coordinates), -1, 4)
    across = (torch.arange(columns, device=boxes.device) + 0.5) / columns
    down = (torch.arange(rows, device=boxes.device) + 0.5) / rows
    inside_x = (across > boxes[..., 0:1]) & (across < boxes[..., 2:3])
    inside_y = (down > boxes[..., 1:2]) & (down < boxes[..., 3:4])
    return (inside_y[..., :, None] & inside_x[..., None, :]).float()


def _drawn(side_px: int, chance: np.random.Generator) -> Box:
    width, height = (max(1, round(side_px * share)) for share in chance.uniform(LEAST, MOST, 2))
    left = int(chance.integers(0, side_px - width + 1))
    top = int(chance.integers(0, side_px - height + 1))
    return Box(left, top, width, height)
