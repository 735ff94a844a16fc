"""Chooses between the numpy loops of adjustments and the compiled ones, as the document does."""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from editor.document import engine
from editor.document.adjustments import plain_loops
from editor.document.sheets import Floats


class Loops(Protocol):
    """The hot loops over planes (4, h, w; straight, 0..1, contiguous).

    Those that give nothing back work in place.
    """

    def look_up(self, planes: Floats, tables: Floats) -> None:
        """Send red, green and blue through their tables (3, n), straight between the entries."""
        ...

    def turn_colours(self, planes: Floats, turn: plain_loops.Turn) -> None:
        """Change hue, saturation and lightness; see `plain_loops.Turn`."""
        ...

    def turn_ranges(self, planes: Floats, turn: plain_loops.Turn, ranges: Floats) -> None:
        """As `turn_colours` without colourising, and more for some hues.

        `ranges` (6, 3) says what is added to hue (in sixths), saturation and lightness (-1..1) of
        reds, yellows, greens, cyans, blues and magentas.
        """
        ...

    def strengthen(self, planes: Floats, vibrance: float, saturation: float) -> None:
        """Pull colours away from their grey (or towards it): weak ones more by `vibrance`.

        Both are -1..1. No channel leaves 0..1 that was inside.
        """
        ...

    def to_grey(self, planes: Floats, weights: Floats) -> None:
        """Grey by the weights (6) of red, yellow, green, cyan, blue and magenta."""
        ...

    def weigh(self, planes: Floats, weights: Floats) -> Floats:
        """Each plane of (n, h, w) smoothed along rows and columns with `weights` (odd length).

        Beyond the edge lies what lies at the edge.
        """
        ...

    def box(self, planes: Floats, radius: int, share: float, passes: int) -> Floats:
        """As `weigh`, so many times, with 2 * radius + 1 ones and `share` at either end."""
        ...


def loops() -> Loops:
    """The loops to use now: compiled ones once the document has its own."""
    if engine.is_warm():
        return cast(Loops, importlib.import_module("editor.document.adjustments.compiled_loops"))
    return plain_loops
