"""Runs a benchmark's session: imported late, and every failure told in one sentence."""

from __future__ import annotations

import sys
from importlib import import_module

WRONG = 2


class BenchProblem(Exception):
    """The bench cannot run; the message says what to do."""


def run_session(module: str, *given: object) -> int:
    """Call `run` of that module; 2, with one sentence on stderr, where it could not run."""
    try:
        # Only now: torch takes seconds to load, which belong to the time that was promised.
        status: int = import_module(module).run(*given)
        return status
    except BenchProblem as error:
        print(error, file=sys.stderr)
    except ModuleNotFoundError as error:
        print(f"This benchmark needs {error.name}: run start.py to install it.", file=sys.stderr)
    return WRONG
