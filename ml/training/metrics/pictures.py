"""How pictures come to a measure: one by one out of something lazy, in batches of one size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
"""Rows x columns x 3, sRGB."""

Kind = TypeVar("Kind", covariant=True)


class Lazy(Protocol[Kind]):
    """Anything with a length whose entries are made when asked for: a list, or a folder."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Kind: ...


Pictures = Lazy[Picture]


class PicturesDiffer(ValueError):
    """Two collections that belong together pair by pair do not fit each other."""


class TooFewPictures(ValueError):
    """A measure has not enough pictures to say anything."""


def resized(picture: Picture, side_px: int) -> NDArray[np.float32]:
    """A picture as side x side x 3 float32 in 0..255, whatever its proportions were.

    Bicubic with a support that grows with the reduction (antialiased), each channel in floating
    point and never rounded; only clipped. Parmar et al. 2022 show what happens to FID otherwise.
    A picture that has the size already is not filtered.
    """
    if picture.shape[:2] == (side_px, side_px):
        return picture.astype(np.float32)
    planes = [
        np.asarray(
            Image.fromarray(np.ascontiguousarray(picture[:, :, channel], np.float32)).resize(
                (side_px, side_px), Image.Resampling.BICUBIC
            )
        )
        for channel in range(3)
    ]
    return np.clip(np.stack(planes, axis=2), 0, 255).astype(np.float32)


def batches(pictures: Pictures, side_px: int, batch: int) -> Iterator[torch.Tensor]:
    """N x 3 x side x side float32 in 0..255 on the CPU, `batch` at a time, in order."""
    for start in range(0, len(pictures), batch):
        stop = min(start + batch, len(pictures))
        block = np.stack([resized(pictures[index], side_px) for index in range(start, stop)])
        yield torch.from_numpy(block).permute(0, 3, 1, 2).contiguous()


def signal(picture: Picture) -> torch.Tensor:
    """1 x 3 x rows x columns float32 in 0..1."""
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].to(torch.float32) / 255


def require_pairs(first: Lazy[object], second: Lazy[object]) -> int:
    """The number of pairs; raises `PicturesDiffer` where the lengths are not the same."""
    if len(first) != len(second):
        raise PicturesDiffer(
            f"There are {len(first)} pictures on one side and {len(second)} on the other; give "
            "each picture its partner."
        )
    return len(first)
