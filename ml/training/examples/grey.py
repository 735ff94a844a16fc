"""Small grey squares out of pictures, as papers on handwritten digits take them."""

from __future__ import annotations

from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from ml.training.examples.crops import Picture
from ml.training.items import Items

# Rec. 601, as Pillow and the digits' own tools weigh colours; grey pictures stay as they are.
_WEIGHTS = np.array((0.299, 0.587, 0.114), np.float32)


def grey_square(picture: Picture, side_px: int) -> NDArray[np.uint8]:
    """The whole picture as (1, side, side); another size is averaged over areas, both ways alone.

    Pictures that are not square are squeezed: digits and icons come as squares.
    """
    if picture.shape[:2] != (side_px, side_px):
        image = Image.fromarray(np.ascontiguousarray(picture))
        picture = np.asarray(image.resize((side_px, side_px), Image.Resampling.BOX))
    grey = picture.astype(np.float32) @ _WEIGHTS
    return np.round(grey).astype(np.uint8)[None]


def grey_batch(items: Items, most: int, side_px: int) -> Tensor:
    """The first pictures, at most so many: (count, 1, side, side), float32 in 0..1."""
    made = [
        grey_square(cast("Picture", items.item(index)["picture"]), side_px)
        for index in range(min(most, len(items)))
    ]
    return torch.from_numpy(np.stack(made)).float().div(255.0)
