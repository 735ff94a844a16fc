"""Words being written: a text with a caret and a chosen part, and what keys do to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Protocol, runtime_checkable

from editor.document.geometry import Point
from editor.document.kinds.text.layout import next_stop, previous_stop

MOST_LETTERS = 10_000


class Go(Enum):
    """Where a key takes the caret."""

    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    UP = auto()
    DOWN = auto()
    LINE_START = auto()
    LINE_END = auto()
    TEXT_START = auto()
    TEXT_END = auto()


@runtime_checkable
class WritingTool(Protocol):
    """A tool into which keys type while `is_writing`; the canvas then keeps them from shortcuts."""

    @property
    def is_writing(self) -> bool: ...

    @property
    def caret(self) -> tuple[Point, Point] | None:
        """The upper and lower end of the caret in the document, while there is one."""
        ...

    @property
    def chosen_text(self) -> str:
        """The words that are marked."""
        ...

    def type(self, text: str) -> None:
        """Put `text` in the place of what is marked."""
        ...

    def erase(self, to: Go) -> None:
        """Take away what is marked, or what lies between the caret and there."""
        ...

    def go(self, to: Go, *, extends: bool) -> None:
        """Take the caret elsewhere; `extends` marks what lies between."""
        ...

    def choose_all(self) -> None: ...

    def accept(self) -> bool:
        """What was written stays; the writing ends."""
        ...


@dataclass(frozen=True, slots=True)
class Writing:
    """A text, a caret before one of its letters, and where the marking began."""

    text: str = ""
    caret: int = 0
    anchor: int = 0

    @property
    def chosen(self) -> tuple[int, int]:
        """The marked letters: from, to."""
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def chosen_text(self) -> str:
        first, last = self.chosen
        return self.text[first:last]

    def typed(self, text: str) -> Writing:
        """`text` in the place of what is marked, as much of it as there is room for."""
        first, last = self.chosen
        room = MOST_LETTERS - len(self.text) + last - first
        text = clean(text)[: max(0, room)]
        caret = first + len(text)
        return Writing(self.text[:first] + text + self.text[last:], caret, caret)

    def to(self, index: int, *, extends: bool = False) -> Writing:
        index = max(0, min(len(self.text), index))
        return replace(self, caret=index, anchor=self.anchor if extends else index)

    def over(self, first: int, last: int) -> Writing:
        """With these letters marked."""
        return replace(self, anchor=first, caret=last)

    def aside(self, to: Go) -> int | None:
        """Where a step along the text ends; None for steps that need lines."""
        if to is Go.LEFT:
            return previous_stop(self.text, self.caret)
        if to is Go.RIGHT:
            return next_stop(self.text, self.caret)
        if to is Go.WORD_LEFT:
            return word_before(self.text, self.caret)
        if to is Go.WORD_RIGHT:
            return word_after(self.text, self.caret)
        return {Go.TEXT_START: 0, Go.TEXT_END: len(self.text)}.get(to)


def clean(text: str) -> str:
    """What can stand in a text: breaks in one spelling, no signs that control something."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(sign for sign in text if sign in "\n\t" or sign >= " " and sign != "\x7f")


def word_before(text: str, index: int) -> int:
    """Where the word begins that the caret stands in or behind."""
    while index > 0 and not _is_word(text[index - 1]):
        index -= 1
    while index > 0 and _is_word(text[index - 1]):
        index -= 1
    return index


def word_after(text: str, index: int) -> int:
    """Where the next word begins."""
    while index < len(text) and _is_word(text[index]):
        index += 1
    while index < len(text) and not _is_word(text[index]):
        index += 1
    return index


def word_around(text: str, index: int) -> tuple[int, int]:
    """The word at a place, or the signs between two words."""
    if not text:
        return 0, 0
    index = min(index, len(text) - 1)
    sort = _is_word(text[index])
    first, last = index, index + 1
    while first > 0 and _is_word(text[first - 1]) == sort and text[first - 1] != "\n":
        first -= 1
    while last < len(text) and _is_word(text[last]) == sort and text[last] != "\n":
        last += 1
    return first, last


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_'\u2019\u0301" or ord(sign) > 0x2FFF
