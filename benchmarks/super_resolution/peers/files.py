"""Where the weights of peers lie: one folder that the person has filled from their packages."""

from __future__ import annotations

import os
from pathlib import Path

WEIGHTS = "PENTIMENTO_PEERS_WEIGHTS"


class PeerMissing(RuntimeError):
    """A peer is not here; the message says what it needs."""


def weight_file(name: str, package: str) -> Path:
    """A file anywhere below the folder; raises `PeerMissing` with the package that has it."""
    folder = os.environ.get(WEIGHTS, "")
    found = sorted(Path(folder).rglob(name)) if folder else []
    if not found:
        raise PeerMissing(f"{name} is not below the folder in {WEIGHTS}; it comes in {package}.")
    return found[0]
