"""An experiment file says everything of a run and is read back exactly."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.training.experiment import Experiment, Optimiser, Precision, Schedule, setting
from ml.training.experiment_file import (
    BrokenExperiment,
    from_toml,
    plain_values,
    read_run,
    run_file,
    run_id,
    to_toml,
    with_plain_values,
)
from ml.training.problems import WrongOption


class Flavour(Enum):
    FAITHFUL = "faithful"
    CRISP = "crisp"


@dataclass(frozen=True)
class Options:
    scale: int = setting(4, "times larger")
    flavour: Flavour = setting(Flavour.CRISP, "taste")
    widths: tuple[int, ...] = setting((8, 16), "channels")
    note: str = setting("", "words")
    limit: float | None = setting(0.5, "or none")
    side: Literal["left", "right"] = setting("left", "side")
    table: Path | None = setting(None, "a file")


numbers = st.floats(allow_nan=False, allow_infinity=False)
optimisers = st.builds(Optimiser, lr=numbers, schedule=st.sampled_from(Schedule))
experiments = st.builds(
    Experiment,
    steps=st.integers(1, 10**9),
    optimiser=optimisers,
    critic=st.none() | optimisers,
    precision=st.sampled_from(Precision),
    average=numbers,
    compile=st.booleans(),
)
options = st.builds(
    Options,
    flavour=st.sampled_from(Flavour),
    widths=st.lists(st.integers()).map(tuple),
    note=st.text(),
    limit=st.none() | numbers,
    table=st.none() | st.just(Path("a b/c.txt")),
)


@given(experiments, options)
def test_a_run_survives_its_file(experiment: Experiment, chosen: Options) -> None:
    run = run_file("fake", experiment, chosen, {"train": "abc", "a.b": "é\x7f"})
    text = to_toml(run)
    read = from_toml(text)
    assert read == run
    assert to_toml(read) == text
    assert with_plain_values(Options(), read.options, "file") == chosen


def test_the_file_is_for_people(tmp_path: Path) -> None:
    run = run_file("fake", Experiment(critic=Optimiser(lr=4e-4)), Options())
    read = tomllib.loads(to_toml(run))
    assert read["experiment"]["critic"]["lr"] == 4e-4
    assert read["experiment"]["precision"] == "fp32"
    assert read["options"]["flavour"] == "crisp"
    (tmp_path / "experiment.toml").write_text(to_toml(run), encoding="utf-8")
    assert read_run(tmp_path) == run


def test_the_run_id_is_of_all_that_counts() -> None:
    run = run_file("fake", Experiment(), Options(), {"train": "a"})
    others = (
        dataclasses.replace(run, system="other"),
        dataclasses.replace(run, data={"train": "b"}),
        dataclasses.replace(run, experiment=Experiment(seed=1)),
        run_file("fake", Experiment(), Options(scale=2), {"train": "a"}),
    )
    assert len({run_id(run), *map(run_id, others)}) == 5
    assert run_id(run) == run_id(run_file("fake", Experiment(), Options(), {"train": "a"}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("system = ", "is no experiment"),
        ("x = 1", "names no system"),
        ('system = "a"\n[experiment]\nstep = 3', "has no value step; did you mean steps?"),
        ('system = "a"\n[experiment]\nsteps = "x"', "steps in experiment.toml needs a whole"),
        ('system = "a"\n[experiment]\nsteps = true', "needs a whole number"),
        ('system = "a"\n[experiment]\nprecision = "fp8"', "one of fp32, tf32, bf16"),
        ('system = "a"\n[experiment.optimiser]\nlr = "fast"', "optimiser.lr in experiment.toml"),
    ],
)
def test_a_wrong_file_says_which_value(text: str, said: str) -> None:
    with pytest.raises((BrokenExperiment, WrongOption), match=said.replace("?", r"\?")):
        from_toml(text)


def test_a_folder_without_a_run_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BrokenExperiment, match=r"is no run: it has no experiment\.toml"):
        read_run(tmp_path)


def test_options_that_do_not_exist_are_named() -> None:
    with pytest.raises(WrongOption, match="did you mean scale"):
        with_plain_values(Options(), {"scal": 3}, "here")
    assert "table" not in plain_values(Options())
