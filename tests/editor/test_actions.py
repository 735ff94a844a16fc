"""Actions are data: unique, searchable, and honest about why they cannot be done."""

from __future__ import annotations

import pytest

from editor.actions import Action, ActionBook, ActionUnavailable, DuplicateAction


def action(name: str, *keys: str, title: str = "", reason: str = "") -> Action:
    return Action(name, title or name, lambda: None, keys, why_not=lambda: reason)


def test_an_action_is_done() -> None:
    done: list[str] = []
    book = ActionBook()
    book.add(Action("a", "A", lambda: done.append("a")))
    book.trigger("a")
    assert done == ["a"]


def test_what_cannot_be_done_says_why() -> None:
    book = ActionBook()
    book.add(action("a", reason="Open a picture first."))
    with pytest.raises(ActionUnavailable, match="Open a picture first"):
        book.trigger("a")


def test_ids_and_keys_belong_to_the_first() -> None:
    book = ActionBook()
    book.add(action("a", "Ctrl+A"))
    with pytest.raises(DuplicateAction):
        book.add(action("a"))
    with pytest.raises(DuplicateAction, match="belongs to a"):
        book.add(action("b", "Ctrl+A"))
    assert [one.id for one in book] == ["a"]


def test_a_removed_action_frees_its_keys() -> None:
    book = ActionBook()
    book.add(action("a", "Ctrl+A"))
    book.remove("a")
    book.add(action("b", "Ctrl+A"))
    assert "a" not in book
    assert "b" in book
