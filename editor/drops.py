"""What a drop brings, and what can be made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

Paths = list[Path]


def paths_of(data: QMimeData) -> Paths:
    """The local files of a drag, in their order."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


@dataclass(frozen=True)
class DropTarget:
    """One thing that dropped pictures can become; `why_not` answers "" where it can be."""

    id: str
    title: str
    icon: str
    take: Callable[[Paths], None]
    why_not: Callable[[], str] = lambda: ""


class DropTargets:
    """The targets in the order in which they are offered; a later one of the same id replaces."""

    def __init__(self) -> None:
        self._targets: dict[str, DropTarget] = {}

    def __iter__(self) -> Iterator[DropTarget]:
        return iter(tuple(self._targets.values()))

    def put(self, target: DropTarget) -> None:
        self._targets[target.id] = target

    def find(self, target_id: str) -> DropTarget:
        return self._targets[target_id]
