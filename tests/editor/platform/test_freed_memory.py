"""What was freed goes back to the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from editor.platform.freed_memory import give_back_in_background

_SCRIPT = """
from editor.platform.freed_memory import give_back_freed
def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
rooms = [bytearray(60_000) for _ in range(2000)]
kept = rooms[1::100]
del rooms
before = held()
print(give_back_freed(), before - held())
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell")
def test_small_rooms_between_used_ones_are_given_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    could, freed_bytes = done.stdout.split()
    if could == "False":
        pytest.skip("another allocator")
    assert int(freed_bytes) > 50_000_000


def test_it_does_not_keep_whoever_asks() -> None:
    give_back_in_background().join(60)
