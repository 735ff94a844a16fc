"""Finds how long a step takes on this machine, so that a schedule can end when the time does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SHORT, LONG, LONGEST = 6, 30, 2000
GROWTH = 4
CLEAR_S = 3.0
"""A difference of two runs that noise does not make."""
PROBE_S = 60.0
"""At most for one run of the probes."""
PROBES_IN_WHOLE = 12
"""One run of the probes may take such a part of the whole time."""


@dataclass(frozen=True)
class Probe:
    """How many steps a run did, and how long it took from its start to its end."""

    steps: int
    seconds: float


def limit_s(whole_s: float) -> float:
    """How long one run of the probes may take."""
    return min(PROBE_S, whole_s / PROBES_IN_WHOLE)


def step_seconds(timed: Callable[[int], Probe]) -> float:
    """Seconds that a step takes beyond what starting costs.

    `timed` trains so many steps anew, over all stages, or fewer where that takes too long. The
    first run does what a process does only once (a graphics card wakes up, its libraries choose
    their ways) and does not count; then a long one is compared with a short one, longer and
    longer until the difference is clear. On a machine too slow for that, starting counts too.
    """
    first = timed(SHORT)
    if first.steps < SHORT:
        return _with_start(first)
    short, wanted = timed(SHORT), LONG
    while True:
        long = timed(wanted)
        more_s, more = long.seconds - short.seconds, long.steps - short.steps
        if more_s >= CLEAR_S and more > 0:
            return more_s / more
        if long.steps < wanted or wanted >= LONGEST:
            return _with_start(long)
        wanted *= GROWTH


def _with_start(probe: Probe) -> float:
    return max(probe.seconds / max(1, probe.steps), 1e-4)
