"""Docks that follow the document in front but are built only when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from editor.document.document import Document


class Following(Protocol):
    """A dock that shows one document at a time."""

    def set_document(self, document: Document | None) -> None: ...


_D = TypeVar("_D", bound=Following)


class LateDock(Generic[_D]):
    """Called, it makes the dock, which then shows the document that is in front."""

    def __init__(self, make: Callable[[], _D]) -> None:
        self._make = make
        self._document: Document | None = None
        self.made: _D | None = None
        """The dock, or nothing as long as nobody looked."""

    def __call__(self) -> _D:
        """Build the dock; once."""
        if self.made is None:
            self.made = self._make()
            self.made.set_document(self._document)
        return self.made

    def set_document(self, document: Document | None) -> None:
        """Another document is in front."""
        self._document = document
        if self.made is not None:
            self.made.set_document(document)
