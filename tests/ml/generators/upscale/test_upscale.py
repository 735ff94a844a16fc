"""The upscaling generator: sizes, tiles, alpha, precision, and words where it cannot go on."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from ml.api.errors import BadInput, Cancelled, GeneratorError, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.images import Depth, to_depth
from ml.api.progress import NoProgress
from ml.enlarging import room
from ml.enlarging.compact import CompactRunner
from ml.enlarging.runner import PREFIX
from ml.enlarging.wish import TILE_PX, Condition
from ml.generators.upscale.generator import Upscale
from ml.generators.upscale.spec import UpscaleParams
from ml.store.failures import WeightsMismatch
from ml.store.weights import save_weights
from ml.systems.compact_sr.network import CompactSr
from ml.systems.strong_sr.network import StrongSr

Picture = np.ndarray


CARDS = {
    "compact-sr-x2": (2, "clean"),
    "compact-sr-x4": (4, "clean"),
    "compact-sr-x4-worn": (4, "realistic"),
}


def untrained(path: Path, network: nn.Module, **told: object) -> Path:
    """What is tested here does not depend on what a network learned."""
    state = network.state_dict()
    arrays = {f"{PREFIX}{name}": value.numpy().astype(np.float16) for name, value in state.items()}
    save_weights(path, arrays, told)  # type: ignore[arg-type]
    return path


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("weights")
    made: dict[str, Path] = {}
    for card, (scale, degradation) in CARDS.items():
        torch.manual_seed(scale)
        told = {"scale": scale, "width": 8, "depth": 3, "degradation": degradation}
        network = CompactSr(scale, width=8, depth=3)
        made[card] = untrained(folder / f"{card}.safetensors", network, **told)
    return made


def picture(rows: int, columns: int, channels: int = 3, seed: int = 0) -> Picture:
    return np.random.default_rng(seed).random((rows, columns, channels), np.float32)


def enlarged(
    image: Picture,
    weights: dict[str, Path],
    factor: float = 4,
    tile_px: int | None = None,
    **chosen: object,
) -> Outputs:
    generator = Upscale()
    generator.load(Resources(weights=weights, tile_px=tile_px))
    params = UpscaleParams(factor=factor, **chosen)  # type: ignore[arg-type]
    return generator.run(Inputs({"image": (image,)}), params, NoProgress())


@pytest.mark.parametrize("factor", [1.1, 1.5, 2.0, 2.7, 3.0, 4.0, 5.3, 8.0])
def test_every_factor_gives_its_size(weights: dict[str, Path], factor: float) -> None:
    made = enlarged(picture(21, 34), weights, factor)
    assert made.image.shape == (round(21 * factor), round(34 * factor), 3)
    assert made.image.dtype == np.float32
    assert made.image.min() >= 0
    assert made.image.max() <= 1
    assert made.info["model_factor"] == (2 if factor <= 2 else 4 if factor <= 4 else 8)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (3, 2)])
def test_the_smallest_pictures(weights: dict[str, Path], size: tuple[int, int]) -> None:
    assert enlarged(picture(*size), weights).image.shape == (size[0] * 4, size[1] * 4, 3)


def test_tiles_are_the_whole(weights: dict[str, Path]) -> None:
    image = picture(70, 90, 4)
    for factor, crisp in ((4, 0.0), (3.3, 0.7), (6, 0.0)):
        whole = enlarged(image, weights, factor, tile_px=4096, crisp=crisp).image
        for tile_px in (16, 33, 64):
            tiled = enlarged(image, weights, factor, tile_px, crisp=crisp).image
            assert np.abs(tiled - whole).max() < 1e-5


def test_the_same_pixels_again_after_loading_again(weights: dict[str, Path]) -> None:
    image = picture(40, 30)
    first = enlarged(image, weights).image
    assert np.array_equal(first, enlarged(image, weights).image)


def test_broad_colours_stay_those_of_the_picture(weights: dict[str, Path]) -> None:
    image = np.full((40, 40, 3), (0.3, 0.5, 0.6), np.float32)
    made = enlarged(image, weights, 2).image
    assert np.abs(made[20:-20, 20:-20].mean(axis=(0, 1)) - image[0, 0]).max() < 1e-3


def test_fine_steps_of_16_bit_stay_apart(weights: dict[str, Path]) -> None:
    ramp = np.linspace(0.4, 0.402, 64, dtype=np.float32)
    image = np.broadcast_to(ramp[None, :, None], (24, 64, 3)).copy()
    made = enlarged(image, weights).image[48, 32:-32, 1]
    assert len(np.unique(np.rint(made * 65535))) > 60


def test_hidden_colours_do_not_bleed_out_of_transparent_places(weights: dict[str, Path]) -> None:
    image = np.zeros((32, 32, 4), np.float32)
    image[..., :3] = (0.0, 1.0, 0.0)
    image[:, :16] = (0.8, 0.2, 0.1, 1.0)
    hidden = image.copy()
    hidden[:, 16:, :3] = (0.0, 0.0, 1.0)
    made, other = enlarged(image, weights).image, enlarged(hidden, weights).image
    assert made.shape == (128, 128, 4)
    assert np.array_equal(made, other), "what cannot be seen has no say"
    assert made[64, 8, 3] == pytest.approx(1.0)
    assert made[64, 120, 3] == pytest.approx(0.0)
    assert np.abs(made[20:-20, 60, :3] - made[20:-20, 30, :3]).max() < 0.05


def test_wholly_transparent_pictures_stay_so(weights: dict[str, Path]) -> None:
    made = enlarged(np.zeros((9, 9, 4), np.float32), weights, 2).image
    assert not made[..., 3].any()


def test_one_model_alone_serves_what_it_can(weights: dict[str, Path]) -> None:
    only = {"compact-sr-x4": weights["compact-sr-x4"]}
    assert enlarged(picture(10, 10), only, 2).image.shape == (20, 20, 3)
    only = {"compact-sr-x2": weights["compact-sr-x2"]}
    assert enlarged(picture(10, 10), only, 3).info["model_factor"] == 4, "twice two"
    with pytest.raises(WeightsMissing, match="compact-sr-x4"):
        enlarged(picture(10, 10), {}, 3)


def test_worn_pictures_have_a_model_of_their_own(weights: dict[str, Path]) -> None:
    only = {"compact-sr-x4-worn": weights["compact-sr-x4-worn"]}
    generator = Upscale()
    generator.load(Resources(weights=only))
    inputs = Inputs({"image": (picture(12, 9),)})
    worn = UpscaleParams(factor=2, condition=Condition.WORN)
    assert generator.run(inputs, worn, NoProgress()).image.shape == (24, 18, 3)
    with pytest.raises(WeightsMissing, match="compact-sr-x4"):
        generator.run(inputs, UpscaleParams(), NoProgress())


def test_a_result_that_is_too_large_is_a_sentence(weights: dict[str, Path]) -> None:
    with pytest.raises(BadInput, match="smaller factor"):
        enlarged(np.zeros((1, 9000, 3), np.float32), weights, 4)


def test_cancel_is_felt_between_tiles(weights: dict[str, Path]) -> None:
    class Impatient(NoProgress):
        tiles = 0

        def part(self, start: float, end: float) -> Impatient:
            return self

        def set(self, fraction: float, stage: str = "") -> None:
            self.tiles += "tile" in stage
            if self.tiles == 3:
                raise Cancelled("Stopped.")

    generator = Upscale()
    generator.load(Resources(weights=weights, tile_px=16))
    progress = Impatient()
    with pytest.raises(Cancelled):
        generator.run(Inputs({"image": (picture(64, 64),)}), UpscaleParams(), progress)
    assert progress.tiles == 3


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_weights(path, {"a": np.zeros(3, np.float16)}, {"scale": 4, "width": 8, "depth": 3})
    with pytest.raises(WeightsMismatch):
        CompactRunner(path)
    save_weights(path, {"a": np.zeros(3, np.float16)}, {})
    with pytest.raises(WeightsMismatch, match="another network"):
        CompactRunner(path)


def test_the_tiles_it_took_are_told_and_never_larger_than_it_was_told(
    weights: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = picture(20, 20)
    assert enlarged(image, weights).info["tile_px"] == TILE_PX
    assert enlarged(image, weights, tile_px=160).info["tile_px"] == 160
    monkeypatch.setattr(room, "free_bytes", lambda device: 60 << 20)
    assert enlarged(picture(9, 400), weights).info["tile_px"] == 128
    monkeypatch.setattr(room, "free_bytes", lambda device: 0)
    assert enlarged(image, weights).info["tile_px"] == 64, "it tries with the smallest"


def test_a_row_of_tiles_stays_within_bounds_however_wide_the_picture_is() -> None:
    need = room.Need(bytes_px=100, reach_px=10, scale=4)
    assert need.fits(320, 2_000, 1e12)
    assert not need.fits(320, 8_000, 1e12)
    assert room.free_bytes("cpu") > 0


@pytest.mark.parametrize("depth", ["uint8", "uint16", "float32"])
def test_the_result_comes_in_the_depth_that_was_asked_for(
    weights: dict[str, Path], depth: Depth
) -> None:
    image = picture(30, 40)
    generator = Upscale()
    generator.load(Resources(weights=weights, tile_px=64))
    wish = Inputs({"image": (image,)}, depth=depth)
    made = generator.run(wish, UpscaleParams(factor=2.5), NoProgress()).image
    assert made.dtype == depth
    np.testing.assert_array_equal(made, to_depth(enlarged(image, weights, 2.5).image, depth))


def test_a_large_result_is_never_held_whole_in_floats(weights: dict[str, Path]) -> None:
    image = picture(500, 600)
    generator = Upscale()
    generator.load(Resources(weights=weights, tile_px=64))
    wish, params = Inputs({"image": (image,)}, depth="uint8"), UpscaleParams(factor=4)
    generator.run(Inputs({"image": (image[:64, :64],)}), params, NoProgress())
    tracemalloc.start()
    try:
        made = generator.run(wish, params, NoProgress()).image
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made.nbytes == 2000 * 2400 * 3
    # The result, and three rows of tiles in float32 with what is worked out from them.
    band_bytes = 64 * 4 * 2400 * 3 * 4
    assert peak_bytes < made.nbytes + 5 * band_bytes < 4 * made.nbytes


def test_crisp_lifts_details_and_keeps_broad_colours(weights: dict[str, Path]) -> None:
    noise = 0.5 + 0.1 * (picture(48, 48, seed=3) - 0.5)
    plain, half, full = (
        enlarged(noise, weights, 2, crisp=crisp).image for crisp in (0.0, 0.5, 1.0)
    )
    assert plain.std() < half.std() < full.std()
    np.testing.assert_allclose(full.mean(), plain.mean(), atol=2e-3)
    assert enlarged(noise, weights, 2, crisp=1.0).info["crisp_by"] == "sharpening"


def test_a_crisp_network_takes_the_place_of_sharpening(
    weights: dict[str, Path], tmp_path: Path
) -> None:
    torch.manual_seed(9)
    told = {"scale": 2, "width": 8, "depth": 4, "flavour": "crisp"}
    path = untrained(tmp_path / "c.safetensors", CompactSr(2, width=8, depth=4), **told)
    there = {**weights, "upscale/compact-sr-x2-crisp": path}
    image = picture(30, 30)
    plain, half, full = (enlarged(image, there, 2, crisp=c).image for c in (0.0, 0.5, 1.0))
    assert np.abs(full - plain).max() > 0.01
    inside = (plain > 0.05) & (plain < 0.95) & (full > 0.05) & (full < 0.95)
    np.testing.assert_allclose(half[inside], ((plain + full) / 2)[inside], atol=1e-4)
    assert "crisp" in str(enlarged(image, there, 2, crisp=0.5).info["crisp_by"])
    np.testing.assert_array_equal(plain, enlarged(image, weights, 2).image)


def test_the_strong_network_runs_by_name_in_tiles_that_fade(
    weights: dict[str, Path], tmp_path: Path
) -> None:
    torch.manual_seed(2)
    network = StrongSr(2, width=8, blocks=3)
    told = {"system": "strong_sr", "scale": 2, "width": 8, "blocks": 3}
    path = untrained(tmp_path / "s.safetensors", network, **told)
    there = {**weights, "upscale/strong-sr-x2": path}
    image = picture(90, 100)
    whole = enlarged(image, there, 2, model="strong-sr-x2")
    assert str(whole.info["model"]).startswith("strong_sr x2")
    tiled = enlarged(image, there, 2, 48, model="strong-sr-x2").image
    assert np.abs(tiled - whole.image).max() < 1e-3
    assert "compact" in str(enlarged(image, there, 2).info["model"]), "auto is fast on a processor"
    assert enlarged(picture(9, 9), there, 4, model="strong-sr-x2").image.shape == (36, 36, 3)
    with pytest.raises(BadInput, match="did you mean 'strong-sr-x2'"):
        enlarged(image, there, 2, model="strong-sr-x3")
    damaged = tmp_path / "d.safetensors"
    save_weights(damaged, {"a": np.zeros(3, np.float16)}, told)
    with pytest.raises(GeneratorError, match=r"d\.safetensors"):
        enlarged(image, {"upscale/d": damaged}, 2, model="d")


def test_alpha_goes_through_the_network_and_never_overshoots(weights: dict[str, Path]) -> None:
    image = picture(40, 40, 4)
    image[..., 3] = 0.0
    image[10:30, 10:30, 3] = 1.0
    made = enlarged(image, weights, 4).image[..., 3]
    assert (made[52:108, 52:108] == 1).all()
    assert not made[:28].any()
    edge = made[80, 36:48]
    assert len(np.unique(edge)) > 3, "an edge is no staircase"
    np.testing.assert_array_equal(made, enlarged(image, weights, 4, tile_px=16).image[..., 3])
