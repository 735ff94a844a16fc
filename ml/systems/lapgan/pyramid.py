"""The Laplacian pyramid of Denton et al. 2015, for sides that need not be halves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torch import Tensor
from torch.nn import functional

Detail = Callable[[int, Tensor], Tensor]
"""Of a side in px and the enlarged picture that the detail will be added to."""


def shrunk(pictures: Tensor, side_px: int) -> Tensor:
    """d: averaged over what each pixel covers, so nothing finer shows up as something coarser."""
    return functional.interpolate(pictures, (side_px, side_px), mode="bilinear", antialias=True)


def enlarged(pictures: Tensor, side_px: int) -> Tensor:
    """u: smooth between pixels; gives constants back."""
    return functional.interpolate(
        pictures, (side_px, side_px), mode="bilinear", align_corners=False
    )


def taken_apart(pictures: Tensor, sides: Sequence[int]) -> list[Tensor]:
    """The coarsest picture, then the details h = I - u(d(I)) of each finer side, ascending."""
    levels = [pictures]
    for side_px in reversed(sides[:-1]):
        levels.append(shrunk(levels[-1], side_px))
    levels.reverse()
    details = [
        fine - enlarged(coarse, fine.shape[-1])
        for coarse, fine in zip(levels, levels[1:], strict=False)
    ]
    return [levels[0], *details]


def put_together(coarsest: Tensor, sides: Sequence[int], detail: Detail) -> Tensor:
    """I = u(I) + detail, from the coarsest picture through all finer sides."""
    pictures = coarsest
    for side_px in sides[1:]:
        low = enlarged(pictures, side_px)
        pictures = low + detail(side_px, low)
    return pictures
