"""Says what a run is, and refuses to continue it as another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ml.training.experiment import Experiment, Schedule
from ml.training.items import Items
from ml.training.loop.record import plain
from ml.training.problems import TrainingProblem
from ml.training.recipe import Recipe


class OtherExperiment(TrainingProblem):
    """The checkpoint in the folder belongs to another experiment."""


def identity(recipe: Recipe[Any], experiment: Experiment, train: Items) -> dict[str, Any]:
    """Everything that decides the weights: system, options, experiment, data."""
    return {
        "system": recipe.system,
        "options": plain(recipe.options),
        "experiment": plain(experiment),
        "data": {"items": len(train), "fingerprint": train.fingerprint},
    }


def check_same(kept: Mapping[str, Any], now: Mapping[str, Any], *, step: int, stages: int) -> None:
    """Raises OtherExperiment with the first difference.

    More steps, or fewer but not less than done, are allowed where the number of steps decides
    nothing else: one stage, and learning rates that do not follow a schedule.
    """
    old, new = _flat(kept), _flat(now)
    for name in [*old, *(name for name in new if name not in old)]:
        if old.get(name) == new.get(name):
            continue
        if name == "experiment.steps" and _may_change(now, step, stages):
            continue
        raise OtherExperiment(_sentence(name, old.get(name), new.get(name)))


def _may_change(now: Mapping[str, Any], step: int, stages: int) -> bool:
    experiment = now["experiment"]
    rates = [experiment["optimiser"], experiment.get("critic")]
    is_constant = all(r["schedule"] == Schedule.CONSTANT.value for r in rates if r)
    return is_constant and stages == 1 and experiment["steps"] >= step


def _sentence(name: str, old: object, new: object) -> str:
    if name == "data.fingerprint" or name == "data.items":
        return (
            "The training in this folder saw other pictures; train in a new folder, or give the "
            "same pictures."
        )
    if name == "experiment.steps":
        return (
            f"The training in this folder is planned for {old} steps, and its schedule does not "
            f"allow {new}; train in a new folder and start it from the published weights."
        )
    return (
        f"The training in this folder has {name} = {old}, not {new}; train in a new folder, "
        "or set it back."
    )


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            found |= _flat(value, f"{name}.")
        elif value is not None:
            found[name] = value
    return found
