"""What a tool draws over the picture besides brush and line: frames, handles, words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from editor.document.geometry import Point, Quad


class Grip(Enum):
    """What a press at a place would take hold of; the cursor shows it."""

    NONE = auto()
    MOVE = auto()
    SIZE_ACROSS = auto()
    SIZE_DOWN = auto()
    SIZE_FALLING = auto()
    SIZE_RISING = auto()
    TURN = auto()
    SHEAR = auto()
    CROSS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin line in document pixels; a faint one steps back behind the others."""

    points: tuple[Point, ...]
    closed: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in a small plate below and right of a place in the document."""

    at: Point
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """All of it in document pixels; around `window` the picture is dimmed.

    `marks` are tinted, like chosen words; `caret` is the upright line between two letters.
    """

    strokes: tuple[Stroke, ...] = ()
    handles: tuple[Point, ...] = ()
    pivot: Point | None = None
    words: tuple[Words, ...] = ()
    window: Quad | None = None
    marks: tuple[Quad, ...] = ()
    caret: tuple[Point, Point] | None = None
