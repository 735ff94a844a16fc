"""Where a tool stands in the rail, said without Qt so that a set of tools can say it itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Makers = Mapping[str, Callable[[], Any]]
"""What builds each tool, by the tool's id; its module is imported no sooner."""


@dataclass(frozen=True)
class ToolSpot:
    """One place in the rail; a `gap` stands before it where a new kind of tool begins.

    Spots that follow one another with the same `family` share one button, behind which the
    others wait.
    """

    id: str
    title: str
    icon: str
    key: str
    gap: bool = False
    family: str = ""
