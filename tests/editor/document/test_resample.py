"""Resampling: exact where it can be, near a reference where it cannot, and never a dark rim."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from editor.document import engine
from editor.document.geometry import PlaneMap
from editor.document.mask import Mask
from editor.document.progress import Cancelled, Progress
from editor.document.resample import Warp, target_keys, warped, warped_box
from editor.document.resample_filters import Resampling, Taps
from editor.document.resample_loops import PLAIN, Pull
from editor.document.tiles import TilePlane
from ml.api.regions import Box

DEPTHS = ("uint8", "uint16")
SMOOTH = (Resampling.BILINEAR, Resampling.BICUBIC, Resampling.LANCZOS)
PILLOW = {
    Resampling.BILINEAR: Image.Resampling.BILINEAR,
    Resampling.BICUBIC: Image.Resampling.BICUBIC,
    Resampling.LANCZOS: Image.Resampling.LANCZOS,
}


def noise(height: int, width: int, depth: str, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    top = np.iinfo(depth).max
    return rng.integers(0, top, (height, width, 4), depth, endpoint=True)


def opaque(height: int, width: int, depth: str = "uint8", seed: int = 1) -> np.ndarray:
    pixels = noise(height, width, depth, seed)
    pixels[..., 3] = np.iinfo(depth).max
    return pixels


@pytest.fixture(params=["plain", "compiled"])
def kernels(request: pytest.FixtureRequest) -> Iterator[str]:
    was_warm = engine.is_warm()
    engine.warm() if request.param == "compiled" else engine.cool()
    yield request.param
    engine.warm() if was_warm else engine.cool()


@pytest.mark.parametrize("depth", DEPTHS)
@given(
    quarters=st.integers(0, 3),
    mirrored=st.booleans(),
    dx=st.integers(-400, 400),
    dy=st.integers(-400, 400),
)
@settings(max_examples=25, deadline=None)
def test_exact_maps_lose_nothing(
    depth: str, quarters: int, mirrored: bool, dx: int, dy: int
) -> None:
    pixels = noise(150, 300, depth)
    pixels[..., 3] |= 1
    plane = TilePlane.from_pixels(pixels, -40, 17)
    flip = PlaneMap.scaling(-1.0 if mirrored else 1.0, 1.0)
    way = PlaneMap.moving(dx, dy) @ PlaneMap.turning(90 * quarters) @ flip
    there = warped(plane, Warp(way))
    expected = np.rot90(pixels[:, ::-1] if mirrored else pixels, -quarters)
    assert np.array_equal(there.read(way.box(plane.bounds)), expected)
    assert warped(there, Warp(way.inverse())).digest() == plane.digest()


@pytest.mark.parametrize("method", SMOOTH)
@pytest.mark.parametrize("size", [(97, 61), (220, 301), (31, 200)])
def test_scaling_is_what_pillow_makes(method: Resampling, size: tuple[int, int]) -> None:
    pixels = opaque(120, 160)
    plane = TilePlane.from_pixels(pixels)
    way = PlaneMap.scaling(size[0] / 160, size[1] / 120)
    ours = warped(plane, Warp(way, method, held=Box(0, 0, 160, 120))).read(Box(0, 0, *size))
    theirs = np.stack(
        [
            np.asarray(
                Image.fromarray(pixels[..., part].astype(np.float32)).resize(size, PILLOW[method])
            )
            for part in range(3)
        ],
        axis=-1,
    )
    assert (ours[..., 3] == 255).all()
    assert np.abs(ours[..., :3] - np.clip(theirs, 0, 255)).max() <= 0.52


def test_scaling_of_sixteen_bits_is_as_fine_as_its_steps() -> None:
    pixels = opaque(60, 80, "uint16")
    ours = warped(
        TilePlane.from_pixels(pixels),
        Warp(PlaneMap.scaling(0.5, 0.75), Resampling.LANCZOS, held=Box(0, 0, 80, 60)),
    ).read(Box(0, 0, 40, 45))
    red = Image.fromarray(pixels[..., 0].astype(np.float32))
    theirs = np.asarray(red.resize((40, 45), Image.Resampling.LANCZOS))
    assert np.abs(ours[..., 0] - np.clip(theirs, 0, 65535)).max() <= 1.5


@pytest.mark.parametrize("method", SMOOTH)
def test_pulling_an_enlargement_is_scaling(kernels: str, method: Resampling) -> None:
    plane = TilePlane.from_pixels(opaque(60, 70))
    way = PlaneMap.scaling(2.3, 1.7)
    scaled = warped(plane, Warp(way, method)).read(Box(20, 20, 140, 80))
    # A tilt too small to see, but no scaling by its looks.
    tilted = PlaneMap.shearing(1e-7, 0.0) @ way
    assert not Warp(tilted).is_scaling
    pulled = warped_box(plane, Warp(tilted, method), Box(20, 20, 140, 80))
    assert np.abs(scaled.astype(int) - pulled).max() <= 1


@pytest.mark.parametrize("method", [Resampling.BILINEAR])
def test_turning_is_what_pillow_makes(kernels: str, method: Resampling) -> None:
    pixels = opaque(200, 240)
    plane = TilePlane.from_pixels(pixels)
    way = PlaneMap.turning(23).about(120, 100) @ PlaneMap.scaling(1.3, 1.1)
    box = Box(60, 60, 170, 150)
    ours = warped_box(plane, Warp(way, method), box)
    (a, b, c), (d, e, f), _ = (way.inverse() @ PlaneMap.moving(box.left, box.top)).rows
    size = (box.width, box.height)
    for part in range(3):
        whole = Image.fromarray(pixels[..., part].astype(np.float32))
        theirs = whole.transform(
            size, Image.Transform.AFFINE, (a, b, c, d, e, f), resample=PILLOW[method]
        )
        away = np.abs(ours[..., part] - np.clip(np.asarray(theirs), 0, 255))
        assert away.max() <= 0.75


@pytest.mark.parametrize("method", list(Resampling))
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("samples", [1, 3])
def test_compiled_loops_give_what_plain_ones_give(
    method: Resampling, depth: str, samples: int
) -> None:
    from editor.document import resample_kernels

    way = PlaneMap.of_quads(
        ((0, 0), (40, 0), (40, 40), (0, 40)), ((3, 1), (55, 7), (44, 50), (-4, 38))
    )
    for source in (noise(52, 60, depth), noise(52, 60, depth)[..., 0].copy()):
        shape = (40, 40, 4)[: source.ndim]
        one, two = np.zeros(shape, depth), np.zeros(shape, depth)
        pull = Pull(way, method, samples)
        PLAIN.pull(source, one, pull)
        resample_kernels.pull(source, two, pull)
        alpha = one[..., 3] if source.ndim == 3 else one
        faint = alpha < np.iinfo(depth).max / 20
        away = np.abs(one.astype(int) - two.astype(int))
        if source.ndim == 3:
            # A colour that is hardly seen is a quotient of two tiny numbers.
            away[faint, :3] = 0
        assert away.max() <= (1 if depth == "uint8" else 24)
        assert two.any()


def test_a_full_turn_in_steps_comes_home(kernels: str) -> None:
    y, x = np.mgrid[0:160, 0:160]
    soft = (127 + 100 * np.sin(x / 15) * np.cos(y / 11)).astype(np.uint8)
    pixels = np.dstack((soft, soft, soft, np.full_like(soft, 255)))
    plane = TilePlane.from_pixels(pixels)
    for _ in range(4):
        plane = warped(plane, Warp(PlaneMap.turning(22.5).about(80, 80), Resampling.LANCZOS))
    home = warped(plane, Warp(PlaneMap.turning(-90).about(80, 80)))
    inner = Box(40, 40, 120, 120)
    away = np.abs(home.read(inner)[..., 0].astype(int) - soft[40:120, 40:120])
    assert away.max() <= 2


@pytest.mark.parametrize("method", SMOOTH)
def test_clear_pixels_lend_no_colour(kernels: str, method: Resampling) -> None:
    pixels = np.zeros((80, 80, 4), np.uint8)
    pixels[..., :3] = (0, 255, 0)
    pixels[20:60, 20:60] = (200, 40, 40, 255)
    plane = TilePlane.from_pixels(pixels)
    for way in (PlaneMap.turning(31).about(40, 40), PlaneMap.scaling(1.7, 0.6)):
        seen = warped(plane, Warp(way, method))
        out = seen.read(seen.bounds)
        strong = out[..., 3] > 40
        assert strong.any()
        assert np.abs(out[strong][:, :3].astype(int) - (200, 40, 40)).max() <= 2


def test_an_opaque_picture_stays_opaque_to_its_rim() -> None:
    plane = TilePlane.from_pixels(opaque(300, 400))
    held = Box(0, 0, 400, 300)
    for size in ((1000, 700), (133, 100), (399, 299)):
        way = PlaneMap.scaling(size[0] / 400, size[1] / 300)
        out = warped(plane, Warp(way, Resampling.LANCZOS, held=held, clip=Box(0, 0, *size)))
        assert (out.read(Box(0, 0, *size))[..., 3] == 255).all()
        assert out.bounds == Box(0, 0, *size)


def test_a_strong_reduction_averages_all_pixels(kernels: str) -> None:
    pixels = opaque(600, 600)
    pixels[..., :3] = ((np.indices((600, 600)).sum(axis=0) % 2) * 255)[..., None]
    plane = TilePlane.from_pixels(pixels)
    turned = PlaneMap.turning(10) @ PlaneMap.scaling(0.05, 0.05)
    small = warped(plane, Warp(turned, Resampling.BICUBIC))
    inside = small.read(Box(2, 9, 20, 22))
    covered = inside[..., 3] == 255
    assert covered.any()
    assert np.abs(inside[covered][:, 0].astype(int) - 127).max() <= 6


@given(st.floats(-30, 30), st.floats(0.5, 2))
@settings(max_examples=10, deadline=None)
def test_a_mask_follows_its_pixels(angle: float, scale: float) -> None:
    box = Box(30, 40, 130, 110)
    way = PlaneMap.turning(angle) @ PlaneMap.scaling(scale, scale)
    pixels = np.zeros((160, 160, 4), np.uint8)
    pixels[box.slices] = 255
    seen = warped(TilePlane.from_pixels(pixels), Warp(way))
    mask = warped(Mask.of_box(box), Warp(way))
    area = seen.bounds.union(mask.bounds)
    assert isinstance(mask, Mask)
    away = seen.read(area)[..., 3].astype(int) - mask.read(area)
    assert np.abs(away).max() <= 1


@pytest.mark.parametrize("method", SMOOTH)
def test_weights_of_each_pixel_sum_to_one(method: Resampling) -> None:
    taps = Taps.of(-5, 90, 0.37, 1.3, method)
    assert taps.weights.sum(axis=1) == pytest.approx(np.ones(95))
    held = Taps.of(0, 80, 0.4, 0.0, method).held(0, 200)
    assert held.weights.sum(axis=1) == pytest.approx(np.ones(80))
    assert held.places.min() >= 0
    assert held.places.max() < 200
    assert not Taps.of(80, 83, 0.4, 0.0, method).held(0, 200).weights.any()


def test_nearest_doubles_pixels() -> None:
    pixels = opaque(9, 13)
    out = warped(TilePlane.from_pixels(pixels), Warp(PlaneMap.scaling(2, 3), Resampling.NEAREST))
    expected = pixels.repeat(3, axis=0).repeat(2, axis=1)
    assert np.array_equal(out.read(Box(0, 0, 26, 27)), expected)


def test_cancelling_ends_the_work() -> None:
    plane = TilePlane.from_pixels(opaque(600, 600))
    progress = Progress()
    warp = Warp(PlaneMap.scaling(1.5, 1.5), progress=progress)
    progress.expect(len(target_keys(plane, warp)))
    progress.cancel()
    with pytest.raises(Cancelled):
        warped(plane, warp)
    assert 0 < progress.fraction < 1
