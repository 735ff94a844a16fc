"""The prompt encoder of SAM (Kirillov 2023): clicks, boxes and an earlier mask as tokens."""

from __future__ import annotations

import math
from enum import IntEnum

import torch
from torch import Tensor, nn

from ml.systems.mobile_sam.tiny_vit import EMBEDDING, ChannelNorm

MASK_WIDTH = 16


class Mark(IntEnum):
    """What a point says; a box is its two corners."""

    NOTHING = -1
    OUTSIDE = 0
    INSIDE = 1
    TOP_LEFT = 2
    BOTTOM_RIGHT = 3


class PromptEncoder(nn.Module):
    """Places become sines and cosines of random directions (Tancik 2020), marks are learned."""

    def __init__(self) -> None:
        super().__init__()
        self.directions = nn.Buffer(torch.randn(2, EMBEDDING // 2))
        self.marks = nn.ModuleList([nn.Embedding(1, EMBEDDING) for _ in range(4)])
        self.no_point = nn.Embedding(1, EMBEDDING)
        self.no_mask = nn.Embedding(1, EMBEDDING)
        narrow = MASK_WIDTH // 4
        self.mask = nn.Sequential(
            nn.Conv2d(1, narrow, 2, 2),
            ChannelNorm(narrow),
            nn.GELU(),
            nn.Conv2d(narrow, MASK_WIDTH, 2, 2),
            ChannelNorm(MASK_WIDTH),
            nn.GELU(),
            nn.Conv2d(MASK_WIDTH, EMBEDDING, 1),
        )

    def place(self, places: Tensor) -> Tensor:
        """(..., 2) x and y in 0..1 of the square -> (..., 256)."""
        turned = 2 * math.pi * ((2 * places - 1) @ self.directions)
        return torch.cat([turned.sin(), turned.cos()], dim=-1)

    def points(self, places: Tensor, marks: Tensor) -> Tensor:
        """(batch, points, 2) in 0..1 and (batch, points) of `Mark` -> (batch, points, 256)."""
        known = (marks != Mark.NOTHING)[..., None]
        first = torch.zeros(1, dtype=torch.long, device=marks.device)
        table = torch.cat([mark(first) for mark in self.marks])
        tokens = self.place(places) + table[marks.clamp(min=0)]
        return torch.where(known, tokens, self.no_point.weight)

    def grid(self, side: int) -> Tensor:
        """The places of an embedding of `side` x `side`: (1, 256, side, side)."""
        steps = (torch.arange(side, device=self.directions.device) + 0.5) / side
        y, x = torch.meshgrid(steps, steps, indexing="ij")
        return self.place(torch.stack([x, y], dim=-1)).permute(2, 0, 1)[None]

    def dense(self, mask: Tensor | None) -> Tensor:
        """An earlier answer (batch, 1, 256, 256) for the whole picture, or the sign for none."""
        if mask is None:
            return self.no_mask.weight.view(1, EMBEDDING, 1, 1)
        return self.mask(mask)
