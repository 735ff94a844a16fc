"""Finds actions by what an artist types: words, first letters, or a word with a slip in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from editor.actions import Action

SLIP = 0.75
"""How alike a mistyped word and a right one have to be."""


def search(actions: Iterable[Action], typed: str, recent: Sequence[str] = ()) -> list[Action]:
    """The actions that fit, the best first; of equals those used last, then in their order.

    With nothing typed all of them come, the recent ones in front.
    """
    words = typed.lower().split()
    used = {name: place for place, name in enumerate(recent)}
    ranked = [
        (rank, used.get(action.id, len(used)), place, action)
        for place, action in enumerate(actions)
        if (rank := _rank(action, words)) is not None
    ]
    good = [one for one in ranked if one[0] < _SLIPPED] or ranked
    return [action for *_, action in sorted(good, key=lambda one: one[:3])]


_BEGINS, _WORDS, _LETTERS, _SLIPPED = range(4)


def _rank(action: Action, words: list[str]) -> int | None:
    title = action.title.lower()
    said = f"{title} {action.menu} {action.submenu}".lower()
    if not words or title.startswith(" ".join(words)):
        return _BEGINS
    if all(word in said for word in words):
        return _WORDS
    if _has_letters(title, "".join(words)):
        return _LETTERS
    parts = said.split()
    if all(any(_is_like(word, part) for part in parts) for word in words):
        return _SLIPPED
    return None


def _has_letters(title: str, letters: str) -> bool:
    """Whether the letters begin words of the title one after another: `nl` is "New layer"."""
    at_word = [""] + [title[place - 1] for place in range(1, len(title))]
    found, running = 0, False
    for before, sign in zip(at_word, title, strict=True):
        begins = not before.isalnum()
        if found < len(letters) and sign == letters[found] and (begins or running):
            found, running = found + 1, True
        else:
            running = False
    return found == len(letters)


def _is_like(word: str, part: str) -> bool:
    return len(word) > 3 and SequenceMatcher(None, word, part[: len(word) + 1]).ratio() >= SLIP
