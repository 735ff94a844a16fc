"""The versions of a file that were there before: `NAME~` is the last one, `NAME~2` the one before.

They are thinned out by age: close together where they are young, far apart where they are old.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

KEPT = 6
_MOST = 99


@dataclass(frozen=True)
class Version:
    """One version on the disk, and when it was written (seconds since 1970)."""

    path: Path
    saved_at_s: float
    size_bytes: int


def version_path(target: Path, number: int) -> Path:
    """Where the version of that number lies; 1 is the last one."""
    return target.with_name(f"{target.name}~{number if number > 1 else ''}")


def versions_of(target: Path) -> tuple[Version, ...]:
    """What is there, the last one first; the file itself is none of them."""
    found = []
    for number in range(1, _MOST + 1):
        path = version_path(target, number)
        try:
            facts = path.stat()
        except OSError:
            continue
        found.append(Version(path, facts.st_mtime, facts.st_size))
    return tuple(found)


def make_room(target: Path, kept: int = KEPT) -> None:
    """Free the place of the last version, by moving others on by one. Raises OSError.

    Afterwards at most `kept` - 1 others are there. Every step moves one file whole, the oldest
    first; killed between two steps, all but the one that was to go are still there, and the next
    time closes the gap.
    """
    while _is_there(target, kept + 1):
        _close_over(target, kept)
    gap = 1
    while gap <= kept and version_path(target, gap).exists():
        gap += 1
    if gap > kept:
        times = [version_path(target, number).stat().st_mtime for number in range(1, kept + 1)]
        gap = _dispensable(times)
    for number in range(gap, 1, -1):
        os.replace(version_path(target, number - 1), version_path(target, number))


def _is_there(target: Path, number: int) -> bool:
    """Whether there is a version of that number and of all before it."""
    return all(version_path(target, each).exists() for each in range(1, number + 1))


def _close_over(target: Path, kept: int) -> None:
    """Where fewer are to be kept than before, one goes: those behind it move up."""
    last = kept + 1
    while last < _MOST and version_path(target, last + 1).exists():
        last += 1
    times = [version_path(target, number).stat().st_mtime for number in range(1, last + 1)]
    for number in range(_dispensable(times), last):
        os.replace(version_path(target, number + 1), version_path(target, number))
    if _dispensable(times) == last:
        version_path(target, last).unlink()


def _dispensable(times: Sequence[float]) -> int:
    """The number of the version whose loss leaves the smallest hole for its age.

    `times` are those of the versions, the last one first; neither that nor the oldest may go.
    """
    if len(times) < 3:
        # There is no one between the last and the oldest.
        return len(times)
    ages = [times[0] - time for time in times]

    def hole(place: int) -> float:
        return (ages[place + 1] - ages[place - 1]) / max(1.0, ages[place + 1])

    return 1 + min(range(1, len(times) - 1), key=hole)


def next_increment(path: Path) -> Path:
    """`name_001.ora` after `name.ora`, `name_008.ora` after `name_007.ora`: the first free one."""
    stem, _, digits = path.stem.rpartition("_")
    is_numbered = bool(stem) and digits.isdigit() and len(digits) >= 3
    base, number = (stem, int(digits)) if is_numbered else (path.stem, 0)
    while True:
        number += 1
        found = path.with_name(f"{base}_{number:03d}{path.suffix}")
        if not os.path.lexists(found):
            return found
