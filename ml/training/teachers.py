"""Finds the trained networks that losses and measures look through, without the model store.

A machine that only trains has neither the store nor its packages: it gets a folder of
safetensors files, and one variable says where.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FOLDERS_VARIABLE = "PENTIMENTO_MODELS"
"""Folders with models, parted as in PATH; the program's command sets it to its own store."""


class TeacherMissing(FileNotFoundError):
    """A network that somebody else trained is needed and not installed."""


def teacher_file(card_id: str) -> Path:
    """The safetensors file of an installed model, `<id>.safetensors` or `<id>/weights.safetensors`.

    Looks into the folders of `PENTIMENTO_MODELS` in order; raises `TeacherMissing` with the
    command that installs it.
    """
    candidates = (
        folder / name
        for folder in _folders()
        for name in (f"{card_id}.safetensors", f"{card_id}/weights.safetensors")
    )
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise TeacherMissing(
            f"The model {card_id} is not installed. Install it with: "
            f"pentimento models install {card_id} (where that ran elsewhere, let "
            f"{FOLDERS_VARIABLE} name the folder of models)."
        )
    return found


def _folders() -> Iterable[Path]:
    listed = os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep)
    return (Path(folder).expanduser() for folder in listed if folder)
