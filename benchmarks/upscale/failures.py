"""What stops the bench, each with one sentence for the person who runs it."""

from __future__ import annotations


class BenchProblem(Exception):
    """The bench cannot run; the message says what to do."""
