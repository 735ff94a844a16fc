"""Manifests are read without running anything, and those that break a rule are named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from plugins.api import API_VERSION, ActionOffer, Panel, Plugin, PluginError
from plugins.catalog import BUILTIN
from plugins.loader import BrokenEntry, Loader
from plugins.manifest import BadManifest, check, first_of_each, in_folder

HELLO = """
from plugins.api import API_VERSION, ActionOffer, Plugin
PLUGIN = Plugin(id="hello", title="Hello", version="1", api=API_VERSION, actions=(
    ActionOffer(id="hello.greet", title="Greet", entry="greet:greet"),))
"""
GREET = """
def greet(editor):
    editor.tell("hello")
"""


def plugin(name: str = "tools", **changes: object) -> Plugin:
    given = {"id": name, "title": name.title(), "version": "1", "api": API_VERSION}
    return Plugin.model_validate({**given, **changes})


def offer(name: str, entry: str = "a.b:c") -> ActionOffer:
    return ActionOffer(id=name, title="Do it", entry=entry)


def write(folder: Path, name: str, manifest: str, **modules: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "manifest.py").write_text(manifest)
    for module, text in modules.items():
        (folder / name / f"{module}.py").write_text(text)


@pytest.mark.parametrize("one", BUILTIN, ids=lambda one: one.id)
def test_the_built_in_plugins_keep_the_rules(one: Plugin) -> None:
    check(one)
    loader = Loader(builtin=BUILTIN)
    for contribution in (*one.panels, *one.actions):
        assert callable(loader.entry(one, contribution.entry))


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (plugin(id="Big Name"), "may only have"),
        (plugin(api=API_VERSION + 1), "was made for version"),
        (plugin(actions=(offer("other.x"),)), "must begin with tools"),
        (plugin(actions=(offer("tools.x", "no entry"),)), "is no module:function"),
    ],
)
def test_a_broken_rule_is_named(broken: Plugin, words: str) -> None:
    with pytest.raises(BadManifest, match=words):
        check(broken)


def test_a_typo_in_a_manifest_is_an_error() -> None:
    with pytest.raises(ValidationError):
        Panel.model_validate({"id": "a.b", "title": "x", "colour": "red"})


def test_the_first_of_two_with_one_name_stays() -> None:
    first, second = plugin(title="First"), plugin(title="Second")
    usable, problems = first_of_each((first, second))
    assert usable == [first]
    assert "tools" in problems[0].sentence


def test_a_plugin_of_the_artist_is_found_and_run_on_first_use(tmp_path: Path) -> None:
    write(tmp_path, "hello", HELLO, greet=GREET)
    loader = Loader(builtin=(), folder=tmp_path)
    assert [one.title for one in loader.plugins] == ["Hello"]
    assert "pentimento_plugins.hello.greet" not in sys.modules
    said: list[str] = []
    entry = loader.entry(loader.plugins[0], "greet:greet")
    entry(type("Editor", (), {"tell": staticmethod(said.append)}))
    assert said == ["hello"]


def test_nobody_can_shadow_a_built_in_plugin(tmp_path: Path) -> None:
    write(tmp_path, "hello", HELLO, greet=GREET)
    own = plugin("hello", title="Built in")
    loader = Loader(builtin=(own,), folder=tmp_path)
    assert loader.plugins == (own,)
    assert len(loader.problems) == 1


@pytest.mark.parametrize(
    "text", ["raise SystemError('no')", "import not_installed", "PLUGIN = 3", "syntax error here"]
)
def test_a_manifest_that_fails_costs_only_itself(tmp_path: Path, text: str) -> None:
    write(tmp_path, "bad", text)
    write(tmp_path, "hello", HELLO, greet=GREET)
    found, problems = in_folder(tmp_path)
    assert [one.id for one in found] == ["hello"]
    assert len(problems) == 1
    assert "bad" in problems[0].sentence


def test_safe_mode_reads_no_file_of_the_artist(tmp_path: Path) -> None:
    write(tmp_path, "hello", "raise AssertionError('I was run')")
    loader = Loader(folder=None)
    assert [one.id for one in loader.plugins] == [one.id for one in BUILTIN]
    assert loader.problems == ()


def test_a_missing_entry_is_a_sentence(tmp_path: Path) -> None:
    one = plugin(actions=(offer("tools.x", "no_such_module:f"),))
    loader = Loader(builtin=(one,))
    with pytest.raises(BrokenEntry, match="Tools could not be started"):
        loader.entry(one, "no_such_module:f")
    assert issubclass(BrokenEntry, PluginError)


def test_a_disabled_plugin_is_left_out() -> None:
    assert Loader(builtin=(plugin(),), disabled=frozenset({"tools"})).plugins == ()
