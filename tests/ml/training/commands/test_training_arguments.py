"""Options come from declarations: names, help, defaults, and a sentence for what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.training.commands.arguments import (
    Parser,
    add_declared,
    changed_words,
    read_declared,
    words_of,
)
from ml.training.experiment import Experiment, Optimiser, Precision, Schedule, setting
from ml.training.problems import WrongOption


class Flavour(Enum):
    FAITHFUL = "faithful"
    CRISP = "crisp"


@dataclass(frozen=True)
class Options:
    scale: int = setting(4, "times larger")
    flavour: Flavour = setting(Flavour.CRISP, "100 % taste")
    widths: tuple[int, ...] = setting((8, 16), "channels")
    limit: float | None = setting(0.5, "or none")

    def __post_init__(self) -> None:
        if self.scale not in (2, 3, 4):
            raise ValueError(f"scale must be 2, 3 or 4, not {self.scale}.")


DEFAULTS = Experiment(steps=7, optimiser=Optimiser(lr=1e-3, schedule=Schedule.COSINE))


def read(*words: str) -> tuple[Experiment, Options]:
    parser = Parser("train fake", "A fake.")
    add_declared(parser, "experiment", DEFAULTS)
    add_declared(parser, "options", Options())
    found = parser.read(words)
    return read_declared(found, DEFAULTS), read_declared(found, Options())


def test_nothing_said_is_the_defaults() -> None:
    assert read() == (DEFAULTS, Options())


def test_all_kinds_of_values_are_read() -> None:
    experiment, options = read(
        *("--steps", "12", "--optimiser.lr=1e-4", "--optimiser.weight-decay", "0.01", "--compile"),
        *("--channels-last", "false", "--precision", "bf16", "--critic.lr", "4e-4"),
        *("--scale", "2", "--flavour", "faithful", "--widths", "1, 2,3", "--limit", "none"),
    )
    assert experiment.steps == 12
    assert experiment.optimiser == Optimiser(1e-4, weight_decay=0.01, schedule=Schedule.COSINE)
    assert (experiment.compile, experiment.channels_last) == (True, False)
    assert experiment.precision is Precision.BF16
    assert experiment.critic == Optimiser(lr=4e-4)
    assert options == Options(2, Flavour.FAITHFUL, (1, 2, 3), None)


@given(
    st.builds(
        Experiment,
        steps=st.integers(),
        optimiser=st.builds(Optimiser, lr=st.floats(allow_nan=False)),
        precision=st.sampled_from(Precision),
        deterministic=st.booleans(),
    )
)
def test_words_and_values_say_the_same(experiment: Experiment) -> None:
    words = [word for word in words_of(experiment) if not word.startswith("--critic")]
    assert read(*words)[0] == experiment


def test_only_what_was_changed_is_repeated() -> None:
    changed = Experiment(steps=9, optimiser=DEFAULTS.optimiser)
    assert changed_words(changed, DEFAULTS) == ["--steps=9"]
    assert read("--steps=9")[0] == changed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--optimiser.rl", "1"], "no option --optimiser.rl; did you mean --optimiser.lr?"),
        (["--optimiser.lr", "fast"], "--optimiser.lr needs a number, and 'fast' is not."),
        (["--steps", "1.5"], "--steps needs a whole number, and '1.5' is not."),
        (["--flavour", "crsp"], "one of faithful, crisp, and 'crsp' is not; did you mean crisp?"),
        (["--compile", "maybe"], "--compile needs true or false"),
        (["--widths", "1,x"], "--widths needs values with commas between, each a whole number"),
        (["--limit", "much"], "--limit needs a number or none"),
        (["--scale", "5"], "scale must be 2, 3 or 4, not 5."),
        (["--steps"], "expected one argument"),
        (["more"], "'more' is not understood"),
        (["--zzz"], "--help lists all"),
    ],
)
def test_a_wrong_word_is_one_sentence(words: list[str], said: str) -> None:
    with pytest.raises(WrongOption) as caught:
        read(*words)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_help_tells_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read("--help")
    said = capsys.readouterr().out
    for word in ("--steps NUMBER", "--precision fp32|tf32|bf16", "learning rate (default: 0.001)"):
        assert word in said
    assert "100 % taste (default: crisp)" in " ".join(said.split())


def test_one_name_for_two_options_is_refused() -> None:
    parser = Parser("train fake", "A fake.")
    add_declared(parser, "experiment", DEFAULTS)
    with pytest.raises(ValueError, match="--steps is declared twice"):
        add_declared(parser, "again", Experiment())
