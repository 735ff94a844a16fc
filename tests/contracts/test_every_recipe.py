"""What every recipe of the catalog promises, at an eighth of its width."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from small_items import SmallItems
from torch import Tensor, nn

from benchmarks.torture.small_gan import SmallGan
from ml.training.catalog import RECIPES, recipe_class
from ml.training.experiment import Experiment
from ml.training.loop.distributed import Processes
from ml.training.loop.loader import Examples, Share
from ml.training.loop.state import State
from ml.training.loop.tally import Tally
from ml.training.loop.turns import Timetable, Update
from ml.training.loop.update import Updater
from ml.training.progress import Outcome, Running
from ml.training.recipe import Recipe
from ml.training.trainer import Trainer

CPU = torch.device("cpu")
NAMES = ("small_gan", *RECIPES)
RUNNING = Running(
    device="cpu", loader_threads=1, record_every_s=0.0, previews=1, evaluations=0,
    catch_signals=False,
)  # fmt: skip


@pytest.fixture(params=NAMES)
def kind(request: pytest.FixtureRequest) -> type[Recipe[Any]]:
    """Each recipe of the catalog, and one that uses all that the loop can do."""
    return SmallGan if request.param == "small_gan" else recipe_class(request.param)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """The same bits need the same number of threads, and small networks need no more."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def small(kind: type[Recipe[Any]], **changes: Any) -> tuple[Recipe[Any], Experiment]:
    return kind(kind.small_options()), replace(kind.small_experiment(), **changes)


def train(kind: type[Recipe[Any]], folder: Path, questions: int = -1, **changes: Any) -> Outcome:
    """Train a small version; asked `questions` times, it wants to stop."""
    recipe, experiment = small(kind, **changes)
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked == questions

    items = SmallItems(recipe.kind)
    return Trainer(recipe, experiment, folder, items, items, running=RUNNING).run(stop)


def test_options_and_defaults_are_declared(kind: type[Recipe[Any]]) -> None:
    assert is_dataclass(kind.options_type)
    for field in fields(kind.options_type):
        assert field.metadata.get("help"), field.name
    assert isinstance(kind.defaults, Experiment)
    assert kind.title[0].isupper()
    recipe = kind(kind.options_type())
    stages = recipe.stages()
    assert sum(stage.share for stage in stages) == pytest.approx(1.0)
    assert all(stage.turns for stage in stages)
    json.dumps(recipe.hyper_parameters())


def test_parameters_are_counted_without_memory(kind: type[Recipe[Any]]) -> None:
    recipe = kind(kind.options_type())
    with torch.device("meta"):
        networks = recipe.networks()
    assert recipe.published
    assert set(recipe.published) <= set(networks)
    for name, network in networks.items():
        assert sum(parameter.numel() for parameter in network.parameters()) > 0, name
        assert all(parameter.is_meta for parameter in network.parameters()), name
    trained = {name for stage in recipe.stages() for turn in stage.turns for name in turn.trains}
    assert trained <= set(networks)


def test_a_turn_moves_only_its_own_networks(kind: type[Recipe[Any]]) -> None:
    recipe, experiment = small(kind, steps=64)
    state = State(recipe, experiment, CPU)
    stages = recipe.stages()
    timetable = Timetable(stages, experiment)
    source = Examples(recipe, SmallItems(recipe.kind), timetable, 0, Share())
    for number, stage in enumerate(stages):
        state.enter(number, stages)
        step = timetable.ends[number - 1] if number else 0
        parts = source.batch(step, 0, lambda: False)
        tally = Tally()
        updater = Updater(
            recipe, experiment, state.all_networks, state.optimisers, state.buffers, state.guard,
            tally, Processes(), lambda: False,
        )  # fmt: skip
        for turn_number, turn in enumerate(stage.turns):
            before = {name: copied(network) for name, network in state.all_networks.items()}
            assert updater.run(step, Update(turn, turn_number, 0), parts)
            for name, network in state.all_networks.items():
                changed = differing(before[name], network)
                assert bool(changed) == (name in turn.trains), (stage.name, turn.name, name)
            losses = tally.take()
            assert losses
            assert all(value is not None for value in losses.values()), losses


def test_a_resume_is_exact(kind: type[Recipe[Any]], tmp_path: Path) -> None:
    whole = train(kind, tmp_path / "whole", steps=5)
    questions = 4
    while not train(kind, tmp_path / "cut", questions, steps=5).is_finished:
        questions += 1
    again = train(kind, tmp_path / "cut", steps=5)
    assert questions > 4
    assert again.digest == whole.digest


def test_four_images_are_overfitted(kind: type[Recipe[Any]], tmp_path: Path) -> None:
    if kind is SmallGan:
        pytest.skip("its critic has nothing that falls")
    train(kind, tmp_path)
    name, part = kind.overfits
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    steps = [line["losses"] for line in lines if line["kind"] == "step"]
    values = [loss_of(losses, name) for losses in steps]
    found = [value for value in values if value is not None]
    tenth = max(1, len(found) // 10)
    assert sum(found[-tenth:]) / tenth < part * found[0]


def loss_of(losses: dict[str, float], name: str) -> float | None:
    if name:
        return losses.get(name)
    return sum(value for key, value in losses.items() if not key.endswith("/gradient_norm"))


def copied(network: nn.Module) -> dict[str, Tensor]:
    return {key: value.clone() for key, value in network.state_dict().items()}


def differing(before: dict[str, Tensor], network: nn.Module) -> list[str]:
    after = network.state_dict()
    return [key for key, value in before.items() if not torch.equal(value, after[key])]
