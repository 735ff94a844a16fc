"""Heavy work of tools: done at once, or in the background once a window lends its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")
Runner = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[], None]], None]
"""Does the first in some thread; then, on the tools' own thread, hands its result to the second, or
tells what went wrong and calls the third."""


def _at_once(
    work: Callable[[], Any], then: Callable[[Any], None], _failed: Callable[[], None]
) -> None:
    then(work())


def _ignored() -> None:
    """Nothing of the tool's own waits for the errand."""


class Errands:
    """Every errand ends in one call of `then` or of `failed`, on the tools' thread."""

    def __init__(self) -> None:
        self._runner: Runner = _at_once

    def lend(self, runner: Runner) -> None:
        """From now on work is done by `runner`."""
        self._runner = runner

    def run(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        failed: Callable[[], None] = _ignored,
        is_small: bool = False,
    ) -> None:
        """`work` touches nothing that may change meanwhile; a small one is not sent away."""
        (_at_once if is_small else self._runner)(work, then, failed)
