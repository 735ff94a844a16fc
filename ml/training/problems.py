"""The one kind of failure that is the person's to mend, and sentences about unknown words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TrainingProblem(Exception):
    """Something given is wrong or missing; the message is one sentence that says what to do."""


class WrongOption(TrainingProblem):
    """An option that does not exist, or a value that it cannot take."""


class UnknownSystem(TrainingProblem):
    """No recipe has this name."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest one, or the list of all."""
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are: {', '.join(names)}." if names else "."
