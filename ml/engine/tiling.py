"""Runs a generator on overlapping tiles and blends them, where its declaration allows it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ml.api.generator import Generator, InfoValue, Inputs, Outputs
from ml.api.params import Params
from ml.api.progress import Progress
from ml.api.regions import Box

Values = NDArray[np.float32]


def tiles(width: int, height: int, tile_px: int, overlap_px: int) -> list[Box]:
    """Equal boxes that cover the picture; neighbours share at least `overlap_px`."""
    return [
        Box(left, top, left + min(tile_px, width), top + min(tile_px, height))
        for top in _starts(height, tile_px, overlap_px)
        for left in _starts(width, tile_px, overlap_px)
    ]


def _starts(length: int, tile_px: int, overlap_px: int) -> list[int]:
    if length <= tile_px:
        return [0]
    count = -(-(length - overlap_px) // (tile_px - overlap_px))
    return [round(index * (length - tile_px) / (count - 1)) for index in range(count)]


def run_in_tiles(
    generator: Generator, inputs: Inputs, params: Params, progress: Progress, tile_px: int
) -> Outputs:
    """The outputs of the whole picture; `info` is that of the first tile.

    Every input as large as the first one is cut; smaller ones (references) go along whole. Where
    tiles overlap they fade into each other, so that no border shows.
    """
    height, width = _size(inputs)
    places = tiles(width, height, tile_px, tile_px // 4)
    image_sum: Values | None = None
    coverage_sum = np.zeros((height, width), np.float32)
    weight_sum = np.zeros((height, width), np.float32)
    has_coverage = False
    info: dict[str, InfoValue] = {}
    for box, part in zip(places, _parts(progress, len(places)), strict=True):
        result = generator.run(_cut(inputs, box, (height, width)), params, part)
        weight = _weight(box, width, height, tile_px // 4)
        if image_sum is None:
            image_sum = np.zeros((height, width, result.image.shape[2]), np.float32)
            info = {**result.info, "tiles": len(places)}
        image_sum[box.slices] += result.image * weight[..., None]
        weight_sum[box.slices] += weight
        if result.coverage is not None:
            has_coverage = True
            coverage_sum[box.slices] += result.coverage * weight
    if image_sum is None:
        raise ValueError("there is no tile in an empty picture")
    image = image_sum / weight_sum[..., None]
    return Outputs(image, coverage_sum / weight_sum if has_coverage else None, info)


def _parts(progress: Progress, count: int) -> Iterator[Progress]:
    for index in range(count):
        progress.set(index / count, f"tile {index + 1} of {count}")
        yield progress.part(index / count, (index + 1) / count)


def _size(inputs: Inputs) -> tuple[int, int]:
    first = next(iter(inputs.arrays.values()))[0]
    return first.shape[0], first.shape[1]


def _cut(inputs: Inputs, box: Box, size: tuple[int, int]) -> Inputs:
    arrays = {
        name: tuple(
            np.ascontiguousarray(array[box.slices]) if array.shape[:2] == size else array
            for array in given
        )
        for name, given in inputs.arrays.items()
    }
    return Inputs(arrays, inputs.texts)


def _weight(box: Box, width: int, height: int, fade_px: int) -> Values:
    """1 in the middle, falling towards sides that have a neighbour; never 0."""
    across = _ramp(box.left, box.right, width, fade_px)
    down = _ramp(box.top, box.bottom, height, fade_px)
    return down[:, None] * across[None, :]


def _ramp(low: int, high: int, limit: int, fade_px: int) -> Values:
    place = np.arange(high - low, dtype=np.float32) + 0.5
    ramp = np.ones(high - low, np.float32)
    if low > 0:
        ramp = np.minimum(ramp, place / fade_px)
    if high < limit:
        ramp = np.minimum(ramp, place[::-1] / fade_px)
    return ramp
