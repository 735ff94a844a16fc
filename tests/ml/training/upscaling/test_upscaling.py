"""What all upscalers' trainings share: aligned crops, turns that belong together, measures."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from ml.systems.compact_sr.recipe import CompactSrOptions, CompactSrRecipe
from ml.training.examples.degradations.chain import Degradation
from ml.training.examples.degradations.resize import resize, to_bytes
from ml.training.items import Item, ItemKind
from ml.training.noise import Noise
from ml.training.upscaling.measures import enlarge, pair_of
from ml.training.upscaling.recipe import CRITIC, UPSCALER, Flavour

Bytes = NDArray[np.uint8]


def photo(rows: int, columns: int, seed: int = 0) -> Bytes:
    coarse = np.random.default_rng(seed).random((rows // 8 + 1, columns // 8 + 1, 3), np.float32)
    return to_bytes(resize(coarse * 255, rows, columns))


def recipe(**options: object) -> CompactSrRecipe:
    return CompactSrRecipe(CompactSrOptions(**{"width": 8, "depth": 2, "patch": 12, **options}))


class Photos:
    """Three small pictures."""

    kind = ItemKind.PICTURES
    class_names: tuple[str, ...] = ()
    fingerprint = "photos"

    def __len__(self) -> int:
        return 3

    def name(self, index: int) -> str:
        return f"photo {index}"

    def item(self, index: int) -> Item:
        return {"picture": photo(50 + index, 61, index)}


@pytest.mark.parametrize("degradation", Degradation)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_examples_have_one_shape(scale: int, degradation: Degradation) -> None:
    made = recipe(scale=scale, degradation=degradation)
    for rows, columns in ((12 * scale, 90), (70, 71), (9, 200), (5, 5)):
        example = made.example({"picture": photo(rows, columns)}, np.random.default_rng(1))
        assert example["low"].shape == (3, 12, 12)
        assert example["high"].shape == (3, 12 * scale, 12 * scale)
        assert example["low"].dtype == example["high"].dtype == np.uint8


def test_small_and_large_crop_show_the_same_place() -> None:
    made = recipe(scale=4)
    picture = photo(90, 120)
    whole = to_bytes(resize(picture[:88].astype(np.float32), 22, 30)).transpose(2, 0, 1)
    turns = 0
    for seed in range(80):
        example = made.example({"picture": picture[:88]}, np.random.default_rng(seed))
        low, high = example["low"].astype(int), example["high"].astype(np.float32)
        shrunk = to_bytes(resize(high.transpose(1, 2, 0), 12, 12)).transpose(2, 0, 1).astype(int)
        assert np.abs(shrunk - low)[:, 2:-2, 2:-2].max() <= 1
        turns += not _is_within(low, whole.astype(int))
    assert 50 < turns < 80, "seven of the eight ways to lay it down are turned"


def _is_within(low: NDArray[np.int_], whole: NDArray[np.int_]) -> bool:
    windows = np.lib.stride_tricks.sliding_window_view(whole, low.shape[1:], axis=(1, 2))
    return bool((np.abs(windows - low[:, None, None]) <= 1).all(axis=(0, 3, 4)).any())


def test_only_the_crisp_flavour_has_a_critic_and_starts_it_late() -> None:
    assert set(recipe().networks()) == {UPSCALER}
    crisp = recipe(flavour=Flavour.CRISP)
    assert set(crisp.networks()) == {UPSCALER, CRITIC}
    assert [[turn.trains for turn in stage.turns] for stage in crisp.stages()] == [
        [(UPSCALER,)],
        [(CRITIC,), (UPSCALER,)],
    ]


def test_crisp_losses_reach_their_own_networks() -> None:
    made = recipe(flavour=Flavour.CRISP, features="random", scale=2)
    networks = made.networks()
    every = {**networks, **made.frozen()}
    batch = _batch(made, 2)
    for stage in made.stages():
        for turn in stage.turns:
            for network in networks.values():
                network.zero_grad(set_to_none=True)
            losses = made.losses(turn, every, batch, Noise(0, torch.device("cpu")))
            assert all(torch.isfinite(loss) for loss in losses.values())
            torch.stack(list(losses.values())).sum().backward()
            for name in turn.trains:
                assert all(p.grad is not None for p in networks[name].parameters()), turn.name
    assert {"edges", "look", "texture"} <= set(losses)


def test_luminance_and_pixels_share_the_loss() -> None:
    made = recipe(scale=2, luminance=1.0)
    batch = _batch(made, 2)
    losses = made.losses(made.stages()[0].turns[0], made.networks(), batch, _noise())
    assert float(losses["pixels"].detach()) == 0
    assert float(losses["luminance"].detach()) > 0


def test_measures_of_a_network_that_adds_nothing_are_bicubic() -> None:
    made = recipe(scale=2)
    networks = made.networks()
    for parameter in networks[UPSCALER].tail.parameters():
        torch.nn.init.zeros_(parameter)
    found = made.evaluate(networks, Photos())
    assert found["psnr_y"] == pytest.approx(found["bicubic_psnr_y"], abs=0.1)
    assert found["ssim_y"] == pytest.approx(found["bicubic_ssim_y"], abs=0.01)
    assert 25 < found["psnr_y"] < 100


def test_enlarging_leaves_the_training_mode_as_it_was() -> None:
    network = recipe(scale=4).upscaler().train()
    low = pair_of(photo(40, 50), 4, Degradation.CLEAN).low
    assert enlarge(network, low).shape == (40, 48, 3)
    assert network.training


def test_options_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        recipe(scale=5)
    with pytest.raises(ValueError, match="patch"):
        recipe(patch=4)


def _batch(made: CompactSrRecipe, count: int) -> dict[str, torch.Tensor]:
    examples = [
        made.example({"picture": photo(80, 80, seed)}, np.random.default_rng(seed))
        for seed in range(count)
    ]
    return {
        name: torch.from_numpy(np.stack([example[name] for example in examples])).float() / 255
        for name in examples[0]
    }


def _noise() -> Noise:
    return Noise(0, torch.device("cpu"))
