"""How the light style network is taught."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ml.layers.features import feature_network
from ml.systems.adain.measure import Pair, measured
from ml.systems.adain.packaged import packaged
from ml.systems.adain.recipe import AdainOptions, AdainRecipe
from ml.systems.adain.style_set import PaintingMissing, write_style_set
from ml.training.examples.styles import painted_style
from ml.training.noise import Noise
from ml.training.teachers import TeacherMissing


def batch_of(recipe: AdainRecipe, count: int) -> dict[str, torch.Tensor]:
    examples = []
    for seed in range(count):
        chance = np.random.default_rng(seed)
        item = {"first": painted_style(40, chance), "second": painted_style(40, chance)}
        examples.append(recipe.example(item, chance))
    return {
        name: torch.from_numpy(np.stack([example[name] for example in examples])).float() / 255
        for name in examples[0]
    }


def test_gradients_reach_every_trained_parameter():
    torch.manual_seed(0)
    recipe = AdainRecipe(AdainRecipe.small_options())
    networks = {**recipe.networks(), **recipe.frozen()}
    batch = batch_of(recipe, 2)
    expected = {"rebuild": {"imitation", "identity"}}
    expected["restyle"] = expected["rebuild"] | {"content", "style"}
    for stage in recipe.stages():
        (turn,) = stage.turns
        losses = recipe.losses(turn, networks, batch, Noise(0, torch.device("cpu")))
        assert set(losses) == expected[turn.name]
        assert all(torch.isfinite(loss) for loss in losses.values())
        torch.stack(list(losses.values())).sum().backward()
        for name in turn.trains:
            assert all(parameter.grad is not None for parameter in networks[name].parameters())
            networks[name].zero_grad()


def test_painted_styles_take_the_place_of_those_from_the_data():
    black = {"first": np.zeros((40, 40, 3), np.uint8), "second": np.zeros((40, 40, 3), np.uint8)}
    options = AdainRecipe.small_options()
    never = AdainRecipe(options)
    assert not never.example(black, np.random.default_rng(0))["style"].any()
    always = AdainRecipe(AdainOptions(side_px=32, base=2, features="random", painted=1.0))
    assert always.example(black, np.random.default_rng(0))["style"].any()


def test_a_perfect_answer_measures_as_one():
    teacher = feature_network("random")
    content, style = (
        torch.from_numpy(painted_style(32, np.random.default_rng(seed))).permute(2, 0, 1)[None]
        / 255.0
        for seed in (1, 2)
    )
    pair = Pair(content, style)

    def good(pair: Pair) -> tuple[torch.Tensor, torch.Tensor]:
        return pair.style, pair.content

    def lazy(pair: Pair) -> tuple[torch.Tensor, torch.Tensor]:
        return pair.content, pair.style

    best = measured(good, teacher, [pair], torch.device("cpu"))
    worse = measured(lazy, teacher, [pair], torch.device("cpu"))
    assert best["style"] == pytest.approx(0, abs=1e-9)
    assert best["rebuilt_psnr"] == pytest.approx(100)
    assert worse["style"] > 0
    assert worse["rebuilt_psnr"] < 30


def test_the_style_set_says_what_is_held_out(tmp_path):
    with pytest.raises(PaintingMissing, match="the_scream"):
        write_style_set(tmp_path, tmp_path / "out")


def test_the_packaged_networks_rebuild_a_picture_roughly():
    try:
        answer = packaged()
    except TeacherMissing as missing:
        pytest.skip(str(missing))
    first, second = (
        torch.from_numpy(painted_style(64, np.random.default_rng(seed))).permute(2, 0, 1)[None]
        / 255.0
        for seed in (3, 4)
    )
    _, rebuilt = answer(Pair(first, second))
    assert likeness(rebuilt, first) > likeness(rebuilt, second) + 0.2


def likeness(one: torch.Tensor, other: torch.Tensor) -> float:
    return float(torch.corrcoef(torch.stack((one.flatten(), other.flatten())))[0, 1])
