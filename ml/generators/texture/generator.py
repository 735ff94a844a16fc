"""The texture generator: a sample, more of it by patches or by Gram matrices, and where it goes."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput
from ml.api.generator import InfoValue, Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.api.regions import Box, bounds_of
from ml.generators.texture.patches import grown, tile_of
from ml.generators.texture.spec import TextureMethod, TextureParams

Picture = NDArray[np.float32]
LEAST_SOURCE_PX = 16
GRAM = "ml.generators.texture.gram:synthesised"


class Texture:
    """Covers the mask; every pixel outside keeps its bytes."""

    def __init__(self) -> None:
        self._resources = Resources()

    def load(self, resources: Resources) -> None:
        self._resources = resources

    def unload(self) -> None:
        pass

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` for a sample that is too small, `WeightsMissing` for method gram."""
        if not isinstance(params, TextureParams):
            raise BadInput("Texture was given the parameters of another generator.")
        progress.set(0.0, "looking at the texture")
        image, mask = inputs.image("image"), inputs.mask("mask")
        if not mask.any():
            raise BadInput("The mask is empty: select what is to be filled with texture.")
        box = bounds_of(mask)
        sample = sample_of(inputs, mask)
        filled, info = self._filled(sample, box, params, progress.part(0.02, 0.98))
        made = np.array(image, np.float32)
        made[box.slices][..., :3] = filled
        if made.shape[2] == 4:
            # What was transparent there is painted too.
            made[..., 3][mask] = 1.0
        progress.set(1.0)
        return Outputs(made, mask.astype(np.float32), {"method": params.method.value, **info})

    def _filled(
        self, sample: Picture, box: Box, params: TextureParams, progress: Progress
    ) -> tuple[Picture, Mapping[str, InfoValue]]:
        """The mask's bounds full of texture."""
        rows, columns = box.height, box.width
        if params.method is TextureMethod.GRAM:
            module, _, name = GRAM.partition(":")
            synthesised = getattr(importlib.import_module(module), name)
            piece, info = synthesised(sample, (rows, columns), params, self._resources, progress)
        elif params.tileable:
            piece, info = tile_of(sample, params.tile, params.seed, progress), {}
        else:
            return grown(sample, (rows, columns), params.seed, progress), {}
        return repeated(piece, rows, columns), {**info, "tile_px": piece.shape[1]}


def sample_of(inputs: Inputs, mask: NDArray[np.bool_]) -> Picture:
    """The texture: the largest box of the source, the reference, or what is not masked."""
    if inputs.has("reference") and not inputs.has("source"):
        sample = inputs.image("reference")[..., :3]
        sample = np.repeat(sample, 3, axis=2) if sample.shape[2] == 1 else sample
    else:
        image = inputs.image("image")
        free = ~mask if not inputs.has("source") else inputs.mask("source") & ~mask
        if image.shape[2] == 4:
            free &= image[..., 3] > 0.99
        sample = image[largest_box(free).slices][..., :3]
    if min(sample.shape[:2]) < LEAST_SOURCE_PX:
        raise BadInput(
            f"The texture to take from is {sample.shape[1]} × {sample.shape[0]} px; at least "
            f"{LEAST_SOURCE_PX} px a side are needed: select a larger source."
        )
    return np.ascontiguousarray(sample, np.float32)


def largest_box(free: NDArray[np.bool_]) -> Box:
    """The largest rectangle without a forbidden pixel: highest bars under each row's skyline."""
    heights = np.zeros(free.shape[1] + 1, np.int64)
    best, found = 0, Box(0, 0, 0, 0)
    for bottom, row in enumerate(free, start=1):
        heights[:-1] = np.where(row, heights[:-1] + 1, 0)
        stack: list[tuple[int, int]] = []
        for place, height in enumerate(heights.tolist()):
            left = place
            while stack and stack[-1][1] >= height:
                left, high = stack.pop()
                if high * (place - left) > best:
                    best = high * (place - left)
                    found = Box(left, bottom - high, place, bottom)
            if height:
                stack.append((left, height))
    return found


def repeated(piece: Picture, rows: int, columns: int) -> Picture:
    """A piece laid over so many rows and columns, from the top left."""
    down, across = -(-rows // piece.shape[0]), -(-columns // piece.shape[1])
    return np.tile(piece, (down, across, 1))[:rows, :columns]
