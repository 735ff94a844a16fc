"""Tiles that are one picture, styles that mix, and pictures that nobody would expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from thin_style import ThinNetworks, scene

from ml.api.errors import BadInput, Cancelled, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.images import to_float
from ml.api.progress import NoProgress
from ml.generators.style import latents as latents_module
from ml.generators.style.commission import commission_of, shares_of
from ml.generators.style.fast import Change, FastPainter, cells_of_regions, restyled
from ml.generators.style.generator import Style
from ml.generators.style.latents import cells_of, encoded
from ml.generators.style.spec import Method, StyleParams


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def styled(
    image: np.ndarray, *styles: np.ndarray, tile_px: int = 64, masks: Any = (), **values: Any
) -> Outputs:
    """What the generator answers with thin networks."""
    params = StyleParams(**values)
    generator = Style()
    generator._painters = {(Method.FAST, ""): FastPainter(ThinNetworks(), "cpu", tile_px)}
    arrays: dict[str, tuple[np.ndarray, ...]] = {"image": (image,), "reference": styles}
    if masks:
        arrays["mask"] = tuple(masks)
    return generator.run(Inputs(arrays), params, NoProgress())


def rough(side: int) -> np.ndarray:
    """Black and white points."""
    points = np.random.default_rng(7).random((side, side, 1)) < 0.3
    return np.repeat(points, 3, axis=2).astype(np.float32)


def test_tiles_are_the_whole_picture() -> None:
    photo, style = scene(150, 203), scene(90, 120, 1)
    whole = styled(photo, style, tile_px=4096).image
    tiled = styled(photo, style, tile_px=48).image
    assert whole.shape == photo.shape
    assert np.ptp(whole) > 0.05
    np.testing.assert_allclose(tiled, whole, atol=2e-5)


def test_latents_are_alike_in_memory_in_half_and_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    photo, networks = scene(70, 90), ThinNetworks()
    weight = cells_of(np.ones((70, 90), np.float32))
    full = encoded(photo, networks.encode, 32, "cpu", NoProgress())
    monkeypatch.setattr(latents_module, "FULL_BYTES", 0)
    half = encoded(photo, networks.encode, 32, "cpu", NoProgress())
    monkeypatch.setattr(latents_module, "HALF_BYTES", 0)
    filed = encoded(photo, networks.encode, 32, "cpu", NoProgress())
    assert isinstance(filed._values, np.memmap)
    for other in (half, filed):
        torch.testing.assert_close(other.read(other.box), full.read(full.box), atol=5e-3, rtol=2e-3)
        torch.testing.assert_close(
            other.moments(weight).mean, full.moments(weight).mean, atol=1e-3, rtol=1e-3
        )


def test_moments_are_those_of_torch() -> None:
    photo, networks = scene(64, 80), ThinNetworks()
    latents = encoded(photo, networks.encode, 32, "cpu", NoProgress())
    values = latents.read(latents.box).flatten(1)
    found = latents.moments(np.ones((8, 10), np.float32))
    torch.testing.assert_close(found.mean, values.mean(1), atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(found.deviation, (values.var(1) + 1e-5).sqrt(), atol=1e-5, rtol=1e-4)


def test_no_strength_changes_nothing() -> None:
    photo = scene(64, 64)
    np.testing.assert_allclose(
        styled(photo, scene(64, 64, 1), strength=0.0).image, photo, atol=1e-6
    )


def test_styles_mix_by_their_shares() -> None:
    photo, one, two = scene(64, 72), scene(64, 64, 1), rough(64)
    first = styled(photo, one).image
    second = styled(photo, two).image
    assert np.abs(first - second).max() > 0.02
    np.testing.assert_allclose(styled(photo, one, two, balance=0.0).image, first, atol=1e-6)
    np.testing.assert_allclose(styled(photo, one, two, shares="0, 3").image, second, atol=1e-6)
    middle = styled(photo, one, two).image
    assert np.abs(middle - first).max() > 0.004
    assert np.abs(middle - second).max() > 0.004


def test_each_mask_has_its_style_and_the_rest_is_not_covered() -> None:
    photo, one, two = scene(120, 240), scene(64, 64, 1), rough(64)
    left, right = np.zeros((120, 240), bool), np.zeros((120, 240), bool)
    left[20:100, 10:90], right[20:100, 150:230] = True, True
    both = styled(photo, one, two, masks=[left, right])
    assert both.coverage is not None
    np.testing.assert_array_equal(both.coverage > 0, left | right)
    swapped = styled(photo, two, one, masks=[left, right])
    assert np.abs(both.image - swapped.image)[30:90, 20:80].max() > 0.01
    assert np.abs(both.image - swapped.image)[30:90, 160:220].max() > 0.01
    alone = styled(photo, one, masks=[left])
    assert alone.coverage is not None
    assert not alone.coverage[:, 100:].any()


def test_a_mask_that_stands_there_twice_mixes_its_styles() -> None:
    photo, one, two = scene(64, 72), scene(64, 64, 1), rough(64)
    mask, other = np.zeros((64, 72), bool), np.zeros((64, 72), bool)
    mask[:, :40], other[:, 48:] = True, True
    mixed = styled(photo, one, two, two, masks=[mask, mask, other])
    inside = (slice(None), slice(0, 32))
    apart = [
        np.abs(mixed.image - styled(photo, *styles, masks=[mask, other]).image)[inside].max()
        for styles in ((one, two), (two, two))
    ]
    assert min(apart) > 0.004
    given = Inputs({"image": (photo,), "reference": (one, two, two), "mask": (mask, mask, other)})
    regions = commission_of(given, StyleParams()).regions
    assert [region.shares for region in regions] == [(0.5, 0.5, 0.0), (0.0, 0.0, 1.0)]


def test_a_soft_border_stays_inside_the_mask() -> None:
    mask = np.zeros((96, 96), bool)
    mask[20:80, 20:80] = True
    found = styled(scene(96, 96), scene(64, 64, 1), masks=[mask], soften=10).coverage
    assert found is not None
    assert not found[~mask].any()
    assert 0 < found[21, 50] < found[25, 50] < found[50, 50] == 1


def test_luma_is_painted_and_chroma_stays() -> None:
    photo = 0.25 + 0.5 * scene(64, 64)
    made = styled(photo, scene(64, 64, 1), keep_colours="luminance").image
    light = np.array((0.299, 0.587, 0.114), np.float32)
    own, kept = photo - (photo @ light)[..., None], made - (made @ light)[..., None]
    room = np.ptp(made, axis=2) > 0
    cosine = (own * kept).sum(2) / np.maximum(
        np.linalg.norm(own, axis=2) * np.linalg.norm(kept, axis=2), 1e-9
    )
    strong = room & (np.linalg.norm(own, axis=2) > 0.02) & (np.linalg.norm(kept, axis=2) > 0.002)
    assert strong.mean() > 0.5
    assert cosine[strong].min() > 0.99
    assert made.min() >= -1e-6
    assert made.max() <= 1 + 1e-6


@pytest.mark.parametrize("detail", [0.4, 1.0])
@pytest.mark.parametrize(
    "style",
    [
        np.full((1, 1, 3), 0.4, np.float32),
        np.full((40, 40, 1), 0.5, np.float32),
        scene(700, 30, 3),
        np.dstack([scene(50, 50, 4), np.zeros((50, 50), np.float32)]),
    ],
    ids=["one pixel", "grey", "larger than the picture", "transparent"],
)
def test_odd_styles_give_pictures(style: np.ndarray, detail: float) -> None:
    made = styled(scene(41, 67), style, detail=detail).image
    assert made.shape == (41, 67, 3)
    assert np.isfinite(made).all()
    assert 0 <= made.min()
    assert made.max() <= 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 200), (9, 7), (8, 8)])
def test_odd_pictures_are_painted(shape: tuple[int, int]) -> None:
    made = styled(scene(*shape), scene(64, 64, 1)).image
    assert made.shape == (*shape, 3)
    assert np.isfinite(made).all()


def test_transparency_stays_and_hidden_colours_do_not_count() -> None:
    photo = np.dstack([scene(64, 96), np.ones((64, 96), np.float32)])
    photo[:, 48:, 3] = 0.0
    other = photo.copy()
    other[:, 48:, :3] = scene(64, 48, 9)
    one, two = styled(photo, scene(64, 64, 1)), styled(other, scene(64, 64, 1))
    np.testing.assert_array_equal(one.image[..., 3], photo[..., 3])
    np.testing.assert_allclose(one.image[:, :48], two.image[:, :48], atol=1e-5)


def test_a_cancel_is_felt_at_every_step() -> None:
    class Stopping(NoProgress):
        def __init__(self, after: int) -> None:
            self.left = after

        def part(self, start: float, end: float) -> Stopping:
            return self

        def set(self, fraction: float, stage: str = "") -> None:
            self.left -= 1
            if self.left < 0:
                raise Cancelled("Stopped.")

    work = Inputs({"image": (scene(64, 64),), "reference": (scene(64, 64, 1),)})
    params = StyleParams()
    painter = FastPainter(ThinNetworks(), "cpu", 32)
    commission = commission_of(work, params)
    for after in range(9):
        with pytest.raises(Cancelled):
            painter.paint(commission, params, Stopping(after))
    assert painter.paint(commission, params, Stopping(100)).shape == (64, 64, 3)


def test_what_does_not_fit_is_said() -> None:
    photo, style = scene(32, 32), scene(32, 32, 1)
    mask = np.ones((32, 32), bool)
    with pytest.raises(BadInput, match="as a reference"):
        styled(photo)
    with pytest.raises(BadInput, match="one for each style"):
        styled(photo, style, masks=[mask, mask])
    with pytest.raises(BadInput, match="mask is empty"):
        styled(photo, style, masks=[~mask])
    for shares in ("1", "a, b", "0, 0", "1, -1", "nan, 1"):
        with pytest.raises(BadInput, match="Shares"):
            shares_of(StyleParams(shares=shares), 2)


def test_sixteen_bit_and_eight_are_one_picture() -> None:
    photo, style = (np.rint(scene(40, 48, seed) * 255).astype(np.uint8) for seed in (0, 1))
    made = []
    for depth in (1, 257):
        given = [
            picture.astype(np.uint8 if depth == 1 else np.uint16) for picture in (photo, style)
        ]
        floats = [to_float(picture * picture.dtype.type(depth)) for picture in given]
        made.append(styled(floats[0], floats[1]).image)
    np.testing.assert_allclose(made[0], made[1], atol=1e-6)


@pytest.mark.parametrize("method", ["fast", "optimised", "learn"])
def test_without_weights_the_command_is_said(method: str) -> None:
    generator = Style()
    generator.load(Resources())
    given = Inputs({"image": (scene(32, 32),), "reference": (scene(32, 32),)})
    with pytest.raises(WeightsMissing, match="pentimento models install vgg19"):
        generator.run(given, StyleParams(method=method), NoProgress())


def test_what_lies_beyond_all_regions_is_held_within_the_style() -> None:
    left, right = np.zeros((32, 64), np.float32), np.zeros((32, 64), np.float32)
    left[:, :16], right[:, 48:] = 1.0, 1.0
    where = cells_of_regions([left, right])
    np.testing.assert_array_equal(where.beyond[0], [False] * 2 + [True] * 4 + [False] * 2)
    np.testing.assert_array_equal(where.weights[0, 0], [1, 1, 1, 1, 0, 0, 0, 0])
    np.testing.assert_allclose(where.weights.sum(axis=0), 1.0)
    one = torch.ones(3, 1, 1)
    change = Change(100.0 * one, 0.0 * one, -2.0 * one, 2.0 * one)
    latent = torch.ones(3, 4, 8)
    made = restyled(latent, [change, change], where, 1.0)
    assert torch.equal(made[..., 2:6], torch.full((3, 4, 4), 2.0))
    assert torch.equal(made[..., :2], torch.full((3, 4, 2), 100.0))
