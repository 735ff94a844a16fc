"""What every generator of the catalog promises by its declaration alone."""

from __future__ import annotations

import importlib
import json
import re
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.cli.arguments import parser_of, read_params, words_of
from ml.api.errors import BadInput
from ml.api.generator import Generator
from ml.api.params import ParamField, Params, Scalar, describe, to_scalars
from ml.api.spec import GeneratorSpec, PortKind
from ml.api.validation import build_params
from ml.catalog import CATALOG
from ml.store.bundled import published_in
from ml.store.catalog import CARDS
from resources.index import weights

EVERY = pytest.mark.parametrize("spec", CATALOG, ids=lambda spec: spec.id)
WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def any_value(field: ParamField) -> st.SearchStrategy[Scalar]:
    """Everything that the control of this field can be set to."""
    if field.choices:
        return st.sampled_from(field.choices)
    if field.control == "check":
        return st.booleans()
    if field.whole:
        return st.integers(
            None if field.low is None else int(field.low),
            None if field.high is None else int(field.high),
        )
    if isinstance(field.default, float):
        return st.floats(field.low, field.high, allow_nan=False, allow_infinity=False)
    return st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")))


def any_params(spec: GeneratorSpec) -> st.SearchStrategy[Params]:
    values = {field.name: any_value(field) for field in describe(spec.params)}
    return st.fixed_dictionaries(values).map(lambda chosen: build_params(spec, chosen))


def test_ids_are_words_and_each_is_there_once() -> None:
    ids = [spec.id for spec in CATALOG]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(WORD.fullmatch(name) for name in ids)


@EVERY
def test_every_field_has_what_a_form_needs(spec: GeneratorSpec) -> None:
    for field in describe(spec.params):
        assert WORD.fullmatch(field.name), field.name
        assert field.title, field.name
        assert field.title[0].isupper(), field.title
        assert len(field.help) > 10, field.name
        assert not field.help.endswith("."), field.help
        assert field.control in ("slider", "choice", "check", "seed", "text", "colour")
        if field.control == "choice":
            assert field.choices
            assert field.default in field.choices
        if field.control in ("slider", "seed"):
            assert field.low is not None, field.name
            assert field.high is not None, field.name
            assert field.low <= float(field.default) <= field.high
        if field.control == "check":
            assert isinstance(field.default, bool)


@EVERY
def test_the_defaults_are_valid(spec: GeneratorSpec) -> None:
    defaults = {field.name: field.default for field in describe(spec.params)}
    assert build_params(spec, defaults) == spec.params()
    assert to_scalars(spec.params()) == defaults


@EVERY
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_form_words_json_and_back_is_the_same(spec: GeneratorSpec, data: st.DataObject) -> None:
    params = data.draw(any_params(spec))
    found, left = parser_of(spec).parse_known_args(words_of(params))
    assert left == []
    told = read_params(spec, found)
    sent = json.loads(json.dumps(to_scalars(told)))
    arrived = build_params(spec, sent)
    assert arrived == params
    for name in type(params).model_fields:
        assert type(getattr(arrived, name)) is type(getattr(params, name))


@EVERY
def test_values_beyond_the_range_are_a_sentence(spec: GeneratorSpec) -> None:
    for field in describe(spec.params):
        if field.high is None or field.low is None:
            continue
        for value in (field.low - 1, field.high + 1):
            given_value = int(value) if field.whole else value
            with pytest.raises(BadInput) as caught:
                build_params(spec, {field.name: given_value})
            assert field.title in caught.value.message
            assert "\n" not in caught.value.message


@EVERY
def test_the_command_line_has_room_for_every_word(spec: GeneratorSpec) -> None:
    """Argparse itself refuses a word that is taken twice."""
    shown = parser_of(spec).format_help()
    for field in describe(spec.params):
        assert f"--{field.name.replace('_', '-')}" in shown
    for port in spec.inputs:
        assert f"--{port.name.replace('_', '-')}" in shown


@EVERY
def test_ports_make_sense(spec: GeneratorSpec) -> None:
    names = [port.name for port in spec.inputs]
    assert spec.outputs
    assert len(set(names)) == len(names)
    for port in (*spec.inputs, *spec.outputs):
        assert WORD.fullmatch(port.name)
        assert port.title
        assert port.help
        assert not (port.partial and port.kind is not PortKind.MASK)
    if spec.context is not None:
        kinds = [port.kind for port in spec.inputs if port.required]
        assert PortKind.MASK in kinds
        assert PortKind.IMAGE in kinds


@EVERY
def test_words_for_people_are_there(spec: GeneratorSpec) -> None:
    assert spec.title
    assert spec.summary.endswith(".")
    assert spec.layer_name
    assert spec.sizes.minimum >= 1


@EVERY
def test_models_have_cards(spec: GeneratorSpec) -> None:
    known = {card.id for card in CARDS} | {found.card.id for found in published_in(weights())}
    assert set(spec.weights) | set(spec.optional_weights) <= known


@EVERY
def test_demos_are_valid(spec: GeneratorSpec) -> None:
    for values in spec.demos:
        build_params(spec, values)


@EVERY
def test_the_entry_builds_a_generator(spec: GeneratorSpec) -> None:
    module, _, name = spec.entry.partition(":")
    made: Generator = getattr(importlib.import_module(module), name)()
    for method in ("load", "run", "unload"):
        assert callable(getattr(made, method))
    made.unload()


def test_enum_values_are_words() -> None:
    for spec in CATALOG:
        for field in spec.params.model_fields.values():
            if isinstance(field.annotation, type) and issubclass(field.annotation, Enum):
                assert all(WORD.fullmatch(str(member.value)) for member in field.annotation)
