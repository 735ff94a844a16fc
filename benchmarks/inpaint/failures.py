"""What can be wrong with how the inpainting bench is called; each message is one sentence."""

from __future__ import annotations

from benchmarks.sessions import BenchProblem


class UnknownMethod(BenchProblem):
    """A name in `--methods` is no method of the bench."""


class UnknownCells(BenchProblem):
    """A word in `--cells` fits no cell, half, size or kind."""


class DataMissing(BenchProblem):
    """The benchmark pictures are not on this machine."""


class CellBroken(BenchProblem):
    """A picture or a mask is not the one that the cell file was written with."""
