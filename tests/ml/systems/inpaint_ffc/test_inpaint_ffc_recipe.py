"""How the Fourier filler and its judge are taught."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ml.systems.inpaint_ffc.critic import Judgement
from ml.systems.inpaint_ffc.measure import Holed, measured
from ml.systems.inpaint_ffc.recipe import InpaintFfcRecipe, InpaintOptions
from ml.training.examples.styles import painted_style
from ml.training.noise import Noise

CPU = torch.device("cpu")


def batch_of(recipe: InpaintFfcRecipe, count: int) -> dict[str, torch.Tensor]:
    examples = []
    for seed in range(count):
        chance = np.random.default_rng(seed)
        examples.append(recipe.example({"picture": painted_style(48, chance)}, chance))
    return {
        name: torch.from_numpy(np.stack([example[name] for example in examples])).float() / 255
        for name in examples[0]
    }


def test_first_right_then_believed():
    recipe = InpaintFfcRecipe(InpaintOptions())
    rebuild, persuade = recipe.stages()
    assert (rebuild.name, rebuild.share) == ("rebuild", 0.3)
    assert [turn.name for turn in persuade.turns] == ["critic", "slope", "generator"]
    assert [stage.name for stage in InpaintFfcRecipe(InpaintOptions(rebuild=1)).stages()] == [
        "rebuild"
    ]
    assert [stage.name for stage in InpaintFfcRecipe(InpaintOptions(rebuild=0)).stages()] == [
        "persuade"
    ]


def test_every_turn_reaches_all_of_what_it_trains():
    torch.manual_seed(0)
    recipe = InpaintFfcRecipe(InpaintFfcRecipe.small_options())
    networks = {**recipe.networks(), **recipe.frozen()}
    batch = batch_of(recipe, 2)
    assert set(batch["hole"].unique().tolist()) == {0.0, 1.0}
    for stage in recipe.stages():
        for turn in stage.turns:
            losses = recipe.losses(turn, networks, batch, Noise(0, CPU))
            added = [loss for name, loss in losses.items() if not name.startswith("_")]
            assert all(torch.isfinite(loss) for loss in added)
            torch.stack(added).sum().backward()
            for name in turn.trains:
                # The slope of the scores does not depend on the last layer's constant.
                left = {"score.bias"} if turn.name == "slope" else set()
                lacking = {k for k, p in networks[name].named_parameters() if p.grad is None}
                assert lacking <= left
                networks[name].zero_grad()


def test_a_perfect_fill_costs_nothing_but_the_critics_opinion():
    recipe = InpaintFfcRecipe(InpaintFfcRecipe.small_options())
    batch = batch_of(recipe, 1)
    networks = {**recipe.networks(), **recipe.frozen()}

    class Knows(torch.nn.Module):
        def forward(self, picture: torch.Tensor, hole: torch.Tensor) -> torch.Tensor:
            return batch["picture"].clone().requires_grad_()

    networks["generator"] = Knows()
    turn = recipe.stages()[1].turns[2]
    losses = recipe.losses(turn, networks, batch, Noise(0, CPU))
    for name in ("known", "hole", "perceptual", "matching"):
        assert losses[name].item() == pytest.approx(0, abs=1e-9)
    assert losses["believed"].item() > 0


def test_the_slope_of_a_plane_is_exact():
    class Plane(torch.nn.Module):
        def forward(self, picture: torch.Tensor) -> Judgement:
            return Judgement(3.0 * picture[:, :1] + 4.0 * picture[:, 1:2], ())

    recipe = InpaintFfcRecipe(InpaintFfcRecipe.small_options())
    found = recipe._slope(Plane(), torch.rand(2, 3, 4, 5))  # type: ignore[arg-type]
    # Each of 20 pixels: 9 from red and 16 from green.
    assert found.item() == pytest.approx(25 * 20)


def test_measures_look_at_the_hole_alone():
    picture, hole = torch.full((1, 3, 8, 8), 0.5), torch.zeros(1, 1, 8, 8)
    hole[..., :4, :4] = 1

    class Off(torch.nn.Module):
        def forward(self, picture: torch.Tensor, hole: torch.Tensor) -> torch.Tensor:
            return picture + 0.1 * hole + 0.4 * (1 - hole)

    def apart(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        return (one - other).abs().max()

    found = measured(Off(), {"far": apart}, [Holed(picture, hole)], CPU)
    assert found["hole_psnr"] == pytest.approx(20.0, abs=1e-3)
    assert found["far"] == pytest.approx(0.1, abs=1e-6)
