"""What an artist types finds the action: words, first letters, slips, and what was used last."""

from __future__ import annotations

import pytest

from editor.action_search import search
from editor.actions import Action

ACTIONS = [
    Action(name, title, lambda: None, menu=menu)
    for name, title, menu in (
        ("show", "Show the mask", "View"),
        ("all", "Mask everything", "Select"),
        ("undo", "Undo", "Edit"),
        ("new", "New layer", "Layer"),
        ("levels", "Levels\u2026", "Layer"),
        ("saturation", "Hue and saturation\u2026", "Layer"),
    )
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mask", ["all", "show"]),
        ("mask show", ["show"]),
        ("select mask", ["all"]),
        ("nl", ["new"]),
        ("newl", ["new"]),
        ("levles", ["levels"]),
        ("saturaton", ["saturation"]),
        ("nothing like it", []),
        ("xq", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, found: list[str]) -> None:
    assert [one.id for one in search(ACTIONS, typed)] == found


def test_with_nothing_typed_all_come_with_the_last_used_in_front() -> None:
    found = [one.id for one in search(ACTIONS, "", ("new", "undo", "gone"))]
    assert found[:2] == ["new", "undo"]
    assert sorted(found) == sorted(one.id for one in ACTIONS)


def test_of_equals_the_last_used_comes_first() -> None:
    assert [one.id for one in search(ACTIONS, "layer", ("saturation",))][0] == "saturation"
