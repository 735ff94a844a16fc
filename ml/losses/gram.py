"""Style losses with their gradients worked out by hand, so that nothing is computed twice."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor


def pixels_of(features: Tensor) -> Tensor:
    """(1, channels, rows, columns) as pixels x channels; a view where channels lie last."""
    return features.permute(0, 2, 3, 1).reshape(-1, features.shape[1])


def mean_gram(features: Tensor) -> Tensor:
    """G / M: sum over pixels of F_i F_j, divided by the number of pixels. Free of the size."""
    flat = pixels_of(features.detach().float())
    return (flat.T @ flat) / len(flat)


class _GramDistance(torch.autograd.Function):
    """sum((G / M - A / M)^2) / (4 N^2): E_l of Gatys et al., for pictures of any two sizes.

    The gradient by the features, (1 / (N^2 M)) (G / M - A / M) F, is one product, because the
    matrix is symmetric; it is made at once, from what is in the caches.
    """

    @staticmethod
    def forward(ctx: Any, features: Tensor, target: Tensor) -> Tensor:
        flat = pixels_of(features)
        off = (flat.T @ flat).div_(len(flat)).sub_(target)
        count = flat.shape[1]
        slope = (flat @ off).mul_(1.0 / (count * count * len(flat)))
        rows, columns = features.shape[2:]
        ctx.save_for_backward(slope.view(1, rows, columns, count).permute(0, 3, 1, 2))
        return off.square().sum() / (4.0 * count * count)

    @staticmethod
    def backward(ctx: Any, *outer: Tensor) -> tuple[Tensor, None]:
        (slope,) = ctx.saved_tensors
        return slope * outer[0], None


def gram_distance_of(features: Tensor, target: Tensor) -> Tensor:
    """E_l between one picture's features (1, N, rows, columns) and the matrix A / M (N, N).

    Equal to `gram_distance` where both pictures have M pixels, a fourth of the work.
    """
    return cast("Tensor", _GramDistance.apply(features, target))
