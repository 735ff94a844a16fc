"""Decides which pictures are trained on: stated splits are obeyed, others are drawn by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

ALIASES = {
    "train": "train", "training": "train",
    "val": "val", "valid": "val", "validation": "val",
    "test": "test", "testing": "test",
}  # fmt: skip


def draw(names: Sequence[str], val_every: int) -> dict[str, str]:
    """`val` for about one in `val_every` names, at least for one of two, always the same ones."""
    numbers = {name: _number(name) for name in names}
    drawn = {name: "train" if n % val_every else "val" for name, n in numbers.items()}
    if len(drawn) > 1 and "val" not in drawn.values():
        drawn[min(numbers, key=lambda name: numbers[name])] = "val"
    return drawn


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def split_folders(root: Path) -> dict[str, str]:
    """Names of subfolders that are named after a split; empty where none is for training."""
    found = {
        ALIASES[folder.name.lower()]: folder.name
        for folder in sorted(root.iterdir())
        if folder.is_dir() and folder.name.lower() in ALIASES
    }
    return found if "train" in found else _by_ending(root)


def _by_ending(root: Path) -> dict[str, str]:
    """`bedroom_train` beside `bedroom_val`, as LSUN is unpacked; of one scene only."""
    names = sorted(folder.name for folder in root.iterdir() if folder.is_dir())
    scenes = [name.removesuffix("_train") for name in names if name.endswith("_train")]
    if len(scenes) != 1 or f"{scenes[0]}_val" not in names:
        return {}
    found = {split: f"{scenes[0]}_{split}" for split in ("train", "val", "test")}
    return {split: name for split, name in found.items() if name in names}
