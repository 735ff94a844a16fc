"""Turns a run into published weights: averaged, in half precision, checked, with their card."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml.training.experiment_file import RunFile, read_run, run_id
from ml.training.loop.checkpoint import Checkpoint
from ml.training.loop.record import METRICS
from ml.training.problems import TrainingProblem
from ml.training.publishing.card import (
    CARD_FILE,
    CardFacts,
    Training,
    card_text,
    read_card,
    write_text,
)
from ml.training.publishing.card import CardWrong as CardWrong
from ml.training.publishing.trained import OPTION, checkpoint_of, recipe_of
from ml.training.publishing.weight_parts import Header, write_parts
from ml.training.recipe import Recipe

Arrays = dict[str, NDArray[np.generic]]


class PublishRefused(TrainingProblem):
    """The folder holds something else, so nothing is written into it."""


def publish(run: Path, output: Path, card: CardFacts) -> list[Path]:
    """Write `output/<card id>/`: weight files of at most 16 MiB each, then `card.toml`.

    Tensors are called `<network>.<name in the network>`; the header of each file has the system,
    step, options (as `option.<name>`) and hyper-parameters under the key `pentimento`. The folder
    appears whole and replaces an earlier publication of the same card; files of yours in it are
    kept. Raises a `TrainingProblem` or `CheckpointDamaged`.
    """
    with replaced_folder(output / card.id, card.id) as staged:
        return [output / card.id / path.name for path in write_publication(run, staged, card)]


def write_publication(run: Path, folder: Path, card: CardFacts) -> list[Path]:
    """Weights and card into a folder that nobody sees yet."""
    described = read_run(run)
    recipe = recipe_of(described)
    kept = checkpoint_of(run)
    step, lines = int(kept.facts["step"]), record_of(run)
    facts = dataclasses.replace(card, metrics=card.metrics or measures_at(lines, step))
    training = Training(
        system=described.system,
        run=run_id(described),
        step=step,
        steps=described.experiment.steps,
        seconds=seconds_of(lines),
        parameters=parameters_of(recipe),
        options=described.options,
        data={name: str(value) for name, value in described.data.items()},
    )
    header = header_of_run(recipe, described, step)
    parts = write_parts(folder, card.id, averaged(kept, recipe), header)
    write_text(folder / CARD_FILE, card_text(facts, training, parts))
    return [folder / part.file for part in parts] + [folder / CARD_FILE]


@contextmanager
def replaced_folder(target: Path, card_id: str) -> Iterator[Path]:
    """An empty folder that takes the place of `target` when all went well.

    `target` may be new, empty, or an earlier publication of the same card, whose other files are
    kept; raises `PublishRefused` for anything else.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _check_target(target, card_id)
    staged = Path(tempfile.mkdtemp(prefix=f".{card_id}-", dir=target.parent))
    try:
        yield staged
        _replace(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def averaged(kept: Checkpoint, recipe: Recipe[Any]) -> Arrays:
    """The weights of the published networks, averaged where the run averages."""
    arrays: Arrays = {}
    for name in recipe.published:
        found = _below(kept, f"average/{name}/") or _below(kept, f"network/{name}/")
        arrays |= {f"{name}.{key}": _array(tensor) for key, tensor in found.items()}
    if not arrays:
        raise PublishRefused(f"The run has no network called {' or '.join(recipe.published)}.")
    return arrays


def header_of_run(recipe: Recipe[Any], run: RunFile, step: int) -> Header:
    """What the files say of themselves: enough to build and to go on training the networks."""
    options = {f"{OPTION}{name}": value for name, value in run.options.items()}
    return {**options, **recipe.hyper_parameters(), "system": run.system, "step": step}


def parameters_of(recipe: Recipe[Any]) -> int:
    """How many numbers the published networks have learned."""
    with torch.device("meta"):
        networks = recipe.networks()
    return sum(p.numel() for name in recipe.published for p in networks[name].parameters())


def measures_at(lines: list[dict[str, Any]], step: int) -> dict[str, float]:
    """The last measures on held-out items that were taken up to this step."""
    found: dict[str, float] = {}
    for line in lines:
        if line.get("kind") == "measures" and line.get("step", 0) <= step:
            found = {
                name: float(value)
                for name, value in line.get("measures", {}).items()
                if isinstance(value, int | float)
            }
    return found


def seconds_of(lines: list[dict[str, Any]]) -> float:
    """How long the steps of the run took, by its record; measuring and drawing left out."""
    seconds, before = 0.0, 0
    for line in lines:
        if line.get("kind") == "step" and line.get("steps_per_s"):
            seconds += max(0, line["step"] - before) / line["steps_per_s"]
            before = line["step"]
    return seconds


def record_of(run: Path) -> list[dict[str, Any]]:
    """The lines of a run's record; empty where it has none."""
    path = run / METRICS
    lines: list[dict[str, Any]] = []
    if not path.is_file():
        return lines
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(json.loads(text))
        except ValueError:
            continue  # cut off by a kill
    return lines


def _below(kept: Checkpoint, prefix: str) -> Mapping[str, Tensor]:
    size = len(prefix)
    return {name[size:]: t for name, t in kept.tensors.items() if name.startswith(prefix)}


def _array(tensor: Tensor) -> NDArray[np.generic]:
    whole = tensor.float() if tensor.dtype in (torch.bfloat16, torch.float16) else tensor
    return whole.contiguous().numpy()


def _check_target(target: Path, card_id: str) -> None:
    _take_back(target)
    if not target.exists() or not any(target.iterdir()):
        return
    if not (target / CARD_FILE).is_file() or read_card(target).get("id") != card_id:
        raise PublishRefused(
            f"{target} holds something else than an earlier {card_id}; choose another --output."
        )


def _replace(staged: Path, target: Path) -> None:
    """Put a whole folder in the place of another, which is there until then."""
    if target.exists():
        if (target / CARD_FILE).is_file():
            _keep_others(target, staged)
            previous = _previous(target)
            os.replace(target, previous)
            os.replace(staged, target)
            target.chmod(0o755)
            shutil.rmtree(previous)
            return
        target.rmdir()
    os.replace(staged, target)
    target.chmod(0o755)


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def _take_back(target: Path) -> None:
    """After a kill in the middle of replacing, the earlier publication is the whole one."""
    previous = _previous(target)
    if previous.exists() and not target.exists():
        os.replace(previous, target)
    shutil.rmtree(previous, ignore_errors=True)


def _keep_others(target: Path, staged: Path) -> None:
    """Copy the files that a person put beside an earlier publication."""
    old = {part.get("file") for part in read_card(target).get("parts", ())} | {CARD_FILE}
    for path in target.iterdir():
        if path.is_file() and path.name not in old and not (staged / path.name).exists():
            shutil.copy2(path, staged / path.name)
