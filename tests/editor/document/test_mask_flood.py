"""The fill by tiles gives exactly what a slow one by pixels gives."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from editor.document.mask_flood import flood_from
from editor.document.mask_similar import (
    colour_at,
    distance,
    everywhere,
    falloff,
    near,
    nearness,
    with_falloff,
)
from editor.document.tiles import Pixels
from ml.api.regions import Box


def by_pixels(passable: NDArray[np.bool_], x: int, y: int) -> NDArray[np.bool_]:
    """The same one pixel at a time."""
    found = np.zeros_like(passable)
    waiting = deque([(y, x)] if passable[y, x] else [])
    while waiting:
        row, col = waiting.popleft()
        if found[row, col]:
            continue
        found[row, col] = True
        for there in ((row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)):
            inside = 0 <= there[0] < passable.shape[0] and 0 <= there[1] < passable.shape[1]
            if inside and passable[there] and not found[there]:
                waiting.append(there)
    return found


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.tuples(st.integers(1, 600), st.integers(1, 600)),
    share=st.floats(0.3, 0.75),
    cell=st.sampled_from([1, 3, 20]),
)
def test_a_fill_over_many_tiles_is_that_of_a_fill_by_pixels(
    seed: int, size: tuple[int, int], share: float, cell: int
) -> None:
    width, height = size
    rng = np.random.default_rng(seed)
    coarse = rng.random((-(-height // cell), -(-width // cell))) < share
    passable = np.kron(coarse, np.ones((cell, cell), bool))[:height, :width]
    x, y = int(rng.integers(width)), int(rng.integers(height))
    canvas = Box.of_size(width, height)
    mask = flood_from(lambda box: passable[box.slices].astype(np.uint8), x, y, canvas)
    assert np.array_equal(mask.coverage(canvas) == 255, by_pixels(passable, x, y))


def test_a_fill_looks_only_at_the_tiles_that_it_reaches() -> None:
    asked: list[Box] = []

    def passable(box: Box) -> NDArray[np.uint8]:
        asked.append(box)
        rows = np.arange(box.top, box.bottom)[:, None]
        cols = np.arange(box.left, box.right)[None, :]
        return ((rows < 300) & (cols < 200)).astype(np.uint8)

    mask = flood_from(passable, 5, 5, Box.of_size(3000, 3000))
    assert mask.bounds == Box(0, 0, 200, 300)
    assert len(asked) == 2


def noise(seed: int, depth: str) -> Pixels:
    rng = np.random.default_rng(seed)
    top = 255 if depth == "uint8" else 65535
    pixels = rng.integers(0, top + 1, (70, 90, 4)).astype(depth)
    pixels[rng.random((70, 90)) < 0.2] = 0
    return pixels


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("tolerance", [0, 1, 40, 200, 255])
def test_near_means_no_channel_differs_by_more(depth: str, tolerance: int) -> None:
    pixels = noise(3, depth)
    reach = tolerance * (1 if depth == "uint8" else 257)
    for y, x in ((0, 0), (20, 30), (69, 89)):
        colour = tuple(int(part) for part in pixels[y, x])
        if colour[3] == 0:
            expected = pixels[..., 3] <= reach
        else:
            apart = np.abs(pixels.astype(np.int64) - np.array(colour))
            expected = apart.max(axis=2) <= reach
        red, green, blue, alpha = colour
        found = near(pixels, (red, green, blue, alpha), tolerance)
        assert np.array_equal(found == 255, expected)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_the_distance_is_the_largest_difference_to_the_nearest_colour(depth: str) -> None:
    pixels = noise(5, depth)
    step = 1 if depth == "uint8" else 257
    colours = [(10 * step, 200 * step, 30 * step, 255 * step), (0, 0, 0, 0)]
    apart = [np.abs(pixels.astype(np.int64) - np.array(one)).max(axis=2) for one in colours]
    expected = np.rint(np.minimum(*apart) / step)
    assert np.array_equal(distance(pixels, colours), expected)


def test_the_wand_everywhere_and_the_range_without_fuzziness_agree() -> None:
    pixels = np.repeat(np.repeat(noise(7, "uint8"), 5, 0), 5, 1)
    pixels[..., 3] = 255
    canvas = Box.of_size(450, 350)

    def sample(box: Box) -> Pixels:
        return pixels[box.slices]

    colour = colour_at(sample, 12, 12, radius_px=0, canvas=canvas)
    hard = everywhere(sample, colour, 0, canvas)
    soft = with_falloff(nearness(sample, [colour], canvas), 0)
    assert hard.digest() == soft.digest()
    assert not hard.is_empty


@pytest.mark.parametrize("fuzziness", [0, 1, 40, 255])
def test_the_falloff_begins_full_and_ends_behind_the_fuzziness(fuzziness: int) -> None:
    table = falloff(fuzziness)
    assert (table[: fuzziness // 2 + 1] == 255).all()
    assert (np.diff(table.astype(int)) <= 0).all()
    assert (table[fuzziness + 1 :] == 0).all()
    assert table[fuzziness] > 0


def test_the_colour_of_an_area_is_weighted_by_how_opaque_it_is() -> None:
    pixels = np.zeros((9, 9, 4), np.uint8)
    pixels[4, 4] = (200, 100, 50, 255)
    colour = colour_at(lambda box: pixels[box.slices], 4, 4, radius_px=1, canvas=Box(0, 0, 9, 9))
    assert colour == (200, 100, 50, round(255 / 9))
