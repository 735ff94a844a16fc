"""Steps that take a while: made from the picture as it is, in the background, one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from editor.desk import Desk
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.history import Command
from editor.document.tile_change import TileChange

Make = Callable[[Document], Command | None]
"""Makes the step from a state of the document, which it does not change; None where it is none."""

_MOST_TRIES = 3


@dataclass(frozen=True)
class _Order:
    document: Document
    make: Make
    then: Callable[[], None]
    tries: int = 0


def _nothing() -> None:
    """Nobody waits."""


class Steps:
    """Orders are done in the order in which they came; each sees what the one before it did.

    A step that was made from a state that is no longer the present one is made again.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._orders: deque[_Order] = deque()
        self._is_busy = False

    def order(
        self,
        document: Document,
        make: Make,
        *,
        then: Callable[[], None] = _nothing,
        is_quick: bool = False,
    ) -> None:
        """Do `make` and then what it made; a quick one at once where nothing is under way."""
        order = _Order(document, make, then)
        if is_quick and not self._is_busy:
            self._do_now(order)
            return
        self._orders.append(order)
        if not self._is_busy:
            self._next()

    def _do_now(self, order: _Order) -> None:
        try:
            self._apply(order, order.make(order.document))
        except DocumentError as error:
            self._desk.fail(error)

    def _next(self) -> None:
        if not self._orders:
            return
        order = self._orders.popleft()
        if order.tries >= _MOST_TRIES:
            # The artist never pauses: now, while nothing else can happen.
            self._do_now(order)
            self._next()
            return
        self._is_busy = True
        snapshot, state = order.document.snapshot(), _state(order.document)

        def done(command: Command | None) -> None:
            self._is_busy = False
            if _state(order.document) != state or not _fits(order.document, command):
                self._orders.appendleft(replace(order, tries=order.tries + 1))
            else:
                self._apply(order, command)
            self._next()

        def failed(error: Exception) -> None:
            self._is_busy = False
            self._desk.fail(error)
            self._next()

        self._desk.background.run(lambda: order.make(snapshot), done, failed)

    @staticmethod
    def _apply(order: _Order, command: Command | None) -> None:
        if command is not None:
            order.document.apply(command)
        order.then()


def _state(document: Document) -> tuple[int, int]:
    """Another one after every step that is done or taken back."""
    history = document.history
    entries = history.entries[: history.position]
    return history.position, id(entries[-1]) if entries else 0


def _fits(document: Document, command: Command | None) -> bool:
    """Whether the tiles that the step replaces are still those it was made from."""
    if not isinstance(command, TileChange):
        return True
    plane = document.plane(command.target)
    return all(plane.tile(*key) is tile for key, tile in command.before.items())
