"""Decides which pictures are trained on: stated splits are obeyed, others are drawn by name."""

from __future__ import annotations

import hashlib
from pathlib import Path

ALIASES = {
    "train": "train", "training": "train",
    "val": "val", "valid": "val", "validation": "val",
    "test": "test", "testing": "test",
}  # fmt: skip


def split_by_name(name: str, val_every: int) -> str:
    """`val` for about one in `val_every` names, always the same ones; else `train`."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return "val" if number % val_every == 0 else "train"


def split_folders(root: Path) -> dict[str, Path]:
    """Subfolders that are named after a split; empty where none is called train."""
    found = {
        ALIASES[folder.name.lower()]: folder
        for folder in sorted(root.iterdir())
        if folder.is_dir() and folder.name.lower() in ALIASES
    }
    return found if "train" in found else {}
