"""The parts of the upscaling generator: how tiles meet, which passes run, rows at another size."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from ml.api.progress import NoProgress
from ml.enlarging.crispness import BEYOND, crisper
from ml.enlarging.plan import passes
from ml.enlarging.strips import collected, fitted
from ml.enlarging.tiles import Cutting, enlarged_rows, spans


@pytest.mark.parametrize(
    ("factor", "scales", "wanted"),
    [
        (1.1, (2, 4), (2,)),
        (2.0, (2, 4), (2,)),
        (2.1, (2, 4), (4,)),
        (4.0, (2, 4), (4,)),
        (8.0, (2, 4), (2, 4)),
        (3.0, (2,), (2, 2)),
        (8.0, (4,), (4, 4)),
        (2.5, (2, 3, 4), (3,)),
        (3.0, (), ()),
    ],
)
def test_the_least_work_that_reaches_a_factor(
    factor: float, scales: tuple[int, ...], wanted: tuple[int, ...]
) -> None:
    assert passes(factor, scales) == wanted


@pytest.mark.parametrize("length", [1, 15, 16, 17, 28, 29, 100])
@pytest.mark.parametrize("overlap_px", [0, 4, 40])
def test_spans_cover_all_and_share_what_they_should(length: int, overlap_px: int) -> None:
    found = spans(length, Cutting(2, 16, 3, overlap_px))
    shared = min(overlap_px, 7)
    assert found[0][0] == 0
    assert found[-1][1] == length
    for (_, before), (start, end) in zip(found[:-1], found[1:], strict=True):
        assert before - start == shared
        assert end - start > shared


def test_tiles_that_fade_add_up_to_one() -> None:
    """A network that says where in its tile a pixel lies would show every seam."""
    image = np.random.default_rng(1).random((45, 61, 3), np.float32)

    def biased(tile: np.ndarray) -> np.ndarray:
        made = tile.repeat(2, 0).repeat(2, 1)
        return made + np.linspace(0, 1, made.shape[1], dtype=np.float32)[None, :, None]

    def plain(tile: np.ndarray) -> np.ndarray:
        return tile.repeat(2, 0).repeat(2, 1)

    whole = plain(image)
    made = np.concatenate(list(enlarged_rows(image, plain, Cutting(2, 16, 0, 6), NoProgress())))
    np.testing.assert_allclose(made, whole, atol=1e-6)
    hard, soft = (
        np.concatenate(list(enlarged_rows(image, biased, Cutting(2, 16, 0, o), NoProgress())))
        for o in (0, 6)
    )
    steps = [np.abs(np.diff(one - whole, axis=1)).max() for one in (hard, soft)]
    assert steps[0] > 0.9
    assert steps[1] < 0.3


@pytest.mark.parametrize("wanted", [(20, 31), (29, 40), (47, 70), (1, 1), (60, 95)])
@pytest.mark.parametrize("block", [1, 7, 60])
def test_rows_that_come_one_by_one_fit_like_the_whole(wanted: tuple[int, int], block: int) -> None:
    image = np.random.default_rng(2).random((60, 95, 2), np.float32)
    blocks = (image[top : top + block] for top in range(0, 60, block))
    made = collected(fitted(blocks, (60, 95), wanted), (*wanted, 2), "float32")
    for channel in range(2):
        whole = Image.fromarray(image[..., channel]).resize(
            (wanted[1], wanted[0]), Image.Resampling.BICUBIC
        )
        np.testing.assert_allclose(made[..., channel], np.clip(np.asarray(whole), 0, 1), atol=1e-5)


def test_sharpening_leaves_flats_alone_and_cuts_its_halos() -> None:
    step = np.full((40, 40, 3), 0.3, np.float32)
    step[:, 20:] = 0.6
    soft = step.copy()
    soft[:, 18:22] = np.linspace(0.3, 0.6, 4, dtype=np.float32)[None, :, None]
    made = crisper(soft, 4, 1.0)
    np.testing.assert_array_equal(made[:, :10], soft[:, :10])
    np.testing.assert_allclose(made[:, 30:], soft[:, 30:], atol=1e-6)
    assert np.abs(np.diff(made[20, :, 0])).max() > np.abs(np.diff(soft[20, :, 0])).max()
    assert made.min() >= 0.3 - BEYOND * 0.3 - 1e-6
    assert made.max() <= 0.6 + BEYOND * 0.3 + 1e-6
