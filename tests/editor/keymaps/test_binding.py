"""Which action gets which key, from declared keys, a set, and the artist's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.keymaps.binding import bind, holder
from editor.keymaps.keys import is_plain, normal

IDS = st.sampled_from(["edit.redo", "a", "b", "c", "d"])
KEYS = st.sampled_from(["B", "Ctrl+B", "Ctrl+Y", "Ctrl+Shift+Z", "[", "F1"])
LAYER = st.dictionaries(IDS, st.lists(KEYS, max_size=3).map(tuple), max_size=5)


@pytest.mark.parametrize(
    ("written", "normed"),
    [
        ("shift+ctrl+z", "Ctrl+Shift+Z"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("b", "B"),
        ("escape", "Esc"),
        ("F12", "F12"),
        ("Alt+Shift+Ctrl+s", "Ctrl+Alt+Shift+S"),
    ],
)
def test_a_key_has_one_spelling(written: str, normed: str) -> None:
    assert normal(written) == normed


@pytest.mark.parametrize("written", ["", "Ctrl+", "Hyper+B"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no"):
        normal(written)


def test_plain_keys_are_those_that_text_would_have() -> None:
    assert is_plain("B")
    assert is_plain("Shift+B")
    assert is_plain("+")
    assert not is_plain("Ctrl+B")
    assert not is_plain("F1")


def test_a_set_takes_a_key_from_who_declared_it() -> None:
    bound = bind({"a": ("B",), "b": ("E",)}, {"b": ("B",)})
    assert bound == {"a": (), "b": ("B",)}


def test_the_artist_is_stronger_than_the_set() -> None:
    bound = bind({"a": ("B",), "b": ("E",)}, {"b": ("B",)}, {"a": ("B",)})
    assert bound == {"a": ("B",), "b": ()}


def test_both_redo_keys_stay_whatever_is_bound() -> None:
    bound = bind({"edit.redo": ("Ctrl+Y",), "a": ()}, {"a": ("Ctrl+Y",)}, {"edit.redo": ("F5",)})
    assert bound["edit.redo"] == ("F5", "Ctrl+Shift+Z", "Ctrl+Y")
    assert bound["a"] == ()


def test_who_holds_a_key_is_told_in_any_spelling() -> None:
    assert holder({"a": ("Ctrl+Shift+Z",)}, "shift+ctrl+z") == "a"
    assert holder({"a": ("Ctrl+Shift+Z",)}, "Z") is None


@given(LAYER, LAYER, LAYER)
def test_no_key_ever_belongs_to_two(
    declared: dict[str, tuple[str, ...]],
    key_set: dict[str, tuple[str, ...]],
    own: dict[str, tuple[str, ...]],
) -> None:
    bound = bind(declared, key_set, own)
    assert set(bound) == set(declared)
    every = [key for keys in bound.values() for key in keys]
    assert len(every) == len(set(every))
    for action, keys in own.items():
        wanted = [key for key in keys if key not in ("Ctrl+Y", "Ctrl+Shift+Z")]
        rivals = [one for name, keys in own.items() if name != action for one in keys]
        if action in declared:
            assert all(key in bound[action] for key in wanted if key not in rivals)
