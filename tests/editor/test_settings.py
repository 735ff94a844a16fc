"""Settings come back as they were, whatever is in them and whatever happened to the file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from editor.settings import RECENT_KEPT, Settings, SettingsFile, to_toml

SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8")),
)
NAMES = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, SCALARS)))
def test_toml_written_is_toml_read(values: dict[str, dict[str, object]]) -> None:
    assert tomllib.loads(to_toml(values)) == values


@given(st.dictionaries(NAMES, st.lists(SCALARS)))
def test_lists_come_back_too(values: dict[str, list[object]]) -> None:
    assert tomllib.loads(to_toml(values)) == values


def test_what_is_changed_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    file = SettingsFile(path)
    file.change(after_stroke=True, panels={"remove.remove": {"grow": 9, "match": 0.5}})
    file.replace(file.now.with_recent(Path("/a/b c é.png")))
    again = SettingsFile(path).now
    assert again == file.now
    assert again.after_stroke
    assert again.panels["remove.remove"] == {"grow": 9, "match": 0.5}


def test_a_wrong_value_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    with pytest.raises(ValidationError):
        file.change(history_mb="wide")
    assert file.now == Settings()
    assert not (tmp_path / "settings.toml").exists()


@pytest.mark.parametrize("text", ["not [ toml", "history_mb = 'wide'\n", "\x00"])
def test_an_unreadable_file_is_set_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    assert SettingsFile(path).now == Settings()
    assert (tmp_path / "settings.unreadable.toml").read_text() == text


def test_names_of_a_newer_version_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "light"\nhologram = true\n')
    assert SettingsFile(path).now.theme == "light"


def test_recent_pictures_are_few_and_each_stands_once() -> None:
    settings = Settings()
    for number in range(2 * RECENT_KEPT):
        settings = settings.with_recent(Path(f"/{number}.png"))
    settings = settings.with_recent(Path("/20.png"))
    assert len(settings.recent) == RECENT_KEPT
    assert settings.recent[0] == str(Path("/20.png"))
    assert len(set(settings.recent)) == RECENT_KEPT


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = SettingsFile(tmp_path / "file" / "settings.toml")
    file.change(theme="light")
    assert file.now.theme == "light"
