"""Every recipe in the catalog can be told by words and by a file, and says the same in both."""

from __future__ import annotations

import json

import pytest

from ml.training.catalog import RECIPES, recipe_class
from ml.training.commands.arguments import read_declared, words_of
from ml.training.commands.train import checked, parser_of
from ml.training.data.options import DataOptions
from ml.training.declared import fields_of
from ml.training.experiment_file import from_toml, run_file, to_toml, with_plain_values
from ml.training.publishing.publish import header_of_run

SYSTEMS = tuple(RECIPES)


@pytest.mark.parametrize("system", SYSTEMS)
def test_words_give_exactly_the_defaults(system: str) -> None:
    found = recipe_class(system)
    options = found.options_type()
    parser = parser_of(system, found.defaults, options)  # two of one name are refused here
    words = [*words_of(found.defaults), *words_of(options)]
    if found.defaults.critic is None:
        words = [word for word in words if not word.startswith("--critic.")]
    told = parser.read(words)
    assert read_declared(told, found.defaults) == checked(found.defaults)
    assert read_declared(told, options) == options


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_option_has_help(system: str) -> None:
    found = recipe_class(system)
    for instance in (found.defaults, found.options_type(), DataOptions()):
        for field in fields_of(instance):
            assert field.help, f"{system}: {field.name} has no help line"


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_file_gives_the_run_back(system: str) -> None:
    found = recipe_class(system)
    run = run_file(system, found.defaults, found.options_type(), {"train": "x"})
    read = from_toml(to_toml(run))
    assert read == run
    assert with_plain_values(found.options_type(), read.options, "file") == found.options_type()


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_name_in_the_catalog_is_the_systems_own(system: str) -> None:
    found = recipe_class(system)
    assert found.system == system
    assert found.title
    recipe = found(found.options_type())
    assert found.published
    run = run_file(system, found.defaults, recipe.options)
    header = header_of_run(recipe, run, 3)
    assert json.loads(json.dumps(header)) == header
    assert (header["system"], header["step"]) == (system, 3)
