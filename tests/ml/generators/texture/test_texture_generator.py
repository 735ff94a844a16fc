"""More of a texture: within the mask alone, of the sample's colours, with ends that meet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ml.api.errors import BadInput, WeightsMissing
from ml.api.generator import Inputs, Outputs
from ml.api.progress import NoProgress
from ml.generators.texture.generator import Texture, largest_box
from ml.generators.texture.patches import tile_of
from ml.generators.texture.spec import TextureParams


def checks(rows: int, columns: int) -> np.ndarray:
    """Squares of 8 px in two colours, a little rough."""
    y, x = np.mgrid[0:rows, 0:columns]
    light = ((x // 8 + y // 8) % 2).astype(np.float32)[..., None]
    rough = np.random.default_rng(0).normal(0, 0.01, (rows, columns, 3))
    return (np.array((0.2, 0.3, 0.6)) + light * 0.3 + rough).clip(0, 1).astype(np.float32)


def scene() -> tuple[np.ndarray, np.ndarray]:
    """Checks at the left, grey at the right with a hole in it."""
    image = np.full((120, 200, 3), 0.5, np.float32)
    image[:, :100] = checks(120, 100)
    mask = np.zeros((120, 200), bool)
    mask[20:100, 115:190] = True
    return image, mask


def filled(arrays: dict[str, np.ndarray], **values: Any) -> Outputs:
    given = Inputs({name: (array,) for name, array in arrays.items()})
    return Texture().run(given, TextureParams(**values), NoProgress())


def test_the_selection_is_filled_from_the_other_one() -> None:
    image, mask = scene()
    source = np.zeros_like(mask)
    source[:, :100] = True
    result = filled({"image": image, "mask": mask, "source": source})
    assert result.coverage is not None
    np.testing.assert_array_equal(result.coverage > 0, mask)
    made = result.image[20:100, 115:190]
    known = image[:, :100].reshape(-1, 3)
    # Pieces are copied: every pixel is one of the sample's.
    distances = np.abs(made.reshape(-1, 1, 3)[::97] - known[None]).max(axis=2).min(axis=1)
    assert distances.max() == 0.0
    light = made.mean(axis=2) > 0.5
    assert 0.3 < light.mean() < 0.7
    np.testing.assert_array_equal(result.image[:, :100], image[:, :100])


def test_another_seed_is_another_texture_and_the_same_one_is_the_same() -> None:
    image, mask = scene()
    arrays = {"image": image, "mask": mask, "reference": checks(64, 64)}
    first, again, other = (filled(arrays, seed=seed).image for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_tile_has_ends_that_meet() -> None:
    tile = tile_of(checks(160, 160), 64, 0, NoProgress())
    assert tile.shape == (64, 64, 3)
    twice = np.tile(tile, (2, 2, 1))
    steps = np.abs(np.diff(twice, axis=0)).mean(axis=(1, 2))
    assert steps[63] <= 1.5 * steps.max(where=np.arange(127) != 63, initial=0.0)


def test_the_largest_box_is_found() -> None:
    free = np.ones((20, 30), bool)
    free[5, 7] = False
    box = largest_box(free)
    assert (box.left, box.top, box.right, box.bottom) == (8, 0, 30, 20)
    assert largest_box(np.zeros((4, 4), bool)).is_empty


def test_what_cannot_be_done_is_said() -> None:
    image, mask = scene()
    with pytest.raises(BadInput, match="mask is empty"):
        filled({"image": image, "mask": ~(mask | ~mask)})
    with pytest.raises(BadInput, match="larger source"):
        filled({"image": image, "mask": mask, "reference": checks(4, 4)})
    with pytest.raises(WeightsMissing, match="pentimento models install vgg19"):
        filled({"image": image, "mask": mask}, method="gram")


def test_a_transparent_picture_is_painted() -> None:
    image, mask = scene()
    clear = np.dstack([image, np.ones(mask.shape, np.float32)])
    clear[mask, 3] = 0.0
    result = filled({"image": clear, "mask": mask})
    assert (result.image[mask, 3] == 1.0).all()
