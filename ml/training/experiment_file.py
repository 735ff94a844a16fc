"""`experiment.toml`: what a run is, written so that a person and the program can read it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ml.training.declared import Field, fields_of, plain, read_plain, replaced
from ml.training.experiment import Experiment
from ml.training.problems import TrainingProblem, WrongOption, nearest

FILE_NAME = "experiment.toml"
RUN_ID_LETTERS = 12
Declared = TypeVar("Declared")


class BrokenExperiment(TrainingProblem):
    """An experiment file that cannot be read."""


@dataclass(frozen=True)
class RunFile:
    """All that makes one run: equal ones give equal weights on a CPU.

    `options` are the plain values of the recipe's options by name. `data` holds the
    fingerprints of the collections by split; where they lie is no part of what they are.
    """

    system: str
    experiment: Experiment
    options: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)


def run_file(
    system: str, experiment: Experiment, options: Any, data: Mapping[str, str] | None = None
) -> RunFile:
    """A run of a recipe with these options, which are a dataclass."""
    return RunFile(system, experiment, plain_values(options), dict(data or {}))


def plain_values(options: Any) -> dict[str, Any]:
    """The values of a dataclass by name, as text, numbers, truths and lists; None is left out."""
    found = {value.name: plain(value.default) for value in fields_of(options)}
    return {name: value for name, value in found.items() if value is not None}


def with_plain_values(instance: Declared, values: Mapping[str, Any], where: str) -> Declared:
    """A dataclass with values that `plain_values` gave; raises `WrongOption`.

    A value that may be None and is not there is None.
    """
    known = {value.name: value for value in fields_of(instance)}
    for name in values:
        if name not in known:
            raise WrongOption(f"{where} has no value {name}{nearest(name, known)}")
    read = {name: read_plain(known[name], v, f"{name} in {where}") for name, v in values.items()}
    return replaced(instance, {**_empty(known, values), **read})


def _empty(known: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, None]:
    """Values that were written as None, which TOML does by leaving them out."""
    return {
        name: None
        for name, value in known.items()
        if value.is_optional and "." not in name and name not in values
    }


def to_toml(run: RunFile) -> str:
    """The text of an experiment file; the same run gives the same text."""
    lines = [f"system = {toml_value(run.system)}", "", "[experiment]"]
    flat = _experiment_values(run.experiment)
    lines += [f"{name} = {toml_value(value)}" for name, value in flat.items() if "." not in name]
    for part in sorted({name.partition(".")[0] for name in flat if "." in name}):
        lines += ["", f"[experiment.{part}]"]
        head = f"{part}."
        lines += [
            f"{n[len(head) :]} = {toml_value(v)}" for n, v in flat.items() if n.startswith(head)
        ]
    for title, values in (("options", run.options), ("data", run.data)):
        lines += ["", f"[{title}]"]
        lines += [f"{_key(name)} = {toml_value(values[name])}" for name in sorted(values)]
    return "\n".join(lines) + "\n"


def from_toml(text: str, where: str = FILE_NAME) -> RunFile:
    """Raises `BrokenExperiment`, or `WrongOption` with the field and what was expected."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenExperiment(f"{where} is no experiment: {error}.") from error
    if not isinstance(read.get("system"), str) or not isinstance(read.get("experiment"), dict):
        raise BrokenExperiment(f"{where} is no experiment: it names no system or no experiment.")
    experiment = with_plain_values(Experiment(), _flat(read["experiment"]), where)
    return RunFile(read["system"], experiment, read.get("options", {}), read.get("data", {}))


def run_id(run: RunFile) -> str:
    """The name of a run: the first letters of the sha256 of its text."""
    return hashlib.sha256(to_toml(run).encode()).hexdigest()[:RUN_ID_LETTERS]


def read_run(folder: Path) -> RunFile:
    """The run in a folder; raises `BrokenExperiment` where there is none."""
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenExperiment(f"{folder} is no run: it has no {FILE_NAME}.") from error
    return from_toml(text, str(path))


def _experiment_values(experiment: Experiment) -> dict[str, Any]:
    """As `plain_values`, without the critic's where it has none of its own."""
    values = plain_values(experiment)
    if experiment.critic is None:
        values = {name: v for name, v in values.items() if not name.startswith("critic.")}
    return values


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def toml_value(value: Any) -> str:
    """A text, number, truth or list of these as TOML writes it."""
    if isinstance(value, str):
        # JSON leaves DEL as it is, TOML does not allow it.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(part) for part in value) + "]"
    return repr(value)


def _key(name: str) -> str:
    bare = name.replace("_", "").replace("-", "")
    return name if bare.isalnum() and bare.isascii() else toml_value(name)
