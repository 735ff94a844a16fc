"""The upscaling generator: sizes, tiles, alpha, precision, and words where it cannot go on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from ml.api.errors import BadInput, Cancelled, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.progress import NoProgress
from ml.generators.upscale.generator import MODELS, Upscale
from ml.generators.upscale.spec import Condition, UpscaleParams
from ml.store.failures import WeightsMismatch
from ml.store.weights import save_weights
from ml.systems.compact_sr.network import CompactSr
from ml.systems.compact_sr.runner import PREFIX, CompactRunner

Picture = np.ndarray


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Untrained networks: what is tested here does not depend on what they learned."""
    folder = tmp_path_factory.mktemp("weights")
    made: dict[str, Path] = {}
    for scale, card in [*MODELS[Condition.CLEAN].items(), *MODELS[Condition.WORN].items()]:
        torch.manual_seed(scale)
        state = CompactSr(scale, width=8, depth=3).state_dict()
        made[card] = folder / f"{card}.safetensors"
        arrays = {
            f"{PREFIX}{name}": value.numpy().astype(np.float16) for name, value in state.items()
        }
        save_weights(made[card], arrays, {"scale": scale, "width": 8, "depth": 3})
    return made


def picture(rows: int, columns: int, channels: int = 3, seed: int = 0) -> Picture:
    return np.random.default_rng(seed).random((rows, columns, channels), np.float32)


def enlarged(
    image: Picture, weights: dict[str, Path], factor: float = 4, tile_px: int | None = None
) -> Outputs:
    generator = Upscale()
    generator.load(Resources(weights=weights, tile_px=tile_px))
    return generator.run(Inputs({"image": (image,)}), UpscaleParams(factor=factor), NoProgress())


@pytest.mark.parametrize("factor", [1.25, 1.5, 2.0, 2.5, 3.0, 4.0])
def test_every_factor_gives_its_size(weights: dict[str, Path], factor: float) -> None:
    made = enlarged(picture(21, 34), weights, factor)
    assert made.image.shape == (round(21 * factor), round(34 * factor), 3)
    assert made.image.dtype == np.float32
    assert made.image.min() >= 0
    assert made.image.max() <= 1
    assert made.info["model_factor"] == (2 if factor <= 2 else 4)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (3, 2)])
def test_the_smallest_pictures(weights: dict[str, Path], size: tuple[int, int]) -> None:
    assert enlarged(picture(*size), weights).image.shape == (size[0] * 4, size[1] * 4, 3)


def test_tiles_are_the_whole(weights: dict[str, Path]) -> None:
    image = picture(70, 90)
    whole = enlarged(image, weights, tile_px=4096).image
    for tile_px in (16, 33, 64):
        assert np.abs(enlarged(image, weights, tile_px=tile_px).image - whole).max() < 1e-5


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
    clean = MODELS[Condition.CLEAN]
    only = {clean[4]: weights[clean[4]]}
    assert enlarged(picture(10, 10), only, 2).image.shape == (20, 20, 3)
    with pytest.raises(WeightsMissing, match="compact-sr-x4"):
        enlarged(picture(10, 10), {clean[2]: weights[clean[2]]}, 3)


def test_worn_pictures_have_a_model_of_their_own(weights: dict[str, Path]) -> None:
    only = {card: weights[card] for card in MODELS[Condition.WORN].values()}
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
