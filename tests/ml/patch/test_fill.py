"""The exemplar fill copies real pixels, continues what surrounds the hole, and touches no other."""

from __future__ import annotations

import numpy as np
import pytest

from ml.patch import kernels, level
from ml.patch.fill import fill
from ml.patch.options import FillOptions, NoSource, Quality, WrongShape

DRAFT = FillOptions(quality=Quality.DRAFT)
EXACT = FillOptions(quality=Quality.DRAFT, exact=True)


def noise(rows: int, columns: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((rows, columns, 3), dtype=np.float32)


def square(rows: int, columns: int, low: int, high: int) -> np.ndarray:
    hole = np.zeros((rows, columns), bool)
    hole[low:high, low:high] = True
    return hole


def stripes(rows: int, columns: int, period: int = 8) -> np.ndarray:
    wave = 0.5 + 0.4 * np.sin(2 * np.pi * np.arange(columns) / period)
    return np.broadcast_to(wave[None, :, None], (rows, columns, 3)).astype(np.float32)


@pytest.mark.parametrize("quality", Quality)
def test_every_pixel_outside_the_hole_is_the_same_number(quality: Quality) -> None:
    image, hole = noise(70, 90), square(70, 90, 20, 45)
    filled = fill(image, hole, options=FillOptions(quality=quality))
    np.testing.assert_array_equal(filled[~hole], image[~hole])
    assert not np.array_equal(filled[hole], image[hole])


def test_what_lies_in_the_hole_does_not_matter() -> None:
    image, hole = noise(70, 90), square(70, 90, 20, 45)
    other = image.copy()
    other[hole] = 7.0
    np.testing.assert_array_equal(
        fill(image, hole, options=DRAFT), fill(other, hole, options=DRAFT)
    )


def test_the_same_seed_gives_the_same_pixels_and_another_seed_others() -> None:
    image, hole = noise(120, 150), square(120, 150, 30, 90)
    one, again, other = (
        fill(image, hole, options=FillOptions(quality=Quality.DRAFT, seed=seed))
        for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_every_filled_pixel_is_a_pixel_of_the_source() -> None:
    image, hole = noise(80, 80), square(80, 80, 25, 50)
    source = np.zeros((80, 80), bool)
    source[:, 60:] = True
    filled = fill(image, hole, source=source, options=EXACT)
    palette = {tuple(pixel) for pixel in image[source]}
    assert all(tuple(pixel) in palette for pixel in filled[hole])


def test_a_source_inside_the_hole_does_not_count() -> None:
    image, hole = noise(64, 64), square(64, 64, 20, 40)
    with pytest.raises(NoSource, match="nothing to fill from"):
        fill(image, hole, source=hole)


def test_a_plain_colour_is_continued_exactly() -> None:
    image = np.full((90, 90, 3), (0.2, 0.5, 0.7), np.float32)
    hole = square(90, 90, 25, 60)
    damaged = image.copy()
    damaged[hole] = 0
    np.testing.assert_allclose(fill(damaged, hole), image, atol=1e-4)


def test_a_darker_source_meets_the_rim_without_a_step() -> None:
    """The detail is taken from the dark left, the light from around the hole."""
    image = np.full((120, 160, 3), 0.3, np.float32)
    image[:, 60:] = 0.7
    image += 0.04 * (noise(120, 160) - 0.5)
    hole = np.zeros((120, 160), bool)
    hole[40:80, 95:135] = True
    source = np.zeros((120, 160), bool)
    source[:, :50] = True
    exact = fill(image, hole, source=source, options=EXACT)
    melded = fill(image, hole, source=source, options=DRAFT)
    assert exact[hole].mean() < 0.35
    assert abs(melded[hole].mean() - 0.7) < 0.02
    assert abs(melded[hole].std() / image[hole].std() - 1) < 0.4


@pytest.mark.parametrize("quality", Quality)
def test_a_periodic_texture_is_continued(quality: Quality) -> None:
    image, hole = stripes(128, 128), square(128, 128, 45, 85)
    filled = fill(image, hole, options=FillOptions(quality=quality))
    assert np.abs(filled - image)[hole].mean() < 0.02


def test_an_edge_between_two_colours_runs_straight_through_the_hole() -> None:
    image = np.zeros((128, 128, 3), np.float32)
    image[:64] = 0.9
    hole = square(128, 128, 44, 84)
    filled = fill(image, hole)
    assert np.abs(filled - image)[hole].mean() < 0.03


def test_a_hole_over_whole_rows_is_filled_from_above_and_below() -> None:
    image = stripes(96, 96)
    hole = np.zeros((96, 96), bool)
    hole[40:56] = True
    filled = fill(image, hole)
    assert np.abs(filled - image)[hole].mean() < 0.02


@pytest.mark.parametrize("corner", [(0, 0), (0, 70), (70, 0), (70, 70)])
def test_a_hole_at_the_picture_border_is_filled(corner: tuple[int, int]) -> None:
    image = stripes(96, 96)
    hole = np.zeros((96, 96), bool)
    hole[corner[0] : corner[0] + 26, corner[1] : corner[1] + 26] = True
    filled = fill(image, hole, options=DRAFT)
    assert np.abs(filled - image)[hole].mean() < 0.05


def test_a_hole_that_leaves_only_a_frame_is_filled_from_the_frame() -> None:
    image = noise(60, 60)
    hole = square(60, 60, 3, 57)
    filled = fill(image, hole, options=EXACT)
    palette = {tuple(pixel) for pixel in image[~hole]}
    assert all(tuple(pixel) in palette for pixel in filled[hole])


def test_one_known_pixel_is_enough() -> None:
    image, hole = noise(20, 20), np.ones((20, 20), bool)
    hole[7, 9] = False
    filled = fill(image, hole, options=EXACT)
    assert (filled == image[7, 9]).all()


@pytest.mark.parametrize("shape", [(1, 40), (40, 1), (2, 2), (3, 50)])
def test_tiny_pictures_are_filled(shape: tuple[int, int]) -> None:
    image, hole = noise(*shape), np.zeros(shape, bool)
    hole[0, 0] = True
    filled = fill(image, hole, options=EXACT)
    assert tuple(filled[0, 0]) in {tuple(pixel) for pixel in image[~hole]}


def test_an_empty_hole_gives_the_picture_back() -> None:
    image = noise(30, 30)
    np.testing.assert_array_equal(fill(image, np.zeros((30, 30), bool)), image)


def test_a_full_hole_is_a_named_error() -> None:
    with pytest.raises(NoSource):
        fill(noise(30, 30), np.ones((30, 30), bool))


def test_masks_and_guides_of_another_size_are_named() -> None:
    image, hole = noise(30, 30), square(30, 30, 5, 9)
    with pytest.raises(WrongShape, match="mask"):
        fill(image, hole[:20])
    with pytest.raises(WrongShape, match="source region"):
        fill(image, hole, source=hole[:, :20])
    with pytest.raises(WrongShape, match="guide"):
        fill(image, hole, guide=image[:20])


def test_the_guide_decides_what_stands_in_the_hole() -> None:
    """Half of the picture is dark and half bright; the guide wants a bright square."""
    image = 0.1 * noise(128, 128)
    image[:, 64:] += 0.8
    hole = np.zeros((128, 128), bool)
    hole[40:88, 8:48] = True
    guide = image.copy()
    guide[hole] = 0.85
    unguided = fill(image, hole, options=DRAFT)
    guided = fill(
        image,
        hole,
        guide=guide,
        options=FillOptions(quality=Quality.DRAFT, guide_weight=4.0, exact=True),
    )
    assert unguided[hole].mean() < 0.3
    assert guided[hole].mean() > 0.7


def test_progress_rises_to_one_and_names_its_stage() -> None:
    said: list[tuple[float, str]] = []
    fill(
        noise(90, 90),
        square(90, 90, 20, 60),
        progress=lambda share, stage: said.append((share, stage)),
    )
    shares = [share for share, _ in said]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) > 5
    assert all(stage for _, stage in said)


class Enough(Exception):
    pass


def test_what_progress_raises_ends_the_fill() -> None:
    calls = []

    def report(share: float, stage: str) -> None:
        calls.append(share)
        if len(calls) == 4:
            raise Enough

    with pytest.raises(Enough):
        fill(noise(90, 90), square(90, 90, 20, 60), progress=report)
    assert len(calls) == 4


def test_work_between_two_reports_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search hands over after a fixed number of targets, however large the hole."""
    sizes: list[int] = []
    search = kernels.search

    def spy(view: object, sites: object, field: object, plan: kernels.Plan) -> None:
        sizes.append(abs(plan.last - plan.first))
        search(view, sites, field, plan)

    monkeypatch.setattr(kernels, "search", spy)
    monkeypatch.setattr(level, "CHUNK", 500)
    fill(noise(150, 150), square(150, 150, 20, 130), options=DRAFT)
    assert sizes
    assert max(sizes) <= 500


def test_a_coarse_guide_does_not_take_the_grain_away() -> None:
    """Half of the picture is smooth and half grain of the same colour; the guide knows no grain."""
    rows, columns = 192, 256
    image = np.full((rows, columns, 3), 0.5, np.float32)
    image[:, 64:] += np.random.default_rng(3).normal(0, 0.15, (rows, columns - 64, 1))
    image = image.clip(0, 1).astype(np.float32)
    hole = np.zeros((rows, columns), bool)
    hole[60:130, 140:220] = True
    guide = image.copy()
    guide[hole] = 0.5
    options = FillOptions(quality=Quality.DRAFT, guide_scale=4.0)
    filled = fill(image, hole, guide=guide, options=options)
    assert filled[hole].std() > 0.75 * image[hole].std()
