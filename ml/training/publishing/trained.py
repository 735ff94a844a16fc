"""Opens what was trained, a run or published weights, to look at it, measure it or publish it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ml.training.catalog import recipe_class
from ml.training.experiment_file import RunFile, read_run, with_plain_values
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.precision import chosen_device
from ml.training.loop.state import State
from ml.training.problems import TrainingProblem
from ml.training.publishing.weight_parts import read_parts
from ml.training.recipe import Recipe

OPTION = "option."
"""What the options of a recipe are called in the header of published weights."""


class NotTrained(TrainingProblem):
    """A run has no checkpoint yet, or weights do not say whose they are."""


@dataclass(frozen=True)
class Trained:
    """Networks of a recipe with what they learned; `name` is for messages."""

    name: str
    recipe: Recipe[Any]
    state: State
    step: int

    @property
    def networks(self) -> Mapping[str, nn.Module]:
        """The averaged ones where there are, and those that losses look through."""
        return self.state.shown


def recipe_of(run: RunFile) -> Recipe[Any]:
    """The recipe that a file describes; raises `UnknownSystem` or `WrongOption`."""
    found = recipe_class(run.system)
    return found(with_plain_values(found.options_type(), run.options, "options"))


def open_trained(path: Path, device: str = "auto", seed: int | None = None) -> Trained:
    """Open the folder of a run or a file of published weights; `seed` replaces the run's own.

    Raises a `TrainingProblem`, `CheckpointDamaged` or `TeacherMissing`.
    """
    return _of_run(path, device, seed) if path.is_dir() else _of_weights(path, device, seed)


def checkpoint_of(folder: Path) -> checkpoints.Checkpoint:
    """The checkpoint in the folder of a run; raises `NotTrained` where there is none."""
    path = folder / checkpoints.NAME
    if not path.is_file():
        raise NotTrained(f"{folder} has no checkpoint yet; train it first.")
    return checkpoints.read(path)


def _of_run(folder: Path, device: str, seed: int | None) -> Trained:
    run = read_run(folder)
    recipe = recipe_of(run)
    kept = checkpoint_of(folder)
    state = _state(recipe, run, device, seed)
    state.take(kept, recipe.stages())
    return Trained(folder.name, recipe, state, state.step)


def _of_weights(path: Path, device: str, seed: int | None) -> Trained:
    arrays, header = read_parts(path)
    if not isinstance(header.get("system"), str):
        raise NotTrained(f"{path.name} does not say which system it belongs to.")
    options = {n.removeprefix(OPTION): v for n, v in header.items() if n.startswith(OPTION)}
    found = recipe_class(str(header["system"]))
    run = RunFile(found.system, dataclasses.replace(found.defaults, average=0.0), options)
    recipe = recipe_of(run)
    state = _state(recipe, run, device, seed)
    state.enter(len(recipe.stages()) - 1, recipe.stages())
    for name in recipe.published:
        head = f"{name}."
        own = {key[len(head) :]: value for key, value in arrays.items() if key.startswith(head)}
        _fill(state.networks[name], own, path.name)
    step = header.get("step", 0)
    return Trained(path.stem, recipe, state, int(step) if isinstance(step, int) else 0)


def _state(recipe: Recipe[Any], run: RunFile, device: str, seed: int | None) -> State:
    experiment = dataclasses.replace(run.experiment, compile=False)
    if seed is not None:
        experiment = dataclasses.replace(experiment, seed=seed)
    return State(recipe, experiment, chosen_device(device))


def _fill(network: nn.Module, arrays: Mapping[str, Any], file_name: str) -> None:
    wanted = network.state_dict()
    try:
        tensors = {
            key: torch.from_numpy(arrays[key].copy()).to(wanted[key].dtype) for key in arrays
        }
        network.load_state_dict(tensors)
    except (KeyError, RuntimeError) as error:
        raise NotTrained(
            f"{file_name} holds other layers than its system has now; it comes from another "
            "version of the program."
        ) from error
